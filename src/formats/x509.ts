// X.509 certificates (RFC 5280 section 4.1): DER → the model's record and what a verifier needs besides. Never throws.

import { createHash } from 'node:crypto';
import type { AlternativeName, BasicConstraints, Certificate } from '../model/certificate.ts';
import type { DerElement } from './der.ts';
import { derChildren, derContentStart, derEncoding, derTags, parseDer, readBitString, readDerChildren } from './der.ts';
import { readIntegerBytes, readSmallInteger, readTime, skipDerElement } from './der.ts';
import { commonNameIdentifier } from './objectIdentifiers.ts';
import { formatPem } from './pem.ts';
import { printableText } from './printable.ts';
import type { DecodedExtensions } from './x509Extensions.ts';
import { decodeExtensions } from './x509Extensions.ts';
import type { DecodedAlgorithm, DecodedKey } from './x509Keys.ts';
import { decodePublicKey, decodeSignatureAlgorithm, isSameEncoding } from './x509Keys.ts';
import type { DistinguishedName } from './x509Names.ts';
import { attributeTexts, describeGeneralName, distinguishedNamesMatch, formatDistinguishedName } from './x509Names.ts';
import { readDistinguishedName } from './x509Names.ts';

/** A certificate longer than this is recorded, not read. OpenSSL lets no chain over 100 KB through. */
export const maximumCertificateBytes = 256 * 1024;

export interface DecodedCertificate {
  readonly der: Buffer;
  readonly certificate: Certificate;
  /** 1 to 3; 0 when unreadable. */
  readonly version: number;
  /** The signed part, the names and the key as encoded; empty when unreadable. */
  readonly rawTbs: Buffer;
  readonly rawSubject: Buffer;
  readonly rawIssuer: Buffer;
  readonly rawPublicKey: Buffer;
  readonly subjectName: DistinguishedName;
  /** Milliseconds since 1970; NaN when unreadable. */
  readonly notBefore: number;
  readonly notAfter: number;
  readonly key: DecodedKey;
  readonly signatureAlgorithm: DecodedAlgorithm;
  readonly signature: Buffer;
  readonly extensions: DecodedExtensions;
  /** What a verifier must refuse the certificate for: fields and extensions that break the format. Plain sentences. */
  readonly damage: readonly string[];
}

interface Fields {
  readonly tbs: DerElement;
  readonly version: number | undefined;
  readonly serial: DerElement | undefined;
  readonly innerAlgorithm: DerElement | undefined;
  readonly issuer: DerElement | undefined;
  readonly validity: DerElement | undefined;
  readonly subject: DerElement | undefined;
  readonly publicKey: DerElement | undefined;
  readonly extensions: DerElement | undefined;
  readonly outerAlgorithm: DerElement | undefined;
  readonly signature: DerElement | undefined;
  /** Something stands where nothing may. */
  readonly surplus: boolean;
}

const empty = Buffer.alloc(0);
const unknownKey: DecodedKey = { publicKey: { type: 'unknown' }, explicitCurve: false };

function readVersion(element: DerElement | undefined): number | undefined {
  const number = readSmallInteger(derChildren(element, 0xa0)?.[0]);
  return number === undefined || number > 2 ? undefined : number + 1;
}

function splitFields(der: Buffer): Fields | string {
  if (der.length > maximumCertificateBytes) return `it is longer than ${maximumCertificateBytes / 1024} KB`;
  const whole = parseDer(der);
  if (whole.status === 'invalid') return whole.reason;
  const parts = readDerChildren(whole.value);
  if (parts.status === 'invalid') return parts.reason;
  const [tbs, outerAlgorithm, signature] = parts.value;
  if (whole.value.tag !== derTags.sequence || tbs?.tag !== derTags.sequence) return 'it has no certificate structure';
  const children = readDerChildren(tbs);
  if (children.status === 'invalid') return children.reason;
  const list = children.value;
  const hasVersion = list[0]?.tag === 0xa0;
  const [serial, innerAlgorithm, issuer, validity, subject, publicKey, ...rest] = hasVersion ? list.slice(1) : list;
  let surplus = parts.value.length !== 3;
  let extensions: DerElement | undefined;
  let previous = 0;
  for (const element of rest) {
    // issuerUniqueID [1], subjectUniqueID [2], extensions [3], each once and in this order
    const number = element.tag & 0x1f;
    if ((element.tag & 0xc0) !== 0x80 || number <= previous || number > 3) surplus = true;
    previous = number;
    if (element.tag === 0xa3) extensions = element;
  }
  const version = hasVersion ? readVersion(list[0]) : 1;
  return {
    tbs,
    version,
    serial,
    innerAlgorithm,
    issuer,
    validity,
    subject,
    publicKey,
    extensions,
    outerAlgorithm,
    signature,
    surplus,
  };
}

function hash(algorithm: 'sha1' | 'sha256', bytes: Buffer): string {
  return createHash(algorithm).update(bytes).digest('hex').toUpperCase();
}

/** Upper-case hex as OpenSSL prints it: magnitude, with a sign when negative. */
function formatSerial(content: Buffer): string {
  const hex = content.toString('hex').toUpperCase();
  if ((content[0] ?? 0) >= 0x80) {
    const magnitude = ((1n << BigInt(content.length * 8)) - BigInt(`0x${hex}`)).toString(16).toUpperCase();
    return `-${magnitude.length % 2 === 1 ? '0' : ''}${magnitude}`;
  }
  return hex.length > 2 && hex.startsWith('00') ? hex.slice(2) : hex;
}

function formatTime(time: number): string {
  return Number.isNaN(time) ? '' : new Date(time).toISOString().replace('.000Z', 'Z');
}

interface OptionalParts {
  keyUsage?: readonly string[];
  extendedKeyUsage?: readonly string[];
  basicConstraints?: BasicConstraints;
  subjectKeyIdentifier?: string;
  authorityKeyIdentifier?: string;
}

function optionalParts(extensions: DecodedExtensions): OptionalParts {
  const parts: OptionalParts = {};
  if (extensions.keyUsage !== undefined) parts.keyUsage = extensions.keyUsage;
  if (extensions.extendedKeyUsage !== undefined) parts.extendedKeyUsage = extensions.extendedKeyUsage;
  if (extensions.basicConstraints !== undefined) parts.basicConstraints = extensions.basicConstraints;
  if (extensions.subjectKeyIdentifier !== undefined) parts.subjectKeyIdentifier = extensions.subjectKeyIdentifier;
  const authorityKeyIdentifier = extensions.authorityKey?.identifier;
  if (authorityKeyIdentifier !== undefined) parts.authorityKeyIdentifier = authorityKeyIdentifier;
  return parts;
}

function describeAlternativeNames(extensions: DecodedExtensions, report: (text: string) => void): AlternativeName[] {
  const names: AlternativeName[] = [];
  let unreadable = 0;
  for (const name of extensions.alternativeNames ?? []) {
    const described = describeGeneralName(name);
    if (described === undefined) unreadable++;
    else names.push(described);
  }
  if (unreadable > 0) report(`${unreadable} of the names in subjectAltName cannot be read.`);
  return names;
}

function isSelfIssued(
  subject: DistinguishedName | undefined,
  issuer: DistinguishedName | undefined,
  isSameEncodedName: boolean,
): boolean {
  if (subject === undefined || issuer === undefined) return false;
  return isSameEncodedName || distinguishedNamesMatch(subject, issuer);
}

function encodingOf(element: DerElement | undefined): Buffer {
  return element === undefined ? empty : derEncoding(element);
}

/** The record of bytes that are no certificate: nothing but prints, PEM and the reason. */
function unreadableCertificate(der: Buffer, reason: string): DecodedCertificate {
  const sentence = `The certificate cannot be read: ${reason}.`;
  return {
    der,
    certificate: {
      subject: '',
      issuer: '',
      commonNames: [],
      alternativeNames: [],
      serialNumber: '',
      notBefore: '',
      notAfter: '',
      publicKey: unknownKey.publicKey,
      signatureAlgorithm: '',
      ocspUrls: [],
      issuerUrls: [],
      crlUrls: [],
      mustStaple: false,
      timestampCount: 0,
      fingerprintSha1: hash('sha1', der),
      fingerprintSha256: hash('sha256', der),
      publicKeySha256: '',
      selfIssued: false,
      pem: formatPem(der),
      unreadable: [sentence],
    },
    version: 0,
    rawTbs: empty,
    rawSubject: empty,
    rawIssuer: empty,
    rawPublicKey: empty,
    subjectName: [],
    notBefore: Number.NaN,
    notAfter: Number.NaN,
    key: unknownKey,
    signature: empty,
    signatureAlgorithm: decodeSignatureAlgorithm(undefined),
    extensions: decodeExtensions(undefined),
    damage: [sentence],
  };
}

/** Reads a certificate. Bytes that are none still give a record, with the reason in `unreadable` and `damage`. */
export function decodeCertificate(der: Buffer): DecodedCertificate {
  const fields = splitFields(der);
  if (typeof fields === 'string') return unreadableCertificate(der, fields);
  const unreadable: string[] = [];
  const damage: string[] = [];
  const refuse = (text: string): void => {
    unreadable.push(text);
    damage.push(text);
  };

  const { version } = fields;
  if (version === undefined) refuse('The version cannot be read.');
  if (fields.surplus) refuse('The certificate has parts that do not belong there.');
  const serial = readIntegerBytes(fields.serial);
  if (serial === undefined) refuse('The serial number cannot be read.');
  const issuerName = readDistinguishedName(fields.issuer);
  if (issuerName === undefined) refuse("The issuer's name cannot be read.");
  const subjectName = readDistinguishedName(fields.subject);
  if (subjectName === undefined) refuse("The subject's name cannot be read.");
  const times = derChildren(fields.validity, derTags.sequence);
  const notBefore = readTime(times?.[0]) ?? Number.NaN;
  const notAfter = readTime(times?.[1]) ?? Number.NaN;
  if (Number.isNaN(notBefore)) refuse('The start of its validity cannot be read.');
  if (Number.isNaN(notAfter)) refuse('The end of its validity cannot be read.');
  const key = decodePublicKey(fields.publicKey);
  if (key === undefined) refuse('The public key cannot be read.');
  if (key?.explicitCurve === true) {
    damage.push('Its elliptic curve is written out instead of named (RFC 5480 section 2.1.1).');
  }
  const signatureAlgorithm = decodeSignatureAlgorithm(fields.outerAlgorithm);
  if (signatureAlgorithm.identifier === '') refuse('The signature algorithm cannot be read.');
  else if (!isSameEncoding(fields.innerAlgorithm, fields.outerAlgorithm)) {
    damage.push('It names two different signature algorithms (RFC 5280 section 4.1.1.2).');
  }
  const signature = readBitString(fields.signature);
  if (signature === undefined) refuse('The signature cannot be read.');
  const wrapper = fields.extensions === undefined ? undefined : derChildren(fields.extensions, 0xa3);
  const extensions = decodeExtensions(wrapper?.[0]);
  if (fields.extensions !== undefined && wrapper?.length !== 1) refuse('The list of extensions cannot be read.');
  unreadable.push(...extensions.unreadable);
  damage.push(...extensions.damage);
  const alternativeNames = describeAlternativeNames(extensions, refuse);

  const rawSubject = encodingOf(fields.subject);
  const rawIssuer = encodingOf(fields.issuer);
  const rawPublicKey = encodingOf(fields.publicKey);
  const certificate: Certificate = {
    subject: subjectName === undefined ? '' : formatDistinguishedName(subjectName),
    issuer: issuerName === undefined ? '' : formatDistinguishedName(issuerName),
    commonNames: attributeTexts(subjectName ?? [], commonNameIdentifier).map((text) => printableText(text, 500)),
    alternativeNames,
    serialNumber: serial === undefined ? '' : formatSerial(serial.subarray(0, 1_024)),
    notBefore: formatTime(notBefore),
    notAfter: formatTime(notAfter),
    publicKey: (key ?? unknownKey).publicKey,
    signatureAlgorithm: signatureAlgorithm.name,
    ...optionalParts(extensions),
    ocspUrls: extensions.ocspUrls,
    issuerUrls: extensions.issuerUrls,
    crlUrls: extensions.crlUrls,
    mustStaple: extensions.mustStaple,
    timestampCount: extensions.timestampCount,
    fingerprintSha1: hash('sha1', der),
    fingerprintSha256: hash('sha256', der),
    publicKeySha256: fields.publicKey === undefined ? '' : hash('sha256', rawPublicKey),
    selfIssued: isSelfIssued(subjectName, issuerName, rawSubject.equals(rawIssuer)),
    pem: formatPem(der),
    unreadable,
  };
  return {
    der,
    certificate,
    version: version ?? 0,
    rawTbs: derEncoding(fields.tbs),
    rawSubject,
    rawIssuer,
    rawPublicKey,
    subjectName: subjectName ?? [],
    notBefore,
    notAfter,
    key: key ?? unknownKey,
    signatureAlgorithm,
    signature: signature?.bytes ?? empty,
    extensions,
    damage,
  };
}

/** The encoded subject of a certificate, read and nothing else: an index of trust anchors needs no more. */
export function readSubject(der: Buffer): Buffer | undefined {
  const tbs = derContentStart(der, 0);
  let offset = derContentStart(der, tbs);
  // serialNumber, signature, issuer, validity; before them the version, unless it is 1
  const fieldsBefore = der[offset] === 0xa0 ? 5 : 4;
  for (let count = 0; count < fieldsBefore && offset >= 0; count++) offset = skipDerElement(der, offset, der.length);
  const end = offset < 0 ? -1 : skipDerElement(der, offset, der.length);
  return end > offset + 2 && der[offset] === derTags.sequence ? der.subarray(offset, end) : undefined;
}
