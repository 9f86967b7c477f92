// The files of `--fleet` → endpoints with their policies and places, and what in the files cannot be used, where.

import { dirname, isAbsolute, join } from 'node:path';
import type { FleetEntry } from '../model/fleet.ts';
import { parseFleet } from '../formats/fleetFile.ts';
import { lineStartsOf, positionAt } from '../formats/lineStarts.ts';
import { printableText } from '../formats/printable.ts';
import type { InputError, ReportPlace } from '../report/report.ts';
import { decodeText } from '../formats/textDecoding.ts';
import { describeFileError } from './files.ts';
import type { ReadFile } from './files.ts';
import { BadFlag, readAuthorities } from './flagValues.ts';

export interface FleetEndpoint {
  readonly entry: FleetEntry;
  readonly place: ReportPlace;
  /** PEM text of the file that the entry names. */
  readonly authorities?: string;
}

export interface FleetList {
  readonly endpoints: readonly FleetEndpoint[];
  /** What could not be used at all. */
  readonly errors: readonly InputError[];
  /** What could be used all the same; plain sentences with their places. */
  readonly warnings: readonly string[];
}

/** Gives line and column of an offset, both from 1. */
function positions(text: string): (offset: number) => { readonly line: number; readonly column: number } {
  const starts = lineStartsOf(text);
  return (offset) => {
    const { line, column } = positionAt(starts, offset);
    return { line: line + 1, column: column + 1 };
  };
}

interface Reading {
  readonly readFile: ReadFile;
  /** Of the flag `--ca`, which goes before what the files say. */
  readonly hasAuthorities: boolean;
  readonly endpoints: FleetEndpoint[];
  readonly errors: InputError[];
  readonly warnings: string[];
}

function readEntry(reading: Reading, entry: FleetEntry, place: ReportPlace): void {
  const { authorities: path } = entry;
  if (path === undefined || reading.hasAuthorities) {
    reading.endpoints.push({ entry, place });
    return;
  }
  const label = placeText(place);
  try {
    const file = isAbsolute(path) ? path : join(dirname(place.file), path);
    const { pem, warnings } = readAuthorities(file, reading.readFile, label);
    reading.warnings.push(...warnings);
    reading.endpoints.push({ entry, place, authorities: pem });
  } catch (error) {
    if (!(error instanceof BadFlag)) throw error;
    reading.errors.push({ input: label, reason: `${error.message} This endpoint is left out.` });
  }
}

/** `smtp-tls.json:3:5`, as editors and terminals turn into a link. */
function placeText({ file, line, column }: ReportPlace): string {
  return `${printableText(file, 200)}:${line}:${column}`;
}

function readFile(reading: Reading, path: string, today: string): void {
  const name = printableText(path, 200);
  let text: string;
  try {
    text = decodeText(reading.readFile(path));
  } catch (error) {
    reading.errors.push({ input: name, reason: `--fleet: "${name}" cannot be read: ${describeFileError(error)}.` });
    return;
  }
  const positionOf = positions(text);
  const { entries, problems } = parseFleet(text, today);
  for (const { message, place, severity } of problems) {
    const where = placeText({ file: path, ...positionOf(place.offset) });
    if (severity === 'error') reading.errors.push({ input: where, reason: `${where}: ${message}` });
    else reading.warnings.push(`${where}: ${message}`);
  }
  for (const entry of entries) readEntry(reading, entry, { file: path, ...positionOf(entry.place.offset) });
}

/** @param today YYYY-MM-DD in UTC: what was accepted is held against it. */
export function readFleetFiles(
  paths: readonly string[],
  { today, hasAuthorities, readFile: read }: { today: string; hasAuthorities: boolean; readFile: ReadFile },
): FleetList {
  const cache = new Map<string, Buffer>();
  const readOnce: ReadFile = (path) => {
    const bytes = cache.get(path) ?? read(path);
    cache.set(path, bytes);
    return bytes;
  };
  const reading: Reading = { readFile: readOnce, hasAuthorities, endpoints: [], errors: [], warnings: [] };
  for (const path of paths) readFile(reading, path, today);
  return { endpoints: reading.endpoints, errors: reading.errors, warnings: reading.warnings };
}
