// A protocol log that is open in an editor → its sessions by line: for outline, folding, problems and hovers.

import type { LoggedTls, LogSession, SessionDiagnosis } from '../model/protocolLog.ts';
import { bracketed } from '../formats/ipAddress.ts';
import { printableText } from '../formats/printable.ts';
import { LogReader, shownSession } from '../logs/logReader.ts';
import { tlsOutcome } from '../logs/sessionOutcome.ts';
import { sessionResult } from '../logs/sessionResult.ts';
import { diagnosisOf } from './logAnalysis.ts';

/** Lines are from 1. */
export interface IndexedSession {
  readonly id: string;
  /** What it is listed as: the other side's address, else the connector. */
  readonly name: string;
  /** `address:port` of what can be probed; absent when the log has none. */
  readonly server?: string;
  /** Milliseconds since 1970. */
  readonly startedAt: number;
  readonly firstLine: number;
  readonly lastLine: number;
  readonly tls: LoggedTls;
  /** Of a failed session, up to a number of them. */
  readonly diagnosis?: SessionDiagnosis;
}

export interface LogIndex {
  /** By their first line. */
  readonly sessions: readonly IndexedSession[];
  /** The session whose row begins on a line. */
  readonly sessionAt: (line: number) => IndexedSession | undefined;
}

const mostDiagnoses = 500;

export class LogIndexer {
  readonly #reader: LogReader;
  readonly #sessions: IndexedSession[] = [];
  readonly #owners = new Map<number, IndexedSession>();
  #diagnoses = 0;

  constructor(fileName: string) {
    this.#reader = new LogReader({ fileName });
  }

  push(chunk: Uint8Array): void {
    for (const session of this.#reader.push(chunk)) this.#add(session);
  }

  finish(): LogIndex {
    for (const session of this.#reader.finish()) this.#add(session);
    const sessions = this.#sessions.sort((one, other) => one.firstLine - other.firstLine);
    return { sessions, sessionAt: (line) => this.#owners.get(line) };
  }

  #add(session: LogSession): void {
    const { rows, direction, local, remote, connector } = session;
    const result = sessionResult(session);
    const tls = tlsOutcome(session, result);
    const server = direction === 'send' ? remote : local;
    const lines = rows.map(({ place }) => place.line);
    const isDiagnosed = tls.status === 'failed' && this.#diagnoses < mostDiagnoses;
    if (isDiagnosed) this.#diagnoses++;
    const indexed: IndexedSession = {
      id: shownSession(session.id),
      name: remote?.address ?? (printableText(connector, 100) || shownSession(session.id)),
      ...(server === undefined || server.port === 0 ? {} : { server: `${bracketed(server.address)}:${server.port}` }),
      startedAt: rows[0]?.at ?? 0,
      firstLine: lines.reduce((least, line) => Math.min(least, line), Number.MAX_SAFE_INTEGER),
      lastLine: lines.reduce((most, line) => Math.max(most, line), 1),
      tls,
      ...(isDiagnosed ? { diagnosis: diagnosisOf(result) } : {}),
    };
    this.#sessions.push(indexed);
    for (const line of lines) this.#owners.set(line, indexed);
  }
}
