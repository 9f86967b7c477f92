// Cases of the rules over certificates and chains.

import type {
  Certificate,
  ChainDefect,
  ChainDefectCode,
  StoreVerification,
  Verification,
} from '../../../../src/model/certificate.ts';
import { known, skipped } from '../../../../src/model/evidence.ts';
import {
  certificate,
  chain,
  distrusted,
  endedAt,
  failure,
  handshake,
  handshake12,
  inDays,
  resultWith,
  soundResult,
  trustedStore,
  verification,
} from '../../../support/results.ts';
import type { RuleCase } from './ruleCase.ts';

const sound = soundResult();
const noTls = endedAt('handshake', failure('starttls-rejected', 'starttls'));
const noCertificates = resultWith({ certificates: known({ certificates: [], truncated: false }) });
const noFacts = resultWith({ certificates: skipped(''), verification: skipped('') });

function leaf(changes: Partial<Certificate>, verified?: Verification) {
  const facts = { certificates: known(chain(changes)) };
  return resultWith(verified === undefined ? facts : { ...facts, verification: known(verified) });
}

function verified(changes: Verification) {
  return resultWith({ verification: known(changes) });
}

/** Mozilla trusts the chain; this machine does not, for these reasons. */
function sideBySide(defects: readonly ChainDefect[], mozilla = trustedStore): Verification {
  const machine: StoreVerification = { ...trustedStore, store: 'system', trusted: defects.length === 0, defects };
  return verification({ stores: [mozilla, machine] });
}

const defect = (code: ChainDefectCode, index?: number): ChainDefect => ({
  code,
  ...(index === undefined ? {} : { certificate: index }),
  text: `Seen: ${code}.`,
});

/** A rule over defects: guilty when no store trusts the chain for this one, innocent for another and when one trusts. */
function defectCase(
  rule: string,
  code: ChainDefectCode,
  index: number | undefined,
  says: RegExp,
  other: ChainDefect,
): RuleCase {
  return {
    rule,
    name: `${code} at ${index ?? 'the store'}`,
    guilty: verified(distrusted(defect(code, index))),
    says,
    ...(index === undefined ? {} : { certificate: index }),
    innocent: verified(distrusted(other)),
    notApplicable: noFacts,
    open: verified(verification({ stores: [] })),
  };
}

const datesOf = (from: number, to: number) => ({ notBefore: inDays(from), notAfter: inDays(to) });
const validFor = (issued: string, milliseconds: number) => ({
  notBefore: issued,
  notAfter: new Date(Date.parse(issued) + milliseconds).toISOString(),
});
const days = 86_400_000;

const otherPaths = (
  [
    'bad-signature',
    'not-an-authority',
    'path-too-long',
    'key-usage',
    'extended-key-usage',
    'name-constraints',
    'unknown-critical-extension',
    'malformed',
  ] as const
).map((code) =>
  defectCase('certificate/invalid-path', code, 1, new RegExp(`: Seen: ${code}\\.$`), defect('untrusted-root')),
);

export const certificateCases: readonly RuleCase[] = [
  {
    rule: 'certificate/expired',
    guilty: leaf(datesOf(-90, -3)),
    says: /"CN=mx\.example\.com" expired on 2026-05-29 12:00 UTC, 3 days before/,
    certificate: 0,
    innocent: leaf(datesOf(-90, 0.01)),
    notApplicable: noCertificates,
    open: leaf({ notAfter: '' }),
  },
  {
    rule: 'certificate/not-yet-valid',
    guilty: leaf(datesOf(2, 90)),
    says: /valid from 2026-06-03 12:00 UTC on, 2 days after/,
    certificate: 0,
    innocent: sound,
    notApplicable: noCertificates,
    open: noTls,
  },
  {
    rule: 'certificate/not-yet-valid',
    name: 'an intermediate',
    guilty: verified(distrusted(defect('not-yet-valid', 1))),
    says: /Seen/,
    certificate: 1,
    innocent: verified(distrusted(defect('expired', 1))),
    notApplicable: noCertificates,
  },
  {
    rule: 'certificate/expires-soon',
    name: 'within 14 days',
    guilty: leaf(datesOf(-76, 13)),
    severity: 'warning',
    says: /in 13 days/,
    certificate: 0,
    innocent: leaf(datesOf(-59, 31)),
    notApplicable: noCertificates,
    open: noTls,
  },
  {
    rule: 'certificate/expires-soon',
    name: 'within 30 days',
    guilty: leaf(datesOf(-61, 29)),
    severity: 'note',
    says: /in 29 days/,
    innocent: leaf(datesOf(-90, -1)),
    notApplicable: noCertificates,
  },
  {
    rule: 'certificate/expires-soon',
    name: 'short-lived by design',
    guilty: leaf(datesOf(-5, 1)),
    severity: 'warning',
    says: /in 1 day\b/,
    innocent: leaf(datesOf(-1, 5)),
    notApplicable: noCertificates,
  },
  defectCase('certificate/intermediate-expired', 'expired', 1, /Seen: expired\..*whole chain/, defect('expired', 0)),
  defectCase('certificate/intermediate-expired', 'expired', undefined, /Seen: expired/, defect('not-yet-valid', 1)),
  {
    rule: 'certificate/name-mismatch',
    guilty: verified(
      verification({
        name: {
          expected: 'mx.example.com',
          matches: false,
          presented: ['a.example', '*.b.example'],
          onlyCommonName: true,
        },
      }),
    ),
    says: /name mx\.example\.com: it is for a\.example, \*\.b\.example\. Its common name would match/,
    certificate: 0,
    innocent: sound,
    notApplicable: noCertificates,
    open: noTls,
  },
  {
    rule: 'certificate/no-alternative-name',
    guilty: leaf({ alternativeNames: [{ kind: 'email', value: 'a@b.example' }] }),
    says: /only in the common name \(mx\.example\.com\)/,
    certificate: 0,
    innocent: leaf({ alternativeNames: [{ kind: 'ip', value: '192.0.2.1' }] }),
    notApplicable: noCertificates,
    open: leaf({ alternativeNames: [], unreadable: ['The extension subjectAltName cannot be read.'] }),
  },
  defectCase('certificate/self-signed', 'self-signed', 0, /Nobody but itself/, defect('untrusted-root')),
  {
    rule: 'certificate/self-signed',
    name: "Exchange's default certificate",
    guilty: leaf(
      {
        commonNames: ['EXCH01'],
        alternativeNames: [
          { kind: 'dns', value: 'EXCH01' },
          { kind: 'dns', value: 'exch01.corp.example' },
        ],
      },
      distrusted(defect('self-signed', 0)),
    ),
    says: /default certificate that Exchange's set-up makes/,
    innocent: leaf({ commonNames: ['EXCH01'] }),
    notApplicable: noFacts,
  },
  defectCase(
    'certificate/untrusted-root',
    'untrusted-root',
    undefined,
    /Mozilla's root store/,
    defect('self-signed', 0),
  ),
  defectCase(
    'certificate/incomplete-chain',
    'incomplete-chain',
    0,
    /http:\/\/ca\.example\/intermediate\.cer/,
    defect('untrusted-root'),
  ),
  {
    rule: 'certificate/incomplete-chain',
    name: 'of which not all was read',
    guilty: verified(distrusted(defect('incomplete-chain', 0))),
    says: /Seen/,
    innocent: resultWith({ certificates: known({ ...chain(), truncated: true }) }),
    notApplicable: noFacts,
    open: resultWith({
      certificates: known({ ...chain(), truncated: true }),
      verification: known(distrusted(defect('incomplete-chain', 0))),
    }),
  },
  ...otherPaths,
  defectCase('certificate/invalid-path', 'extended-key-usage', 0, /Seen/, defect('expired', 0)),
  // These two look for themselves, and tell of the verifier's defect where it counts differently.
  { ...defectCase('certificate/weak-key', 'weak-key', undefined, /Seen/, defect('weak-signature')), open: noTls },
  { ...defectCase('certificate/expired', 'expired', 0, /Seen/, defect('expired', 1)), open: noTls },
  {
    rule: 'certificate/invalid-path',
    name: 'no reason given',
    guilty: verified(distrusted()),
    says: /no single reason/,
    // no-server-auth speaks of this defect.
    innocent: leaf({ extendedKeyUsage: ['clientAuth'] }, distrusted(defect('extended-key-usage', 0))),
    notApplicable: noFacts,
  },
  {
    rule: 'certificate/weak-key',
    guilty: leaf({ publicKey: { type: 'RSA', bits: 1024 } }),
    says: /a key of type RSA with 1024 bits; at least 2048/,
    certificate: 0,
    innocent: leaf({ publicKey: { type: 'Ed25519' } }),
    notApplicable: noCertificates,
    open: leaf({ publicKey: { type: 'unknown' } }),
  },
  {
    rule: 'certificate/weak-key',
    name: 'of an intermediate',
    guilty: resultWith({
      certificates: known(chain({}, { publicKey: { type: 'EC', bits: 224, curve: 'secp224r1' } })),
    }),
    says: /a key of type EC with 224 bits \(secp224r1\)/,
    certificate: 1,
    // A certificate that is on no path does not count.
    innocent: resultWith({
      certificates: known({
        certificates: [...chain().certificates, certificate({ publicKey: { type: 'RSA', bits: 512 } })],
        truncated: false,
      }),
    }),
    notApplicable: noCertificates,
  },
  ...['sha1WithRSAEncryption', 'ecdsa-with-SHA1', 'dsaWithSHA1', 'md5WithRSAEncryption'].map(
    (signatureAlgorithm): RuleCase => ({
      rule: 'certificate/weak-signature',
      name: signatureAlgorithm,
      guilty: leaf({ signatureAlgorithm }),
      says: new RegExp(`signed with ${signatureAlgorithm}`),
      certificate: 0,
      // A root's signature over itself proves nothing and is not looked at.
      innocent: resultWith({ certificates: known(chain({}, { signatureAlgorithm, selfIssued: true })) }),
      notApplicable: noCertificates,
      open: leaf({ signatureAlgorithm: '' }),
    }),
  ),
  {
    rule: 'certificate/weak-signature',
    name: 'in the trust store',
    guilty: verified(distrusted(defect('weak-signature'))),
    says: /Seen/,
    innocent: leaf({ signatureAlgorithm: 'ecdsa-with-SHA512' }),
    notApplicable: noCertificates,
  },
  {
    rule: 'certificate/no-server-auth',
    guilty: leaf({ extendedKeyUsage: ['clientAuth', '1.3.6.1.4.1.311.20.2.2'] }),
    says: /allows clientAuth, 1\.3\.6\.1\.4\.1\.311\.20\.2\.2, but not serverAuth/,
    certificate: 0,
    innocent: leaf({ extendedKeyUsage: ['anyExtendedKeyUsage'] }),
    notApplicable: noCertificates,
    open: noTls,
  },
  {
    rule: 'certificate/key-usage',
    guilty: leaf({ keyUsage: ['keyEncipherment'] }),
    says: /needs digitalSignature, but the key usage of the certificate allows keyEncipherment/,
    certificate: 0,
    innocent: resultWith({
      handshake: known(handshake12('AES128-SHA', 'TLS_RSA_WITH_AES_128_CBC_SHA', { keyExchange: { kind: 'rsa' } })),
      certificates: known(chain({ keyUsage: ['keyEncipherment'] })),
    }),
    notApplicable: noCertificates,
    open: noTls,
  },
  {
    rule: 'certificate/key-usage',
    name: 'RSA transport without keyEncipherment',
    guilty: resultWith({
      handshake: known(handshake12('AES128-SHA', 'TLS_RSA_WITH_AES_128_CBC_SHA', { keyExchange: { kind: 'rsa' } })),
    }),
    says: /needs keyEncipherment/,
    innocent: resultWith({ handshake: known(handshake) }),
    notApplicable: noFacts,
  },
  {
    rule: 'certificate/key-usage',
    name: 'refused by BoringSSL',
    guilty: endedAt(
      'handshake',
      failure('tls-handshake-failed', 'handshake', { errorCode: 'ERR_SSL_KEY_USAGE_BIT_INCORRECT' }),
    ),
    says: /TLS library holds to it/,
    line: 12,
    innocent: sound,
    notApplicable: resultWith({ handshake: skipped('') }),
    open: endedAt('handshake', failure('tls-handshake-failed', 'handshake', { errorCode: 'ERR_SSL_BAD_SIGNATURE' })),
  },
  {
    rule: 'certificate/authority-as-leaf',
    guilty: leaf({ basicConstraints: { isAuthority: true } }),
    says: /CA:TRUE/,
    certificate: 0,
    innocent: sound,
    notApplicable: noCertificates,
    open: noTls,
  },
  ...(
    [
      ['2018-03-01T00:00:00Z', 825],
      ['2020-09-01T00:00:00Z', 398],
      ['2026-03-15T00:00:00Z', 200],
      ['2027-03-15T00:00:00Z', 100],
      ['2029-03-15T00:00:00Z', 47],
    ] as const
  ).map(([issued, maximum]): RuleCase => ({
    rule: 'certificate/validity-too-long',
    name: `issued ${issued}`,
    // RFC 5280 section 4.1.2.5: both ends count, so exactly the maximum between them is a second too long.
    guilty: leaf(validFor(issued, maximum * days)),
    says: new RegExp(`valid for ${maximum + 1} days.* ${maximum} were allowed`),
    certificate: 0,
    innocent: leaf(validFor(issued, maximum * days - 1000)),
    // A company's own authority may do as it likes.
    notApplicable: leaf(validFor(issued, 3650 * days), verification({ stores: [{ ...trustedStore, store: 'given' }] })),
    open: leaf({ notBefore: '' }),
  })),
  {
    rule: 'certificate/validity-too-long',
    name: 'with another defect',
    guilty: leaf(validFor('2021-01-01T00:00:00Z', 500 * days), distrusted(defect('expired', 0))),
    says: /501 days/,
    innocent: sound,
    notApplicable: leaf(validFor('2021-01-01T00:00:00Z', 500 * days), distrusted(defect('untrusted-root'))),
  },
  {
    rule: 'certificate/unknown-to-this-machine',
    guilty: verified(sideBySide([defect('incomplete-chain', 1)])),
    says: /complete the chain with "CN=Example Root"\. The roots of this machine do not have it/,
    certificate: 1,
    innocent: verified(sideBySide([])),
    // The store of this machine was not asked.
    notApplicable: sound,
    open: noTls,
  },
  {
    rule: 'certificate/unknown-to-this-machine',
    name: 'DigiCert Global Root G2, sent by the server',
    guilty: verified(
      sideBySide([defect('untrusted-root', 2)], {
        ...trustedStore,
        path: [
          ...trustedStore.path.slice(0, -1),
          {
            certificate: 2,
            subject: 'CN=DigiCert Global Root G2',
            fingerprintSha256: 'CB3CCBB76031E5E0138F8DD39A23F9DE47FFC35E43C1144CEA27D46A5AB1CB5F',
          },
        ],
      }),
    ),
    says: /SHA-1 DF3C24F9BFD666761B268073FE06D1CC8D4F82A4\), to which the certificates of Exchange Online lead/,
    certificate: 2,
    // Refused by this machine for what is wrong with the certificate itself.
    innocent: verified(sideBySide([defect('weak-signature', 1)])),
    // Nobody trusts it: then it is not this machine's store.
    notApplicable: verified(distrusted(defect('untrusted-root'))),
  },
  {
    rule: 'certificate/unreadable',
    guilty: leaf({ unreadable: ['The extension 1.2.3 cannot be read.'] }),
    says: /extension 1\.2\.3 cannot be read/,
    certificate: 0,
    innocent: sound,
    notApplicable: noCertificates,
    open: noTls,
  },
  {
    rule: 'certificate/unreadable',
    name: 'too many',
    guilty: resultWith({ certificates: known({ ...chain(), truncated: true }) }),
    says: /more than 2 certificates/,
    innocent: sound,
    notApplicable: noCertificates,
  },
  {
    rule: 'certificate/superfluous',
    guilty: verified(verification({ superfluous: [1] })),
    says: /One certificate is sent without need: Certificate 2 of the chain/,
    certificate: 1,
    innocent: sound,
    // Without a path to a root nothing can be called needless.
    notApplicable: verified({ ...distrusted(defect('expired', 0)), superfluous: [1] }),
    open: noTls,
  },
  {
    rule: 'certificate/profile-lapse',
    guilty: verified(verification({ stores: [{ ...trustedStore, lapses: [defect('malformed', 0)] }] })),
    says: /Seen: malformed/,
    certificate: 0,
    // The trust store's own certificate is not the server's to change.
    innocent: verified(verification({ stores: [{ ...trustedStore, lapses: [defect('malformed')] }] })),
    notApplicable: verified(distrusted(defect('expired', 0))),
    open: noTls,
  },
];
