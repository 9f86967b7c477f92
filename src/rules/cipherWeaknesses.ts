// What is wrong with a cipher suite, told from its names.

import type { Severity } from '../model/finding.ts';
import type { CipherSuite } from '../model/tls.ts';

export interface CipherWeakness {
  readonly severity: Severity;
  readonly reason: string;
}

interface NamedWeakness extends CipherWeakness {
  /** Matched against OpenSSL's and IANA's name. */
  readonly pattern: RegExp;
}

const weaknesses: readonly NamedWeakness[] = [
  {
    pattern: /(?:^|[_-])NULL(?:[_-]|$)/,
    severity: 'error',
    reason: 'it does not encrypt at all (NULL); RFC 9325 section 4.1: MUST NOT',
  },
  {
    pattern: /^EXP(?:ORT)?\d*-|_EXPORT\d*_/,
    severity: 'error',
    reason: 'its key has 40 or 56 bits (export grade); RFC 9325 section 4.1: MUST NOT',
  },
  {
    pattern: /_anon_|^(?:ADH|AECDH)-/,
    severity: 'error',
    reason:
      'the server proves its identity by nothing (anonymous key exchange), so anyone on the way can take its place',
  },
  { pattern: /(?:^|[_-])RC4[_-]/, severity: 'error', reason: 'it uses RC4; RFC 7465: MUST NOT' },
  {
    pattern: /(?:^|[_-])DES(?:40)?[_-]CBC(?!3)|\bCALG_DES\b/,
    severity: 'error',
    reason: 'it uses DES with 56 bits or fewer; RFC 9325 section 4.1: MUST NOT',
  },
  { pattern: /(?:^|[_-])RC2[_-]/, severity: 'error', reason: 'it uses RC2, which is broken' },
  {
    pattern: /3DES|DES-CBC3/,
    severity: 'warning',
    reason: 'it uses 3DES, which offers 112 bits at most and has 64-bit blocks; RFC 9325 section 4.1: SHOULD NOT',
  },
  {
    pattern: /(?:^|[_-])IDEA[_-]/,
    severity: 'warning',
    reason: 'it uses IDEA, which RFC 5469 asks not to use',
  },
  { pattern: /[_-]MD5$/, severity: 'warning', reason: 'it protects records with MD5' },
];

const aead = /GCM|CCM|CHACHA20|POLY1305|OCB/;

/** Windows' names of a cipher, as a log has them, tell no mode: whether it is CBC is not known. */
export function isModeKnown({ name }: CipherSuite): boolean {
  return !name.includes('CALG_') && name !== 'not in the log';
}

/** Every weakness of the suite; a note about CBC only where nothing worse is there. */
export function cipherWeaknesses(suite: CipherSuite): readonly CipherWeakness[] {
  const names = [suite.name, suite.standardName];
  const found = weaknesses.filter((weakness) => names.some((name) => weakness.pattern.test(name)));
  if (found.length > 0) return found;
  if (!isModeKnown(suite) || names.some((name) => aead.test(name))) return [];
  return [
    {
      severity: 'note',
      reason: 'it uses CBC mode, which is fragile; RFC 9325 section 4.2 recommends suites with AES-GCM',
    },
  ];
}
