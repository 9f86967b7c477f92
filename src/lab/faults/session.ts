// Connections refused, and sessions that end, stall or swell before there is anything to judge.

import { close, drip, endlessly, flood, inTurn, reset, send, silence, wait } from '../acts.ts';
import type { Fault } from '../fault.ts';
import { multiLine, parts, soundGreeting } from '../server.ts';
import type { ServerScript } from '../server.ts';
import type { World } from '../world.ts';

type Row = Omit<Fault, 'tlsMode' | 'expectedVerdict' | 'script'> &
  Partial<Fault> & { readonly server?: Omit<ServerScript, 'tlsMode'> };

/** A row with a server sound but for `server`, or with a script of its own. */
function inconclusive({ server, ...row }: Row): Fault {
  return {
    tlsMode: 'starttls',
    expectedVerdict: 'inconclusive',
    script: ({ chain }: World) => ({ tlsMode: row.tlsMode ?? 'starttls', tls: { chain }, ...server }),
    ...row,
  };
}

const kilobyte = 'a'.repeat(1_000);

export const connectionFaults: readonly Fault[] = [
  {
    id: 'connection/refused',
    title: 'Nothing listens on the port.',
    tlsMode: 'starttls',
    expectedVerdict: 'unreachable',
    expectedRules: ['connection/refused'],
    expectedEnding: 'connection-refused',
    script: () => ({ tlsMode: 'starttls', isShut: true }),
  },
];

export const sessionFaults: readonly Fault[] = [
  inconclusive({
    id: 'session/closed-before-greeting',
    title: 'The server closes the connection without a word.',
    expectedRules: ['session/closed-early'],
    expectedEnding: 'connection-closed',
    server: { greeting: close() },
  }),
  inconclusive({
    id: 'session/reset-before-greeting',
    title: 'The server resets the connection without a word.',
    expectedRules: ['session/closed-early'],
    expectedEnding: 'connection-closed',
    server: { greeting: inTurn(wait(50), reset()) },
  }),
  inconclusive({
    id: 'session/closed-in-greeting',
    title: 'The server closes the connection in the middle of its greeting.',
    expectedRules: ['session/closed-early'],
    expectedEnding: 'connection-closed',
    server: { greeting: inTurn(send('220 mx.la'), close()) },
  }),
  inconclusive({
    id: 'session/closed-at-ehlo',
    title: 'The server closes the connection when EHLO comes.',
    expectedRules: ['session/closed-early'],
    expectedEnding: 'connection-closed',
    server: { ehlo: close() },
  }),
  inconclusive({
    id: 'session/closed-inside-tls',
    title: 'The server closes the connection when EHLO comes inside TLS.',
    expectedRules: ['session/closed-early'],
    expectedEnding: 'connection-closed',
    server: { ehloInTls: close() },
  }),
  inconclusive({
    id: 'session/closed-after-handshake',
    title: 'The server closes the connection as soon as the handshake is done, in TLS 1.3.',
    expectedRules: ['session/closed-early'],
    expectedEnding: 'connection-closed',
    server: { afterHandshake: close() },
  }),
  inconclusive({
    id: 'session/closed-after-handshake-tls-1-2',
    title: 'The server closes the connection as soon as the handshake is done, in TLS 1.2.',
    expectedRules: ['session/closed-early'],
    expectedEnding: 'connection-closed',
    script: ({ chain }: World) => ({
      tlsMode: 'starttls',
      tls: { chain, maximum: 'TLSv1.2' },
      afterHandshake: close(),
    }),
  }),
  inconclusive({
    id: 'session/no-greeting',
    title: 'The server accepts the connection and says nothing.',
    expectedRules: ['session/no-reply'],
    expectedEnding: 'greeting-timeout',
    deadlines: { greeting: 700 },
    server: { greeting: silence() },
  }),
  inconclusive({
    id: 'session/endless-greeting',
    title: 'The greeting never ends, one byte at a time.',
    expectedRules: ['session/no-reply'],
    expectedEnding: 'greeting-timeout',
    deadlines: { greeting: 700 },
    server: { greeting: inTurn(send('220 '), endlessly('.', 20)) },
  }),
  inconclusive({
    id: 'session/no-answer-to-ehlo',
    title: 'The server greets and then answers nothing.',
    expectedRules: ['session/no-reply'],
    expectedEnding: 'reply-timeout',
    deadlines: { reply: 700 },
    server: { ehlo: silence() },
  }),
  inconclusive({
    id: 'session/no-answer-to-starttls',
    title: 'STARTTLS is offered, and never answered.',
    expectedRules: ['session/no-reply'],
    expectedEnding: 'reply-timeout',
    deadlines: { reply: 700 },
    server: { startTls: silence() },
  }),
  inconclusive({
    id: 'session/no-answer-to-client-hello',
    title: 'The server says 220 to STARTTLS and then falls silent.',
    expectedRules: ['session/no-reply'],
    expectedEnding: 'tls-handshake-timeout',
    deadlines: { handshake: 700 },
    server: { inPlaceOfTls: silence() },
  }),
  inconclusive({
    id: 'session/no-greeting-in-tls',
    title: 'On a TLS port the handshake is done, and no greeting follows.',
    tlsMode: 'implicit',
    expectedRules: ['session/no-reply'],
    expectedEnding: 'greeting-timeout',
    deadlines: { greeting: 700 },
    server: { greeting: silence() },
  }),
  inconclusive({
    id: 'session/whole-time-over',
    title: 'Every reply is slow, until the time for the whole probe is over.',
    expectedRules: ['session/no-reply'],
    expectedEnding: 'deadline-exceeded',
    deadlines: { whole: 900 },
    server: { greeting: parts(wait(300), soundGreeting), ehlo: parts(wait(5_000), multiLine(250, 'mx', 'STARTTLS')) },
  }),
  inconclusive({
    id: 'session/endless-line',
    title: 'A line of the EHLO reply is longer than 8 KB.',
    expectedRules: ['session/too-much-data'],
    expectedEnding: 'too-much-data',
    server: { ehlo: inTurn(send('250-'), flood(kilobyte, 20)) },
  }),
  inconclusive({
    id: 'session/endless-reply',
    title: 'The EHLO reply has more than 1,000 lines.',
    expectedRules: ['session/too-much-data'],
    expectedEnding: 'too-much-data',
    server: { ehlo: flood('250-X-KEYWORD\r\n', 1_500) },
  }),
  inconclusive({
    id: 'session/flood',
    title: 'The server sends hundreds of kilobytes in lines of allowed length.',
    expectedRules: ['session/too-much-data'],
    expectedEnding: 'too-much-data',
    server: { greeting: flood(`220-${kilobyte}\r\n`, 400) },
  }),
  inconclusive({
    id: 'session/protocol-error',
    title: 'An SSH server answers in place of SMTP.',
    expectedRules: ['session/protocol-error'],
    expectedEnding: 'protocol-error',
    server: { greeting: 'SSH-2.0-OpenSSH_9.2p1' },
  }),
  inconclusive({
    id: 'session/http',
    title: 'A web server answers EHLO in place of SMTP.',
    expectedRules: ['session/protocol-error'],
    expectedEnding: 'protocol-error',
    server: { ehlo: ['HTTP/1.1 400 Bad Request', 'Connection: close', ''] },
  }),
  inconclusive({
    id: 'session/rate-limited-in-greeting',
    title: 'The greeting is 421, too many connections.',
    expectedRules: ['session/rate-limited'],
    expectedEnding: 'rate-limited',
    server: { greeting: parts('421 4.7.0 mx.lab.test Error: too many connections from 127.0.0.1', close()) },
  }),
  inconclusive({
    id: 'session/rate-limited-at-ehlo',
    title: 'EHLO is answered with 421.',
    expectedRules: ['session/rate-limited'],
    expectedEnding: 'rate-limited',
    expectedCauses: ['server-unavailable', 'rate-limit'],
    server: { ehlo: parts('421 4.3.2 Service not available, closing transmission channel', close()) },
  }),
  inconclusive({
    id: 'session/rate-limited-at-starttls',
    title: 'STARTTLS is answered with 421.',
    expectedRules: ['session/rate-limited'],
    expectedEnding: 'rate-limited',
    server: { startTls: parts('421 4.7.0 Try again later', close()), refusesTls: true },
  }),
  inconclusive({
    id: 'session/rate-limited-inside-tls',
    title: 'EHLO inside TLS is answered with 421.',
    expectedRules: ['session/rate-limited'],
    expectedEnding: 'rate-limited',
    server: { ehloInTls: parts('421 4.7.0 Connection limit exceeded', close()) },
  }),
  inconclusive({
    id: 'session/reply-oddities',
    title: 'Replies with bare LF, mixed codes, NUL and 8-bit bytes.',
    expectedVerdict: 'sound',
    expectedRules: ['session/reply-oddities'],
    server: {
      greeting: send('220 mx.lab.test\n'),
      ehlo: send('250-mx\x00.lab.test caf\xe9\r\n220-STARTTLS\r\n250 SIZE\r\n'),
    },
  }),
  inconclusive({
    id: 'session/missing-separator',
    title: 'The greeting has no space behind its code.',
    expectedVerdict: 'sound',
    expectedRules: ['session/reply-oddities'],
    server: { greeting: drip('220mx.lab.test ESMTP\r\n') },
  }),
];
