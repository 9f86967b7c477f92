// Keeps the transcript and the stages of one probe, and tells each as it happens.

import type { Failure } from '../model/failure.ts';
import type { LineEnding, Phase, Speaker, Stage, TranscriptLine } from '../model/transcript.ts';
import type { Clock } from './clock.ts';

export type ProbeProgress =
  { readonly kind: 'line'; readonly line: TranscriptLine } | { readonly kind: 'stage'; readonly stage: Stage };

export class Recorder {
  readonly #clock: Clock;
  #startedAt: number;
  readonly #onProgress: ((progress: ProbeProgress) => void) | undefined;
  readonly #lines: TranscriptLine[] = [];
  readonly #stages: Stage[] = [];
  #current: { readonly phase: Phase; readonly startedAt: number } | undefined;
  #phase: Phase = 'resolve';

  constructor(clock: Clock, onProgress: ((progress: ProbeProgress) => void) | undefined) {
    this.#clock = clock;
    this.#startedAt = clock.now();
    this.#onProgress = onProgress;
  }

  get lines(): readonly TranscriptLine[] {
    return this.#lines;
  }

  get stages(): readonly Stage[] {
    return this.#stages;
  }

  /** The stage under way, or the last one. */
  get phase(): Phase {
    return this.#phase;
  }

  /** Milliseconds since the probe started, to a hundredth. */
  elapsed(): number {
    return Math.round((this.#clock.now() - this.#startedAt) * 100) / 100;
  }

  /** Takes a time of waiting for our own turn out of every later time. */
  exclude(durationMs: number): void {
    this.#startedAt += durationMs;
  }

  /** Gives the number of the new line. `text` is already escaped. */
  add(speaker: Speaker, text: string, ending: LineEnding = 'none', encrypted = false): number {
    const line: TranscriptLine = {
      number: this.#lines.length + 1,
      at: this.elapsed(),
      speaker,
      phase: this.phase,
      text,
      ending,
      encrypted,
    };
    this.#lines.push(line);
    this.#onProgress?.({ kind: 'line', line });
    return line.number;
  }

  /** Ends the stage under way as done, and begins the next. */
  begin(phase: Phase): void {
    this.end('done');
    this.#phase = phase;
    this.#current = { phase, startedAt: this.elapsed() };
    this.#tell({ phase, status: 'running', startedAt: this.#current.startedAt, durationMs: 0 });
  }

  end(status: 'done' | 'failed', note?: string): void {
    if (this.#current === undefined) return;
    const { phase, startedAt } = this.#current;
    this.#current = undefined;
    const durationMs = Math.round((this.elapsed() - startedAt) * 100) / 100;
    this.#keep({ phase, status, startedAt, durationMs, ...(note === undefined ? {} : { note }) });
  }

  fail(failure: Failure): void {
    if (this.#current?.phase !== failure.phase) this.begin(failure.phase);
    this.end('failed', failure.detail);
  }

  #keep(stage: Stage): void {
    // A second connection of the same probe goes through the same stages: the later one stands.
    const index = this.#stages.findIndex(({ phase }) => phase === stage.phase);
    if (index >= 0) this.#stages.splice(index, 1);
    this.#stages.push(stage);
    this.#tell(stage);
  }

  #tell(stage: Stage): void {
    this.#onProgress?.({ kind: 'stage', stage });
  }
}
