// Certificates made in memory for tests, sound unless told otherwise. Keys are made once for each name and type.

import { webcrypto } from 'node:crypto';
import './reflectMetadata.ts';
import * as x509 from '@peculiar/x509';

export type KeyType = 'RSA-1024' | 'RSA-2048' | 'RSA-PSS' | 'P-256' | 'P-384' | 'Ed25519';

export interface Validity {
  readonly notBefore?: Date;
  readonly notAfter?: Date;
}

export interface CertificateRecipe extends Validity {
  /** RFC 4514, such as `CN=mx.example.com`. Empty for an empty subject. */
  readonly subject?: string;
  readonly keyType?: KeyType;
  /** A key pair of another certificate, to certify the same key twice. */
  readonly keys?: webcrypto.CryptoKeyPair;
  /** Digest of the signature made on this certificate. */
  readonly hash?: 'SHA-1' | 'SHA-256' | 'SHA-384' | 'SHA-512';
  /** Upper-case or lower-case hex. Default: counted up. */
  readonly serialNumber?: string;
  /** Absent or false leaves an extension out where `false` is allowed; undefined takes the sound default. */
  readonly basicConstraints?:
    { readonly isAuthority: boolean; readonly pathLength?: number; readonly critical?: boolean } | false;
  readonly keyUsage?: readonly (keyof typeof x509.KeyUsageFlags)[] | false;
  /** Dotted identifiers or the names serverAuth, clientAuth, anyExtendedKeyUsage. */
  readonly extendedKeyUsage?: readonly string[] | false;
  readonly dnsNames?: readonly string[];
  readonly ipAddresses?: readonly string[];
  readonly emailAddresses?: readonly string[];
  readonly subjectKeyIdentifier?: false;
  /** Hex of the identifier to name instead of the issuer's. */
  readonly authorityKeyIdentifier?: string | false;
  readonly nameConstraints?: NameConstraintsRecipe;
  /** Appended as they are. */
  readonly extensions?: readonly x509.Extension[];
}

export interface NameConstraintsRecipe {
  readonly permitted?: readonly ConstraintRecipe[];
  readonly excluded?: readonly ConstraintRecipe[];
  readonly critical?: boolean;
}

/** `ip` in CIDR with IPv4 only; `directory` as RFC 4514 text. */
export type ConstraintRecipe =
  | { readonly dns: string }
  | { readonly email: string }
  | { readonly uri: string }
  | { readonly ip: string }
  | { readonly directory: string };

export interface MadeCertificate {
  readonly der: Buffer;
  readonly pem: string;
  readonly subject: string;
  readonly keys: webcrypto.CryptoKeyPair;
  readonly x509: x509.X509Certificate;
}

/** The time tests hold dates against. */
export const testTime = new Date('2026-06-15T12:00:00Z');

const purposes: Readonly<Record<string, string>> = {
  serverAuth: '1.3.6.1.5.5.7.3.1',
  clientAuth: '1.3.6.1.5.5.7.3.2',
  emailProtection: '1.3.6.1.5.5.7.3.4',
  anyExtendedKeyUsage: '2.5.29.37.0',
};

/** A DER element around its contents. */
export function der(tag: number, ...contents: readonly Uint8Array[]): Buffer {
  const content = Buffer.concat(contents);
  if (content.length < 0x80) return Buffer.concat([Buffer.from([tag, content.length]), content]);
  const length = Buffer.from(content.length.toString(16).padStart(content.length > 0xffff ? 6 : 4, '0'), 'hex');
  const shortest = length.subarray(length.findIndex((octet) => octet !== 0));
  return Buffer.concat([Buffer.from([tag, 0x80 | shortest.length]), shortest, content]);
}

function generationParameters(type: KeyType): webcrypto.RsaHashedKeyGenParams | webcrypto.EcKeyGenParams | 'Ed25519' {
  switch (type) {
    case 'Ed25519':
      return 'Ed25519';
    case 'P-256':
    case 'P-384':
      return { name: 'ECDSA', namedCurve: type };
    default:
      return {
        name: type === 'RSA-PSS' ? 'RSA-PSS' : 'RSASSA-PKCS1-v1_5',
        hash: 'SHA-256',
        publicExponent: new Uint8Array([1, 0, 1]),
        modulusLength: type === 'RSA-1024' ? 1024 : 2048,
      };
  }
}

export async function makeKeys(type: KeyType = 'P-256'): Promise<webcrypto.CryptoKeyPair> {
  const parameters = generationParameters(type);
  const keys = await webcrypto.subtle.generateKey(parameters as webcrypto.EcKeyGenParams, true, ['sign', 'verify']);
  return keys;
}

/** RSA keys take a while: one for each subject and size is enough for a test file. */
const slowKeys = new Map<string, Promise<webcrypto.CryptoKeyPair>>();

function sharedKeys(type: KeyType, subject: string): Promise<webcrypto.CryptoKeyPair> {
  let keys = slowKeys.get(`${type} ${subject}`);
  if (keys === undefined) {
    keys = makeKeys(type);
    slowKeys.set(`${type} ${subject}`, keys);
  }
  return keys;
}

/** The private key as PKCS #8 PEM, for a TLS server. */
export async function privateKeyPem(made: MadeCertificate): Promise<string> {
  const pkcs8 = Buffer.from(await webcrypto.subtle.exportKey('pkcs8', made.keys.privateKey)).toString('base64');
  return `-----BEGIN PRIVATE KEY-----\n${pkcs8.replace(/.{64}/g, '$&\n')}\n-----END PRIVATE KEY-----\n`;
}

function encodeConstraint(recipe: ConstraintRecipe): Buffer {
  if ('dns' in recipe) return der(0x82, Buffer.from(recipe.dns));
  if ('email' in recipe) return der(0x81, Buffer.from(recipe.email));
  if ('uri' in recipe) return der(0x86, Buffer.from(recipe.uri));
  if ('directory' in recipe) return der(0xa4, Buffer.from(new x509.Name(recipe.directory).toArrayBuffer()));
  const [address = '', prefix = '32'] = recipe.ip.split('/');
  const mask = Buffer.alloc(4);
  mask.writeUInt32BE(Number((0xffffffffn << BigInt(32 - Number(prefix))) & 0xffffffffn));
  return der(0x87, Buffer.from(address.split('.').map(Number)), mask);
}

export function nameConstraintsExtension(recipe: NameConstraintsRecipe): x509.Extension {
  const list = (tag: number, items: readonly ConstraintRecipe[] = []): Buffer[] =>
    items.length === 0 ? [] : [der(tag, ...items.map((item) => der(0x30, encodeConstraint(item))))];
  const value = der(0x30, ...list(0xa0, recipe.permitted), ...list(0xa1, recipe.excluded));
  return new x509.Extension('2.5.29.30', recipe.critical ?? true, value);
}

function alternativeNames(recipe: CertificateRecipe): x509.JsonGeneralName[] {
  return [
    ...(recipe.dnsNames ?? []).map((value) => ({ type: 'dns', value }) as const),
    ...(recipe.ipAddresses ?? []).map((value) => ({ type: 'ip', value }) as const),
    ...(recipe.emailAddresses ?? []).map((value) => ({ type: 'email', value }) as const),
  ];
}

async function extensionsFor(
  recipe: CertificateRecipe,
  keys: webcrypto.CryptoKeyPair,
  issuerKeys: webcrypto.CryptoKeyPair,
): Promise<x509.Extension[]> {
  const extensions: x509.Extension[] = [];
  const { basicConstraints, keyUsage, extendedKeyUsage, authorityKeyIdentifier, nameConstraints } = recipe;
  if (basicConstraints !== undefined && basicConstraints !== false) {
    const { isAuthority, pathLength, critical = true } = basicConstraints;
    extensions.push(new x509.BasicConstraintsExtension(isAuthority, pathLength, critical));
  }
  if (keyUsage !== undefined && keyUsage !== false) {
    const flags = keyUsage.reduce((sum, name) => sum | x509.KeyUsageFlags[name], 0);
    extensions.push(new x509.KeyUsagesExtension(flags, true));
  }
  if (extendedKeyUsage !== undefined && extendedKeyUsage !== false) {
    extensions.push(new x509.ExtendedKeyUsageExtension(extendedKeyUsage.map((name) => purposes[name] ?? name)));
  }
  const names = alternativeNames(recipe);
  if (names.length > 0) extensions.push(new x509.SubjectAlternativeNameExtension(names, recipe.subject === ''));
  if (recipe.subjectKeyIdentifier !== false) {
    extensions.push(await x509.SubjectKeyIdentifierExtension.create(keys.publicKey));
  }
  if (typeof authorityKeyIdentifier === 'string') {
    extensions.push(new x509.AuthorityKeyIdentifierExtension(authorityKeyIdentifier));
  } else if (authorityKeyIdentifier !== false) {
    extensions.push(await x509.AuthorityKeyIdentifierExtension.create(issuerKeys.publicKey));
  }
  if (nameConstraints !== undefined) extensions.push(nameConstraintsExtension(nameConstraints));
  return [...extensions, ...(recipe.extensions ?? [])];
}

let serialCount = 0x1000;

function signingAlgorithm(
  key: webcrypto.CryptoKey,
  hash: string,
): webcrypto.Algorithm | webcrypto.EcdsaParams | webcrypto.RsaPssParams {
  const { name } = key.algorithm;
  return name === 'RSA-PSS' ? ({ name, hash, saltLength: 32 } as webcrypto.RsaPssParams) : { name, hash };
}

/** The key as the algorithm with that digest: WebCrypto ties an RSA key to one. */
async function withHash(key: webcrypto.CryptoKey, hash: string): Promise<webcrypto.CryptoKey> {
  if (!key.algorithm.name.startsWith('RSA')) return key;
  const pkcs8 = await webcrypto.subtle.exportKey('pkcs8', key);
  return webcrypto.subtle.importKey('pkcs8', pkcs8, { name: key.algorithm.name, hash }, true, ['sign']);
}

/** Makes a certificate as told, without defaults. Without an issuer it is self-signed. */
export async function makeCertificate(recipe: CertificateRecipe, issuer?: MadeCertificate): Promise<MadeCertificate> {
  const type = recipe.keyType ?? 'P-256';
  const subject = recipe.subject ?? 'CN=without';
  const keys = recipe.keys ?? (await (type.startsWith('RSA') ? sharedKeys(type, subject) : makeKeys(type)));
  const issuerKeys = issuer?.keys ?? keys;
  const hash = recipe.hash ?? 'SHA-256';
  serialCount++;
  const certificate = await x509.X509CertificateGenerator.create(
    {
      serialNumber: recipe.serialNumber ?? serialCount.toString(16).padStart(6, '0'),
      subject,
      issuer: issuer?.subject ?? subject,
      notBefore: recipe.notBefore ?? new Date('2026-01-01T00:00:00Z'),
      notAfter: recipe.notAfter ?? new Date('2027-01-01T00:00:00Z'),
      signingAlgorithm: signingAlgorithm(
        issuerKeys.privateKey,
        hash,
      ) as x509.Pkcs10CertificateRequestCreateParams['signingAlgorithm'] & object,
      publicKey: keys.publicKey,
      signingKey: await withHash(issuerKeys.privateKey, hash),
      extensions: await extensionsFor(recipe, keys, issuerKeys),
    },
    webcrypto as Parameters<typeof x509.X509CertificateGenerator.create>[1],
  );
  const bytes = Buffer.from(certificate.rawData);
  return { der: bytes, pem: `${certificate.toString('pem')}\n`, subject, keys, x509: certificate };
}

/** An authority: a root without an issuer, an intermediate with one. */
export async function makeAuthority(
  recipe: CertificateRecipe = {},
  issuer?: MadeCertificate,
): Promise<MadeCertificate> {
  const sound: CertificateRecipe = {
    subject: issuer === undefined ? 'CN=Test Root' : 'CN=Test Intermediate',
    notBefore: new Date('2020-01-01T00:00:00Z'),
    notAfter: new Date('2040-01-01T00:00:00Z'),
    basicConstraints: { isAuthority: true },
    keyUsage: ['keyCertSign', 'cRLSign'],
  };
  return makeCertificate({ ...sound, ...recipe }, issuer);
}

/** A server's certificate for mx.example.com. Without an issuer it is self-signed. */
export async function makeLeaf(issuer?: MadeCertificate, recipe: CertificateRecipe = {}): Promise<MadeCertificate> {
  const sound: CertificateRecipe = {
    subject: 'CN=mx.example.com',
    dnsNames: ['mx.example.com'],
    basicConstraints: { isAuthority: false },
    keyUsage: ['digitalSignature'],
    extendedKeyUsage: ['serverAuth'],
  };
  return makeCertificate({ ...sound, ...recipe }, issuer);
}
