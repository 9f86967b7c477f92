// Cases of what a 421 may mean, of clear text in place of TLS, and of STARTTLS that was not offered and asked for.

import type { ProbeResult } from '../../../../src/model/assessment.ts';
import { known } from '../../../../src/model/evidence.ts';
import { endedAt, failure, reply, startTls } from '../../../support/results.ts';
import type { CauseCase } from './causeCase.ts';
import { postfixHello, withoutOffer } from './dialogueCases.ts';
import { unoffered, withTests } from './further.ts';

/** EHLO is answered with a 421. */
export function farewell(text: string): ProbeResult {
  return endedAt('capabilities', failure('rate-limited', 'ehlo', { reply: reply(text, 5) }));
}

/** STARTTLS was answered with 220, and what came then was no TLS. */
export function inClear(said: string): ProbeResult {
  const detail = `In place of TLS mx.example.com port 25 said "${said}" (line 12).`;
  return endedAt('handshake', failure('tls-after-starttls-failed', 'handshake', { detail }));
}

const unavailable = '454 4.7.0 TLS not available due to local problem';

/** As Exchange words a connection that broke under TLS. */
export const socketError = '421 4.4.2 Connection dropped due to SocketError';
const dropped = endedAt(
  'handshake',
  failure('tls-after-starttls-failed', 'handshake', { reply: reply(socketError, 10) }),
  { startTls: known({ ...startTls, reply: reply(socketError, 10) }) },
);

const limits = [
  '421 4.7.0 Too many concurrent SMTP connections',
  '421 4.3.2 The maximum number of concurrent connections has exceeded a limit',
  '421 4.7.28 Our system has detected an unusual rate of mail',
  '421 4.7.1 Greylisted, come back in 5 minutes',
  '421 4.7.0 throttled',
];

const ownStates = [
  '421 4.3.0 mx.example.com is shutting down',
  '421 4.3.1 Insufficient system resources',
  '421 4.4.2 mx.example.com Error: timeout exceeded',
  '421 4.4.1 command time limit exceeded',
];

export const farewellCauseCases: readonly CauseCase[] = [
  ...limits.map((text): CauseCase => ({
    cause: 'rate-limit',
    name: text,
    guilty: farewell(text),
    likelihood: 'confirmed',
    says: /421/,
    innocent: farewell('421 4.3.0 mx.example.com is shutting down'),
  })),
  ...(['rate-limit', 'server-unavailable'] as const).map((cause): CauseCase => ({
    cause,
    name: 'a 421 about the version of TLS is neither',
    guilty: farewell('421 4.0.0 come back'),
    likelihood: 'possible',
    says: /421/,
    innocent: farewell('421 4.7.66 TLS 1.0 and 1.1 are not supported. Please upgrade your client.'),
  })),
  ...ownStates.map((text): CauseCase => ({
    cause: 'server-unavailable',
    name: text,
    guilty: farewell(text),
    likelihood: 'possible',
    says: /own state/,
    innocent: farewell('421 4.7.0 too many connections'),
  })),
  ...ownStates.map((text): CauseCase => ({
    cause: 'rate-limit',
    name: `an unspoken reason, unlike ${text}`,
    guilty: farewell('421 4.7.0 Try again later'),
    likelihood: 'possible',
    says: /does not name its own/,
    innocent: farewell(text),
  })),
  {
    cause: 'rate-limit',
    name: 'service not available',
    guilty: farewell('421 4.3.2 Service not available'),
    likelihood: 'possible',
    says: /does not name its own/,
    innocent: dropped,
  },
  {
    cause: 'handshake-cut-off',
    name: 'SocketError',
    guilty: dropped,
    likelihood: 'possible',
    says: /tls-after-starttls-failed/,
    innocent: inClear('250 2.0.0 OK'),
  },
  {
    cause: 'tls-ended-on-the-way',
    name: 'SMTP in place of TLS',
    guilty: inClear('500 5.5.1 Command unrecognized'),
    likelihood: 'possible',
    says: /what followed was no TLS\. In place of TLS .* said "500/,
    innocent: inClear('454 4.3.3 TLS not available after start'),
  },
  {
    cause: 'tls-unavailable',
    name: 'said after 220',
    guilty: inClear('454 4.3.3 TLS not available after start'),
    likelihood: 'confirmed',
    says: /after it said 220/,
    innocent: inClear('500 5.5.1 Command unrecognized'),
  },
  {
    cause: 'tls-unavailable',
    name: 'said to a STARTTLS that was not offered',
    guilty: withTests(withoutOffer(undefined, postfixHello), unoffered('refused', unavailable)),
    likelihood: 'confirmed',
    says: /switched on.*454/,
    innocent: withTests(withoutOffer(undefined, postfixHello), unoffered('refused', '502 5.5.1 Not implemented')),
  },
  {
    cause: 'starttls-removed',
    name: 'TLS is switched on there, and not offered',
    guilty: withTests(withoutOffer(undefined, postfixHello), unoffered('refused', unavailable)),
    likelihood: 'possible',
    says: /it would offer it/,
    innocent: inClear('500 5.5.1 Command unrecognized'),
  },
  {
    cause: 'tls-never-set-up',
    name: 'the command is not known',
    guilty: withTests(withoutOffer(undefined, postfixHello), unoffered('refused', '502 5.5.1 Not implemented')),
    likelihood: 'likely',
    says: /not known \("502/,
    innocent: withTests(withoutOffer(undefined, postfixHello), unoffered('refused', unavailable)),
  },
];
