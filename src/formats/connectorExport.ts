// Exports of Exchange connectors, certificates and domains (JSON, CSV, CLIXML, Format-List) → nouns with their places.

import type { ExportedKind, ExportedNoun, ExportPlace, ExportProblem } from '../model/connector.ts';
import type { TextPlace } from '../model/fleet.ts';
import { isListExport, readListExport } from './exports/listExport.ts';
import { readClixmlExport } from './exports/clixmlExport.ts';
import { isCsvExport, readCsvExport } from './exports/csvExport.ts';
import { findDateOrder } from './exports/exportDates.ts';
import { kindOf, kindOfName, readNoun } from './exports/exportNouns.ts';
import { readJsonExport } from './exports/jsonExport.ts';
import { exportLimits } from './exports/rawExport.ts';
import type { RawExport } from './exports/rawExport.ts';
import { lineStartsOf, positionAt } from './lineStarts.ts';
import { finishSteps } from './steps.ts';
import { decodeText } from './textDecoding.ts';

export interface ExportFile {
  /** As it is shown. */
  readonly name: string;
  readonly bytes: Uint8Array;
}

export interface ConnectorExport {
  readonly nouns: readonly ExportedNoun[];
  /** Kinds that the export was asked for, and of which there are none. */
  readonly empty: readonly ExportedKind[];
  readonly problems: readonly ExportProblem[];
}

export type ExportFormat = 'json' | 'csv' | 'clixml' | 'list';

/** By how it begins; undefined: it is none of them. */
export function exportFormatOf(text: string): ExportFormat | undefined {
  const begin = text.slice(0, 1_000).trimStart();
  if (/^(?:<\?xml|<Objs)/.test(begin)) return 'clixml';
  if (/^[[{]/.test(begin)) return 'json';
  if (isCsvExport(text)) return 'csv';
  return isListExport(text.slice(0, 200_000)) ? 'list' : undefined;
}

const readers: Readonly<Record<ExportFormat, (text: string) => Generator<void, RawExport>>> = {
  json: readJsonExport,
  csv: readCsvExport,
  clixml: readClixmlExport,
  list: readListExport,
};

const strangeFile =
  'This is no export of connectors: it is neither JSON, CSV or CLIXML nor what Format-List prints of the properties that are read.';

const objectsPerStep = 20;

/** In steps. Never throws: what cannot be read is told by its place, and the other objects count. */
export function* readConnectorExport({ name, bytes }: ExportFile): Generator<void, ConnectorExport> {
  const wholeFile = (message: string): ConnectorExport => ({
    nouns: [],
    empty: [],
    problems: [{ message, place: { file: name, line: 1, column: 1, length: 1 } }],
  });
  if (bytes.length > exportLimits.bytes)
    return wholeFile('The file is larger than 20 MB, more than is read of an export.');
  const text = decodeText(bytes);
  if (text.trim() === '') return wholeFile('The file is empty.');
  const format = exportFormatOf(text);
  if (format === undefined) return wholeFile(strangeFile);
  const starts = lineStartsOf(text);
  const placeOf = ({ offset, length }: TextPlace): ExportPlace => {
    const { line, column } = positionAt(starts, offset);
    const lineLength = Math.max(1, (starts[line + 1] ?? text.length + 1) - 1 - offset);
    return { file: name, line: line + 1, column: column + 1, length: Math.max(1, Math.min(length, lineLength)) };
  };
  yield;
  const { objects, problems, empty = [] } = yield* readers[format](text);
  const dateOrder = findDateOrder(format === 'json' || format === 'clixml' ? '' : text);
  const found: ExportProblem[] = problems
    .slice(0, exportLimits.problems)
    .map(({ message, place }) => ({ message, place: placeOf(place) }));
  const nouns: ExportedNoun[] = [];
  const emptyKinds = empty.map(kindOfName).filter((kind) => kind !== undefined);
  for (const [index, object] of objects.entries()) {
    if (index % objectsPerStep === objectsPerStep - 1) yield;
    const kind = kindOf(object);
    if (kind !== undefined) nouns.push(readNoun(kind, { object, placeOf, dateOrder }));
    else if (found.length < exportLimits.problems) {
      const message =
        'This object is none of those that are read: connectors, certificates, accepted domains, hybrid configuration.';
      found.push({ message, place: placeOf(object.place) });
    }
  }
  if (objects.length >= exportLimits.objects) {
    found.push({
      message: `Only the first ${exportLimits.objects} objects are read.`,
      place: placeOf({ offset: 0, length: 1 }),
    });
  } else if (nouns.length === 0 && found.length === 0 && emptyKinds.length === 0) {
    return wholeFile('No connector, certificate or domain was found in this file.');
  }
  return { nouns, empty: emptyKinds, problems: found };
}

export function parseConnectorExport(file: ExportFile): ConnectorExport {
  return finishSteps(readConnectorExport(file));
}
