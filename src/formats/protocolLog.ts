// Lines of an Exchange protocol log → rows. The header line `#Fields:` says which column is which.

import type { LogDirection, LogEvent, LogPlace, LogRow } from '../model/protocolLog.ts';
import type { LogLine } from './logLines.ts';
import { printableText } from './printable.ts';

/** The order of every version of Exchange so far; used until a header says otherwise (a file may begin anywhere). */
const usualFields = [
  'date-time',
  'connector-id',
  'session-id',
  'sequence-number',
  'local-endpoint',
  'remote-endpoint',
  'event',
  'data',
  'context',
] as const;

type Field = (typeof usualFields)[number];

const events: Readonly<Record<string, LogEvent>> = {
  '+': 'connected',
  '-': 'disconnected',
  '>': 'sent',
  '<': 'received',
  '*': 'information',
};

const time = /^(\d{4})-(\d\d)-(\d\d)[T ](\d\d):(\d\d):(\d\d)(?:\.(\d{1,7}))?Z?$/;

/** How a row begins: what follows a field whose quote was never closed is known again by it. */
const rowBeginning = /^\d{4}-\d\d-\d\d[T ]\d\d:\d\d:\d\d[^,]{0,10},|^#[A-Za-z-]{1,20}:/;

/** A quoted field that goes over more lines or characters than this was never closed. */
const mostContinuations = 50;
const longestRow = 128 * 1024;

export type LogItem =
  { readonly kind: 'row'; readonly row: LogRow } | { readonly kind: 'problem'; readonly problem: string };

/** Cells of one row (RFC 4180): quotes around a cell, doubled inside it. `isOpen`: the last quote has no end. */
export function splitCells(text: string): { readonly cells: readonly string[]; readonly isOpen: boolean } {
  if (!text.includes('"')) return { cells: text.split(','), isOpen: false };
  const cells: string[] = [];
  let position = 0;
  for (;;) {
    if (text[position] !== '"') {
      const end = text.indexOf(',', position);
      cells.push(end < 0 ? text.slice(position) : text.slice(position, end));
      if (end < 0) return { cells, isOpen: false };
      position = end + 1;
      continue;
    }
    const pieces: string[] = [];
    let from = position + 1;
    for (;;) {
      const quote = text.indexOf('"', from);
      if (quote < 0) {
        cells.push(pieces.join('') + text.slice(from));
        return { cells, isOpen: true };
      }
      const isDoubled = text[quote + 1] === '"';
      pieces.push(text.slice(from, isDoubled ? quote + 1 : quote));
      from = isDoubled ? quote + 2 : quote + 1;
      if (!isDoubled) break;
    }
    // What stands behind the closing quote and before the comma belongs to no cell by the RFC; it is kept.
    const end = text.indexOf(',', from);
    cells.push(pieces.join('') + (end < 0 ? text.slice(from) : text.slice(from, end)));
    if (end < 0) return { cells, isOpen: false };
    position = end + 1;
  }
}

/** Milliseconds since 1970; undefined when it is no time. Exchange writes UTC. */
export function parseLogTime(text: string): number | undefined {
  const match = time.exec(text);
  if (match === null) return undefined;
  const [, year, month, day, hour, minute, second, fraction = ''] = match;
  const at = Date.UTC(Number(year), Number(month) - 1, Number(day), Number(hour), Number(minute), Number(second));
  return Number.isNaN(at) ? undefined : at + Number(fraction.slice(0, 3).padEnd(3, '0'));
}

/** What a file's name says: SENDyyyymmdd-n.log or RECVyyyymmdd-n.log. */
export function directionOfFileName(name: string): LogDirection | undefined {
  const base = name.split(/[\\/]/).at(-1) ?? '';
  if (/^SEND\d/i.test(base)) return 'send';
  return /^RECV\d/i.test(base) ? 'receive' : undefined;
}

interface OpenRow {
  readonly place: LogPlace;
  text: string;
  continuations: number;
}

/** Reads lines in their order. Anything that is no row is told and left out; nothing throws. */
export class ProtocolLogParser {
  #columns: Readonly<Partial<Record<Field, number>>> = Object.fromEntries(
    usualFields.map((field, index) => [field, index]),
  );
  #direction: LogDirection | undefined;
  #software = '';
  #version = '';
  #open: OpenRow | undefined;

  /** By the header; undefined before one came. */
  get direction(): LogDirection | undefined {
    return this.#direction;
  }

  /** Such as "Microsoft Exchange Server 15.0.0.0"; empty before a header came. */
  get software(): string {
    return `${this.#software} ${this.#version}`.trim();
  }

  *push(line: LogLine): Generator<LogItem, void> {
    const open = this.#open;
    if (open !== undefined) {
      if (rowBeginning.test(line.text)) {
        // The quote was never closed: the row is what there was of it.
        this.#open = undefined;
        yield* this.#readRow(open.text, open.place);
      } else {
        open.text += `\n${line.text}`;
        open.continuations++;
        const { isOpen } = splitCells(open.text);
        if (isOpen && open.continuations < mostContinuations && open.text.length < longestRow) return;
        this.#open = undefined;
        yield* this.#readRow(open.text, open.place);
        return;
      }
    }
    if (line.text.startsWith('#')) {
      this.readHeader(line.text);
      return;
    }
    if (line.text === '') return;
    if (!line.isCut && line.text.includes('"') && splitCells(line.text).isOpen) {
      this.#open = { place: line.place, text: line.text, continuations: 0 };
      return;
    }
    yield* this.#readRow(line.text, line.place);
  }

  *finish(): Generator<LogItem, void> {
    const open = this.#open;
    this.#open = undefined;
    if (open !== undefined) yield* this.#readRow(open.text, open.place);
  }

  /** A line that begins with `#`. */
  readHeader(text: string): void {
    const colon = text.indexOf(':');
    const name = text.slice(1, colon < 0 ? undefined : colon).toLowerCase();
    const value = text.slice(colon + 1).trim();
    if (name === 'software') this.#software = printableText(value, 100);
    if (name === 'version') this.#version = printableText(value, 40);
    if (name === 'log-type') {
      this.#direction = /^SMTP Send\b/i.test(value) ? 'send' : /^SMTP Receive\b/i.test(value) ? 'receive' : undefined;
    }
    if (name !== 'fields') return;
    const names = value.split(',').map((field) => field.trim().toLowerCase());
    const columns = Object.fromEntries(
      usualFields.flatMap((field) => (names.includes(field) ? [[field, names.indexOf(field)] as const] : [])),
    );
    // A header without these is none of a protocol log; rows are then read as usual, and told where they do not fit.
    if (['date-time', 'session-id', 'event'].every((field) => field in columns)) this.#columns = columns;
  }

  *#readRow(text: string, place: LogPlace): Generator<LogItem, void> {
    const { cells } = splitCells(text);
    const cell = (field: Field): string => {
      const column = this.#columns[field];
      return column === undefined ? '' : (cells[column] ?? '');
    };
    const at = parseLogTime(cell('date-time'));
    const event = events[cell('event')];
    const session = cell('session-id');
    if (at === undefined || event === undefined || session === '') {
      yield { kind: 'problem', problem: `Line ${place.line} is no row of a protocol log: ${printableText(text, 60)}` };
      return;
    }
    const sequence = Number(cell('sequence-number'));
    yield {
      kind: 'row',
      row: {
        place,
        at,
        connector: cell('connector-id'),
        session,
        sequence: Number.isSafeInteger(sequence) && sequence >= 0 ? sequence : Number.MAX_SAFE_INTEGER,
        local: cell('local-endpoint'),
        remote: cell('remote-endpoint'),
        event,
        data: cell('data'),
        context: cell('context'),
      },
    };
  }
}
