// Tells from the length of our own second flight whether the server asked for a client certificate.
// node:tls does not say it. A server that asks makes an engine without a certificate send an empty
// Certificate message (RFC 8446 section 4.4.2, RFC 5246 section 7.4.6), and every length is exact.

import type { CertificateRequest, CipherSuite, KeyExchange, TlsVersion } from '../model/tls.ts';

export interface ClientFlight {
  readonly version: TlsVersion;
  readonly cipherSuite: CipherSuite;
  readonly keyExchange: KeyExchange;
  /** Bytes written to the wire after the first ClientHello until the handshake was reported done. */
  readonly bytesBeforeDone: number;
  /** Bytes written from then on, before any application data. */
  readonly bytesAfterDone: number;
  /** We have a client certificate to send: a request makes the flight longer by an unknown length. */
  readonly hasCertificate: boolean;
}

const recordHeader = 5;
const changeCipherSpecRecord = recordHeader + 1;
const handshakeHeader = 4;
const tls13RecordOverhead = recordHeader + 1 + 16;
const gcmRecordOverhead = recordHeader + 8 + 16;
const chachaRecordOverhead = recordHeader + 16;
const tls12FinishedLength = handshakeHeader + 12;

const publicKeyLengths: Readonly<Record<string, number>> = {
  X25519: 32,
  X448: 56,
  prime256v1: 65,
  secp384r1: 97,
  secp521r1: 133,
};

function judgeLength(flight: ClientFlight, length: number, expected: number, empty: number): CertificateRequest {
  if (length === expected) return 'not-requested';
  const isRequested = flight.hasCertificate ? length > expected + empty : length === expected + empty;
  return isRequested ? 'requested' : 'unknown';
}

function readTls13(flight: ClientFlight): CertificateRequest {
  const hashLength = flight.cipherSuite.standardName.endsWith('SHA384') ? 48 : 32;
  const finished = tls13RecordOverhead + handshakeHeader + hashLength;
  const emptyCertificate = tls13RecordOverhead + handshakeHeader + 1 + 3;
  // RFC 8446 appendix D.4: the compatibility change_cipher_spec goes before the second flight, or
  // before the second ClientHello after a HelloRetryRequest.
  const retried = flight.bytesBeforeDone > 0;
  const expected = finished + (retried ? 0 : changeCipherSpecRecord);
  return judgeLength(flight, flight.bytesAfterDone, expected, emptyCertificate);
}

function readTls12(flight: ClientFlight): CertificateRequest {
  const publicKey = publicKeyLengths[flight.keyExchange.group ?? ''];
  if (flight.keyExchange.kind !== 'ecdh' || publicKey === undefined) return 'unknown';
  const { standardName } = flight.cipherSuite;
  const recordOverhead = standardName.includes('_GCM_')
    ? gcmRecordOverhead
    : standardName.includes('_CHACHA20_')
      ? chachaRecordOverhead
      : undefined;
  if (recordOverhead === undefined) return 'unknown';
  const keyExchange = recordHeader + handshakeHeader + 1 + publicKey;
  const expected = keyExchange + changeCipherSpecRecord + recordOverhead + tls12FinishedLength;
  const emptyCertificate = recordHeader + handshakeHeader + 3;
  return judgeLength(flight, flight.bytesBeforeDone, expected, emptyCertificate);
}

/** `unknown` wherever a length is not the one of either case: an engine may frame its records otherwise. */
export function readCertificateRequest(flight: ClientFlight): CertificateRequest {
  switch (flight.version) {
    case 'TLSv1.3':
      return readTls13(flight);
    case 'TLSv1.2':
      return readTls12(flight);
    case 'TLSv1':
    case 'TLSv1.1':
      return 'unknown';
  }
}
