// Readers of certificates and of what came of checking them.

import { chainDefectCodes } from '../model/certificate.ts';
import type {
  AlternativeName,
  BasicConstraints,
  Certificate,
  CertificateChain,
  ChainDefect,
  NameCheck,
  PathStep,
  PublicKey,
  StoreVerification,
  Verification,
} from '../model/certificate.ts';
import { amount, flag, list, oneOf, optional, record, text, textLike, time, whole } from './shape.ts';
import type { Reader } from './shape.ts';

/** A certificate as large as its reader takes them has room for names of this length and number. */
const longName = text(20_000);
const names = list(longName, 20_000);

/** Empty in a certificate that could not be read. */
const timeIfRead: Reader<string> = (value) => (value === '' ? '' : time(value));

const certificate = record<Certificate>({
  subject: longName,
  issuer: longName,
  commonNames: names,
  alternativeNames: list(
    record<AlternativeName>({ kind: oneOf(['dns', 'ip', 'email', 'uri', 'other']), value: longName }),
    20_000,
  ),
  serialNumber: longName,
  notBefore: timeIfRead,
  notAfter: timeIfRead,
  publicKey: record<PublicKey>({ type: text(200), bits: optional(amount), curve: optional(text(200)) }),
  signatureAlgorithm: text(500),
  keyUsage: optional(list(text(200), 100)),
  extendedKeyUsage: optional(names),
  basicConstraints: optional(record<BasicConstraints>({ isAuthority: flag, pathLength: optional(amount) })),
  subjectKeyIdentifier: optional(longName),
  authorityKeyIdentifier: optional(longName),
  ocspUrls: names,
  issuerUrls: names,
  crlUrls: names,
  mustStaple: flag,
  timestampCount: amount,
  fingerprintSha1: text(200),
  fingerprintSha256: text(200),
  publicKeySha256: text(200),
  selfIssued: flag,
  // Line breaks stay: it is copied and saved as it is.
  pem: textLike(/^[A-Za-z0-9+/=\r\n -]{0,1000000}$/, 'a certificate in PEM form'),
  unreadable: list(text(), 20_000),
});

export const certificates = record<CertificateChain>({ certificates: list(certificate, 1_000), truncated: flag });

const index = whole(-1, 1_000);

const defect = record<ChainDefect>({
  code: oneOf(chainDefectCodes),
  certificate: optional(index),
  text: text(20_000),
});

const step = record<PathStep>({ certificate: index, subject: longName, fingerprintSha256: text(200) });

const store = record<StoreVerification>({
  store: oneOf(['mozilla', 'system', 'given']),
  trusted: flag,
  path: list(step, 1_000),
  defects: list(defect),
  lapses: optional(list(defect)),
});

const nameCheck = record<NameCheck>({
  expected: text(),
  matches: flag,
  matchedBy: optional(longName),
  presented: names,
  onlyCommonName: flag,
});

export const verification = record<Verification>({
  at: time,
  stores: list(store, 10),
  name: nameCheck,
  superfluous: list(index, 1_000),
});
