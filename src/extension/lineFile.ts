// A file of lines that several processes add to at once: no line that was written is lost, whoever is killed when.

import { constants } from 'node:fs';
import { copyFile, mkdir, open, readFile, rename, rm, stat } from 'node:fs/promises';
import type { FileHandle } from 'node:fs/promises';
import { dirname } from 'node:path';

function isMissing(error: unknown): boolean {
  return error instanceof Error && 'code' in error && error.code === 'ENOENT';
}

async function openForAppending(path: string): Promise<FileHandle> {
  try {
    return await open(path, 'a');
  } catch (error) {
    if (!isMissing(error)) throw error;
    await mkdir(dirname(path), { recursive: true });
    return open(path, 'a');
  }
}

/**
 * Adds one line; gives the size of the file with it. When it resolves the operating system has the line: the death of
 * this process cannot take it away. @throws When it cannot be written.
 */
export async function appendLine(path: string, line: string): Promise<number> {
  // A line end first: what a killed process tore off before it stays a line of its own.
  const bytes = Buffer.from(`\n${line}\n`);
  for (let attempt = 0; ; attempt++) {
    const file = await openForAppending(path);
    try {
      await file.appendFile(bytes);
      const written = await file.stat({ bigint: true });
      const named = await stat(path, { bigint: true }).catch(() => undefined);
      // Another process may have put a new file in its place between opening and writing: then the line goes there too.
      if (named?.ino === written.ino || attempt >= 5) return Number(written.size);
    } finally {
      await file.close();
    }
  }
}

export interface LineFileContent {
  readonly lines: readonly string[];
  /** Bytes read. */
  readonly size: number;
}

function splitLines(bytes: Buffer): readonly string[] {
  return bytes
    .toString('utf8')
    .split('\n')
    .filter((line) => line !== '');
}

/** Empty when there is no such file. @throws When it cannot be read. */
export async function readLines(path: string): Promise<LineFileContent> {
  try {
    const bytes = await readFile(path);
    return { lines: splitLines(bytes), size: bytes.length };
  } catch (error) {
    if (isMissing(error)) return { lines: [], size: 0 };
    throw error;
  }
}

const firstTailBytes = 64 * 1024;

/**
 * Offers the lines from the last to the first until `take` gives true, reading no more of the file than that needs.
 * @throws When it cannot be read.
 */
export async function readLinesBackwards(path: string, take: (line: string) => boolean): Promise<void> {
  const file = await open(path, 'r').catch((error: unknown) => {
    if (isMissing(error)) return undefined;
    throw error;
  });
  if (file === undefined) return;
  try {
    const { size } = await file.stat();
    let taken = 0;
    for (let length = Math.min(firstTailBytes, size); length > 0; length = Math.min(length * 4, size)) {
      const bytes = Buffer.alloc(length);
      const { bytesRead } = await file.read(bytes, 0, length, size - length);
      const text = bytes.subarray(0, bytesRead);
      // What stands before the first line end began before this piece.
      const start = length === size ? 0 : text.indexOf(0x0a);
      const lines = start < 0 ? [] : splitLines(text.subarray(start));
      for (const line of [...lines].reverse().slice(taken)) if (take(line)) return;
      taken = lines.length;
      if (length === size) return;
    }
  } finally {
    await file.close();
  }
}

let replacements = 0;

/**
 * Puts a file with these lines in the place of the one of which `readSize` bytes were read. What other processes wrote
 * behind those bytes goes along. A process killed in between leaves the old file or the new one, whole.
 * @throws When that fails; the old file is as it was.
 */
export async function replaceLines(path: string, lines: readonly string[], readSize: number): Promise<void> {
  const temporary = `${path}.${process.pid}-${++replacements}.tmp`;
  const old = await open(path, 'r');
  try {
    const next = await open(temporary, 'wx');
    try {
      await next.writeFile(lines.map((line) => `${line}\n`).join(''));
      await next.datasync();
    } finally {
      await next.close();
    }
    await rename(temporary, path);
    const { size } = await old.stat();
    if (size <= readSize) return;
    const late = Buffer.alloc(size - readSize);
    await old.read(late, 0, late.length, readSize);
    for (const line of splitLines(late)) await appendLine(path, line);
  } catch (error) {
    await rm(temporary, { force: true });
    throw error;
  } finally {
    await old.close();
  }
}

/** Copies the file under a name that says when it was set aside; gives that path. @throws When that fails. */
export async function setAside(path: string, now: Date): Promise<string> {
  const time = now.toISOString().replace(/[-:]|\.\d+/g, '');
  for (let count = 1; ; count++) {
    const aside = `${path}.damaged-${time}${count === 1 ? '' : `-${count}`}`;
    try {
      await copyFile(path, aside, constants.COPYFILE_EXCL);
      return aside;
    } catch (error) {
      const isTaken = error instanceof Error && 'code' in error && error.code === 'EEXIST';
      if (!isTaken || count >= 100) throw error;
    }
  }
}
