// Takes quoted-printable and base64 (RFC 2045 section 6) off a text, and HTML its tags and entities.

import { openMappedText } from './mappedText.ts';
import type { MappedText } from './mappedText.ts';

const latinCharsets = /^(?:iso-8859-1|iso-8859-15|windows-1252|cp1252|latin1)$/;

/** Bytes with their places → characters with theirs. Bytes that are no UTF-8 become replacement characters. */
function decodeBytes(bytes: Uint8Array, places: Uint32Array, end: number, charset: string): MappedText {
  const writer = openMappedText(bytes.length);
  if (latinCharsets.test(charset)) {
    for (const [index, byte] of bytes.entries()) writer.put(String.fromCharCode(byte), places[index] ?? end);
    return writer.finish(end);
  }
  let index = 0;
  while (index < bytes.length) {
    const lead = bytes[index] ?? 0;
    const width = lead < 0x80 ? 1 : lead >= 0xf0 ? 4 : lead >= 0xe0 ? 3 : lead >= 0xc0 ? 2 : 1;
    const text =
      width === 1 && lead < 0x80
        ? String.fromCharCode(lead)
        : Buffer.from(bytes.subarray(index, index + width)).toString('utf8');
    writer.put(text, places[index] ?? end);
    index += width;
  }
  return writer.finish(end);
}

function hexValue(code: number): number {
  if (code >= 0x30 && code <= 0x39) return code - 0x30;
  if (code >= 0x41 && code <= 0x46) return code - 0x37;
  return code >= 0x61 && code <= 0x66 ? code - 0x57 : -1;
}

export function decodeQuotedPrintable(source: MappedText, charset = 'utf-8'): MappedText {
  const { text, offsets } = source;
  const bytes = new Uint8Array(text.length * 3);
  const places = new Uint32Array(text.length * 3);
  let count = 0;
  const put = (byte: number, place: number): void => {
    bytes[count] = byte;
    places[count++] = place;
  };
  for (let index = 0; index < text.length; index++) {
    const place = offsets[index] ?? 0;
    const code = text.charCodeAt(index);
    if (code === 0x3d) {
      // A soft line break; white space may have been added behind the sign on the way.
      const [soft] = /^=[ \t]{0,8}(?:\r\n|\n|\r)/.exec(text.slice(index, index + 12)) ?? [];
      if (soft !== undefined) {
        index += soft.length - 1;
        continue;
      }
      const [high, low] = [hexValue(text.charCodeAt(index + 1)), hexValue(text.charCodeAt(index + 2))];
      if (high >= 0 && low >= 0) {
        put(high * 16 + low, place);
        index += 2;
        continue;
      }
    }
    if (code < 0x80) put(code, place);
    else if (latinCharsets.test(charset) && code < 0x100) put(code, place);
    else for (const byte of Buffer.from(String.fromCharCode(code), 'utf8')) put(byte, place);
  }
  return decodeBytes(bytes.subarray(0, count), places, offsets[text.length] ?? 0, charset);
}

export function decodeBase64(source: MappedText, charset = 'utf-8'): MappedText {
  const { text, offsets } = source;
  const kept: string[] = [];
  const signs = new Uint32Array(text.length);
  let count = 0;
  for (let index = 0; index < text.length; index++) {
    const sign = text[index] ?? '';
    if (!/[A-Za-z0-9+/]/.test(sign)) continue;
    kept.push(sign);
    signs[count++] = offsets[index] ?? 0;
  }
  const bytes = Buffer.from(kept.join(''), 'base64');
  const places = Uint32Array.from(bytes, (_, index) => signs[Math.floor((index * 4) / 3)] ?? 0);
  return decodeBytes(bytes, places, offsets[text.length] ?? 0, charset);
}

/** Tags become spaces, those that end a line become line breaks; style sheets and scripts go. In linear time. */
export function stripHtml(source: MappedText): MappedText {
  const { text, offsets } = source;
  const writer = openMappedText(text.length);
  const lower = text.toLowerCase();
  for (let index = 0; index < text.length; index++) {
    const place = offsets[index] ?? 0;
    if (text[index] !== '<' || !/[a-z/!]/i.test(text[index + 1] ?? '')) {
      writer.put(text[index] ?? '', place);
      continue;
    }
    const close = text.indexOf('>', index);
    if (close === -1 || close - index > 4_000) {
      writer.put('<', place);
      continue;
    }
    const [, name = ''] = /^<\/?([a-z0-9]*)/.exec(lower.slice(index, index + 16)) ?? [];
    if (name === 'style' || name === 'script') {
      const end = lower.indexOf(`</${name}`, close);
      index = end === -1 ? close : end - 1;
      continue;
    }
    writer.put(/^(?:p|br|div|tr|li|h\d|table)$/.test(name) ? '\n' : ' ', place);
    index = close;
  }
  return writer.finish(offsets[text.length] ?? 0);
}
