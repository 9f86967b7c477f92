// Rows of a protocol log, sessions mixed → sessions, each by its sequence numbers. A bounded number is open at a time.

import type { LogDirection, LogRow, LogSession } from '../model/protocolLog.ts';
import type { SocketAddress } from '../model/endpoint.ts';
import { addressFamily } from '../formats/ipAddress.ts';
import { tellsOfTls } from '../formats/protocolLogTls.ts';

export interface AssemblyLimits {
  /** Sessions open at once; of more, the one that was quiet for longest is closed as it is. */
  readonly openSessions: number;
  /** Characters held in all open sessions. */
  readonly characters: number;
  /** Rows kept of one session; beyond them only those that tell of TLS, up to twice as many. */
  readonly rows: number;
  /** A session is given out when so many others have ended after it: rows may be written out of order. */
  readonly lingering: number;
}

export const assemblyLimits: AssemblyLimits = {
  openSessions: 2_000,
  characters: 8 * 1024 * 1024,
  rows: 400,
  lingering: 16,
};

interface OpenSession {
  readonly id: string;
  readonly rows: LogRow[];
  characters: number;
  leftOut: number;
  hasEnd: boolean;
  from: number;
  to: number;
}

/** What is held for a row beside its texts. */
const rowOverhead = 120;

function weightOf({ data, context, local, remote, connector }: LogRow): number {
  return rowOverhead + data.length + context.length + local.length + remote.length + connector.length;
}

/** `192.0.2.1:25` or `[2001:db8::1]:25`; undefined for what is no address with a port. */
export function parseSocketAddress(text: string): SocketAddress | undefined {
  const match = /^\[?([0-9a-fA-F:.]{2,45}?)(?:%\d{1,10})?\]?:(\d{1,5})$/.exec(text);
  if (match === null) return undefined;
  const [, written = '', portText = ''] = match;
  const address = written.replace(/^::ffff:(?=\d+\.)/i, '');
  const family = addressFamily(address);
  const port = Number(portText);
  return family === undefined || port > 65_535 ? undefined : { address: address.toLowerCase(), family, port };
}

/** By who greets: the server's 220 is received by one who sends mail. */
function directionOfRows(rows: readonly LogRow[]): LogDirection | undefined {
  for (const { event, data } of rows) {
    const isReply = /^[2-5]\d\d[ -]/.test(data);
    const isCommand = /^(?:EHLO|HELO|STARTTLS|MAIL|RCPT|QUIT|X-ANONYMOUSTLS)\b/i.test(data);
    if (event === 'received' && (isReply || isCommand)) return isReply ? 'send' : 'receive';
    if (event === 'sent' && (isReply || isCommand)) return isReply ? 'receive' : 'send';
  }
  return undefined;
}

function lastKnown(rows: readonly LogRow[], side: 'local' | 'remote'): SocketAddress | undefined {
  for (let index = rows.length - 1; index >= 0; index--) {
    const address = parseSocketAddress(rows[index]?.[side] ?? '');
    if (address !== undefined) return address;
  }
  return undefined;
}

function countGaps(rows: readonly LogRow[], hasBeginning: boolean): number {
  let gaps = 0;
  let expected = hasBeginning ? 0 : (rows[0]?.sequence ?? 0);
  for (const { sequence } of rows) {
    if (sequence > expected && sequence < Number.MAX_SAFE_INTEGER) gaps += sequence - expected;
    expected = sequence + 1;
  }
  // A number can be anything; so many rows cannot be missing.
  return Math.min(gaps, 1_000_000);
}

export interface LogContext {
  /** By header or name of the file. */
  readonly direction: LogDirection | undefined;
  readonly software: string;
}

function closeSession(open: OpenSession, { direction, software }: LogContext): LogSession {
  const rows = open.rows.toSorted((one, other) => one.sequence - other.sequence);
  const [first] = rows;
  const hasBeginning = first !== undefined && (first.sequence === 0 || first.event === 'connected');
  const local = lastKnown(rows, 'local');
  const remote = lastKnown(rows, 'remote');
  return {
    id: open.id,
    connector: first?.connector ?? '',
    direction: direction ?? directionOfRows(rows) ?? 'receive',
    ...(local === undefined ? {} : { local }),
    ...(remote === undefined ? {} : { remote }),
    rows,
    hasBeginning,
    hasEnd: open.hasEnd,
    leftOut: Math.max(open.leftOut, countGaps(rows, hasBeginning)),
    from: open.from,
    to: open.to,
    software,
  };
}

export class SessionAssembly {
  readonly #limits: AssemblyLimits;
  /** The one that was quiet for longest is the first. */
  readonly #open = new Map<string, OpenSession>();
  /** Ended, and waiting for rows that were written late. */
  readonly #ended: OpenSession[] = [];
  #characters = 0;

  constructor(limits: AssemblyLimits = assemblyLimits) {
    this.#limits = limits;
  }

  get openCount(): number {
    return this.#open.size;
  }

  *push(row: LogRow, context: LogContext): Generator<LogSession, void> {
    const lingering = this.#ended.find(({ id }) => id === row.session);
    const session = lingering ?? this.#open.get(row.session) ?? this.#begin(row);
    this.#add(session, row);
    if (lingering === undefined) {
      this.#open.delete(session.id);
      if (row.event === 'disconnected') {
        session.hasEnd = true;
        this.#ended.push(session);
      } else {
        this.#open.set(session.id, session);
      }
    }
    while (this.#ended.length > this.#limits.lingering) yield* this.#give(this.#ended.shift(), context);
    while (this.#open.size > this.#limits.openSessions || this.#characters > this.#limits.characters) {
      const oldest = this.#ended.shift() ?? this.#takeQuietest();
      if (oldest === undefined) break;
      yield* this.#give(oldest, context);
    }
  }

  /** At the end of the log: all that are left, ended or not. */
  *finish(context: LogContext): Generator<LogSession, void> {
    for (const session of [...this.#ended.splice(0), ...this.#open.values()]) yield* this.#give(session, context);
    this.#open.clear();
  }

  #begin(row: LogRow): OpenSession {
    const { offset } = row.place;
    return { id: row.session, rows: [], characters: 0, leftOut: 0, hasEnd: false, from: offset, to: offset };
  }

  #add(session: OpenSession, row: LogRow): void {
    session.from = Math.min(session.from, row.place.offset);
    session.to = Math.max(session.to, row.place.offset);
    const { rows: limit } = this.#limits;
    const isWanted = row.event === 'disconnected' || tellsOfTls(row);
    if (session.rows.length >= limit * 2 || (session.rows.length >= limit && !isWanted)) {
      session.leftOut++;
      return;
    }
    const weight = weightOf(row);
    session.rows.push(row);
    session.characters += weight;
    this.#characters += weight;
  }

  #takeQuietest(): OpenSession | undefined {
    const [oldest] = this.#open.values();
    if (oldest !== undefined) this.#open.delete(oldest.id);
    return oldest;
  }

  *#give(session: OpenSession | undefined, context: LogContext): Generator<LogSession, void> {
    if (session === undefined) return;
    this.#characters -= session.characters;
    yield closeSession(session, context);
  }
}
