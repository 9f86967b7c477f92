// Exports of connectors as CSV: each cell is looked at as "name : value", each row is one object.

import { csvObjects } from '../formats/exports/csvExport.ts';
import { lineStartsOf, positionAt } from '../formats/lineStarts.ts';
import type { AntiFix, Hit } from './antiFix.ts';

export interface CsvScan {
  readonly hits: readonly Hit[];
  readonly unread?: string;
}

export function scanCsv(text: string, rows: readonly AntiFix[]): CsvScan {
  const hits: Hit[] = [];
  const starts = lineStartsOf(text);
  let unread: string | undefined;
  for (const object of csvObjects(text)) {
    if (object === undefined) continue;
    const { cells, place, names = [], isUnclosed } = object;
    if (isUnclosed || cells.length !== names.length) {
      unread ??= `line ${positionAt(starts, place.offset).line + 1} is no row of the columns above it`;
      continue;
    }
    const lines = cells.map((cell, column) => `${names[column] ?? ''} : ${cell.text.replace(/\s+/g, ' ')}`);
    const record = lines.join('\n');
    for (const [column, { offset, length }] of cells.entries()) {
      for (const antiFix of rows) {
        // Not in the middle of a text that quotes another name.
        if (antiFix.pattern.exec(lines[column] ?? '')?.index !== 0) continue;
        const { context } = antiFix;
        if (context?.kind === 'record') {
          if (context.has !== undefined && !context.has.test(record)) continue;
          if (context.lacks?.test(record) === true) continue;
        }
        hits.push({ antiFix, offset, length });
      }
    }
  }
  return unread === undefined ? { hits } : { hits, unread };
}
