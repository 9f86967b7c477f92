// Times of validity as positions on one axis, and in words. Pure.

import { formatSpan } from './times.ts';

export interface Period {
  readonly from: number;
  readonly until: number;
}

const dayMs = 86_400_000;

/**
 * Logarithmic on both sides of now: a root of 25 years and a leaf of 90 days are both readable on it.
 * Gives a position for a time, from 0 to 100, now at its own place.
 */
export function validityScale(periods: readonly Period[], now: number): (time: number) => number {
  const bend = (time: number): number => Math.sign(time - now) * Math.log1p(Math.abs(time - now) / (7 * dayMs));
  const bends = periods.flatMap(({ from, until }) => [bend(from), bend(until)]);
  const low = Math.min(-1, ...bends);
  const high = Math.max(1, ...bends);
  return (time) => Math.round(((bend(time) - low) / (high - low)) * 1_000) / 10;
}

/** "expires in 12 days", "expired 3 days ago", "begins in 2 days". */
export function describePeriod({ from, until }: Period, now: number): string {
  if (now > until) return `expired ${formatSpan(now - until)} ago`;
  if (now < from) return `begins in ${formatSpan(from - now)}`;
  return `expires in ${formatSpan(until - now)}`;
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
