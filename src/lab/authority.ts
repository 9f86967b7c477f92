// A certification authority in memory: sound certificates by default, faulty ones where a field says so.
// Written on node:crypto alone, because a lab needs what certificate libraries rightly refuse:
// MD5 signatures, brainpool keys, signatures that do not verify, extensions that contradict each other.

import { createHash, createPublicKey, randomBytes, sign } from 'node:crypto';
import type { KeyObject } from 'node:crypto';
import { extensionList } from './certificateExtensions.ts';
import type { ExtensionFields } from './certificateExtensions.ts';
import * as der from './derWriter.ts';

export type HashName = 'md5' | 'sha1' | 'sha256' | 'sha384' | 'sha512';

const nameTypes = { CN: '2.5.4.3', C: '2.5.4.6', L: '2.5.4.7', O: '2.5.4.10', OU: '2.5.4.11' } as const;

/** Attributes of a distinguished name, in the order in which they stand in it. */
export type NameAttributes = readonly (readonly [type: keyof typeof nameTypes, value: string])[];

/** What a certificate says. Each field may contradict the others. */
export interface CertificateFields extends ExtensionFields {
  /** Text stands for a single common name. */
  readonly subject?: string | NameAttributes;
  readonly issuer?: string | NameAttributes;
  readonly notBefore?: Date;
  readonly notAfter?: Date;
  /** Hex. */
  readonly serialNumber?: string;
  /** Text stands for a DNS name. */
  /** Of the signature; Ed25519 has its own. */
  readonly hash?: HashName;
  /** Turns one bit of the signature over. */
  readonly breakSignature?: boolean;
}

export interface Issued {
  readonly der: Buffer;
  readonly pem: string;
  readonly key: KeyObject;
  readonly keyPem: string;
  /** Both as DER, to be copied into certificates below this one. */
  readonly subjectName: Buffer;
  readonly keyIdentifier: Buffer;
}

const dayMs = 86_400_000;

/** A date that many days from now; negative days lie in the past. */
export function daysFromNow(days: number): Date {
  return new Date(Math.floor((Date.now() + days * dayMs) / 1_000) * 1_000);
}

function distinguishedName(name: string | NameAttributes): Buffer {
  const attributes: NameAttributes = typeof name === 'string' ? [['CN', name]] : name;
  return der.sequence(
    ...attributes.map(([type, value]) => {
      // RFC 5280 appendix A.1: countryName is a PrintableString.
      const text = type === 'C' ? der.element(0x13, Buffer.from(value, 'latin1')) : der.utf8String(value);
      return der.set(der.sequence(der.objectIdentifier(nameTypes[type]), text));
    }),
  );
}

const signatureIdentifiers = {
  rsa: {
    md5: '1.2.840.113549.1.1.4',
    sha1: '1.2.840.113549.1.1.5',
    sha256: '1.2.840.113549.1.1.11',
    sha384: '1.2.840.113549.1.1.12',
    sha512: '1.2.840.113549.1.1.13',
  },
  ec: {
    // There is no ecdsa-with-MD5.
    md5: undefined,
    sha1: '1.2.840.10045.4.1',
    sha256: '1.2.840.10045.4.3.2',
    sha384: '1.2.840.10045.4.3.3',
    sha512: '1.2.840.10045.4.3.4',
  },
} as const;

function signatureAlgorithm(key: KeyObject, hash: HashName): Buffer {
  switch (key.asymmetricKeyType) {
    case 'rsa':
      return der.sequence(der.objectIdentifier(signatureIdentifiers.rsa[hash]), der.nothing());
    case 'ec': {
      const identifier = signatureIdentifiers.ec[hash];
      if (identifier === undefined) throw new Error(`There is no ECDSA signature with ${hash}.`);
      return der.sequence(der.objectIdentifier(identifier));
    }
    case 'ed25519':
      return der.sequence(der.objectIdentifier('1.3.101.112'));
    default:
      throw new Error(`No certificate is signed with a key of type ${String(key.asymmetricKeyType)}.`);
  }
}

function publicKeyBytes(key: KeyObject): Buffer {
  return createPublicKey(key).export({ type: 'spki', format: 'der' });
}

/** RFC 5280 section 4.2.1.2, method (1), over the whole SubjectPublicKeyInfo: any unique value will do. */
function keyIdentifierOf(spki: Buffer): Buffer {
  return createHash('sha1').update(spki).digest();
}

function pemOf(label: string, bytes: Buffer): string {
  const lines = bytes.toString('base64').match(/.{1,64}/g) ?? [];
  return `-----BEGIN ${label}-----\n${lines.join('\n')}\n-----END ${label}-----\n`;
}

function certify(key: KeyObject, fields: CertificateFields, issuerName: Buffer, signingKey: KeyObject): Issued {
  const hash = fields.hash ?? 'sha256';
  const spki = publicKeyBytes(key);
  const subjectName = distinguishedName(fields.subject ?? []);
  const algorithm = signatureAlgorithm(signingKey, hash);
  const serial = fields.serialNumber === undefined ? randomBytes(16) : Buffer.from(fields.serialNumber, 'hex');
  const extensions = extensionList(fields);
  const body = der.sequence(
    der.explicitTag(0, der.smallInteger(2)),
    der.integer(serial),
    algorithm,
    issuerName,
    der.sequence(der.time(fields.notBefore ?? daysFromNow(-7)), der.time(fields.notAfter ?? daysFromNow(90))),
    subjectName,
    spki,
    ...(extensions.length === 0 ? [] : [der.explicitTag(3, der.sequence(...extensions))]),
  );
  const isEdwards = signingKey.asymmetricKeyType === 'ed25519';
  const signature = sign(isEdwards ? null : hash, body, signingKey);
  if (fields.breakSignature === true) {
    const last = signature.length - 1;
    signature[last] = (signature[last] ?? 0) ^ 1;
  }
  const certificate = der.sequence(body, algorithm, der.bitString(signature));
  return {
    der: certificate,
    pem: pemOf('CERTIFICATE', certificate),
    key,
    keyPem: key.export({ type: 'pkcs8', format: 'pem' }).toString(),
    subjectName,
    keyIdentifier: fields.subjectKeyIdentifier ?? keyIdentifierOf(spki),
  };
}

/** Defaults of a certification authority's certificate. */
export function authorityFields(name: string): CertificateFields {
  return {
    subject: name,
    keyUsage: ['keyCertSign', 'cRLSign'],
    basicConstraints: { isAuthority: true },
    notBefore: daysFromNow(-400),
    notAfter: daysFromNow(3_000),
  };
}

/** Defaults of a server's certificate for `name`. */
export function serverFields(name: string): CertificateFields {
  return {
    subject: name,
    alternativeNames: [name],
    keyUsage: ['digitalSignature'],
    extendedKeyUsage: ['serverAuth'],
    basicConstraints: { isAuthority: false },
  };
}

/** A certificate signed with its own key: a root with `authorityFields`, a self-signed server with `serverFields`. */
export function selfSign(key: KeyObject, fields: CertificateFields): Issued {
  const identifier = keyIdentifierOf(publicKeyBytes(key));
  const full = { subjectKeyIdentifier: identifier, ...fields };
  return certify(key, full, distinguishedName(fields.issuer ?? fields.subject ?? []), key);
}

/** A certificate for `key` signed by `issuer`. */
export function issue(issuer: Issued, key: KeyObject, fields: CertificateFields): Issued {
  const identifiers = {
    subjectKeyIdentifier: keyIdentifierOf(publicKeyBytes(key)),
    authorityKeyIdentifier: issuer.keyIdentifier,
  };
  const issuerName = fields.issuer === undefined ? issuer.subjectName : distinguishedName(fields.issuer);
  return certify(key, { ...identifiers, ...fields }, issuerName, issuer.key);
}

/** A root for tests and labs. */
export function makeAuthority(key: KeyObject, fields: CertificateFields = {}): Issued {
  return selfSign(key, { ...authorityFields('Lab root'), ...fields });
}
