// Files that a person names: their text, and in plain words why they cannot be had.

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
  const code = 'code' in error ? String(error.code) : '';
  return reasons[code] ?? printableText(error.message, 200);
}
