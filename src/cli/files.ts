// Files that a person names, standard input among them: their bytes, and in plain words why they cannot be had.

import { readFileSync, readSync } from 'node:fs';
import { printableText } from '../formats/printable.ts';

/** Reads a file named on the command line. @throws When it cannot be read. */
export type ReadFile = (path: string) => Buffer;

const reasons: Readonly<Record<string, string>> = {
  ENOENT: 'there is no such file or folder',
  ENOTDIR: 'a part of its path is not a folder',
  EISDIR: 'it is a folder',
  EACCES: 'permission is denied',
  EPERM: 'permission is denied',
  EROFS: 'the disk is read-only',
  ENOSPC: 'no space is left',
  EFBIG: 'it is too large',
  EIO: 'the device failed',
};

/** Why a file or a stream could not be opened, read or written: no sentence, no full stop. */
export function describeFileError(error: unknown): string {
  if (!(error instanceof Error)) return 'the reason is unknown';
  return reasons[String(codeOf(error))] ?? printableText(error.message, 200);
}

const mostInputBytes = 256 * 1024 * 1024;

/** Where the other end of a pipe made it non-blocking, nothing yet is an error, after which one waits so long. */
const emptyPipeMs = 10;

function codeOf(error: unknown): unknown {
  return error instanceof Error && 'code' in error ? error.code : undefined;
}

function readStandardInput(): Buffer {
  const parts: Buffer[] = [];
  const part = Buffer.alloc(64 * 1024);
  const clock = new Int32Array(new SharedArrayBuffer(4));
  for (let total = 0; total <= mostInputBytes;) {
    try {
      const count = readSync(0, part);
      if (count === 0) return Buffer.concat(parts);
      parts.push(Buffer.from(part.subarray(0, count)));
      total += count;
    } catch (error) {
      // What Windows says at the end of a pipe.
      if (codeOf(error) === 'EOF') return Buffer.concat(parts);
      if (codeOf(error) !== 'EAGAIN') throw error;
      Atomics.wait(clock, 0, 0, emptyPipeMs);
    }
  }
  throw new Error('it is larger than 256 MB');
}

/** @param path `-` is standard input, read to its end. @throws What `describeFileError` tells. */
export function readInput(path: string): Buffer {
  return path === '-' ? readStandardInput() : readFileSync(path);
}
