// Handshakes that fail, and TLS spoken where it is not understood.

import { alertRecord, close, inTurn, receive, reset, say, send, wait } from '../acts.ts';
import type { Act } from '../acts.ts';
import type { Fault } from '../fault.ts';
import type { TlsScript } from '../server.ts';
import type { World } from '../world.ts';

function instead(
  id: string,
  title: string,
  inPlaceOfTls: Act,
  expectedRules: readonly string[],
  rest: Partial<Fault> = {},
): Fault {
  const tlsMode = rest.tlsMode ?? 'starttls';
  return {
    id,
    title,
    tlsMode,
    expectedVerdict: 'broken',
    expectedRules,
    ...rest,
    script: ({ chain }: World) => ({ tlsMode, tls: { chain }, inPlaceOfTls }),
  };
}

function alert(name: string, number: number, rest: Partial<Fault> = {}): Fault {
  return instead(
    `handshake/alert-${name.replaceAll('_', '-')}${rest.tlsMode === 'implicit' ? '-implicit' : ''}`,
    `The server answers the ClientHello with the alert ${name}.`,
    inTurn(receive(), send(alertRecord(number)), close()),
    ['handshake/alert'],
    { expectedEnding: 'tls-alert', ...rest },
  );
}

function offering(id: string, title: string, tls: Partial<TlsScript>): Fault {
  return {
    id,
    title,
    tlsMode: 'starttls',
    expectedVerdict: 'broken',
    expectedRules: ['handshake/alert'],
    expectedEnding: 'tls-alert',
    script: ({ chain }) => ({ tlsMode: 'starttls', tls: { chain, ...tls } }),
  };
}

/** A record of type handshake with a ServerHello of four bytes. */
const brokenServerHello = Buffer.from('160303000802000004aabbccdd', 'hex');

export const handshakeFaults: readonly Fault[] = [
  alert('handshake_failure', 40),
  alert('handshake_failure', 40, { tlsMode: 'implicit' }),
  alert('protocol_version', 70),
  alert('insufficient_security', 71),
  alert('internal_error', 80),
  alert('unrecognized_name', 112),
  alert('access_denied', 49),
  alert('certificate_unknown', 46),
  alert('decode_error', 50),
  offering('handshake/no-shared-cipher', 'The server accepts one suite only, which nobody offers.', {
    maximum: 'TLSv1.2',
    ciphers: 'NULL-SHA256@SECLEVEL=0',
  }),
  instead(
    'handshake/closed',
    'The server closes the connection when the ClientHello comes.',
    inTurn(receive(), close()),
    ['handshake/broken-off'],
    { expectedEnding: 'tls-after-starttls-failed' },
  ),
  instead(
    'handshake/reset',
    'The server resets the connection when the ClientHello comes.',
    inTurn(receive(), reset()),
    ['handshake/broken-off'],
    { expectedEnding: 'tls-after-starttls-failed' },
  ),
  instead(
    'handshake/reset-implicit',
    'A TLS port resets the connection when the ClientHello comes.',
    inTurn(receive(), reset()),
    ['handshake/broken-off'],
    { expectedEnding: 'tls-handshake-failed', tlsMode: 'implicit' },
  ),
  instead(
    'handshake/plaintext',
    'In place of the handshake the server says that it has no certificate.',
    inTurn(receive(), say('454 4.3.3 TLS not available after start'), close()),
    ['handshake/broken-off'],
    { expectedEnding: 'tls-after-starttls-failed' },
  ),
  instead(
    'handshake/failed',
    'The ServerHello is garbage.',
    inTurn(receive(), send(brokenServerHello), wait(300), close()),
    ['handshake/failed'],
    { expectedEnding: 'tls-handshake-failed' },
  ),
];

export const pairingFaults: readonly Fault[] = [
  {
    id: 'pairing/tls-on-plaintext-port',
    title: 'TLS is spoken to a port that greets in clear text.',
    tlsMode: 'implicit',
    expectedVerdict: 'broken',
    expectedRules: ['pairing/tls-on-plaintext-port'],
    expectedEnding: 'tls-on-plaintext-port',
    script: ({ chain }) => ({ tlsMode: 'starttls', tls: { chain } }),
  },
  {
    id: 'pairing/plaintext-on-tls-port',
    title: 'A TLS port answers a client that waits for a greeting with a TLS alert.',
    tlsMode: 'starttls',
    expectedVerdict: 'broken',
    expectedRules: ['pairing/plaintext-on-tls-port'],
    expectedEnding: 'plaintext-on-tls-port',
    script: () => ({ tlsMode: 'implicit', inPlaceOfTls: inTurn(wait(200), send(alertRecord(10)), close()) }),
  },
  {
    id: 'pairing/silent-tls-port',
    title: 'A TLS port waits for a ClientHello, while the client waits for a greeting.',
    tlsMode: 'starttls',
    expectedVerdict: 'broken',
    expectedRules: ['pairing/plaintext-on-tls-port'],
    expectedEnding: 'plaintext-on-tls-port',
    deadlines: { greeting: 700 },
    script: ({ chain }) => ({ tlsMode: 'implicit', tls: { chain } }),
  },
];
