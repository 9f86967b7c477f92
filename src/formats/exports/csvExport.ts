// Exports made with Export-Csv: with or without the line #TYPE, one table or several below each other.

import { exportLimits, isReadName, rawText } from './rawExport.ts';
import type { RawExport, RawObject, RawProblem, RawValue } from './rawExport.ts';
import type { TextPlace } from '../../model/fleet.ts';

interface Cell extends TextPlace {
  readonly text: string;
}

const delimiters = [',', ';', '\t'] as const;

const rowsPerStep = 50;

/** A row as long as this is no row of an export. */
const mostCells = 2_000;

interface Row {
  readonly cells: readonly Cell[];
  readonly next: number;
  readonly isUnclosed: boolean;
}

function endOfPlain(text: string, from: number, delimiter: string): number {
  let at = from;
  while (at < text.length && text[at] !== delimiter && text[at] !== '\n' && text[at] !== '\r') at++;
  return at;
}

/** One row beginning at `start`, with the place of each cell, which papaparse does not tell. */
function readRow(text: string, start: number, delimiter: string): Row {
  const cells: Cell[] = [];
  let at = start;
  let isUnclosed = false;
  for (;;) {
    if (text[at] === '"') {
      const parts: string[] = [];
      let from = at + 1;
      let close = text.indexOf('"', from);
      while (close >= 0 && text[close + 1] === '"') {
        parts.push(text.slice(from, close + 1));
        from = close + 2;
        close = text.indexOf('"', from);
      }
      const end = close < 0 ? text.length : close;
      isUnclosed ||= close < 0;
      parts.push(text.slice(from, end));
      cells.push({ text: parts.join(''), offset: at + 1, length: end - at - 1 });
      at = endOfPlain(text, Math.min(end + 1, text.length), delimiter);
    } else {
      const end = endOfPlain(text, at, delimiter);
      cells.push({ text: text.slice(at, end), offset: at, length: end - at });
      at = end;
    }
    if (text[at] !== delimiter || cells.length > mostCells) break;
    at++;
  }
  const lineEnd = text[at] === '\r' && text[at + 1] === '\n' ? 2 : 1;
  return { cells, next: Math.max(at + lineEnd, start + 1), isUnclosed };
}

interface Header {
  /** Undefined: this column is not read. */
  readonly names: readonly (string | undefined)[];
  readonly width: number;
}

/** A row of names of properties, some of which are read; else undefined. */
function readHeader(cells: readonly Cell[]): Header | undefined {
  if (cells.some(({ text }) => !/^[A-Za-z_][\w ]{0,100}$/.test(text.trim()))) return undefined;
  const names = cells.map(({ text }) => text.trim()).map((name) => (isReadName(name, 0) ? name : undefined));
  const count = names.filter((name) => name !== undefined).length;
  return count >= 2 ? { names, width: cells.length } : undefined;
}

export function isCsvExport(text: string): boolean {
  if (/^\s*#TYPE\b/.test(text)) return true;
  const first = /[^\r\n]{1,20000}/.exec(text)?.[0] ?? '';
  return delimiters.some((delimiter) => readHeader(readRow(first, 0, delimiter).cells) !== undefined);
}

export function* readCsvExport(text: string): Generator<void, RawExport> {
  const objects: RawObject[] = [];
  const problems: RawProblem[] = [];
  const complain = (message: string, place: TextPlace): void => {
    if (problems.length < exportLimits.problems) problems.push({ message, place });
  };
  let typeNames: readonly string[] = [];
  let header: Header | undefined;
  let delimiter: string = ',';
  let at = 0;
  for (let count = 1; at < text.length && objects.length < exportLimits.objects; count++) {
    if (count % rowsPerStep === 0) yield;
    const lineLength = endOfPlain(text, at, '\n') - at;
    const type = text.startsWith('#TYPE', at) ? /^#TYPE ([\w.+`]{1,300})/.exec(text.slice(at, at + 320)) : null;
    if (type !== null || text.startsWith('"#TYPE', at)) {
      typeNames = [type?.[1] ?? ''];
      header = undefined;
      at = readRow(text, at, '\n').next;
      continue;
    }
    if (header === undefined) {
      const line = text.slice(at, at + lineLength);
      delimiter = delimiters.find((one) => readHeader(readRow(line, 0, one).cells) !== undefined) ?? delimiter;
    }
    const row = readRow(text, at, delimiter);
    const place = { offset: at, length: lineLength };
    at = row.next;
    if (row.cells.every((cell) => cell.text.trim() === '')) continue;
    const asHeader = readHeader(row.cells);
    if (asHeader !== undefined) {
      // A second table without a #TYPE line is of another kind than the first.
      if (header !== undefined) typeNames = [];
      header = asHeader;
      continue;
    }
    if (row.isUnclosed) complain('A quotation mark of this row is not closed.', place);
    if (header === undefined) {
      complain('There is no row with the names of the columns above this one.', place);
      continue;
    }
    if (row.cells.length !== header.width) {
      complain(`This row has ${row.cells.length} cells, but there are ${header.width} columns.`, place);
      continue;
    }
    const properties = new Map<string, RawValue>();
    for (const [index, cell] of row.cells.entries()) {
      const name = header.names[index];
      if (name !== undefined) properties.set(name.toLowerCase(), rawText(cell.text, cell));
    }
    objects.push({ typeNames, properties, place });
  }
  return { objects, problems };
}
