// Times of validity as positions on one axis, and in words. Pure.

import { formatUnit, t } from './l10n.ts';
import { formatDistance } from './times.ts';

export interface Period {
  readonly from: number;
  readonly until: number;
}

const dayMs = 86_400_000;

export interface TimeMark {
  /** From 0 to 100. */
  readonly position: number;
  readonly label: string;
}

export interface ValidityScale {
  /** From 0 to 100, now at its own place. */
  readonly position: (time: number) => number;
  /** Round distances from now, those that there is room for. */
  readonly marks: readonly TimeMark[];
}

const roundDistances: readonly (readonly [count: number, unit: 'day' | 'month' | 'year', days: number])[] = [
  [30, 'day', 30],
  [1, 'year', 365],
  [10, 'year', 3_652],
];

/** Marks nearer than this to each other, in hundredths of the axis, would be written over one another. */
const nearestMarks = 12;

/** Logarithmic on both sides of now: a root of 25 years and a leaf of 90 days are both readable on it. */
export function validityScale(periods: readonly Period[], now: number): ValidityScale {
  const bend = (time: number): number => Math.sign(time - now) * Math.log1p(Math.abs(time - now) / (7 * dayMs));
  const bends = periods.flatMap(({ from, until }) => [bend(from), bend(until)]);
  const low = Math.min(-1, ...bends);
  const high = Math.max(1, ...bends);
  const position = (time: number): number => Math.round(((bend(time) - low) / (high - low)) * 1_000) / 10;
  const marks: TimeMark[] = [{ position: position(now), label: t('now') }];
  for (const [count, unit, days] of roundDistances) {
    for (const sign of [-1, 1]) {
      const at = position(now + sign * days * dayMs);
      const label = `${sign < 0 ? '−' : '+'}${formatUnit(count, unit)}`;
      const isFree = marks.every((mark) => Math.abs(mark.position - at) >= nearestMarks);
      if (at >= 4 && at <= 94 && isFree) marks.push({ position: at, label });
    }
  }
  return { position, marks: marks.sort((one, other) => one.position - other.position) };
}

/** "expires in 12 days", "expired 3 days ago", "begins in 2 days". */
export function describePeriod({ from, until }: Period, now: number): string {
  if (now > until) return t('expired {0}', formatDistance(until - now));
  if (now < from) return t('begins {0}', formatDistance(from - now));
  return t('expires {0}', formatDistance(until - now));
}

export type PeriodState = 'valid' | 'soon' | 'invalid';

export function periodState({ from, until }: Period, now: number): PeriodState {
  if (now > until || now < from) return 'invalid';
  return until - now < 30 * dayMs ? 'soon' : 'valid';
}

/** Undefined for dates that cannot be read: no bar is drawn then. */
export function periodOf(certificate: { readonly notBefore: string; readonly notAfter: string }): Period | undefined {
  const from = Date.parse(certificate.notBefore);
  const until = Date.parse(certificate.notAfter);
  return Number.isNaN(from) || Number.isNaN(until) ? undefined : { from, until };
}
