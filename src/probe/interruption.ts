// The two things that end a probe from outside: a person cancels, or the whole-probe deadline passes.

import type { Failure } from '../model/failure.ts';
import type { Phase } from '../model/transcript.ts';
import { monotonicMs } from './clock.ts';

type Cause = 'cancelled' | 'deadline-exceeded';

/** Opened for one probe and closed with it; every wait listens to it. */
export class Interruption {
  #cause: Cause | undefined;
  readonly #listeners = new Set<() => void>();
  readonly #signal: AbortSignal | undefined;
  readonly #wholeMs: number;
  #timer: NodeJS.Timeout | undefined;
  #remainingMs: number;
  #countingSince = 0;
  readonly #cancel = (): void => this.#interrupt('cancelled');

  constructor(signal: AbortSignal | undefined, wholeMs: number) {
    this.#signal = signal;
    this.#wholeMs = wholeMs;
    if (signal?.aborted === true) this.#cause = 'cancelled';
    else signal?.addEventListener('abort', this.#cancel, { once: true });
    this.#remainingMs = wholeMs;
    this.resume();
  }

  /** Stops the clock of the whole-probe deadline: waiting for our own turn is not the server's fault. */
  suspend(): void {
    clearTimeout(this.#timer);
    this.#remainingMs -= monotonicMs() - this.#countingSince;
  }

  resume(): void {
    this.#countingSince = monotonicMs();
    this.#timer = setTimeout(() => this.#interrupt('deadline-exceeded'), Math.max(0, this.#remainingMs));
  }

  failure(phase: Phase): Failure | undefined {
    if (this.#cause === undefined) return undefined;
    const detail =
      this.#cause === 'cancelled'
        ? 'The probe was cancelled.'
        : `The probe did not end within its ${this.#wholeMs / 1000} s.`;
    return { code: this.#cause, phase, detail };
  }

  subscribe(listener: () => void): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  close(): void {
    clearTimeout(this.#timer);
    this.#timer = undefined;
    this.#signal?.removeEventListener('abort', this.#cancel);
    this.#listeners.clear();
  }

  #interrupt(cause: Cause): void {
    this.#cause ??= cause;
    for (const listener of [...this.#listeners]) listener();
  }
}

/**
 * A wait that settles exactly once: by `start`'s own event, after `timeoutMs`, or by the interruption.
 * `start` may return a function that takes its listeners away again; it is called in every case.
 */
export function waitBounded<T>(
  interruption: Interruption,
  phase: Phase,
  timeoutMs: number,
  onTimeout: () => T,
  onInterrupted: (failure: Failure) => T,
  start: (settle: (value: T) => void) => (() => void) | undefined,
): Promise<T> {
  const early = interruption.failure(phase);
  if (early !== undefined) return Promise.resolve(onInterrupted(early));
  return new Promise((resolve) => {
    let isSettled = false;
    const stops: (() => void)[] = [];
    const settle = (value: T): void => {
      if (isSettled) return;
      isSettled = true;
      for (const stop of stops.splice(0)) stop();
      resolve(value);
    };
    const timer = setTimeout(() => settle(onTimeout()), timeoutMs);
    const unsubscribe = interruption.subscribe(() => {
      const failure = interruption.failure(phase);
      if (failure !== undefined) settle(onInterrupted(failure));
    });
    stops.push(() => clearTimeout(timer), unsubscribe);
    const stop = start(settle);
    if (stop === undefined) return;
    if (isSettled) stop();
    else stops.push(stop);
  });
}
