// Exports made with Export-Csv: with or without the line #TYPE, one table or several below each other.

import { exportLimits, isReadName, rawText } from './rawExport.ts';
import type { RawExport, RawObject, RawProblem, RawValue } from './rawExport.ts';
import { separatorLine } from '../separatorLine.ts';
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

/** The names of the columns, where two of them at least are read; a spreadsheet may add columns without a name. */
function readHeader(cells: readonly Cell[]): readonly string[] | undefined {
  const names = cells.map(({ text }) => text.trim());
  if (names.some((name) => !/^(?:[A-Za-z_][\w ]{0,100})?$/.test(name))) return undefined;
  return names.filter((name) => isReadName(name, 0)).length >= 2 ? names : undefined;
}

export function isCsvExport(text: string): boolean {
  const [separator = '', named] = separatorLine.exec(text) ?? [];
  const table = text.slice(separator.length, separator.length + 20_000);
  if (/^\s*#TYPE\b/.test(table)) return true;
  const first = /[^\r\n]+/.exec(table)?.[0] ?? '';
  return [named ?? delimiters].flat().some((one) => readHeader(readRow(first, 0, one).cells) !== undefined);
}

export interface CsvObject {
  readonly cells: readonly Cell[];
  readonly place: TextPlace;
  readonly isUnclosed: boolean;
  /** Of the columns, one for each cell where all is well; undefined: no row above holds any. */
  readonly names: readonly string[] | undefined;
  readonly typeNames: readonly string[];
}

/** Row by row; undefined for one that is no object: a line that tells a type or names, an empty one. */
export function* csvObjects(text: string): Generator<CsvObject | undefined, void> {
  let typeNames: readonly string[] = [];
  let names: readonly string[] | undefined;
  const [separator = '', named] = separatorLine.exec(text) ?? [];
  let delimiter = named ?? ',';
  let at = separator.length;
  while (at < text.length) {
    const lineLength = endOfPlain(text, at, '\n') - at;
    const type = text.startsWith('#TYPE', at) ? /^#TYPE ([\w.+`]{1,300})/.exec(text.slice(at, at + 320)) : null;
    if (type !== null || text.startsWith('"#TYPE', at)) {
      typeNames = [type?.[1] ?? ''];
      names = undefined;
      at = readRow(text, at, '\n').next;
      yield undefined;
      continue;
    }
    if (names === undefined && named === undefined) {
      const line = text.slice(at, at + lineLength);
      delimiter = delimiters.find((one) => readHeader(readRow(line, 0, one).cells) !== undefined) ?? delimiter;
    }
    const { cells, isUnclosed, next } = readRow(text, at, delimiter);
    const place = { offset: at, length: lineLength };
    at = next;
    const isEmpty = cells.every((cell) => cell.text.trim() === '');
    const asHeader = isEmpty ? undefined : readHeader(cells);
    // A second table without a #TYPE line is of another kind than the first.
    if (asHeader !== undefined && names !== undefined) typeNames = [];
    names = asHeader ?? names;
    yield isEmpty || asHeader !== undefined ? undefined : { cells, place, isUnclosed, names, typeNames };
  }
}

export function* readCsvExport(text: string): Generator<void, RawExport> {
  const objects: RawObject[] = [];
  const problems: RawProblem[] = [];
  let count = 0;
  for (const row of csvObjects(text)) {
    if (++count % rowsPerStep === 0) yield;
    if (row === undefined) continue;
    const { cells, place, isUnclosed, names, typeNames } = row;
    const complain = (message: string): void => {
      if (problems.length < exportLimits.problems) problems.push({ message, place });
    };
    if (isUnclosed) complain('A quotation mark of this row is not closed.');
    if (names === undefined) {
      complain('There is no row with the names of the columns above this one.');
      continue;
    }
    if (cells.length !== names.length) {
      complain(`This row has ${cells.length} cells, but there are ${names.length} columns.`);
      continue;
    }
    const properties = new Map<string, RawValue>();
    for (const [index, cell] of cells.entries()) {
      const name = names[index] ?? '';
      if (isReadName(name, 0)) properties.set(name.toLowerCase(), rawText(cell.text, cell));
    }
    objects.push({ typeNames, properties, place });
    if (objects.length >= exportLimits.objects) break;
  }
  return { objects, problems };
}
