// A protocol log as it is read → what becomes of TLS in it, each failed session judged by the same rules as a probe.

import type { Assessment, ProbeResult } from '../model/assessment.ts';
import type { LogSession, LogSummary, SessionDiagnosis } from '../model/protocolLog.ts';
import { LogReader } from '../logs/logReader.ts';
import type { LogReaderOptions } from '../logs/logReader.ts';
import { LogTally } from '../logs/logTally.ts';
import { establishedTls, tlsOutcome } from '../logs/sessionOutcome.ts';
import { sessionResult } from '../logs/sessionResult.ts';
import { diagnose } from './diagnose.ts';

/** Causes named with a failed session, where none is likelier than the others. */
const mostCauses = 3;

/** Findings named with a failed session. */
const mostFindings = 5;

export function assessSession(session: LogSession): Assessment {
  return diagnose(sessionResult(session));
}

export function diagnosisOf(result: ProbeResult): SessionDiagnosis {
  const { findings, causes = [] } = diagnose(result);
  const [first] = causes.filter(({ likelihood }) => likelihood !== 'ruled-out');
  // Of several that are merely possible none is singled out.
  const named =
    first?.likelihood === 'possible' ? causes.filter(({ likelihood }) => likelihood === 'possible') : [first];
  const title = named
    .slice(0, mostCauses)
    .map((cause) => cause?.title)
    .join('; or: ');
  return {
    findings: findings
      .filter(({ severity }) => severity !== 'note')
      .slice(0, mostFindings)
      .map(({ rule, severity, title }) => ({ rule, severity, title })),
    ...(first === undefined ? {} : { cause: { title, likelihood: first.likelihood } }),
  };
}

const noDiagnosis: SessionDiagnosis = { findings: [] };

export class LogAnalysis {
  readonly #reader: LogReader;
  readonly #tally = new LogTally();

  constructor(options: LogReaderOptions) {
    this.#reader = new LogReader(options);
  }

  get bytes(): number {
    return this.#reader.bytes;
  }

  get sessions(): number {
    return this.#tally.sessions;
  }

  push(chunk: Uint8Array): void {
    for (const session of this.#reader.push(chunk)) this.#add(session);
  }

  finish(): LogSummary {
    for (const session of this.#reader.finish()) this.#add(session);
    return this.#tally.summarise(this.#reader);
  }

  #add(session: LogSession): void {
    const established = establishedTls(session);
    if (established?.status === 'established') {
      this.#tally.add(session, established, noDiagnosis);
      return;
    }
    const result = sessionResult(session);
    const tls = tlsOutcome(session, result);
    const isKept = tls.status === 'failed' && this.#tally.keepsFailures;
    this.#tally.add(session, tls, isKept ? diagnosisOf(result) : noDiagnosis);
  }
}

/** The session of a log that has this identifier, out of a part of the log that holds all its rows. */
export class SessionSearch {
  readonly #reader: LogReader;
  #found: LogSession | undefined;

  constructor(options: LogReaderOptions & { readonly only: string }) {
    this.#reader = new LogReader(options);
  }

  push(chunk: Uint8Array): void {
    for (const session of this.#reader.push(chunk)) this.#found ??= session;
  }

  finish(): LogSession | undefined {
    for (const session of this.#reader.finish()) this.#found ??= session;
    return this.#found;
  }
}
