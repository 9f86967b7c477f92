// Where in an entry of a fleet file its findings are underlined: at the host, never over the whole block.

import { parseJsonText, propertyOf } from '../../formats/jsonText.ts';
import type { TextSpan } from './transcriptText.ts';

/** As editors count: lines and UTF-16 code units from 0. */
export interface TextPosition {
  readonly line: number;
  readonly character: number;
}

function sliceOf(lines: readonly string[], start: TextPosition, end: TextPosition): string {
  const picked = lines.slice(start.line, end.line + 1);
  const last = picked.length - 1;
  return picked
    .map((line, index) => line.slice(index === 0 ? start.character : 0, index === last ? end.character : undefined))
    .join('\n');
}

/** @param lines Of the whole file, without their ends. The span ends where its line does. */
export function entrySpan(lines: readonly string[], start: TextPosition, end: TextPosition): TextSpan {
  const text = sliceOf(lines, start, end);
  const { root } = parseJsonText(text);
  const mark = root?.kind === 'object' ? propertyOf(root, 'host')?.value : root;
  const firstEnd = start.line === end.line ? end.character : (lines[start.line]?.length ?? start.character + 1);
  // The text is not the one that was read, or no entry: the first line of what was said to be one.
  if (mark?.kind !== 'literal' || typeof mark.value !== 'string') {
    return { line: start.line, start: start.character, end: Math.max(start.character + 1, firstEnd) };
  }
  const before = text.slice(0, mark.offset).split('\n');
  const line = start.line + before.length - 1;
  const from = (before.at(-1)?.length ?? 0) + (before.length === 1 ? start.character : 0);
  return { line, start: from, end: from + mark.length };
}
