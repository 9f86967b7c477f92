// What the key usage of a server's certificate must allow for the suite that was used.

import type { Failure } from '../model/failure.ts';
import type { TlsHandshake } from '../model/tls.ts';

/** BoringSSL refuses a certificate whose key usage forbids the suite, even when nothing is verified. */
export function isKeyUsageRefusal(failure: Failure): boolean {
  return /KEY_USAGE_BIT_INCORRECT/.test(failure.errorCode ?? '');
}

export type KeyUsageBit = 'digitalSignature' | 'keyEncipherment' | 'keyAgreement';

/** RFC 5246 section 7.4.2, RFC 8446 section 4.4.2.2. Undefined: the key exchange could not be told. */
export function neededKeyUsage(handshake: TlsHandshake): KeyUsageBit | undefined {
  if (handshake.version === 'TLSv1.3') return 'digitalSignature';
  const { standardName } = handshake.cipherSuite;
  if (/^TLS_(?:ECDHE|DHE)_/.test(standardName)) return 'digitalSignature';
  if (/^TLS_(?:ECDH|DH)_(?!anon)/.test(standardName)) return 'keyAgreement';
  if (/^TLS_RSA_/.test(standardName)) return 'keyEncipherment';
  switch (handshake.keyExchange.kind) {
    case 'rsa':
      return 'keyEncipherment';
    case 'ecdh':
    case 'dh':
    case 'hybrid':
      return 'digitalSignature';
    case 'unknown':
      return undefined;
  }
}
