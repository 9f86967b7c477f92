// STARTTLS missing, refused, demanded, and the clear text that an attacker slips in behind it.

import { close, inTurn, say, send, wait } from '../acts.ts';
import type { Fault } from '../fault.ts';
import { multiLine, parts, soundEhlo } from '../server.ts';
import type { ServerScript } from '../server.ts';
import type { World } from '../world.ts';

const ehloWithoutTls = multiLine(250, 'mx.lab.test', 'PIPELINING', 'SIZE 10240000', '8BITMIME');

function row(
  id: string,
  title: string,
  expectedRules: readonly string[],
  server: Omit<ServerScript, 'tlsMode'>,
  rest: Partial<Fault> = {},
): Fault {
  const tlsMode = rest.tlsMode ?? 'starttls';
  return {
    id: `starttls/${id}`,
    title,
    tlsMode,
    expectedVerdict: 'broken',
    expectedRules,
    ...rest,
    script: ({ chain }: World) => ({ tlsMode, tls: { chain }, ...server }),
  };
}

function refused(id: string, title: string, ...reply: readonly string[]): Fault {
  return row(
    `refused-${id}`,
    title,
    ['starttls/refused'],
    { startTls: reply, refusesTls: true },
    {
      expectedEnding: 'starttls-rejected',
    },
  );
}

function injected(id: string, title: string, server: Omit<ServerScript, 'tlsMode'>): Fault {
  return row(`injected-${id}`, title, ['starttls/injected-plaintext'], server);
}

export const startTlsFaults: readonly Fault[] = [
  row(
    'not-offered',
    'EHLO is answered without STARTTLS.',
    ['starttls/not-offered'],
    { ehlo: ehloWithoutTls },
    {
      expectedEnding: 'starttls-not-offered',
    },
  ),
  row(
    'not-offered-and-verbs-taken',
    'EHLO is answered without STARTTLS, and a verb that no server knows with OK.',
    ['starttls/not-offered'],
    { ehlo: ehloWithoutTls, unknown: '250 OK' },
    { expectedEnding: 'starttls-not-offered' },
  ),
  row(
    'not-offered-at-all',
    'EHLO is answered without a single keyword.',
    ['starttls/not-offered'],
    { ehlo: '250 mx.lab.test' },
    {
      expectedEnding: 'starttls-not-offered',
    },
  ),
  row(
    'demanded-not-offered',
    'EHLO is answered with a demand for STARTTLS, which HELO does not offer.',
    ['starttls/demanded-not-offered', 'ehlo/refused'],
    {
      ehlo: '451 5.7.3 Must issue a STARTTLS command first',
      helo: '451 5.7.3 Must issue a STARTTLS command first',
    },
    { expectedEnding: 'ehlo-rejected' },
  ),
  row(
    'demanded-for-ehlo',
    'EHLO is answered with a demand for STARTTLS; HELO works and has no extensions.',
    ['starttls/demanded-not-offered', 'ehlo/refused'],
    { ehlo: '530 5.7.0 Must issue a STARTTLS command first' },
    { expectedEnding: 'starttls-not-offered' },
  ),
  refused(
    '454',
    'STARTTLS is answered with 454, TLS not available.',
    '454 4.7.0 TLS not available due to local problem',
  ),
  refused(
    '500-masked',
    'A firewall changed the STARTTLS command on its way.',
    '500 5.5.1 Command unrecognized: "XXXXXXXX"',
  ),
  refused('500', 'STARTTLS is not recognised, although it was offered.', '500 5.5.1 Command unrecognized: "STARTTLS"'),
  refused('501', 'STARTTLS is answered with a syntax error.', '501 5.5.4 Syntax error (no parameters allowed)'),
  refused('502', 'STARTTLS is offered and not implemented.', '502 5.5.1 Command not implemented'),
  refused('503', 'STARTTLS is answered with a wrong sequence of commands.', '503 5.5.1 Bad sequence of commands'),
  refused('530', 'STARTTLS is answered with a demand for authentication.', '530 5.7.0 Authentication required'),
  refused('554', 'STARTTLS is answered with 554 over two lines.', '554-5.7.1 Not for you', '554 5.7.1 Refused'),
  injected('same-segment', 'Clear text follows the 220 in the same segment.', {
    startTls: send('220 2.0.0 Ready to start TLS\r\n250 2.1.0 injected\r\n'),
  }),
  injected('later-segment', 'Clear text follows the 220 a moment later.', {
    startTls: parts('220 2.0.0 Ready to start TLS', wait(60), '250 2.1.0 injected'),
  }),
  injected('fragment', 'Clear text without a line end follows the 220.', {
    startTls: send('220 2.0.0 Ready to start TLS\r\n250 inj'),
  }),
  injected('later-fragment', 'Clear text without a line end follows the 220 a moment later.', {
    startTls: inTurn(say('220 2.0.0 Ready to start TLS'), wait(60), send('250 inj')),
  }),
  row(
    'offered-inside-tls',
    'STARTTLS is offered again inside TLS.',
    ['starttls/offered-inside-tls'],
    { ehloInTls: soundEhlo },
    { expectedVerdict: 'weak' },
  ),
  row(
    'offered-on-tls-port',
    'STARTTLS is offered on a TLS port.',
    ['starttls/offered-inside-tls'],
    { ehloInTls: soundEhlo },
    { expectedVerdict: 'weak', tlsMode: 'implicit' },
  ),
  row(
    'connection-dropped',
    'STARTTLS is answered with 421 and the news that the connection behind it broke.',
    ['handshake/broken-off'],
    { startTls: parts('421 4.4.2 Connection dropped due to SocketError', close()), refusesTls: true },
    { expectedEnding: 'tls-after-starttls-failed', expectedCauses: ['handshake-cut-off', 'tls-ended-on-the-way'] },
  ),
  row(
    'closed-after-220',
    'The server says 220 to STARTTLS and closes the connection.',
    ['handshake/broken-off'],
    {
      startTls: parts('220 go ahead', close()),
    },
    { expectedEnding: 'tls-after-starttls-failed' },
  ),
];
