// Object identifiers of certificates and their names, in OpenSSL's spelling where RFCs give none.

export type KeyFamily = 'RSA' | 'RSA-PSS' | 'EC' | 'DSA' | 'Ed25519' | 'Ed448' | 'ML-DSA';

export interface SignatureScheme {
  readonly name: string;
  /** Key types that can make it. */
  readonly keys: readonly KeyFamily[];
  /** Digest in node:crypto's spelling; absent where the scheme has its own or names it in parameters. */
  readonly digest?: string;
}

function rsa(name: string, digest: string): SignatureScheme {
  return { name, keys: ['RSA'], digest };
}

function ecdsa(name: string, digest: string): SignatureScheme {
  return { name, keys: ['EC'], digest };
}

function dsa(name: string, digest: string): SignatureScheme {
  return { name, keys: ['DSA'], digest };
}

export const signatureSchemes: ReadonlyMap<string, SignatureScheme> = new Map([
  ['1.2.840.113549.1.1.2', rsa('md2WithRSAEncryption', 'md2')],
  ['1.2.840.113549.1.1.3', rsa('md4WithRSAEncryption', 'md4')],
  ['1.2.840.113549.1.1.4', rsa('md5WithRSAEncryption', 'md5')],
  ['1.2.840.113549.1.1.5', rsa('sha1WithRSAEncryption', 'sha1')],
  ['1.3.14.3.2.29', rsa('sha1WithRSA', 'sha1')],
  ['1.2.840.113549.1.1.14', rsa('sha224WithRSAEncryption', 'sha224')],
  ['1.2.840.113549.1.1.11', rsa('sha256WithRSAEncryption', 'sha256')],
  ['1.2.840.113549.1.1.12', rsa('sha384WithRSAEncryption', 'sha384')],
  ['1.2.840.113549.1.1.13', rsa('sha512WithRSAEncryption', 'sha512')],
  ['2.16.840.1.101.3.4.3.14', rsa('RSA-SHA3-256', 'sha3-256')],
  ['2.16.840.1.101.3.4.3.15', rsa('RSA-SHA3-384', 'sha3-384')],
  ['2.16.840.1.101.3.4.3.16', rsa('RSA-SHA3-512', 'sha3-512')],
  ['1.2.840.113549.1.1.10', { name: 'rsassaPss', keys: ['RSA', 'RSA-PSS'] }],
  ['1.2.840.10045.4.1', ecdsa('ecdsa-with-SHA1', 'sha1')],
  ['1.2.840.10045.4.3.1', ecdsa('ecdsa-with-SHA224', 'sha224')],
  ['1.2.840.10045.4.3.2', ecdsa('ecdsa-with-SHA256', 'sha256')],
  ['1.2.840.10045.4.3.3', ecdsa('ecdsa-with-SHA384', 'sha384')],
  ['1.2.840.10045.4.3.4', ecdsa('ecdsa-with-SHA512', 'sha512')],
  ['2.16.840.1.101.3.4.3.10', ecdsa('ecdsa_with_SHA3-256', 'sha3-256')],
  ['2.16.840.1.101.3.4.3.11', ecdsa('ecdsa_with_SHA3-384', 'sha3-384')],
  ['2.16.840.1.101.3.4.3.12', ecdsa('ecdsa_with_SHA3-512', 'sha3-512')],
  ['1.2.840.10040.4.3', dsa('dsaWithSHA1', 'sha1')],
  ['2.16.840.1.101.3.4.3.1', dsa('dsa_with_SHA224', 'sha224')],
  ['2.16.840.1.101.3.4.3.2', dsa('dsa_with_SHA256', 'sha256')],
  ['1.3.101.112', { name: 'ED25519', keys: ['Ed25519'] }],
  ['1.3.101.113', { name: 'ED448', keys: ['Ed448'] }],
  ['2.16.840.1.101.3.4.3.17', { name: 'ML-DSA-44', keys: ['ML-DSA'] }],
  ['2.16.840.1.101.3.4.3.18', { name: 'ML-DSA-65', keys: ['ML-DSA'] }],
  ['2.16.840.1.101.3.4.3.19', { name: 'ML-DSA-87', keys: ['ML-DSA'] }],
]);

/** Digests named in RSASSA-PSS parameters (RFC 4055 section 2.1). */
export const digestNames: ReadonlyMap<string, string> = new Map([
  ['1.2.840.113549.2.5', 'md5'],
  ['1.3.14.3.2.26', 'sha1'],
  ['2.16.840.1.101.3.4.2.4', 'sha224'],
  ['2.16.840.1.101.3.4.2.1', 'sha256'],
  ['2.16.840.1.101.3.4.2.2', 'sha384'],
  ['2.16.840.1.101.3.4.2.3', 'sha512'],
]);

export const keyFamilies: ReadonlyMap<string, KeyFamily> = new Map<string, KeyFamily>([
  ['1.2.840.113549.1.1.1', 'RSA'],
  ['1.2.840.113549.1.1.10', 'RSA-PSS'],
  ['1.2.840.10045.2.1', 'EC'],
  ['1.2.840.10040.4.1', 'DSA'],
  ['1.3.101.112', 'Ed25519'],
  ['1.3.101.113', 'Ed448'],
  ['2.16.840.1.101.3.4.3.17', 'ML-DSA'],
  ['2.16.840.1.101.3.4.3.18', 'ML-DSA'],
  ['2.16.840.1.101.3.4.3.19', 'ML-DSA'],
]);

/** Named curves: OpenSSL's name and the field size. */
export const namedCurves: ReadonlyMap<string, readonly [name: string, bits: number]> = new Map([
  ['1.2.840.10045.3.1.1', ['prime192v1', 192]],
  ['1.3.132.0.33', ['secp224r1', 224]],
  ['1.2.840.10045.3.1.7', ['prime256v1', 256]],
  ['1.3.132.0.34', ['secp384r1', 384]],
  ['1.3.132.0.35', ['secp521r1', 521]],
  ['1.3.132.0.8', ['secp160r1', 160]],
  ['1.3.132.0.31', ['secp192k1', 192]],
  ['1.3.132.0.32', ['secp224k1', 224]],
  ['1.3.132.0.10', ['secp256k1', 256]],
  ['1.3.132.0.26', ['sect233k1', 233]],
  ['1.3.132.0.27', ['sect233r1', 233]],
  ['1.3.132.0.16', ['sect283k1', 283]],
  ['1.3.132.0.17', ['sect283r1', 283]],
  ['1.3.132.0.36', ['sect409k1', 409]],
  ['1.3.132.0.37', ['sect409r1', 409]],
  ['1.3.132.0.38', ['sect571k1', 571]],
  ['1.3.132.0.39', ['sect571r1', 571]],
  ['1.3.36.3.3.2.8.1.1.1', ['brainpoolP160r1', 160]],
  ['1.3.36.3.3.2.8.1.1.3', ['brainpoolP192r1', 192]],
  ['1.3.36.3.3.2.8.1.1.5', ['brainpoolP224r1', 224]],
  ['1.3.36.3.3.2.8.1.1.7', ['brainpoolP256r1', 256]],
  ['1.3.36.3.3.2.8.1.1.8', ['brainpoolP256t1', 256]],
  ['1.3.36.3.3.2.8.1.1.9', ['brainpoolP320r1', 320]],
  ['1.3.36.3.3.2.8.1.1.11', ['brainpoolP384r1', 384]],
  ['1.3.36.3.3.2.8.1.1.12', ['brainpoolP384t1', 384]],
  ['1.3.36.3.3.2.8.1.1.13', ['brainpoolP512r1', 512]],
  ['1.3.36.3.3.2.8.1.1.14', ['brainpoolP512t1', 512]],
  ['1.2.156.10197.1.301', ['SM2', 256]],
]);

/** RFC 5280 section 4.2.1.3, by bit number. */
export const keyUsageNames: readonly string[] = [
  'digitalSignature',
  'nonRepudiation',
  'keyEncipherment',
  'dataEncipherment',
  'keyAgreement',
  'keyCertSign',
  'cRLSign',
  'encipherOnly',
  'decipherOnly',
];

export const extendedKeyUsageNames: ReadonlyMap<string, string> = new Map([
  ['2.5.29.37.0', 'anyExtendedKeyUsage'],
  ['1.3.6.1.5.5.7.3.1', 'serverAuth'],
  ['1.3.6.1.5.5.7.3.2', 'clientAuth'],
  ['1.3.6.1.5.5.7.3.3', 'codeSigning'],
  ['1.3.6.1.5.5.7.3.4', 'emailProtection'],
  ['1.3.6.1.5.5.7.3.5', 'ipsecEndSystem'],
  ['1.3.6.1.5.5.7.3.6', 'ipsecTunnel'],
  ['1.3.6.1.5.5.7.3.7', 'ipsecUser'],
  ['1.3.6.1.5.5.7.3.8', 'timeStamping'],
  ['1.3.6.1.5.5.7.3.9', 'OCSPSigning'],
  ['1.3.6.1.5.5.7.3.17', 'ipsecIKE'],
  ['1.3.6.1.4.1.311.10.3.3', 'msSGC'],
  ['1.3.6.1.4.1.311.20.2.2', 'msSmartcardLogin'],
  ['2.16.840.1.113730.4.1', 'nsSGC'],
]);

/** Attribute types of names. RFC 4514 section 3 has the first nine; the others are OpenSSL's short names. */
export const attributeNames: ReadonlyMap<string, string> = new Map([
  ['2.5.4.3', 'CN'],
  ['2.5.4.7', 'L'],
  ['2.5.4.8', 'ST'],
  ['2.5.4.10', 'O'],
  ['2.5.4.11', 'OU'],
  ['2.5.4.6', 'C'],
  ['2.5.4.9', 'STREET'],
  ['0.9.2342.19200300.100.1.25', 'DC'],
  ['0.9.2342.19200300.100.1.1', 'UID'],
  ['1.2.840.113549.1.9.1', 'emailAddress'],
  ['2.5.4.4', 'SN'],
  ['2.5.4.5', 'serialNumber'],
  ['2.5.4.12', 'title'],
  ['2.5.4.15', 'businessCategory'],
  ['2.5.4.17', 'postalCode'],
  ['2.5.4.42', 'GN'],
  ['2.5.4.46', 'dnQualifier'],
  ['2.5.4.97', 'organizationIdentifier'],
  ['1.3.6.1.4.1.311.60.2.1.1', 'jurisdictionL'],
  ['1.3.6.1.4.1.311.60.2.1.2', 'jurisdictionST'],
  ['1.3.6.1.4.1.311.60.2.1.3', 'jurisdictionC'],
]);

export const commonNameIdentifier = '2.5.4.3';
export const emailAddressIdentifier = '1.2.840.113549.1.9.1';

/** Extensions this program decodes or knows by name. */
export const extensionIdentifiers = {
  subjectKeyIdentifier: '2.5.29.14',
  keyUsage: '2.5.29.15',
  subjectAltName: '2.5.29.17',
  issuerAltName: '2.5.29.18',
  basicConstraints: '2.5.29.19',
  nameConstraints: '2.5.29.30',
  crlDistributionPoints: '2.5.29.31',
  certificatePolicies: '2.5.29.32',
  policyMappings: '2.5.29.33',
  authorityKeyIdentifier: '2.5.29.35',
  policyConstraints: '2.5.29.36',
  extendedKeyUsage: '2.5.29.37',
  freshestCrl: '2.5.29.46',
  inhibitAnyPolicy: '2.5.29.54',
  authorityInformationAccess: '1.3.6.1.5.5.7.1.1',
  tlsFeature: '1.3.6.1.5.5.7.1.24',
  ocspNoCheck: '1.3.6.1.5.5.7.48.1.5',
  signedTimestamps: '1.3.6.1.4.1.11129.2.4.2',
  precertificatePoison: '1.3.6.1.4.1.11129.2.4.3',
  netscapeCertificateType: '2.16.840.1.113730.1.1',
} as const;

const extensionNames: ReadonlyMap<string, string> = new Map(
  Object.entries(extensionIdentifiers).map(([name, identifier]) => [identifier, name]),
);

/** A name to show: `nameConstraints`, else the dotted identifier. */
export function extensionName(identifier: string): string {
  return extensionNames.get(identifier) ?? identifier;
}
