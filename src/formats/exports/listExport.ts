// What Format-List prints: names and values with colons between them, long values wrapped, long lists cut.

import { exportLimits, isReadName, rawText } from './rawExport.ts';
import type { RawExport, RawObject, RawValue } from './rawExport.ts';
import type { TextPlace } from '../../model/fleet.ts';
import { lineStartsOf } from '../lineStarts.ts';

const firstLine = /^\s{0,8}([A-Za-z_]\w{0,80}) *:(?: (.*))?$/;

const linesPerStep = 500;

interface OpenProperty {
  readonly name: string;
  readonly place: TextPlace;
  readonly lines: string[];
  /** The column at which values begin: what goes on below stands there, too. */
  readonly column: number;
}

export function isListExport(text: string): boolean {
  let count = 0;
  for (const [line] of text.matchAll(/[^\r\n]{1,2000}/g)) {
    const name = firstLine.exec(line)?.[1];
    if (name !== undefined && isReadName(name, 0) && ++count >= 2) return true;
  }
  return false;
}

/** A line as wide as the window was cut in the middle of a word; a shorter one, or one after a comma, between two. */
function joinLines(lines: readonly string[], column: number, width: number): string {
  let text = '';
  for (const [index, line] of lines.entries()) {
    const isCut = index > 0 && (lines[index - 1] ?? '').length + column >= width && !/[,\s]$/.test(text);
    text += index === 0 || isCut ? line : ` ${line}`;
  }
  return text;
}

/** Where `{a, b}` is parted: at commas that do not stand inside a distinguished name. */
const itemEnd = /, (?!(?:[A-Z]{1,3}|OID\.[\d.]+|[\d.]+)=)/;

/** `{a, b, c...}`: what is left out is known to be there. */
function readList(text: string, place: TextPlace): RawValue {
  const inner = text.slice(1, text.endsWith('}') ? -1 : undefined).trim();
  const isComplete = text.endsWith('}') && !/(?:\.\.\.|…)$/.test(inner);
  const texts = inner === '' ? [] : inner.split(itemEnd, exportLimits.items);
  const items = texts.map((item) => rawText(item.replace(/(?:\.\.\.|…)$/, ''), place));
  // The last one may itself be cut: it counts for nothing.
  const whole = isComplete ? items : items.slice(0, -1);
  return { kind: 'list', items: whole.filter(({ kind }) => kind !== 'none'), isComplete, place };
}

export function* readListExport(text: string): Generator<void, RawExport> {
  const objects: RawObject[] = [];
  const starts = lineStartsOf(text);
  const lines = starts.map((start, index) => text.slice(start, starts[index + 1]).replace(/[\r\n]+$/, ''));
  const width = lines.reduce((most, line) => Math.max(most, line.trimEnd().length), 0);
  let properties = new Map<string, RawValue>();
  let begin: TextPlace | undefined;
  let open: OpenProperty | undefined;
  const closeProperty = (): void => {
    if (open === undefined) return;
    if (isReadName(open.name, 0)) {
      const joined = joinLines(open.lines, open.column, width).trim();
      const value = joined.startsWith('{') ? readList(joined, open.place) : rawText(joined, open.place);
      properties.set(open.name.toLowerCase(), value);
    }
    open = undefined;
  };
  const closeObject = (): void => {
    closeProperty();
    if (begin !== undefined && properties.size >= 2) objects.push({ typeNames: [], properties, place: begin });
    properties = new Map();
    begin = undefined;
  };
  for (const [index, line] of lines.entries()) {
    if (index % linesPerStep === linesPerStep - 1) yield;
    if (objects.length >= exportLimits.objects) break;
    const trimmed = line.trim();
    if (trimmed === '') {
      closeObject();
      continue;
    }
    const indent = line.length - line.trimStart().length;
    if (open !== undefined && indent >= open.column) {
      if (open.lines.length < 1_000) open.lines.push(trimmed);
      continue;
    }
    const [, name, value = ''] = firstLine.exec(line) ?? [];
    if (name === undefined) continue;
    closeProperty();
    const offset = (starts[index] ?? 0) + indent;
    const place = { offset, length: trimmed.length };
    // A property for the second time: another object, where nobody left a line free.
    if (properties.has(name.toLowerCase())) closeObject();
    begin ??= place;
    open = { name, place, lines: [value.trim()], column: line.indexOf(':') + 2 };
  }
  closeObject();
  return { objects, problems: [] };
}
