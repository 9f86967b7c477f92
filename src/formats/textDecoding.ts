// The bytes of a text file that a person keeps → text.

/** UTF-8, or UTF-16 when the byte order mark says so, as PowerShell 5 and spreadsheets write it. */
export function decodeText(bytes: Uint8Array): string {
  const [first, second] = bytes;
  const isLittle = first === 0xff && second === 0xfe;
  const isBig = first === 0xfe && second === 0xff;
  if (!isLittle && !isBig)
    return Buffer.from(bytes)
      .toString('utf8')
      .replace(/^\uFEFF/, '');
  // Without an odd byte at the end; a copy, as swapping is done in place.
  const units = Buffer.from(bytes.subarray(2, bytes.length - (bytes.length % 2)));
  return (isBig ? units.swap16() : units).toString('utf16le');
}
