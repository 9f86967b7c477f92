// One flag's text → its value, or an error that names the flag.

import { addressFamily, canonicalAddress } from '../formats/ipAddress.ts';
import { parsePemCertificates } from '../formats/pem.ts';
import { printableText } from '../formats/printable.ts';
import { parseHost } from '../formats/targetText.ts';
import { decodeCertificate } from '../formats/x509.ts';
import type { TlsVersion } from '../model/tls.ts';
import { decodeText } from '../formats/textDecoding.ts';
import { describeFileError } from './files.ts';
import type { ReadFile } from './files.ts';

/** A flag's value that cannot be used; its message names the flag. */
export class BadFlag extends Error {}

export function parseOneOf<T extends string>(flag: string, text: string, allowed: readonly T[]): T {
  const found = allowed.find((value) => value === text);
  if (found === undefined)
    throw new BadFlag(`--${flag} is one of ${allowed.join(', ')}, not "${printableText(text, 80)}".`);
  return found;
}

export function parseNumber(flag: string, text: string, least: number, most: number): number {
  const value = Number(text);
  if (text.trim() === '' || !Number.isFinite(value) || value < least || value > most) {
    throw new BadFlag(`--${flag} is a number from ${least} to ${most}, not "${printableText(text, 80)}".`);
  }
  return value;
}

export function parseAddress(flag: string, text: string): string {
  const canonical = canonicalAddress(text.replace(/^\[(.*)\]$/, '$1'));
  if (canonical === undefined) throw new BadFlag(`--${flag} is an IP address, not "${printableText(text, 80)}".`);
  return canonical;
}

export function parseHostName(flag: string, text: string): string {
  const parsed = parseHost(text);
  if (parsed.status === 'invalid') throw new BadFlag(`--${flag}: ${parsed.reason}`);
  return parsed.value;
}

/** RFC 5321 section 4.1.1.1: a domain or an address literal, which keeps its brackets. */
export function parseEhloName(text: string): string {
  const literal = /^\[(IPv6:)?(.*)\]$/i.exec(text);
  if (literal === null) return parseHostName('ehlo', text);
  const [, tag, address = ''] = literal;
  if (addressFamily(address) === (tag === undefined ? 4 : 6)) return text;
  const shown = printableText(text, 80);
  throw new BadFlag(`--ehlo: "${shown}" is no address literal; those are [192.0.2.1] and [IPv6:2001:db8::1].`);
}

/** `1` and the protocol's own names are understood too. */
const minimumNames: Readonly<Record<string, TlsVersion>> = {
  '1': 'TLSv1',
  TLSv1: 'TLSv1',
  'TLSv1.1': 'TLSv1.1',
  'TLSv1.2': 'TLSv1.2',
  'TLSv1.3': 'TLSv1.3',
  '1.0': 'TLSv1',
  '1.1': 'TLSv1.1',
  '1.2': 'TLSv1.2',
  '1.3': 'TLSv1.3',
};

export function parseMinimumTls(text: string): TlsVersion {
  const version = Object.hasOwn(minimumNames, text) ? minimumNames[text] : undefined;
  if (version !== undefined) return version;
  throw new BadFlag(`--min-tls is one of 1.0, 1.1, 1.2, 1.3, not "${printableText(text, 80)}".`);
}

/** @param label What the message begins with, such as `--cert`. */
export function readNamedFile(label: string, path: string, readFile: ReadFile): Buffer {
  try {
    return readFile(path);
  } catch (error) {
    const name = printableText(path, 200);
    throw new BadFlag(`${label}: the file "${name}" cannot be read: ${describeFileError(error)}.`);
  }
}

export interface Authorities {
  readonly pem: string;
  /** One sentence for each part that could not be used. */
  readonly warnings: readonly string[];
}

/** A file without a certificate that can be used is an error: with it, nothing could ever be trusted. */
export function readAuthorities(path: string, readFile: ReadFile, label = '--ca'): Authorities {
  const pem = decodeText(readNamedFile(label, path, readFile));
  const { certificates, problems } = parsePemCertificates(pem);
  const damaged: string[] = [];
  certificates.forEach((der, index) => {
    const { version, damage } = decodeCertificate(der);
    if (version === 0) damaged.push(`Certificate ${index + 1}: ${damage[0] ?? 'It is damaged.'}`);
  });
  const all = [...problems, ...damaged];
  const name = printableText(path, 200);
  if (certificates.length === damaged.length) {
    const rest = all.length > 1 ? ` ${all.length - 1} more of its parts cannot be used either.` : '';
    throw new BadFlag(`${label}: "${name}" holds no certificate that can be used. ${all[0] ?? ''}${rest}`);
  }
  return { pem, warnings: all.map((problem) => `${label}: "${name}": ${problem} It is left out.`) };
}
