import assert from 'node:assert/strict';
import { readCertificateRequest } from '../../../src/formats/clientFlight.ts';
import type { ClientFlight } from '../../../src/formats/clientFlight.ts';

const tls13: ClientFlight = {
  version: 'TLSv1.3',
  cipherSuite: { name: 'TLS_AES_256_GCM_SHA384', standardName: 'TLS_AES_256_GCM_SHA384' },
  keyExchange: { kind: 'ecdh', group: 'X25519' },
  bytesBeforeDone: 0,
  bytesAfterDone: 80,
  hasCertificate: false,
};

const tls12: ClientFlight = {
  version: 'TLSv1.2',
  cipherSuite: { name: 'ECDHE-RSA-AES128-GCM-SHA256', standardName: 'TLS_ECDHE_RSA_WITH_AES_128_GCM_SHA256' },
  keyExchange: { kind: 'ecdh', group: 'X25519' },
  bytesBeforeDone: 93,
  bytesAfterDone: 0,
  hasCertificate: false,
};

/** Lengths as measured on the wire with Node 20 and 24 against servers with and without `requestCert`. */
const cases: readonly (readonly [string, ClientFlight, string])[] = [
  ['TLS 1.3', tls13, 'not-requested'],
  ['TLS 1.3, requested', { ...tls13, bytesAfterDone: 110 }, 'requested'],
  ['TLS 1.3 after a retry', { ...tls13, bytesBeforeDone: 456, bytesAfterDone: 74 }, 'not-requested'],
  ['TLS 1.3 after a retry, requested', { ...tls13, bytesBeforeDone: 456, bytesAfterDone: 104 }, 'requested'],
  ['TLS 1.3 with another length', { ...tls13, bytesAfterDone: 95 }, 'unknown'],
  ['TLS 1.3 with our certificate', { ...tls13, bytesAfterDone: 1400, hasCertificate: true }, 'requested'],
  ['TLS 1.2', tls12, 'not-requested'],
  ['TLS 1.2, requested', { ...tls12, bytesBeforeDone: 105 }, 'requested'],
  ['TLS 1.2 with another length', { ...tls12, bytesBeforeDone: 99 }, 'unknown'],
  ['TLS 1.2 with RSA key transport', { ...tls12, keyExchange: { kind: 'rsa' } }, 'unknown'],
  ['TLS 1.0', { ...tls12, version: 'TLSv1' }, 'unknown'],
];

describe('client certificate request, told by the length of our flight', () => {
  for (const [name, flight, expected] of cases) {
    it(`${name}: ${expected}`, () => assert.equal(readCertificateRequest(flight), expected));
  }
});
