// Takes gzip (RFC 1952) off bytes from elsewhere. Sizes are bounded: a small file may hold gigabytes.

import { createGunzip, gunzipSync } from 'node:zlib';
import { isRecord } from './record.ts';
import type { Parsed } from './targetText.ts';

export function isGzip([first, second]: Uint8Array): boolean {
  return first === 0x1f && second === 0x8b;
}

/** @param maximum Bytes that are taken at most; what holds more is refused whole. */
export function gunzip(bytes: Uint8Array, maximum: number): Parsed<Uint8Array> {
  try {
    return { status: 'parsed', value: gunzipSync(bytes, { maxOutputLength: maximum }) };
  } catch (error) {
    const code = isRecord(error) ? error['code'] : undefined;
    const reason =
      code === 'ERR_BUFFER_TOO_LARGE'
        ? `unpacked it is larger than ${Math.floor(maximum / 1_000_000)} MB`
        : code === 'Z_BUF_ERROR'
          ? 'its end is missing'
          : 'it is no valid gzip';
    return { status: 'invalid', reason };
  }
}

/** For what is too large to be held: in pieces, of whatever size. Errors of both are thrown where the pieces are read. */
export function gunzipped(packed: NodeJS.ReadableStream): AsyncIterable<Uint8Array> {
  const plain = createGunzip();
  packed.on('error', (error) => plain.destroy(error));
  return packed.pipe(plain);
}
