// The time of validity of certificates as bars on one axis, which bends away from the moment of the probe.

import { svgElement } from './svg.ts';

export interface Period {
  /** Milliseconds since 1970. */
  readonly from: number;
  readonly until: number;
}

const dayMs = 86_400_000;

/** Undefined for dates that cannot be read or that end before they begin: no bar is drawn then. */
export function periodOf(certificate: { readonly notBefore: string; readonly notAfter: string }): Period | undefined {
  const from = Date.parse(certificate.notBefore);
  const until = Date.parse(certificate.notAfter);
  return Number.isNaN(from) || Number.isNaN(until) || until < from ? undefined : { from, until };
}

/**
 * Logarithmic on both sides of now: a root of 25 years and a leaf of 90 days are both readable on it.
 * Gives a position for a time, from 0 to 100.
 */
export function validityScale(periods: readonly Period[], now: number): (time: number) => number {
  const bend = (time: number): number => Math.sign(time - now) * Math.log1p(Math.abs(time - now) / (7 * dayMs));
  let low = -1;
  let high = 1;
  for (const { from, until } of periods) {
    low = Math.min(low, bend(from), bend(until));
    high = Math.max(high, bend(from), bend(until));
  }
  return (time) => Math.round(((bend(time) - low) / (high - low)) * 1_000) / 10;
}

export type PeriodState = 'valid' | 'soon' | 'invalid';

export function periodState({ from, until }: Period, now: number): PeriodState {
  if (now > until || now < from) return 'invalid';
  return until - now < 30 * dayMs ? 'soon' : 'valid';
}

/** "12 days", "3 months", "9 years". */
function formatSpan(milliseconds: number): string {
  const days = Math.floor(Math.abs(milliseconds) / dayMs);
  const [count, unit] =
    days < 60 ? [days, 'day'] : days < 730 ? [Math.round(days / 30.4), 'month'] : [Math.round(days / 365.25), 'year'];
  return `${count} ${unit}${count === 1 ? '' : 's'}`;
}

/** As seen at the time of the probe. */
export function describePeriod({ from, until }: Period, now: number): string {
  if (now > until) return `had expired ${formatSpan(now - until)} before`;
  if (now < from) return `begins ${formatSpan(from - now)} later`;
  return `valid for ${formatSpan(until - now)} more`;
}

export function drawValidity(period: Period, scale: (time: number) => number, now: number): string {
  const start = scale(period.from);
  const nowAt = `${scale(now)}%`;
  return svgElement(
    'svg',
    { class: 'validity', width: '100%', height: 16, 'aria-hidden': 'true' },
    svgElement('line', { class: 'grid', x1: 0, x2: '100%', y1: 8, y2: 8 }),
    svgElement('rect', {
      class: `period period-${periodState(period, now)}`,
      x: `${start}%`,
      y: 4,
      width: `${Math.max(0.5, scale(period.until) - start)}%`,
      height: 8,
      rx: 2,
    }),
    svgElement('line', { class: 'now', x1: nowAt, x2: nowAt, y1: 0, y2: 16 }),
  );
}
