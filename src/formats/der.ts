// A small reader of DER (X.690): one element at a time, over hostile bytes, without exceptions.

import type { Parsed } from './targetText.ts';

/** One element inside `bytes`. Its children are read only when asked for, so that depth is the caller's own. */
export interface DerElement {
  readonly bytes: Buffer;
  /** The identifier octet: class, constructed bit and number. Numbers above 30 do not occur in certificates. */
  readonly tag: number;
  readonly start: number;
  readonly contentStart: number;
  readonly end: number;
}

export interface BitString {
  readonly unusedBits: number;
  readonly bytes: Buffer;
}

export const derTags = {
  boolean: 0x01,
  integer: 0x02,
  bitString: 0x03,
  octetString: 0x04,
  null: 0x05,
  objectIdentifier: 0x06,
  utf8String: 0x0c,
  numericString: 0x12,
  printableString: 0x13,
  teletexString: 0x14,
  ia5String: 0x16,
  utcTime: 0x17,
  generalizedTime: 0x18,
  visibleString: 0x1a,
  universalString: 0x1c,
  bmpString: 0x1e,
  sequence: 0x30,
  set: 0x31,
} as const;

/** Children of one element read at most; more is malformed. The names of a certificate are the longest list there is. */
export const maximumDerChildren = 4_096;

/** Arcs and octets of one object identifier read at most. */
const maximumIdentifierBytes = 64;

function malformed(reason: string): { readonly status: 'invalid'; readonly reason: string } {
  return { status: 'invalid', reason };
}

/** The element that starts at `offset` and ends at or before `limit`. */
export function readDerElement(bytes: Buffer, offset: number, limit: number): Parsed<DerElement> {
  if (limit - offset < 2) return malformed('it ends in the middle of an element');
  const tag = bytes[offset] ?? 0;
  if ((tag & 0x1f) === 0x1f) return malformed('it has a tag number above 30');
  const first = bytes[offset + 1] ?? 0;
  let contentStart = offset + 2;
  let length = first;
  if (first >= 0x80) {
    const count = first & 0x7f;
    // X.690 section 10.1: the definite form; four octets of length hold more than any certificate.
    if (count === 0) return malformed('it has an element of indefinite length');
    if (count > 4) return malformed('it has an element that claims to be longer than 4 GB');
    if (limit - contentStart < count) return malformed('it ends in the middle of a length');
    length = bytes.readUIntBE(contentStart, count);
    contentStart += count;
    if (length < 0x80 || (count > 1 && length < 2 ** (8 * (count - 1)))) {
      return malformed('it has a length that is not in its shortest form');
    }
  }
  const end = contentStart + length;
  if (end > limit) return malformed('it has an element that is longer than what holds it');
  return { status: 'parsed', value: { bytes, tag, start: offset, contentStart, end } };
}

/** Where the content of the element at `offset` begins; past the limit when there is none. */
export function derContentStart(bytes: Buffer, offset: number): number {
  const first = bytes[offset + 1] ?? 0;
  return offset + 2 + (first < 0x80 ? 0 : first & 0x7f);
}

/** Where the element at `offset` ends, without making a record of it; -1 when it does not fit before `limit`. */
export function skipDerElement(bytes: Buffer, offset: number, limit: number): number {
  const first = bytes[offset + 1];
  if (first === undefined) return -1;
  const start = derContentStart(bytes, offset);
  let length = first < 0x80 ? first : 0;
  for (let index = offset + 2; index < start; index++) length = length * 256 + (bytes[index] ?? 0);
  return start + length <= limit ? start + length : -1;
}

/** The one element that fills all of `bytes`. */
export function parseDer(bytes: Buffer): Parsed<DerElement> {
  const element = readDerElement(bytes, 0, bytes.length);
  if (element.status === 'parsed' && element.value.end !== bytes.length) {
    return malformed(`${bytes.length - element.value.end} bytes follow its end`);
  }
  return element;
}

/** The elements directly inside a constructed one. */
export function readDerChildren(parent: DerElement): Parsed<readonly DerElement[]> {
  if ((parent.tag & 0x20) === 0) return malformed('it has a primitive element where a constructed one belongs');
  const children: DerElement[] = [];
  let offset = parent.contentStart;
  while (offset < parent.end) {
    if (children.length === maximumDerChildren) return malformed(`it has a list of more than ${maximumDerChildren}`);
    const child = readDerElement(parent.bytes, offset, parent.end);
    if (child.status === 'invalid') return child;
    children.push(child.value);
    offset = child.value.end;
  }
  return { status: 'parsed', value: children };
}

/** The children of a SEQUENCE that fills all of `bytes`; undefined when it is none. */
export function parseDerSequence(bytes: Buffer): readonly DerElement[] | undefined {
  const element = parseDer(bytes);
  return element.status === 'parsed' ? derChildren(element.value, derTags.sequence) : undefined;
}

/** The children of an element of that tag; undefined when it has another tag or cannot be read. */
export function derChildren(element: DerElement | undefined, tag: number): readonly DerElement[] | undefined {
  if (element?.tag !== tag) return undefined;
  const children = readDerChildren(element);
  return children.status === 'parsed' ? children.value : undefined;
}

/** The value octets: a view, not a copy. */
export function derContent(element: DerElement): Buffer {
  return element.bytes.subarray(element.contentStart, element.end);
}

/** The whole element with tag and length: a view, not a copy. */
export function derEncoding(element: DerElement): Buffer {
  return element.bytes.subarray(element.start, element.end);
}

/** Dotted form of the value octets of an OBJECT IDENTIFIER (X.690 section 8.19). */
export function decodeObjectIdentifier(content: Buffer): string | undefined {
  if (content.length === 0 || content.length > maximumIdentifierBytes) return undefined;
  let text = '';
  let arc = 0;
  let large = 0n;
  let isStart = true;
  for (const octet of content) {
    if (isStart && octet === 0x80) return undefined;
    isStart = octet < 0x80;
    // 2^46 leaves room for the next shift; arcs made of UUIDs (2.25) are longer.
    if (large === 0n && arc < 2 ** 46) arc = arc * 128 + (octet & 0x7f);
    else {
      large = (large === 0n ? BigInt(arc) : large) * 128n + BigInt(octet & 0x7f);
    }
    if (!isStart) continue;
    if (text !== '') text += `.${large === 0n ? arc : large}`;
    else if (large > 0n) text = `2.${large - 80n}`;
    else text = arc < 80 ? `${Math.floor(arc / 40)}.${arc % 40}` : `2.${arc - 80}`;
    arc = 0;
    large = 0n;
  }
  return isStart ? text : undefined;
}

export function readObjectIdentifier(element: DerElement | undefined): string | undefined {
  return element?.tag === derTags.objectIdentifier ? decodeObjectIdentifier(derContent(element)) : undefined;
}

/** X.690 section 11.1: TRUE is FF, FALSE is 00. */
export function readBoolean(element: DerElement | undefined): boolean | undefined {
  if (element?.tag !== derTags.boolean || element.end - element.contentStart !== 1) return undefined;
  const octet = element.bytes[element.contentStart];
  return octet === 0xff ? true : octet === 0 ? false : undefined;
}

/** The two's complement octets of an INTEGER; undefined when empty or not in its shortest form. */
export function readIntegerBytes(element: DerElement | undefined): Buffer | undefined {
  if (element?.tag !== derTags.integer) return undefined;
  const content = derContent(element);
  const [first, second] = content;
  if (first === undefined) return undefined;
  if (second !== undefined && ((first === 0 && second < 0x80) || (first === 0xff && second >= 0x80))) return undefined;
  return content;
}

/** An INTEGER from 0 to 2^47. */
export function readSmallInteger(element: DerElement | undefined): number | undefined {
  const content = readIntegerBytes(element);
  if (content === undefined || content.length > 6 || (content[0] ?? 0) >= 0x80) return undefined;
  return content.readUIntBE(0, content.length);
}

/** Number of significant bits of the magnitude of a positive INTEGER's octets. */
export function bitLength(magnitude: Buffer): number {
  let start = 0;
  while (start < magnitude.length && magnitude[start] === 0) start++;
  if (start === magnitude.length) return 0;
  return (magnitude.length - start) * 8 - Math.clz32(magnitude[start] ?? 0) + 24;
}

export function readBitString(element: DerElement | undefined): BitString | undefined {
  if (element?.tag !== derTags.bitString) return undefined;
  const content = derContent(element);
  const unusedBits = content[0];
  if (unusedBits === undefined || unusedBits > 7 || (unusedBits > 0 && content.length === 1)) return undefined;
  return { unusedBits, bytes: content.subarray(1) };
}

/** The numbers of the set bits of a BIT STRING with named bits, bit 0 first. */
export function readNamedBits(element: DerElement | undefined): readonly number[] | undefined {
  const value = readBitString(element);
  if (value === undefined || value.bytes.length > 8) return undefined;
  const numbers: number[] = [];
  const count = value.bytes.length * 8 - value.unusedBits;
  for (let index = 0; index < count; index++) {
    if (((value.bytes[index >> 3] ?? 0) & (0x80 >> (index & 7))) !== 0) numbers.push(index);
  }
  return numbers;
}

/** Milliseconds since 1970 of a UTCTime or GeneralizedTime in the one form that RFC 5280 section 4.1.2.5 allows. */
export function readTime(element: DerElement | undefined): number | undefined {
  if (element === undefined) return undefined;
  const isUtc = element.tag === derTags.utcTime;
  if (!isUtc && element.tag !== derTags.generalizedTime) return undefined;
  if (element.end - element.contentStart !== (isUtc ? 13 : 15)) return undefined;
  const text = element.bytes.toString('latin1', element.contentStart, element.end);
  if (!/^\d+Z$/.test(text)) return undefined;
  // RFC 5280 section 4.1.2.5.1: 50 to 99 are 1950 to 1999.
  const full = isUtc ? `${text < '5' ? '20' : '19'}${text}` : text;
  const part = (from: number, length = 2): number => Number(full.slice(from, from + length));
  const month = part(4);
  const day = part(6);
  const hour = part(8);
  const date = new Date(0);
  date.setUTCFullYear(part(0, 4), month - 1, day);
  if (date.getUTCMonth() !== month - 1 || date.getUTCDate() !== day) return undefined;
  if (hour > 23 || part(10) > 59 || part(12) > 59) return undefined;
  return date.setUTCHours(hour, part(10), part(12));
}

function decodeWideCharacters(content: Buffer, width: 2 | 4): string | undefined {
  if (content.length % width !== 0) return undefined;
  let text = '';
  for (let offset = 0; offset < content.length; offset += width) {
    const code = content.readUIntBE(offset, width);
    if (code > 0x10ffff) return undefined;
    text += width === 2 ? String.fromCharCode(code) : String.fromCodePoint(code);
  }
  return text;
}

/** The text of a string element, raw: not escaped, not cut. Undefined when it is of no string type or not decodable. */
export function readString(element: DerElement | undefined): string | undefined {
  if (element === undefined) return undefined;
  const content = derContent(element);
  switch (element.tag) {
    case derTags.utf8String:
      return content.toString('utf8');
    case derTags.numericString:
    case derTags.printableString:
    case derTags.teletexString:
    case derTags.ia5String:
    case derTags.visibleString:
      return content.toString('latin1');
    case derTags.bmpString:
      return decodeWideCharacters(content, 2);
    case derTags.universalString:
      return decodeWideCharacters(content, 4);
    default:
      return undefined;
  }
}
