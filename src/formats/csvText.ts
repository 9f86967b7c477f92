// CSV text → rows of cells. Wraps papaparse.

import Papa from 'papaparse';
import { separatorLine } from './separatorLine.ts';

export interface CsvRow {
  /** From 1. */
  readonly line: number;
  readonly cells: readonly string[];
}

/** The delimiters of spreadsheets, in any country; a guess at others would take host names apart. */
const delimiters = [',', ';', '\t'] as const;

/** The one that a line `sep=` names, or that is in the first line with something in it; undefined when that is a single cell. */
export function findDelimiter(text: string): string | undefined {
  const named = separatorLine.exec(text)?.[1];
  if (named !== undefined) return named;
  const first = text.split(/\r\n|\r|\n/).find((line) => line.trim() !== '') ?? '';
  return delimiters.find((delimiter) => first.includes(delimiter));
}

/** Rows without a text in them are left out, and a line `sep=`. Never throws; a quote without its end takes the rest of the text. */
export function parseCsv(text: string, delimiter: string): readonly CsvRow[] {
  const rows: CsvRow[] = [];
  const separator = separatorLine.exec(text)?.[0] ?? '';
  const table = text.slice(separator.length);
  let line = 1 + countLineEnds(separator, 0, separator.length);
  let start = 0;
  Papa.parse<string[]>(table, {
    delimiter,
    step: ({ data, meta }) => {
      if (data.some((cell) => cell.trim() !== '')) rows.push({ line, cells: data });
      line += countLineEnds(table, start, meta.cursor);
      start = meta.cursor;
    },
  });
  return rows;
}

function countLineEnds(text: string, from: number, to: number): number {
  return (text.slice(from, to).match(/\r\n|\r|\n/g) ?? []).length;
}
