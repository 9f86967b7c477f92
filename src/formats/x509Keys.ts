// Public keys and signature algorithms of certificates, read without any TLS library: the answer is the same everywhere.

import type { PublicKey } from '../model/certificate.ts';
import type { DerElement } from './der.ts';
import { bitLength, derChildren, derContent, derEncoding, derTags, parseDer, parseDerSequence } from './der.ts';
import { readBitString, readIntegerBytes, readObjectIdentifier } from './der.ts';
import type { KeyFamily } from './objectIdentifiers.ts';
import { digestNames, keyFamilies, namedCurves, signatureSchemes } from './objectIdentifiers.ts';

export interface DecodedKey {
  readonly publicKey: PublicKey;
  readonly family?: KeyFamily;
  /** Bits of the RSA public exponent: a large one makes a check slow. */
  readonly exponentBits?: number;
  /** The curve is written out instead of named, which RFC 5480 section 2.1.1 forbids. */
  readonly explicitCurve: boolean;
}

export interface DecodedAlgorithm {
  /** Such as sha256WithRSAEncryption, else the dotted identifier; empty when unreadable. */
  readonly name: string;
  readonly identifier: string;
  /** Digest signed, where known: also that of RSASSA-PSS parameters. */
  readonly digest?: string;
  readonly keys: readonly KeyFamily[];
}

const unknownKey: DecodedKey = { publicKey: { type: 'unknown' }, explicitCurve: false };

function decodeRsa(family: 'RSA' | 'RSA-PSS', key: Buffer): DecodedKey | undefined {
  const parts = parseDerSequence(key);
  const modulus = readIntegerBytes(parts?.[0]);
  const exponent = readIntegerBytes(parts?.[1]);
  if (modulus === undefined || exponent === undefined || parts?.length !== 2) return undefined;
  const publicKey = { type: family, bits: bitLength(modulus) };
  return { publicKey, family, exponentBits: bitLength(exponent), explicitCurve: false };
}

function decodeCurve(parameters: DerElement | undefined): DecodedKey | undefined {
  const identifier = readObjectIdentifier(parameters);
  if (identifier !== undefined) {
    const [curve, bits] = namedCurves.get(identifier) ?? [identifier];
    const publicKey = bits === undefined ? { type: 'EC', curve } : { type: 'EC', bits, curve };
    return { publicKey, family: 'EC', explicitCurve: false };
  }
  // SpecifiedECDomain: version, fieldID { type, prime }, …
  const parts = derChildren(parameters, derTags.sequence);
  if (parts === undefined) return undefined;
  const prime = readIntegerBytes(derChildren(parts[1], derTags.sequence)?.[1]);
  const publicKey = prime === undefined ? { type: 'EC' } : { type: 'EC', bits: bitLength(prime) };
  return { publicKey, family: 'EC', explicitCurve: true };
}

/** A SubjectPublicKeyInfo; undefined when it cannot be read. A key type that is not known is no such case. */
export function decodePublicKey(element: DerElement | undefined): DecodedKey | undefined {
  const parts = derChildren(element, derTags.sequence);
  const algorithm = derChildren(parts?.[0], derTags.sequence);
  const identifier = readObjectIdentifier(algorithm?.[0]);
  const key = readBitString(parts?.[1])?.bytes;
  if (identifier === undefined || key === undefined || parts?.length !== 2) return undefined;
  const family = keyFamilies.get(identifier);
  switch (family) {
    case undefined:
      return unknownKey;
    case 'RSA':
    case 'RSA-PSS':
      return decodeRsa(family, key);
    case 'EC':
      return decodeCurve(algorithm?.[1]);
    case 'DSA': {
      const prime = readIntegerBytes(derChildren(algorithm?.[1], derTags.sequence)?.[0]);
      const publicKey = prime === undefined ? { type: 'DSA' } : { type: 'DSA', bits: bitLength(prime) };
      return { publicKey, family, explicitCurve: false };
    }
    case 'Ed25519':
      return { publicKey: { type: family, bits: 256 }, family, explicitCurve: false };
    case 'Ed448':
      return { publicKey: { type: family, bits: 448 }, family, explicitCurve: false };
    case 'ML-DSA': {
      const type = signatureSchemes.get(identifier)?.name ?? family;
      return { publicKey: { type }, family, explicitCurve: false };
    }
    default:
      return unknownKey;
  }
}

/** RFC 4055 section 3.1: the digest of RSASSA-PSS, SHA-1 when left out. */
function pssDigest(parameters: DerElement | undefined): string | undefined {
  const first = derChildren(parameters, derTags.sequence)?.[0];
  if (first?.tag !== 0xa0) return 'sha1';
  const inner = parseDer(derContent(first));
  if (inner.status === 'invalid') return undefined;
  const identifier = readObjectIdentifier(derChildren(inner.value, derTags.sequence)?.[0]);
  return identifier === undefined ? undefined : (digestNames.get(identifier) ?? identifier);
}

const unknownAlgorithm: DecodedAlgorithm = { name: '', identifier: '', keys: [] };

/** An AlgorithmIdentifier of a signature; all empty when it cannot be read. */
export function decodeSignatureAlgorithm(element: DerElement | undefined): DecodedAlgorithm {
  const parts = derChildren(element, derTags.sequence);
  const identifier = readObjectIdentifier(parts?.[0]);
  if (identifier === undefined) return unknownAlgorithm;
  const scheme = signatureSchemes.get(identifier);
  if (scheme === undefined) return { name: identifier, identifier, keys: [] };
  const digest = scheme.name === 'rsassaPss' ? pssDigest(parts?.[1]) : scheme.digest;
  const decoded = { name: scheme.name, identifier, keys: scheme.keys };
  return digest === undefined ? decoded : { ...decoded, digest };
}

/** Whether two AlgorithmIdentifiers are the same bytes (RFC 5280 section 4.1.1.2). */
export function isSameEncoding(one: DerElement | undefined, other: DerElement | undefined): boolean {
  return one !== undefined && other !== undefined && derEncoding(one).equals(derEncoding(other));
}
