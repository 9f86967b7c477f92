// When a fleet is probed again: every so many minutes, never exactly, never beside itself. Time and chance are handed in.

import type { Assessment, Verdict } from '../model/assessment.ts';
import { longestMonitorMinutes, shortestMonitorMinutes } from '../model/fleet.ts';

/** Many windows that look at one server must not do so in step. */
const jitter = 0.1;

/** A window that was just opened has other things to do. */
const settlingMs = 10_000;

export interface ScheduleClock {
  /** Milliseconds since 1970. */
  readonly now: () => number;
  /** Calls back once; gives what calls it off. */
  readonly wait: (delayMs: number, then: () => void) => () => void;
  /** 0 up to 1, as Math.random. */
  readonly random: () => number;
}

/** What comes of a wish. The week also keeps timers from overflowing, which they do at 24 days. */
export function roundMinutes(everyMinutes: number): number {
  return Math.min(longestMonitorMinutes, Math.max(shortestMonitorMinutes, everyMinutes));
}

/** Milliseconds from one round to the next: the interval, give or take a tenth. */
export function intervalMs(everyMinutes: number, random: number): number {
  return Math.round(roundMinutes(everyMinutes) * 60_000 * (1 + jitter * (2 * random - 1)));
}

/** The first round of a window counts from the last one of the window before. */
export function firstRoundAt(now: number, lastStartedAt: number | undefined, interval: number): number {
  // A time in the future comes from a clock that was set back.
  const last = lastStartedAt === undefined || lastStartedAt > now ? -Infinity : lastStartedAt;
  return Math.max(now + settlingMs, last + interval);
}

/** A round that took longer than the interval is followed by a whole one. */
export function nextRoundAt(startedAt: number, endedAt: number, interval: number): number {
  const planned = startedAt + interval;
  return planned > endedAt ? planned : endedAt + interval;
}

export interface ScheduleOptions {
  readonly everyMinutes: number;
  readonly lastStartedAt?: number;
  readonly clock: ScheduleClock;
  /** `signal`: the schedule ended, and nothing more is to be begun. Must not reject. */
  readonly round: (signal: AbortSignal) => Promise<void>;
}

export interface Schedule {
  /** Milliseconds since 1970; undefined while a round runs. */
  readonly nextAt: () => number | undefined;
  readonly close: () => void;
}

export function openSchedule({ everyMinutes, lastStartedAt, clock, round }: ScheduleOptions): Schedule {
  const ending = new AbortController();
  let nextAt: number | undefined;
  let callOff: () => void = () => undefined;
  const plan = (at: number): void => {
    if (ending.signal.aborted) return;
    nextAt = at;
    callOff = clock.wait(Math.max(0, at - clock.now()), () => void run());
  };
  const run = async (): Promise<void> => {
    nextAt = undefined;
    const startedAt = clock.now();
    await round(ending.signal);
    plan(nextRoundAt(startedAt, clock.now(), intervalMs(everyMinutes, clock.random())));
  };
  plan(firstRoundAt(clock.now(), lastStartedAt, intervalMs(everyMinutes, clock.random())));
  return {
    nextAt: () => nextAt,
    close: () => {
      ending.abort();
      callOff();
      nextAt = undefined;
    },
  };
}

export interface VerdictChange {
  readonly key: string;
  readonly before: Verdict;
  readonly after: Verdict;
}

/** Endpoints whose verdict is another one. A first verdict is no change, and what a person cancelled says nothing. */
export function verdictChanges(
  before: ReadonlyMap<string, Assessment>,
  after: ReadonlyMap<string, Assessment>,
): readonly VerdictChange[] {
  return [...after].flatMap(([key, { verdict, ending }]) => {
    const known = before.get(key)?.verdict;
    if (known === undefined || known === verdict || ending?.code === 'cancelled') return [];
    return [{ key, before: known, after: verdict }];
  });
}

/** Several hosts and not one that could be reached: more likely this machine than all of them. */
export function isProbablyOffline(after: ReadonlyMap<string, Assessment>): boolean {
  const results = [...after.values()];
  const hosts = new Set(results.map(({ endpoint }) => endpoint.host));
  return hosts.size > 1 && results.every(({ verdict }) => verdict === 'unreachable');
}
