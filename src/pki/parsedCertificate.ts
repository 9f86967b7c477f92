// Certificates as the verifier works on them, each parsed once: servers and fleets send the same ones again and again.

import { createHash } from 'node:crypto';
import type { DecodedCertificate } from '../formats/x509.ts';
import { decodeCertificate } from '../formats/x509.ts';
import { createBoundedCache } from './boundedCache.ts';

/** The model's certificate with the encoded parts that path building and validation compare. */
export type ParsedCertificate = DecodedCertificate;

const parsed = createBoundedCache<ParsedCertificate>(500);

/** Larger ones are nobody's mail server's, and a few hundred of them would fill the memory. */
const maximumKeptBytes = 8 * 1024;

/** Reads a certificate. Total: bytes that are none give a record whose `unreadable` and `damage` say so. */
export function parseCertificate(der: Uint8Array): ParsedCertificate {
  const key = createHash('sha256').update(der).digest('binary');
  const before = parsed.get(key);
  if (before !== undefined) return before;
  // A copy of its own: the bytes given may be a view into a much larger buffer.
  const certificate = decodeCertificate(Buffer.from(der));
  if (der.length <= maximumKeptBytes) parsed.set(key, certificate);
  return certificate;
}
