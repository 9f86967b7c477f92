// X.509 certificates (RFC 5280) as plain data, and what came of checking them.

export interface PublicKey {
  /** Such as RSA, EC, Ed25519, RSA-PSS, DSA; `unknown` when the engine cannot decode it. */
  readonly type: string;
  /** Modulus or field size. */
  readonly bits?: number;
  /** Named curve, in OpenSSL's spelling. */
  readonly curve?: string;
}

export type AlternativeNameKind = 'dns' | 'ip' | 'email' | 'uri' | 'other';

export interface AlternativeName {
  readonly kind: AlternativeNameKind;
  readonly value: string;
}

export interface BasicConstraints {
  readonly isAuthority: boolean;
  readonly pathLength?: number;
}

/** Names are RFC 4514 strings, escaped for display; times are ISO 8601 in UTC; identifiers and prints are upper-case hex without separators. */
export interface Certificate {
  readonly subject: string;
  readonly issuer: string;
  /** commonName values of the subject, in order. */
  readonly commonNames: readonly string[];
  readonly alternativeNames: readonly AlternativeName[];
  readonly serialNumber: string;
  readonly notBefore: string;
  readonly notAfter: string;
  readonly publicKey: PublicKey;
  /** Such as sha256WithRSAEncryption, else the dotted identifier. */
  readonly signatureAlgorithm: string;
  /** RFC 5280 section 4.2.1.3 names, such as digitalSignature. Absent: extension not there. */
  readonly keyUsage?: readonly string[];
  /** Names such as serverAuth, else dotted identifiers. Absent: extension not there. */
  readonly extendedKeyUsage?: readonly string[];
  readonly basicConstraints?: BasicConstraints;
  readonly subjectKeyIdentifier?: string;
  readonly authorityKeyIdentifier?: string;
  readonly ocspUrls: readonly string[];
  readonly issuerUrls: readonly string[];
  readonly crlUrls: readonly string[];
  readonly mustStaple: boolean;
  /** Embedded signed certificate timestamps (RFC 6962 section 3.3). */
  readonly timestampCount: number;
  readonly fingerprintSha1: string;
  readonly fingerprintSha256: string;
  /** SHA-256 of the SubjectPublicKeyInfo: the data of a `3 1 1` TLSA record (RFC 7671). */
  readonly publicKeySha256: string;
  readonly selfIssued: boolean;
  readonly pem: string;
  /** Extensions or fields that could not be read, in plain words. Nothing unreadable is left out silently. */
  readonly unreadable: readonly string[];
}

/** In the order in which the server sent them; index 0 is the server's own. */
export interface CertificateChain {
  readonly certificates: readonly Certificate[];
  /** True when the server sent more certificates than are read. */
  readonly truncated: boolean;
}

export type TrustStoreName = 'mozilla' | 'system' | 'given';

export const chainDefectCodes = [
  'expired',
  'not-yet-valid',
  'self-signed',
  'untrusted-root',
  'incomplete-chain',
  'bad-signature',
  'not-an-authority',
  'path-too-long',
  'key-usage',
  'extended-key-usage',
  'name-constraints',
  'unknown-critical-extension',
  'weak-signature',
  'weak-key',
  'malformed',
  'limit-reached',
] as const;

export type ChainDefectCode = (typeof chainDefectCodes)[number];

export interface ChainDefect {
  readonly code: ChainDefectCode;
  /** Index in the chain as sent; absent when it is the trust store's certificate. */
  readonly certificate?: number;
  /** One plain sentence naming the certificate and the reason, with the RFC section. */
  readonly text: string;
}

export interface PathStep {
  /** Index in the chain as sent, or -1 when it came from the trust store. */
  readonly certificate: number;
  readonly subject: string;
  readonly fingerprintSha256: string;
}

/** The best path found towards one trust store, leaf first, with every defect on it. */
export interface StoreVerification {
  readonly store: TrustStoreName;
  readonly trusted: boolean;
  readonly path: readonly PathStep[];
  readonly defects: readonly ChainDefect[];
  /**
   * Lapses from RFC 5280's certificate profile on that path which common verifiers let pass and strict ones refuse
   * (`openssl verify -x509_strict`). They do not take away trust. Absent: not looked for.
   */
  readonly lapses?: readonly ChainDefect[];
}

/** RFC 9525: the name expected against those presented. */
export interface NameCheck {
  readonly expected: string;
  readonly matches: boolean;
  /** The presented name that matched. */
  readonly matchedBy?: string;
  /** Names that could have matched, as presented; subjectAltName only. */
  readonly presented: readonly string[];
  /** The common name would have matched, but subjectAltName has no such name (RFC 9525 section 6.4: not used). */
  readonly onlyCommonName: boolean;
}

export interface Verification {
  /** The time the dates were held against, ISO 8601. */
  readonly at: string;
  /** One entry for each store asked: up to the first that trusts the chain, or all. */
  readonly stores: readonly StoreVerification[];
  readonly name: NameCheck;
  /** Indexes of certificates sent that no path needed. */
  readonly superfluous: readonly number[];
}
