// What the time is in a probe under way. Pure: it is told what its reader's clock says.

import type { PageState } from './state.ts';

/** Milliseconds since the probe started at which the newest stage or line came. */
export function newestAt({ stages, lines }: PageState): number {
  const ends = stages.map(({ startedAt, durationMs }) => startedAt + durationMs);
  return Math.max(0, lines.at(-1)?.at ?? 0, ...ends);
}

/** What the time is in a probe under way, from what came of it and when: its clock is not ours. */
export interface ProbeClock {
  /** Takes a state that came just now, at `time`. */
  readonly follow: (state: PageState, time: number) => void;
  /** Milliseconds since the probe started; undefined while none is under way. */
  readonly now: (time: number) => number | undefined;
}

export function makeProbeClock(): ProbeClock {
  let start: number | undefined;
  let newest = 0;
  return {
    follow: (state, time) => {
      const at = newestAt(state);
      // A probe that starts, or starts again, begins at nothing.
      if (!state.isRunning || at < newest) start = undefined;
      newest = at;
      if (!state.isRunning) return;
      // Messages come late, never early: the earliest start is the nearest.
      start = Math.min(start ?? Infinity, time - state.ageMs - at);
    },
    now: (time) => (start === undefined ? undefined : Math.max(newest, time - start)),
  };
}
