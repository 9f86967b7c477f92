// The TLS handshake over a connected socket, and what node:tls tells about it.

import { connect as connectTls } from 'node:tls';
import type { ConnectionOptions, TLSSocket } from 'node:tls';
import type { Socket } from 'node:net';
import type { Duplex } from 'node:stream';
import { failed, known } from '../../model/evidence.ts';
import type { Outcome } from '../../model/evidence.ts';
import { maximumChainLength } from '../../model/limits.ts';
import type { ProbeOptions } from '../../model/options.ts';
import type { CertificateRequest, CipherSuite, KeyExchange, TlsHandshake, TlsVersion } from '../../model/tls.ts';
import { tlsVersions } from '../../model/tls.ts';
import { readCertificateRequest } from '../../formats/clientFlight.ts';
import { addressFamily } from '../../formats/ipAddress.ts';
import { waitBounded } from '../interruption.ts';
import type { Interruption } from '../interruption.ts';
import type { PlaintextTap } from './plaintextTap.ts';
import { readError } from './socketErrors.ts';
import { secureContext } from './tlsEngine.ts';
import { handshakeFailure, isHandshakeRefusal } from './tlsErrors.ts';

export interface TlsRequest {
  readonly socket: Socket;
  /** Reads in the socket's place, for the second look. */
  readonly tap?: PlaintextTap;
  readonly serverName: string;
  readonly isAfterStartTls: boolean;
  /** Who failures speak of. */
  readonly peer: string;
}

export interface SecuredSocket {
  readonly socket: TLSSocket;
  readonly handshake: Omit<TlsHandshake, 'line' | 'certificateDemanded'>;
  /** DER of each certificate, in the order in which the server sent them. */
  readonly chain: readonly Buffer[];
  readonly isChainTruncated: boolean;
}

/** What is known when the handshake is done for us, but for the length of our last flight. */
interface Shaken {
  readonly version: TlsVersion;
  readonly cipherSuite: CipherSuite;
  readonly keyExchange: KeyExchange;
  readonly bytesBeforeDone: number;
  readonly chain: readonly Buffer[];
  readonly isTruncated: boolean;
}

/** What getEphemeralKeyInfo gives: typed too narrowly for the groups of OpenSSL 3.5. */
interface EphemeralKeyInfo {
  readonly type?: string;
  readonly name?: string;
  readonly size?: number;
}

function readKeyExchange(socket: TLSSocket, cipherName: string): KeyExchange {
  const info = (socket.getEphemeralKeyInfo() ?? {}) as EphemeralKeyInfo;
  const group = info.name === undefined ? {} : { group: info.name };
  const bits = info.size === undefined ? {} : { bits: info.size };
  if (info.type === 'ECDH') return { kind: 'ecdh', ...group, ...bits };
  if (info.type === 'DH') return { kind: 'dh', ...group, ...bits };
  if (info.type === 'TLSGroup')
    return { kind: info.name?.includes('MLKEM') === true ? 'hybrid' : 'ecdh', ...group, ...bits };
  // RFC 5246 suites without a (EC)DHE prefix transport the key under the server's RSA key.
  const isRsaTransport = /^(?:AES|CAMELLIA|ARIA|DES|RC4|SEED|IDEA|NULL)/.test(cipherName);
  return { kind: isRsaTransport ? 'rsa' : 'unknown' };
}

/**
 * The chain exactly as sent (seen on Node 20 and 24 with shuffled, doubled and foreign certificates:
 * `issuerCertificate` follows the list of the Certificate message, not who issued whom).
 * One call only: a second getPeerX509Certificate gives another answer.
 */
function readChain(socket: TLSSocket): { chain: readonly Buffer[]; isTruncated: boolean } {
  const chain: Buffer[] = [];
  let certificate = socket.getPeerX509Certificate();
  while (certificate !== undefined && chain.length < maximumChainLength) {
    chain.push(certificate.raw);
    certificate = certificate.issuerCertificate;
  }
  return { chain, isTruncated: certificate !== undefined };
}

function readVersion(socket: TLSSocket): TlsVersion {
  const protocol = socket.getProtocol();
  return tlsVersions.find((version) => version === protocol) ?? 'TLSv1';
}

/** Written to the wire so far, TLS records included. */
function writtenBytes(socket: Socket): number {
  return socket.bytesWritten;
}

/** Of a handshake that ended early: undefined unless TLS 1.2 or older was agreed on and our last flight sent. */
function readOldFlight(socket: TLSSocket, bytesBeforeDone: number): CertificateRequest | undefined {
  const version = tlsVersions.find((candidate) => candidate === socket.getProtocol());
  if (version === undefined || version === 'TLSv1.3' || bytesBeforeDone === 0) return undefined;
  // Typed as always there, but missing before the suite is agreed on.
  const cipher = socket.getCipher() as ReturnType<TLSSocket['getCipher']> | null | undefined;
  if (cipher === null || cipher === undefined) return 'unknown';
  const { name, standardName } = cipher;
  const keyExchange = readKeyExchange(socket, name);
  return readCertificateRequest({
    version,
    cipherSuite: { name, standardName },
    keyExchange,
    bytesBeforeDone,
    bytesAfterDone: 0,
    hasCertificate: false,
  });
}

/** Shakes hands. The certificate is fetched, not judged: `rejectUnauthorized` is off for inspection only. */
export async function shakeHands(
  { socket, tap, serverName, isAfterStartTls, peer }: TlsRequest,
  options: ProbeOptions,
  interruption: Interruption,
): Promise<Outcome<SecuredSocket>> {
  const { handshake: timeoutMs } = options.deadlines;
  let context;
  try {
    context = secureContext(options.minimumTls, options.clientCertificate);
  } catch (error) {
    const { message } = readError(error);
    return failed({
      code: 'bad-input',
      phase: 'handshake',
      detail: `The client certificate cannot be used: ${message}.`,
    });
  }
  // RFC 6066 section 3: no literal addresses in SNI.
  const isSent = options.sendsServerName !== false && addressFamily(serverName) === undefined;
  const sentServerName = isSent ? serverName : undefined;
  const transport: Duplex = tap ?? socket;
  const request: ConnectionOptions & { readonly requestOCSP: boolean } = {
    socket: transport,
    secureContext: context,
    rejectUnauthorized: false,
    requestOCSP: true,
    ...(sentServerName === undefined ? {} : { servername: sentServerName }),
  };
  const tlsSocket = connectTls(request);
  const afterHello = writtenBytes(socket);
  let ocspStapled = false;
  tlsSocket.once('OCSPResponse', (response: Buffer | null) => {
    ocspStapled = response !== null && response.length > 0;
  });

  const read = (bytesBeforeDone: number): Shaken => {
    const { name, standardName } = tlsSocket.getCipher();
    const { chain, isTruncated } = readChain(tlsSocket);
    return {
      version: readVersion(tlsSocket),
      cipherSuite: { name, standardName },
      keyExchange: readKeyExchange(tlsSocket, name),
      bytesBeforeDone,
      chain,
      isTruncated,
    };
  };

  const conclude = ({ chain, isTruncated, ...flight }: Shaken, bytesAfterDone: number): SecuredSocket => {
    const { version, cipherSuite, keyExchange } = flight;
    const hasCertificate = options.clientCertificate !== undefined;
    const certificateRequest =
      tap === undefined ? readCertificateRequest({ ...flight, bytesAfterDone, hasCertificate }) : 'unknown';
    const sni = sentServerName === undefined ? {} : { sentServerName };
    return {
      socket: tlsSocket,
      handshake: { version, cipherSuite, keyExchange, ...sni, ocspStapled, certificateRequest },
      chain,
      isChainTruncated: isTruncated,
    };
  };

  const outcome = await waitBounded<Outcome<SecuredSocket>>(
    interruption,
    'handshake',
    timeoutMs,
    () =>
      failed({
        code: 'tls-handshake-timeout',
        phase: 'handshake',
        detail: `${peer} did not complete the TLS handshake within ${timeoutMs / 1000} s.`,
      }),
    failed,
    (settle) => {
      tlsSocket.once('secureConnect', () => {
        const bytesAtDone = writtenBytes(socket);
        // Read at once: a server that closes now takes the session's data along.
        const shaken = read(bytesAtDone - afterHello);
        // The last flight of TLS 1.3 is written behind this event.
        setImmediate(() => settle(known(conclude(shaken, writtenBytes(socket) - bytesAtDone))));
      });
      const fail = (error: unknown): void => {
        // Only an alert leaves the session in a state that may be asked about itself.
        const oldFlight = isHandshakeRefusal(error)
          ? readOldFlight(tlsSocket, writtenBytes(socket) - afterHello)
          : undefined;
        const state = { isAfterStartTls, ...(oldFlight === undefined ? {} : { oldFlight }) };
        settle(failed(handshakeFailure(error, peer, state)));
      };
      tlsSocket.on('error', fail);
      tlsSocket.once('close', () => fail(new Error('closed')));
      return () => {
        tlsSocket.removeAllListeners('close');
        tlsSocket.removeAllListeners('error');
        tlsSocket.on('error', () => undefined);
      };
    },
  );
  if (outcome.status !== 'known') {
    tlsSocket.destroy();
    transport.destroy();
  }
  return outcome;
}

/**
 * Waits for the server's session tickets before the first command inside TLS 1.3, at most a little more than
 * one round trip. A command sent at once leaves the tickets unacknowledged; a server with Nagle's algorithm
 * then holds its reply back until our delayed ACK, 40 ms and a round trip later. Without tickets nothing is lost
 * but the wait.
 */
export function waitForTickets(
  socket: TLSSocket,
  version: TlsVersion,
  roundTripMs: number,
  interruption: Interruption,
): Promise<void> {
  if (version !== 'TLSv1.3') return Promise.resolve();
  const done = (): undefined => undefined;
  return waitBounded<undefined>(interruption, 'inspect', roundTripMs * 1.25 + 5, done, done, (settle) => {
    // A write made inside a 'session' event gets no answer; the next turn of the loop is soon enough.
    const finish = (): void => void setImmediate(() => settle(undefined));
    socket.once('session', finish);
    socket.once('close', finish);
    return () => {
      socket.off('session', finish);
      socket.off('close', finish);
    };
  });
}
