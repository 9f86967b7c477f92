// Exports of connectors as CSV: each cell is looked at as "name : value", each row is one object.

import { lineStartsOf } from '../formats/lineStarts.ts';
import type { AntiFix, Hit } from './antiFix.ts';

interface Cell {
  readonly offset: number;
  readonly length: number;
  readonly text: string;
}

const separators = [',', ';', '\t'] as const;

/** Cells of one line, without their quotes; the two quotes that stand for one stay as they are. */
function cellsOf(line: string, start: number, separator: string): readonly Cell[] {
  const cells: Cell[] = [];
  let index = 0;
  while (index <= line.length) {
    const isQuoted = line[index] === '"';
    const first = isQuoted ? index + 1 : index;
    let end = first;
    if (isQuoted) {
      while (end < line.length && !(line[end] === '"' && line[end + 1] !== '"')) end += line[end] === '"' ? 2 : 1;
    } else {
      while (end < line.length && line[end] !== separator) end++;
    }
    cells.push({ offset: start + first, length: end - first, text: line.slice(first, end) });
    index = isQuoted ? end + 1 : end;
    while (index < line.length && line[index] !== separator) index++;
    index++;
  }
  return cells;
}

interface Header {
  readonly line: number;
  readonly separator: string;
  readonly names: readonly string[];
}

function headerOf(lines: readonly string[]): Header | undefined {
  // Windows PowerShell writes the type of the objects first.
  const line = lines.findIndex((text) => text.trim() !== '' && !text.startsWith('#'));
  const text = lines[line];
  if (text === undefined || line > 10) return undefined;
  for (const separator of separators) {
    const names = cellsOf(text, 0, separator).map((cell) => cell.text.trim());
    if (names.length >= 3 && names.every((name) => /^\w{1,80}$/.test(name))) return { line, separator, names };
  }
  return undefined;
}

function linesOf(text: string): readonly string[] {
  return text.split(/\r\n|\r|\n/);
}

export function isCsv(text: string): boolean {
  return headerOf(linesOf(text.slice(0, 64 * 1024))) !== undefined;
}

export function scanCsv(text: string, rows: readonly AntiFix[]): readonly Hit[] {
  const lines = linesOf(text);
  const header = headerOf(lines);
  if (header === undefined) return [];
  const starts = lineStartsOf(text);
  return lines.slice(header.line + 1).flatMap((line, index) => {
    const cells = cellsOf(line, starts[header.line + 1 + index] ?? 0, header.separator);
    // A cell with a line break in it: such a row is passed over.
    if (cells.length !== header.names.length) return [];
    const record = header.names.map((name, column) => `${name} : ${cells[column]?.text ?? ''}`).join('\n');
    return cells.flatMap((cell, column) =>
      rows.flatMap((antiFix) => {
        if (!antiFix.pattern.test(`${header.names[column] ?? ''} : ${cell.text}`)) return [];
        const { context } = antiFix;
        if (context?.kind === 'record') {
          if (context.has !== undefined && !context.has.test(record)) return [];
          if (context.lacks?.test(record) === true) return [];
        }
        return [{ antiFix, offset: cell.offset, length: cell.length }];
      }),
    );
  });
}
