// Cases of the causes behind connections, replies and a missing STARTTLS.

import type { ProbeResult } from '../../../../src/model/assessment.ts';
import { failed, known } from '../../../../src/model/evidence.ts';
import {
  capabilities,
  endedAt,
  failure,
  greeting,
  reply,
  resultWith,
  soundResult,
  startTls,
} from '../../../support/results.ts';
import type { CauseCase } from './causeCase.ts';
import { addresses, atAddress, control, nonsense, onPort, ports, reputation, unoffered, withTests } from './further.ts';

const sound = soundResult();
const usual = '250-SIZE 1000000\n250-PIPELINING\n250-ENHANCEDSTATUSCODES\n250-8BITMIME\n250 CHUNKING';

/** EHLO is answered without STARTTLS, and the probe ends there. */
export function withoutOffer(keywords = usual, hello = '220 mx.example.com ESMTP'): ProbeResult {
  return endedAt('startTls', failure('starttls-not-offered', 'starttls'), {
    greeting: known(greeting(hello)),
    capabilities: known(capabilities(`250-mx.example.com\n${keywords}`)),
  });
}

export const exchangeHello =
  '220 mail.example.com Microsoft ESMTP MAIL Service ready at Mon, 1 Jun 2026 12:00:00 +0000';
export const postfixHello = '220 mx.example.com ESMTP Postfix (Debian/GNU)';
export const masked = `220 ${'*'.repeat(24)}2${'*'.repeat(7)}0${'*'.repeat(12)}`;

function refusedGreeting(text: string): ProbeResult {
  const refusal = reply(text, 3);
  return endedAt('capabilities', failure('greeting-rejected', 'greet', { reply: refusal }), {
    greeting: known({ reply: refusal, waitedMs: 10 }),
  });
}

function refusedStartTls(text: string): ProbeResult {
  const refusal = reply(text, 10);
  return endedAt('handshake', failure('starttls-rejected', 'starttls', { reply: refusal }), {
    startTls: known({ ...startTls, reply: refusal }),
  });
}

function refusedEhlo(text: string): ProbeResult {
  return endedAt('capabilities', failure('ehlo-rejected', 'ehlo', { reply: reply(text, 5) }));
}

const noAnswer = endedAt('connection', failure('connection-timeout', 'connect'));
const refusedConnection = endedAt('connection', failure('connection-refused', 'connect'));
const limited = reply('421 4.7.0 too many connections', 3);

export const dialogueCauseCases: readonly CauseCase[] = [
  {
    cause: 'name-not-in-dns',
    guilty: endedAt('addresses', failure('host-not-found', 'resolve')),
    likelihood: 'confirmed',
    says: /host-not-found/,
    innocent: endedAt('addresses', failure('dns-failed', 'resolve')),
  },
  {
    cause: 'resolver-trouble',
    guilty: endedAt('addresses', failure('dns-failed', 'resolve')),
    likelihood: 'likely',
    says: /dns-failed/,
    innocent: endedAt('addresses', failure('host-not-found', 'resolve')),
  },
  {
    cause: 'port-blocked',
    name: 'port 25, nothing else known',
    guilty: noAnswer,
    likelihood: 'possible',
    says: /port 25/,
    innocent: withTests(noAnswer, control('reached')),
  },
  {
    cause: 'port-blocked',
    name: 'the control host is silent too',
    guilty: withTests(noAnswer, control('not-reached')),
    likelihood: 'likely',
    says: /control\.example could not be reached/,
    innocent: sound,
  },
  {
    cause: 'server-not-reachable',
    name: 'refused',
    guilty: refusedConnection,
    likelihood: 'likely',
    says: /connection-refused/,
    innocent: sound,
  },
  {
    cause: 'server-not-reachable',
    name: 'the control host answers',
    guilty: withTests(noAnswer, control('reached')),
    likelihood: 'likely',
    says: /the way out is open/,
    innocent: sound,
  },
  {
    cause: 'address-refused',
    name: 'a ban',
    guilty: refusedGreeting('550 5.7.606 Access denied, banned sending IP [203.0.113.5]'),
    likelihood: 'confirmed',
    says: /5\.7\.606/,
    innocent: endedAt('capabilities', failure('rate-limited', 'greet', { reply: limited })),
  },
  {
    cause: 'address-refused',
    name: 'listed, and no STARTTLS',
    guilty: withTests(withoutOffer(), reputation('listed')),
    likelihood: 'likely',
    says: /zen\.example/,
    innocent: withTests(withoutOffer(), reputation('not-listed')),
  },
  {
    cause: 'rate-limit',
    guilty: endedAt('capabilities', failure('rate-limited', 'greet', { reply: limited })),
    likelihood: 'confirmed',
    says: /421/,
    innocent: refusedGreeting('554 5.7.1 blocked using zen.spamhaus.org'),
  },
  {
    cause: 'greeting-delay',
    guilty: endedAt('greeting', failure('greeting-timeout', 'greet')),
    likelihood: 'possible',
    says: /no greeting followed/,
    innocent: endedAt('capabilities', failure('reply-timeout', 'ehlo')),
  },
  {
    cause: 'connection-lost',
    guilty: endedAt('capabilities', failure('connection-closed', 'ehlo')),
    likelihood: 'possible',
    says: /connection-closed/,
    innocent: sound,
  },
  {
    cause: 'other-service',
    guilty: endedAt('greeting', failure('protocol-error', 'greet')),
    likelihood: 'likely',
    says: /protocol-error/,
    innocent: sound,
  },
  {
    cause: 'wrong-pairing',
    guilty: endedAt('greeting', failure('plaintext-on-tls-port', 'greet')),
    likelihood: 'confirmed',
    says: /STARTTLS has no place/,
    innocent: sound,
  },
  {
    cause: 'smtp-inspection',
    name: 'masked greeting',
    guilty: withoutOffer('250-SIZE 1000000\n250 XXXXXXXA', masked),
    likelihood: 'confirmed',
    says: /length of STARTTLS/,
    innocent: withoutOffer(),
  },
  {
    cause: 'smtp-inspection',
    name: 'overwritten command',
    guilty: refusedStartTls('500 5.5.1 Command unrecognized: "XXXXXXXX"'),
    likelihood: 'confirmed',
    says: /row of X/,
    innocent: refusedStartTls('454 4.7.0 TLS not available due to local problem'),
  },
  {
    cause: 'smtp-inspection',
    name: 'asked for without an offer',
    guilty: withTests(withoutOffer('250 SIZE'), unoffered('rewritten', '500 5.5.1 Command unrecognized: "XXXXXXXX"')),
    likelihood: 'confirmed',
    says: /another command arrived/,
    innocent: sound,
  },
  {
    cause: 'smtp-inspection',
    name: 'a verb that no server knows is accepted',
    guilty: withTests(withoutOffer('250 SIZE'), nonsense('accepted', '250 OK')),
    likelihood: 'possible',
    says: /Very old PIX/,
    innocent: withTests(withoutOffer(), nonsense('refused', '500 5.5.2 Error: command not recognized')),
  },
  {
    cause: 'smtp-inspection',
    name: 'a verb overwritten',
    guilty: withTests(withoutOffer('250 SIZE'), nonsense('rewritten', '500 5.5.1 Command unrecognized: "XXXXX"')),
    likelihood: 'confirmed',
    says: /another command arrived/,
    innocent: withTests(withoutOffer(), nonsense('refused', '500 5.5.2 Error: command not recognized')),
  },
  {
    cause: 'ehlo-not-known',
    guilty: refusedEhlo('500 5.5.1 Command unrecognized: "EHLO"'),
    likelihood: 'likely',
    says: /old firewalls/,
    innocent: refusedEhlo('550 5.7.1 Access denied'),
  },
  {
    cause: 'starttls-removed',
    name: 'Exchange behind a proxy that knows less',
    guilty: withoutOffer('250-SIZE 1000000\n250 X-ANONYMOUSTLS'),
    likelihood: 'likely',
    says: /missing as well/,
    innocent: withoutOffer('250-SIZE 1000000\n250 XXXXXXXA', masked),
  },
  {
    cause: 'starttls-removed',
    name: 'TLS begins all the same',
    guilty: withTests(withoutOffer(), unoffered('accepted', '220 2.0.0 SMTP server ready')),
    likelihood: 'likely',
    says: /its offer was lost/,
    innocent: sound,
  },
  {
    cause: 'receive-connector-without-tls',
    guilty: withTests(withoutOffer(usual, exchangeHello), ports(onPort(25, { startTls: 'not-offered' }), onPort(587))),
    likelihood: 'likely',
    says: /587/,
    innocent: withoutOffer(usual, postfixHello),
  },
  {
    cause: 'tls-never-set-up',
    guilty: withoutOffer(usual, postfixHello),
    likelihood: 'likely',
    says: /Postfix/,
    innocent: withoutOffer(usual, exchangeHello),
  },
  {
    cause: 'tls-unavailable',
    guilty: refusedStartTls('454 4.7.0 TLS not available due to local problem'),
    likelihood: 'confirmed',
    says: /words of Postfix/,
    innocent: refusedStartTls('500 5.5.1 Command unrecognized: "XXXXXXXX"'),
  },
  {
    cause: 'plaintext-injection',
    guilty: resultWith({ startTls: known({ ...startTls, discarded: { bytes: 12, text: '250 injected', line: 11 } }) }),
    likelihood: 'likely',
    says: /clear text/i,
    innocent: sound,
  },
  {
    cause: 'one-node-differs',
    guilty: withTests(
      withoutOffer(),
      addresses(atAddress('192.0.2.1'), atAddress('192.0.2.2', { startTls: 'not-offered' })),
    ),
    likelihood: 'confirmed',
    says: /STARTTLS \(192\.0\.2\.1\), no STARTTLS \(192\.0\.2\.2\)/,
    innocent: withTests(
      resultWith(
        {
          addresses: known({
            addresses: [
              { address: '192.0.2.1', family: 4 },
              { address: '192.0.2.2', family: 4 },
            ],
            source: 'resolver',
          }),
          capabilities: known(capabilities(`250-mx.example.com\n${usual}`)),
          startTls: failed(failure('starttls-not-offered', 'starttls')),
        },
        { ending: failure('starttls-not-offered', 'starttls') },
      ),
      addresses(
        atAddress('192.0.2.1', { startTls: 'not-offered' }),
        atAddress('192.0.2.2', { startTls: 'not-offered' }),
      ),
    ),
  },
];
