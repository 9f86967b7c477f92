// Time enters the probe through this: tests bring their own.

export interface Clock {
  /** Milliseconds on a clock that never jumps. */
  readonly now: () => number;
  readonly date: () => Date;
}

export const systemClock: Clock = { now: () => performance.now(), date: () => new Date() };
