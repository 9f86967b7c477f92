// Distinguished names and general names of certificates: decoding, comparing, RFC 4514 text.

import { isUtf8 } from 'node:buffer';
import type { AlternativeName } from '../model/certificate.ts';
import type { DerElement } from './der.ts';
import { decodeObjectIdentifier, derChildren, derContent, derEncoding, derTags, parseDer } from './der.ts';
import { readObjectIdentifier, readString } from './der.ts';
import { canonicalAddress } from './ipAddress.ts';
import { attributeNames } from './objectIdentifiers.ts';
import { printableText } from './printable.ts';

export interface NameAttribute {
  readonly type: string;
  /** Raw text, not escaped; undefined when the value is no decodable string. */
  readonly text?: string;
  readonly value: DerElement;
}

/** Relative distinguished names in the order in which they are encoded, most significant first. */
export type DistinguishedName = readonly (readonly NameAttribute[])[];

/** GeneralName (RFC 5280 section 4.2.1.6). The number is that of the choice: 1 mail, 2 DNS, 4 directory, 6 URI, 7 IP, 8 registered. */
export interface GeneralName {
  readonly choice: number;
  readonly element: DerElement;
}

export const generalNameChoices = { other: 0, email: 1, dns: 2, directory: 4, uri: 6, ip: 7, registered: 8 } as const;

const shownHexBytes = 64;

/** Plain ASCII is most of what there is, and needs no look at Unicode properties. */
function shownText(text: string, maximum?: number): string {
  return text.length <= 256 && /^[\x20-\x7e]*$/.test(text) ? text : printableText(text, maximum);
}

function readAttribute(element: DerElement): NameAttribute | undefined {
  const parts = derChildren(element, derTags.sequence);
  const type = readObjectIdentifier(parts?.[0]);
  const value = parts?.[1];
  if (type === undefined || value === undefined || parts?.length !== 2) return undefined;
  const text = readString(value);
  return text === undefined ? { type, value } : { type, text, value };
}

/** Undefined when the element is no RDNSequence. */
export function readDistinguishedName(element: DerElement | undefined): DistinguishedName | undefined {
  const sets = derChildren(element, derTags.sequence);
  if (sets === undefined) return undefined;
  const name: NameAttribute[][] = [];
  for (const set of sets) {
    const members = derChildren(set, derTags.set);
    if (members === undefined || members.length === 0) return undefined;
    const attributes: NameAttribute[] = [];
    for (const member of members) {
      const attribute = readAttribute(member);
      if (attribute === undefined) return undefined;
      attributes.push(attribute);
    }
    name.push(attributes);
  }
  return name;
}

export function parseDistinguishedName(raw: Buffer): DistinguishedName | undefined {
  const element = parseDer(raw);
  return element.status === 'parsed' ? readDistinguishedName(element.value) : undefined;
}

/** Raw texts of the attributes of one type, in order. */
export function attributeTexts(name: DistinguishedName, type: string): readonly string[] {
  const texts: string[] = [];
  for (const attributes of name) {
    for (const attribute of attributes) {
      if (attribute.type === type && attribute.text !== undefined) texts.push(attribute.text);
    }
  }
  return texts;
}

function formatAttribute(attribute: NameAttribute): string {
  const type = attributeNames.get(attribute.type);
  if (type === undefined || attribute.text === undefined) {
    // RFC 4514 section 2.4: other types are written as the hexadecimal encoding.
    const encoding = derEncoding(attribute.value);
    const cut = encoding.length > shownHexBytes ? '…' : '';
    return `${type ?? attribute.type}=#${encoding.toString('hex', 0, shownHexBytes)}${cut}`;
  }
  const escaped = attribute.text
    .slice(0, 1_000)
    .replace(/[,+"\\<>;]/g, '\\$&')
    .replace(/^[ #]|(?<=.) $/g, '\\$&');
  return `${type}=${escaped}`;
}

/** RFC 4514: the last relative name first, escaped for display, at most 2,000 characters. */
export function formatDistinguishedName(name: DistinguishedName): string {
  let text = '';
  for (let index = name.length - 1; index >= 0 && text.length <= 2_000; index--) {
    if (text !== '') text += ',';
    text += (name[index] ?? []).map(formatAttribute).join('+');
  }
  return shownText(text);
}

function canonicalAttribute(attribute: NameAttribute): string {
  const { text, type, value } = attribute;
  if (text === undefined || (value.tag === derTags.utf8String && !isUtf8(derContent(value)))) {
    return `${type}=#${derEncoding(value).toString('hex')}`;
  }
  const folded = text
    .replace(/[ \t\n\v\f\r]+/g, ' ')
    .replace(/^ | $/g, '')
    .replace(/[A-Z]+/g, (capitals) => capitals.toLowerCase());
  return `${type}=${folded.length}:${folded}`;
}

/** Whether two names match by RFC 5280 section 7.1, told at the first difference. */
export function distinguishedNamesMatch(one: DistinguishedName, other: DistinguishedName): boolean {
  if (one.length !== other.length) return false;
  return one.every((attributes, index) => {
    const others = other[index] ?? [];
    if (attributes.length !== others.length || (others.length === 1 && attributes[0]?.type !== others[0]?.type)) {
      return false;
    }
    return canonicalRelativeName(attributes) === canonicalRelativeName(others);
  });
}

function canonicalRelativeName(attributes: readonly NameAttribute[]): string {
  return attributes.map(canonicalAttribute).sort().join('+');
}

/** One text for each relative name; equal texts are names that match by RFC 5280 section 7.1 (case and spaces ignored). */
export function canonicalRelativeNames(name: DistinguishedName): readonly string[] {
  return name.map(canonicalRelativeName);
}

const canonicalNames = new WeakMap<Buffer, string>();

/** A text that two encoded names share when they match by RFC 5280 section 7.1. Kept with the buffer given. */
export function canonicalName(raw: Buffer): string {
  const before = canonicalNames.get(raw);
  if (before !== undefined) return before;
  const name = parseDistinguishedName(raw);
  const text = name === undefined ? `#${raw.toString('hex')}` : canonicalRelativeNames(name).join('/');
  canonicalNames.set(raw, text);
  return text;
}

/** Whether two encoded names match. Names that cannot be read match only when they are the same bytes. */
export function namesMatch(one: Buffer, other: Buffer): boolean {
  return one.equals(other) || canonicalName(one) === canonicalName(other);
}

/** Whether an encoded name has no relative names at all. */
export function isEmptyName(raw: Buffer): boolean {
  return raw.length === 2 && raw[0] === derTags.sequence && raw[1] === 0;
}

/** The names of a GeneralNames list; undefined when it is none. */
export function readGeneralNames(elements: readonly DerElement[]): readonly GeneralName[] | undefined {
  const names: GeneralName[] = [];
  for (const element of elements) {
    const choice = element.tag & 0x1f;
    if ((element.tag & 0xc0) !== 0x80 || choice > 8) return undefined;
    names.push({ choice, element });
  }
  return names;
}

/** Raw text of a mail, DNS or URI name. Bytes above 7F stay single characters and so never match an A-label. */
export function generalNameText(name: GeneralName): string {
  return derContent(name.element).toString('latin1');
}

/** The name inside a directoryName, which is explicitly tagged. */
export function generalNameDirectory(name: GeneralName): DistinguishedName | undefined {
  const inner = parseDer(derContent(name.element));
  return inner.status === 'parsed' ? readDistinguishedName(inner.value) : undefined;
}

function formatAddressBytes(bytes: Buffer): string | undefined {
  if (bytes.length === 4) return bytes.join('.');
  if (bytes.length !== 16) return undefined;
  return canonicalAddress((bytes.toString('hex').match(/.{4}/g) ?? []).join(':'));
}

function formatOtherName(name: GeneralName): string {
  const parts = derChildren(name.element, 0xa0);
  const type = readObjectIdentifier(parts?.[0]) ?? 'unknown';
  const wrapped = parts?.[1] === undefined ? undefined : derChildren(parts[1], 0xa0);
  const text = readString(wrapped?.[0]);
  return `otherName:${type}${text === undefined ? '' : `:${shownText(text, 500)}`}`;
}

/** A general name as the model has it, escaped for display; undefined when it cannot be read. */
export function describeGeneralName(name: GeneralName): AlternativeName | undefined {
  switch (name.choice) {
    case generalNameChoices.dns:
      return { kind: 'dns', value: shownText(generalNameText(name), 500) };
    case generalNameChoices.email:
      return { kind: 'email', value: shownText(generalNameText(name), 500) };
    case generalNameChoices.uri:
      return { kind: 'uri', value: shownText(generalNameText(name)) };
    case generalNameChoices.ip: {
      const value = formatAddressBytes(derContent(name.element));
      return value === undefined ? undefined : { kind: 'ip', value };
    }
    case generalNameChoices.directory: {
      const directory = generalNameDirectory(name);
      if (directory === undefined) return undefined;
      return { kind: 'other', value: `directoryName:${formatDistinguishedName(directory)}` };
    }
    case generalNameChoices.registered: {
      const identifier = decodeObjectIdentifier(derContent(name.element));
      return identifier === undefined ? undefined : { kind: 'other', value: `registeredID:${identifier}` };
    }
    case generalNameChoices.other:
      return { kind: 'other', value: formatOtherName(name) };
    default:
      return { kind: 'other', value: name.choice === 3 ? 'x400Address' : 'ediPartyName' };
  }
}
