// Protocol logs in editors, read in small pieces, once for each of their versions.

import type * as vscode from 'vscode';
import { LogIndexer } from '../engine/logIndex.ts';
import type { LogIndex } from '../engine/logIndex.ts';
import { openSlices } from './slices.ts';

/** Exchange begins a new file at 10 MB; a larger one is analysed by its command, in a process of its own. */
export const largestLog = 16 * 1024 * 1024;

/** Characters read at a time: some milliseconds of work. */
const pieceLength = 16 * 1024;

interface Known {
  readonly version: number;
  readonly index: Promise<LogIndex | undefined>;
}

const known = new WeakMap<vscode.TextDocument, Known>();

export function lengthOf(document: vscode.TextDocument): number {
  return document.offsetAt(document.lineAt(document.lineCount - 1).range.end);
}

/** The text in pieces that end with a line. */
export function* piecesOf(text: string): Generator<Uint8Array, void> {
  let start = 0;
  while (start < text.length) {
    const newline = text.indexOf('\n', Math.min(start + pieceLength, text.length - 1));
    const end = newline < 0 ? text.length : newline + 1;
    yield Buffer.from(text.slice(start, end), 'utf8');
    start = end;
  }
}

async function read(document: vscode.TextDocument, version: number): Promise<LogIndex | undefined> {
  if (lengthOf(document) > largestLog) return undefined;
  const pause = openSlices();
  const indexer = new LogIndexer(document.fileName);
  for (const piece of piecesOf(document.getText())) {
    indexer.push(piece);
    await pause();
    // Another version is asked for by then, or nobody looks at it any more.
    if (document.version !== version || document.isClosed) return undefined;
  }
  return indexer.finish();
}

/** Undefined for a log that is too large, and for one that has changed or gone meanwhile. */
export function indexLog(document: vscode.TextDocument): Promise<LogIndex | undefined> {
  const { version } = document;
  const before = known.get(document);
  if (before?.version === version) return before.index;
  const index = read(document, version);
  known.set(document, { version, index });
  return index;
}
