// Makes hostile bytes safe to show: no control, bidi or invisible character leaves this program raw.

/** C0, DEL, C1, line and paragraph separators, bidi controls, zero-width characters, tags, BOM, lone surrogates. */
const unprintable =
  /[\u0000-\u001f\u007f-\u009f\u00ad\u061c\u180e\u200b-\u200f\u2028-\u202e\u2060-\u206f\ufeff\ufff9-\ufffb]|[\u{e0000}-\u{e007f}]|\p{Surrogate}/gu;

function escapeCodePoint(character: string): string {
  const code = character.codePointAt(0) ?? 0;
  if (code <= 0xff) return `\\x${code.toString(16).padStart(2, '0')}`;
  return `\\u{${code.toString(16)}}`;
}

/**
 * Text from elsewhere (a certificate field, an error message) with its unprintable characters as `\xNN` or `\u{N}`.
 * Cut to `maximum` characters, with an ellipsis where something was cut.
 */
export function printableText(text: string, maximum = 2_000): string {
  const cut = text.length > maximum ? `${text.slice(0, maximum)}…` : text;
  return cut.replace(unprintable, escapeCodePoint);
}

/** What an exception says, safe to show. */
export function reasonOf(error: unknown, maximum = 300): string {
  return printableText(error instanceof Error ? error.message : String(error), maximum);
}

/** Line breaks, with the white space around them, as single spaces. In linear time, whatever the text. */
export function onOneLine(text: string): string {
  return text.replace(/\s+/g, (space) => (/[\r\n]/.test(space) ? ' ' : space));
}

const escapes: readonly string[] = Array.from({ length: 256 }, (_, byte) =>
  byte === 0x5c ? '\\\\' : `\\x${byte.toString(16).padStart(2, '0')}`,
);

/**
 * Bytes of an SMTP line as reversible text: ASCII as it is, a backslash as `\\`, every other byte as `\xNN`.
 * `readPrintableBytes` gives the bytes back.
 */
export function printableBytes(bytes: Uint8Array): string {
  // Pieces are joined once: text grown by += would hold every one of its intermediate states.
  const pieces: string[] = [];
  let plain = 0;
  for (let index = 0; index <= bytes.length; index++) {
    const byte = bytes[index];
    if (byte !== undefined && byte >= 0x20 && byte < 0x7f && byte !== 0x5c) continue;
    if (index > plain) {
      pieces.push(Buffer.from(bytes.buffer, bytes.byteOffset + plain, index - plain).toString('latin1'));
    }
    plain = index + 1;
    if (byte !== undefined) pieces.push(escapes[byte] ?? '');
  }
  return pieces.join('');
}

/** The bytes behind a text made by `printableBytes`. */
export function readPrintableBytes(text: string): Buffer {
  const latin = text.replace(/\\(?:\\|x([0-9a-f]{2}))/g, (_, hex: string | undefined) =>
    hex === undefined ? '\\' : String.fromCharCode(Number.parseInt(hex, 16)),
  );
  return Buffer.from(latin, 'latin1');
}
