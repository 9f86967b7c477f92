// Counts what becomes of the sessions of a log. Bounded: of many hosts, reasons and failures only some are named.

import type {
  FailedSession,
  LoggedFailure,
  LoggedTls,
  LogSession,
  LogSummary,
  RemoteTally,
  SessionDiagnosis,
} from '../model/protocolLog.ts';
import { bracketed } from '../formats/ipAddress.ts';
import { printableText } from '../formats/printable.ts';
import { shownSession } from './logReader.ts';
import type { LogReader } from './logReader.ts';

/** Hosts that are counted one by one. */
const mostRemotes = 10_000;
/** Hosts that a summary names. */
const shownRemotes = 100;
const mostReasons = 200;
const mostFailures = 200;

interface Count {
  sessions: number;
  withTls: number;
  failed: number;
  notOffered: number;
  notOfferedLine?: number;
}

/** The gravest first: what fails most, what stays in clear text most, then what is busiest. */
function byWeight(one: RemoteTally, other: RemoteTally): number {
  return (
    other.failed - one.failed ||
    other.notOffered - one.notOffered ||
    other.sessions - one.sessions ||
    (one.remote < other.remote ? -1 : 1)
  );
}

/** What can be probed: the other side where Exchange sends, Exchange itself where it receives. */
function serverOf({ direction, local, remote }: LogSession): Pick<FailedSession, 'server'> {
  const side = direction === 'send' ? remote : local;
  return side === undefined || side.port === 0 ? {} : { server: `${bracketed(side.address)}:${side.port}` };
}

export class LogTally {
  #sessions = 0;
  #withTls = 0;
  #withoutTls = 0;
  #notOffered = 0;
  #failed = 0;
  #unknown = 0;
  #incomplete = 0;
  #otherFailed = 0;
  readonly #reasons = new Map<string, number>();
  readonly #remotes = new Map<string, Count>();
  readonly #failures: FailedSession[] = [];

  get sessions(): number {
    return this.#sessions;
  }

  /** True while a failure would be kept: what is worth finding out about it is asked only then. */
  get keepsFailures(): boolean {
    return this.#failures.length < mostFailures;
  }

  add(session: LogSession, tls: LoggedTls, diagnosis: SessionDiagnosis): void {
    this.#sessions++;
    if (!session.hasBeginning || !session.hasEnd) this.#incomplete++;
    const remote = session.remote?.address ?? '';
    const count = this.#countOf(remote);
    if (count !== undefined) count.sessions++;
    switch (tls.status) {
      case 'established':
        this.#withTls++;
        if (count !== undefined) count.withTls++;
        break;
      case 'not-used':
        this.#withoutTls++;
        if (tls.offered) break;
        this.#notOffered++;
        if (count !== undefined && count.notOffered++ === 0) count.notOfferedLine = session.rows[0]?.place.line ?? 1;
        break;
      case 'unknown':
        this.#unknown++;
        break;
      case 'failed':
        this.#failed++;
        if (tls.isBehind === true) this.#withTls++;
        if (count !== undefined) count[tls.isBehind === true ? 'withTls' : 'failed']++;
        this.#addFailure(session, tls, diagnosis);
        break;
    }
  }

  #countOf(remote: string): Count | undefined {
    const known = this.#remotes.get(remote);
    if (known !== undefined || this.#remotes.size >= mostRemotes) return known;
    const count: Count = { sessions: 0, withTls: 0, failed: 0, notOffered: 0 };
    this.#remotes.set(remote, count);
    return count;
  }

  #addFailure(session: LogSession, tls: LoggedFailure, diagnosis: SessionDiagnosis): void {
    // A reason is bounded in length, but a log may hold any number of them.
    const isNamed = this.#reasons.has(tls.reason) || this.#reasons.size < mostReasons;
    const reason = isNamed ? tls.reason : 'other reasons';
    this.#reasons.set(reason, (this.#reasons.get(reason) ?? 0) + 1);
    if (!this.keepsFailures) {
      this.#otherFailed++;
      return;
    }
    this.#failures.push({
      id: shownSession(session.id),
      connector: printableText(session.connector, 200),
      direction: session.direction,
      remote: session.remote?.address ?? '',
      ...serverOf(session),
      startedAt: new Date(session.rows[0]?.at ?? 0).toISOString(),
      reason: tls.reason,
      text: tls.text,
      line: tls.place.line,
      from: session.from,
      to: session.to,
      ...diagnosis,
    });
  }

  summarise(reader: LogReader): LogSummary {
    const remotes = [...this.#remotes]
      .filter(([remote]) => remote !== '')
      .map(([remote, count]): RemoteTally => ({ remote, ...count }))
      .sort(byWeight);
    const { firstAt, lastAt } = reader;
    return {
      bytes: reader.bytes,
      lines: reader.lines,
      sessions: this.#sessions,
      withTls: this.#withTls,
      withoutTls: this.#withoutTls,
      notOffered: this.#notOffered,
      failed: this.#failed,
      unknown: this.#unknown,
      incomplete: this.#incomplete,
      ...(firstAt === undefined ? {} : { firstAt: new Date(firstAt).toISOString() }),
      ...(lastAt === undefined ? {} : { lastAt: new Date(lastAt).toISOString() }),
      reasons: [...this.#reasons]
        .map(([reason, sessions]) => ({ reason, sessions }))
        .sort((one, other) => other.sessions - one.sessions),
      remotes: remotes.slice(0, shownRemotes),
      otherRemotes: Math.max(0, remotes.length - shownRemotes),
      // Places in a text of another encoding are not those of the file: such a session is looked for in all of it.
      failures: reader.isTranscoded
        ? this.#failures.map((failure) => ({ ...failure, from: 0, to: Number.MAX_SAFE_INTEGER }))
        : this.#failures,
      otherFailed: this.#otherFailed,
      problems: reader.problems,
      otherProblems: reader.otherProblems,
    };
  }
}
