// The bytes of a text file that a person keeps → text.

import { isUtf8 } from 'node:buffer';

/** What Windows-1252 has from 0x80 to 0x9F; some releases of Node.js decode it as Latin-1. */
const windowsCharacters = '€\x81‚ƒ„…†‡ˆ‰Š‹Œ\x8dŽ\x8f\x90‘’“”•–—˜™š›œ\x9džŸ';

function decodeAnsi(bytes: Uint8Array): string {
  return Buffer.from(bytes)
    .toString('latin1')
    .replace(/[\x80-\x9f]/g, (one) => windowsCharacters[one.charCodeAt(0) - 0x80] ?? one);
}

/**
 * UTF-8, UTF-16 when the byte order mark says so, as PowerShell 5 and spreadsheets write it, and the code page of
 * Western Windows ("ANSI") where the bytes are no UTF-8 at all.
 */
export function decodeText(bytes: Uint8Array): string {
  const [first, second] = bytes;
  const isLittle = first === 0xff && second === 0xfe;
  const isBig = first === 0xfe && second === 0xff;
  if (!isLittle && !isBig) {
    const text = Buffer.from(bytes).toString('utf8');
    // Among other characters of UTF-8, a byte that is none is damage.
    const isAnsi = !isUtf8(bytes) && !/[\x80-\uFFFC]/.test(text);
    return isAnsi ? decodeAnsi(bytes) : text.replace(/^\uFEFF/, '');
  }
  // Without an odd byte at the end; a copy, as swapping is done in place.
  const units = Buffer.from(bytes.subarray(2, bytes.length - (bytes.length % 2)));
  return (isBig ? units.swap16() : units).toString('utf16le');
}
