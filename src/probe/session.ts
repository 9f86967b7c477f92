// One side of an SMTP conversation over one stream: sends commands, reads replies, writes both down.

import type { Duplex } from 'node:stream';
import { failed, known } from '../model/evidence.ts';
import type { Outcome } from '../model/evidence.ts';
import type { Failure, FailureCode } from '../model/failure.ts';
import { readLimits } from '../model/limits.ts';
import type { DiscardedPlaintext, SmtpReply } from '../model/smtp.ts';
import type { Phase } from '../model/transcript.ts';
import { LineSplitter } from '../formats/lineSplitter.ts';
import type { ReceivedLine } from '../formats/lineSplitter.ts';
import { printableBytes } from '../formats/printable.ts';
import { ReplyAssembler } from '../formats/smtpReply.ts';
import { waitBounded } from './interruption.ts';
import type { Interruption } from './interruption.ts';
import { streamFailure } from './network/tlsErrors.ts';
import type { Recorder } from './recorder.ts';

/** How long a closing connection may linger for the answer to QUIT. */
const lingerMs = 1_000;

export class Session {
  readonly #stream: Duplex;
  readonly #peer: string;
  readonly #isEncrypted: boolean;
  readonly #recorder: Recorder;
  readonly #interruption: Interruption;
  readonly #splitter = new LineSplitter(readLimits.replyLineBytes);
  readonly #assembler = new ReplyAssembler(readLimits.replyLines);
  readonly #maximumBytes: number;
  /** Lines received and not yet asked for. */
  #backlog: ReceivedLine[] = [];
  #receivedBytes = 0;
  #trouble: Failure | undefined;
  /** A reply that came before the command it would answer. */
  #unasked: Failure | undefined;
  #notify: (() => void) | undefined;

  /** @param peer Who failures speak of, such as `192.0.2.1 port 25`. */
  constructor(stream: Duplex, peer: string, isEncrypted: boolean, recorder: Recorder, interruption: Interruption) {
    this.#stream = stream;
    this.#peer = peer;
    this.#isEncrypted = isEncrypted;
    this.#recorder = recorder;
    this.#interruption = interruption;
    this.#maximumBytes = isEncrypted ? readLimits.bytesInsideTls : readLimits.bytesBeforeTls;
    stream.on('data', this.#onData);
    stream.on('end', this.#onEnd);
    stream.on('close', this.#onEnd);
    stream.on('error', this.#onError);
  }

  /** What the server said before it was asked is no answer: the next read fails with it. */
  send(command: string): void {
    this.#setUnaskedAside();
    this.#recorder.add('client', command, 'crlf', this.#isEncrypted);
    if (this.#stream.writable) this.#stream.write(`${command}\r\n`, 'latin1');
  }

  /** The next reply whole, or why it did not come. The time does not start anew with each byte. */
  async readReply(phase: Phase, timeoutMs: number, timeoutCode: FailureCode): Promise<Outcome<SmtpReply>> {
    return waitBounded<Outcome<SmtpReply>>(
      this.#interruption,
      phase,
      timeoutMs,
      () => failed(this.#timeout(phase, timeoutMs, timeoutCode)),
      failed,
      (settle) => {
        if (this.#unasked !== undefined) {
          settle(failed({ ...this.#unasked, phase }));
          return undefined;
        }
        const attempt = (): void => {
          const outcome = this.#assemble(phase);
          if (outcome !== undefined) settle(outcome);
        };
        this.#notify = attempt;
        attempt();
        return () => {
          this.#notify = undefined;
        };
      },
    );
  }

  /**
   * RFC 3207 section 4.2: what came in clear text behind the server's 220 is not used. Gives what there was,
   * with or without a line end, and forgets it.
   */
  takeUnread(): DiscardedPlaintext | undefined {
    return recordDiscarded(this.#takeBacklog(), this.#recorder);
  }

  /** Lets go of the stream so that TLS can take it over. */
  detach(): void {
    this.#stream.off('data', this.#onData);
    this.#stream.off('end', this.#onEnd);
    this.#stream.off('close', this.#onEnd);
    this.#stream.off('error', this.#onError);
  }

  /** Says QUIT where that is still possible, and does not wait. The promise ends when the connection is closed. */
  quit(mayLinger: boolean): Promise<void> {
    if (this.#trouble === undefined) {
      this.send('QUIT');
      if (mayLinger) return this.#closeAfterAnswer();
      this.#stream.end();
    }
    this.destroy();
    return Promise.resolve();
  }

  destroy(): void {
    // A late error of a stream nobody reads any more must not end the process.
    this.detach();
    this.#stream.on('error', () => undefined);
    this.#stream.destroy();
  }

  #setUnaskedAside(): void {
    const lines = this.#takeBacklog();
    const unasked = recordDiscarded(lines, this.#recorder, this.#isEncrypted);
    if (unasked === undefined) return;
    const quoted = `"${unasked.text.slice(0, 200)}" (line ${unasked.line})`;
    const isFarewell = lines.some(({ bytes }) => bytes.subarray(0, 3).toString('latin1') === '421');
    const phase = this.#recorder.phase;
    this.#unasked ??= isFarewell
      ? { code: 'rate-limited', phase, detail: `The server closed the session with 421: ${quoted}.` }
      : { code: 'protocol-error', phase, detail: `The server sent a reply that nobody had asked for: ${quoted}.` };
  }

  #takeBacklog(): readonly ReceivedLine[] {
    return [...this.#backlog.splice(0), ...this.#splitter.takeFragmentLine()];
  }

  #closeAfterAnswer(): Promise<void> {
    return new Promise((resolve) => {
      const finish = (): void => {
        clearTimeout(timer);
        this.destroy();
        resolve();
      };
      const timer = setTimeout(finish, lingerMs);
      this.detach();
      this.#stream.on('data', finish);
      this.#stream.on('end', finish);
      this.#stream.on('error', finish);
      this.#stream.on('close', finish);
    });
  }

  readonly #onData = (chunk: Buffer): void => {
    if (this.#trouble !== undefined) return;
    this.#receivedBytes += chunk.length;
    if (this.#receivedBytes > this.#maximumBytes) {
      const where = this.#isEncrypted ? 'inside TLS' : 'before TLS';
      this.#stop('too-much-data', `more than ${this.#maximumBytes} bytes ${where}`);
      return;
    }
    const { lines, tooLong } = this.#splitter.push(chunk);
    this.#backlog.push(...lines);
    this.#notify?.();
    if (tooLong) this.#stop('too-much-data', `a line longer than ${readLimits.replyLineBytes} bytes`);
  };

  readonly #onEnd = (): void => {
    this.#fail({
      code: 'connection-closed',
      phase: this.#recorder.phase,
      detail: `${this.#peer} closed the connection.`,
    });
  };

  readonly #onError = (error: Error): void => {
    this.#fail(streamFailure(error, this.#recorder.phase, this.#peer));
  };

  #fail(failure: Failure): void {
    if (this.#trouble !== undefined) return;
    this.#backlog.push(...this.#splitter.takeFragmentLine());
    this.#trouble = failure;
    this.#notify?.();
  }

  #stop(code: FailureCode, what: string): void {
    this.#fail({
      code,
      phase: this.#recorder.phase,
      detail: `${this.#peer} sent ${what}; the probe stopped reading.`,
    });
    this.#stream.destroy();
  }

  #assemble(phase: Phase): Outcome<SmtpReply> | undefined {
    for (;;) {
      const line = this.#backlog.shift();
      if (line === undefined) break;
      const number = this.#recorder.add('server', printableBytes(line.bytes), line.ending, this.#isEncrypted);
      if (line.ending === 'none') continue;
      const progress = this.#assembler.push(line, number);
      switch (progress.status) {
        case 'more':
          break;
        case 'reply':
          return known(progress.reply);
        case 'too-many-lines':
          // Nothing behind the limit is read, not even what is here already.
          this.#backlog = [];
          this.#stop('too-much-data', `a reply of more than ${readLimits.replyLines} lines`);
          break;
        case 'not-a-reply':
          return failed({
            code: 'protocol-error',
            phase,
            detail: `Line ${number} is not an SMTP reply: "${progress.text.slice(0, 200)}".`,
          });
      }
    }
    return this.#trouble === undefined ? undefined : failed({ ...this.#trouble, phase });
  }

  #timeout(phase: Phase, timeoutMs: number, code: FailureCode): Failure {
    const fragment = this.#splitter.takeFragment();
    if (fragment.length > 0) this.#recorder.add('server', printableBytes(fragment), 'none', this.#isEncrypted);
    const part = fragment.length > 0 || this.#assembler.isInside ? 'only a part of a reply' : 'no reply';
    return { code, phase, detail: `${this.#peer} sent ${part} within ${timeoutMs / 1000} s.` };
  }
}

/** Lines of discarded text that are written down; a flood of them says no more. */
const maximumDiscardedLines = 20;

/** Writes text that is not used into the transcript; undefined when there was none. */
export function recordDiscarded(
  lines: readonly ReceivedLine[],
  recorder: Recorder,
  isEncrypted = false,
): DiscardedPlaintext | undefined {
  let first: number | undefined;
  let bytes = 0;
  const texts: string[] = [];
  for (const [index, line] of lines.entries()) {
    bytes += line.bytes.length + (line.ending === 'crlf' ? 2 : line.ending === 'lf' ? 1 : 0);
    if (index >= maximumDiscardedLines) continue;
    const text = printableBytes(line.bytes);
    const number = recorder.add('server', text, line.ending, isEncrypted);
    first ??= number;
    texts.push(text);
  }
  if (first === undefined) return undefined;
  const left = lines.length - maximumDiscardedLines;
  if (left > 0) recorder.add('probe', `… and ${left} more lines that are not used`);
  return { bytes, text: texts.join(' / ').slice(0, 500), line: first };
}
