// The bytes of a protocol log as they come → its sessions. Holds a bounded part of it, however large it is.

import type { LogDirection, LogPlace, LogSession } from '../model/protocolLog.ts';
import { printableText } from '../formats/printable.ts';
import { LogLineReader } from '../formats/logLines.ts';
import type { LogLine } from '../formats/logLines.ts';
import { directionOfFileName, ProtocolLogParser } from '../formats/protocolLog.ts';
import { assemblyLimits, SessionAssembly } from './sessionAssembly.ts';
import type { AssemblyLimits, LogContext } from './sessionAssembly.ts';

export interface LogReaderOptions {
  readonly fileName: string;
  readonly limits?: AssemblyLimits;
  /** Only this session is given out. */
  readonly only?: string;
  /** Where the first byte stands, when the file is not read from its beginning. */
  readonly start?: LogPlace;
  /** The beginning of the file, for its header lines, when the file is not read from its beginning. */
  readonly header?: string;
}

/** Problems that are told; of more there is only the number. */
const mostProblems = 20;

/** An identifier as summaries name it. */
export function shownSession(id: string): string {
  return printableText(id, 64);
}

export class LogReader {
  readonly #lines: LogLineReader;
  readonly #parser = new ProtocolLogParser();
  readonly #assembly: SessionAssembly;
  readonly #only: string | undefined;
  readonly #given: LogDirection | undefined;
  readonly #problems: string[] = [];
  #otherProblems = 0;
  #lineCount = 0;
  #firstAt = Number.POSITIVE_INFINITY;
  #lastAt = Number.NEGATIVE_INFINITY;

  constructor(options: LogReaderOptions) {
    this.#lines = new LogLineReader(options.start);
    this.#assembly = new SessionAssembly(options.limits ?? assemblyLimits);
    this.#only = options.only;
    this.#given = directionOfFileName(options.fileName);
    for (const text of (options.header ?? '').split(/\r?\n/)) {
      if (text.startsWith('#')) this.#parser.readHeader(text);
    }
  }

  /** Places are those of the file only while this is false. */
  get isTranscoded(): boolean {
    return this.#lines.isTranscoded;
  }

  get bytes(): number {
    return this.#lines.bytesRead;
  }

  get lines(): number {
    return this.#lineCount;
  }

  /** Milliseconds since 1970; undefined before a row came. */
  get firstAt(): number | undefined {
    return Number.isFinite(this.#firstAt) ? this.#firstAt : undefined;
  }

  get lastAt(): number | undefined {
    return Number.isFinite(this.#lastAt) ? this.#lastAt : undefined;
  }

  get problems(): readonly string[] {
    return this.#problems;
  }

  get otherProblems(): number {
    return this.#otherProblems;
  }

  *push(chunk: Uint8Array): Generator<LogSession, void> {
    for (const line of this.#lines.push(chunk)) yield* this.#take(line);
  }

  /** At the end of the file: all sessions that are still open. */
  *finish(): Generator<LogSession, void> {
    for (const line of this.#lines.finish()) yield* this.#take(line);
    yield* this.#takeItems(this.#parser.finish());
    yield* this.#assembly.finish(this.#context());
  }

  #context(): LogContext {
    return { direction: this.#parser.direction ?? this.#given, software: this.#parser.software };
  }

  *#take(line: LogLine): Generator<LogSession, void> {
    this.#lineCount++;
    if (line.isCut) this.#tell(`Line ${line.place.line} is longer than 64 KB; the rest of it was not read.`);
    yield* this.#takeItems(this.#parser.push(line));
  }

  *#takeItems(items: ReturnType<ProtocolLogParser['push']>): Generator<LogSession, void> {
    for (const item of items) {
      if (item.kind === 'problem') {
        this.#tell(item.problem);
        continue;
      }
      const { row } = item;
      this.#firstAt = Math.min(this.#firstAt, row.at);
      this.#lastAt = Math.max(this.#lastAt, row.at);
      if (this.#only !== undefined && row.session !== this.#only && shownSession(row.session) !== this.#only) continue;
      yield* this.#assembly.push(row, this.#context());
    }
  }

  #tell(problem: string): void {
    if (this.#problems.length < mostProblems) this.#problems.push(problem);
    else this.#otherProblems++;
  }
}
