// Whether one certificate's key signed another (RFC 5280 section 6.1.3 (a)(1)). Each pair is checked once.

import type { KeyObject } from 'node:crypto';
import { X509Certificate, createPublicKey, verify } from 'node:crypto';
import { createBoundedCache } from './boundedCache.ts';
import type { ParsedCertificate } from './parsedCertificate.ts';

/** `unchecked`: this engine cannot read the key or does not know the algorithm. Never taken for good. */
export type SignatureOutcome = 'good' | 'bad' | 'unchecked';

const outcomes = createBoundedCache<SignatureOutcome>(4_000);
const keys = new WeakMap<ParsedCertificate, KeyObject | 'unreadable'>();

function publicKeyOf(certificate: ParsedCertificate): KeyObject | undefined {
  let key = keys.get(certificate);
  if (key === undefined) {
    try {
      key = createPublicKey({ key: certificate.rawPublicKey, format: 'der', type: 'spki' });
    } catch {
      key = 'unreadable';
    }
    keys.set(certificate, key);
  }
  return key === 'unreadable' ? undefined : key;
}

function verifySignature(child: ParsedCertificate, issuer: ParsedCertificate): SignatureOutcome {
  const { signatureAlgorithm, signature } = child;
  const { family, explicitCurve } = issuer.key;
  if (family === undefined || signatureAlgorithm.keys.length === 0) return 'unchecked';
  // Keys on curves that the certificate itself defines are given to no library: decoding them is a known danger.
  if (explicitCurve) return 'unchecked';
  if (!signatureAlgorithm.keys.includes(family)) return 'bad';
  const key = publicKeyOf(issuer);
  if (key === undefined) return 'unchecked';
  try {
    // The parameters of RSASSA-PSS are the library's to read.
    const isGood =
      signatureAlgorithm.name === 'rsassaPss'
        ? new X509Certificate(child.der).verify(key)
        : verify(signatureAlgorithm.digest ?? null, child.rawTbs, key, signature);
    return isGood ? 'good' : 'bad';
  } catch {
    return 'unchecked';
  }
}

export function checkSignature(child: ParsedCertificate, issuer: ParsedCertificate): SignatureOutcome {
  const pair = `${child.certificate.fingerprintSha256}${issuer.certificate.publicKeySha256}`;
  const before = outcomes.get(pair);
  if (before !== undefined) return before;
  const outcome = verifySignature(child, issuer);
  outcomes.set(pair, outcome);
  return outcome;
}

/**
 * What a check with this key costs, in checks of an ordinary key (RSA 2048 or P-256). Oversized keys and exponents are
 * a way to keep a verifier busy, so that they use up the bound on checks sooner.
 */
export function signatureCost(issuer: ParsedCertificate): number {
  const { publicKey, family, exponentBits = 0 } = issuer.key;
  const bits = publicKey.bits ?? 2_048;
  switch (family) {
    case 'RSA':
    case 'RSA-PSS':
      return Math.ceil(bits / 2_048) * Math.max(1, Math.ceil(exponentBits / 32));
    case 'DSA':
      return Math.ceil(bits / 512);
    default:
      return bits > 256 ? 2 : 1;
  }
}
