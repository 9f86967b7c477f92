// Which lines of a transcript are drawn, and the bytes behind a line. Pure: a reply of 1,000 lines must not freeze the page.

import type { LineEnding } from '../../src/model/transcript.ts';

/** Below this everything is drawn. */
const wholeUpTo = 300;
const headLines = 120;
const tailLines = 60;

/** Drawn around a line that a finding is about. */
const contextLines = 2;

/** At most this many of them: a hostile server can make a finding of every line. */
const maximumWanted = 60;

export const longestShownText = 600;

const longestShownBytes = 256;

export type ShownPart =
  | { readonly kind: 'line'; readonly number: number }
  | { readonly kind: 'gap'; readonly from: number; readonly to: number };

/** The parts of a transcript of `count` lines, in order: the beginning, the end, and what findings are about. */
export function chooseLines(count: number, wanted: ReadonlySet<number>, showsAll: boolean): readonly ShownPart[] {
  const isShown = (number: number): boolean =>
    showsAll || count <= wholeUpTo || number <= headLines || number > count - tailLines;
  const near = new Set<number>();
  for (const number of [...wanted].slice(0, maximumWanted)) {
    for (let offset = -contextLines; offset <= contextLines; offset++) near.add(number + offset);
  }
  const parts: ShownPart[] = [];
  let gapFrom: number | undefined;
  for (let number = 1; number <= count; number++) {
    if (!isShown(number) && !near.has(number)) {
      gapFrom ??= number;
      continue;
    }
    if (gapFrom !== undefined) parts.push({ kind: 'gap', from: gapFrom, to: number - 1 });
    gapFrom = undefined;
    parts.push({ kind: 'line', number });
  }
  return parts;
}

/** The bytes of a line that was made printable: `\xNN` is a byte, `\\` a backslash, all else itself. */
export function readBytes(text: string): readonly number[] {
  const bytes: number[] = [];
  for (const match of text.matchAll(/\\x([0-9a-f]{2})|\\\\|[^]/g)) {
    const hex = match[1];
    bytes.push(
      hex === undefined ? (match[0] === '\\\\' ? 0x5c : match[0].charCodeAt(0) & 0xff) : Number.parseInt(hex, 16),
    );
  }
  return bytes;
}

const endings: Readonly<Record<LineEnding, readonly number[]>> = { crlf: [0x0d, 0x0a], lf: [0x0a], none: [] };

/** "32 32 30 20 … 0d 0a" */
export function formatBytes(text: string, ending: LineEnding): string {
  const bytes = [...readBytes(text.slice(0, longestShownBytes * 4)), ...endings[ending]];
  const shown = bytes.slice(0, longestShownBytes).map((byte) => byte.toString(16).padStart(2, '0'));
  return `${shown.join(' ')}${bytes.length > longestShownBytes ? ' …' : ''}`;
}
