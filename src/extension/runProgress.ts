// How far a run of many probes is, in words: counts, and the time that is left at the pace of the last moments.

import type { Verdict } from '../model/assessment.ts';
import { t } from './l10n.ts';

/** How many were done at a time, in milliseconds of one clock. */
export interface PacePoint {
  readonly at: number;
  readonly done: number;
}

export interface RunCounts {
  readonly done: number;
  readonly total: number;
  readonly verdicts: Readonly<Partial<Record<Verdict, number>>>;
}

/** The pace is that of the last moments: a fleet has fast parts and slow ones. */
const paceMs = 20_000;

/** Too short a look gives a wild guess. */
const shortestLookMs = 2_000;

/** The points of the last moments and this one. */
export function addPacePoint(points: readonly PacePoint[], point: PacePoint): readonly PacePoint[] {
  // One point older than the window stays: the pace is then known over the whole of it.
  const first = points.findLastIndex(({ at }) => at <= point.at - paceMs);
  return [...points.slice(Math.max(0, first)), point];
}

/** Milliseconds that the rest takes at this pace. Undefined while there is none to tell. */
export function remainingMs(points: readonly PacePoint[], total: number): number | undefined {
  const [first, last] = [points[0], points.at(-1)];
  if (first === undefined || last === undefined) return undefined;
  const [elapsed, done] = [last.at - first.at, last.done - first.done];
  if (elapsed < shortestLookMs || done <= 0) return undefined;
  return ((total - last.done) * elapsed) / done;
}

/** "about 3 min left", in steps that do not flicker. */
export function formatRemaining(milliseconds: number): string {
  const seconds = milliseconds / 1_000;
  if (seconds < 5) return t('a few seconds left');
  if (seconds < 55) return t('about {0} s left', Math.ceil(seconds / 5) * 5);
  const minutes = Math.round(seconds / 60);
  if (minutes < 60) return t('about {0} min left', Math.max(1, minutes));
  return t('about {0} h left', Math.round(minutes / 60));
}

export function formatCount(count: number, locale?: string): string {
  return count.toLocaleString(locale);
}

/** "312 of 2,000 · 4 broken · about 3 min left". */
export function formatRunProgress(counts: RunCounts, remaining: number | undefined, locale?: string): string {
  const { done, total, verdicts } = counts;
  const broken = verdicts.broken ?? 0;
  const unreachable = verdicts.unreachable ?? 0;
  return [
    t('{0} of {1}', formatCount(done, locale), formatCount(total, locale)),
    ...(broken === 0 ? [] : [t('{0} broken', formatCount(broken, locale))]),
    ...(unreachable === 0 ? [] : [t('{0} unreachable', formatCount(unreachable, locale))]),
    ...(remaining === undefined ? [] : [formatRemaining(remaining)]),
  ].join(' · ');
}
