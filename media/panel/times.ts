// Times as the page writes them.

import { formatNumber, formatRelative, formatUnit } from './l10n.ts';

/** "12 ms", "1.40 s", "<0.1 ms". */
export function formatMs(milliseconds: number): string {
  if (milliseconds > 0 && milliseconds < 0.1) return `<${formatNumber(0.1, 1)} ms`;
  if (milliseconds >= 1_000) return `${formatNumber(milliseconds / 1_000, 2)} s`;
  if (milliseconds >= 10 || milliseconds === 0) return `${formatNumber(Math.round(milliseconds))} ms`;
  return `${formatNumber(milliseconds, 1)} ms`;
}

const dayMs = 86_400_000;

type SpanUnit = 'day' | 'month' | 'year';

function inUnits(milliseconds: number): readonly [count: number, unit: SpanUnit] {
  const days = Math.floor(Math.abs(milliseconds) / dayMs);
  if (days < 60) return [days, 'day'];
  return days < 730 ? [Math.round(days / 30.4), 'month'] : [Math.round(days / 365.25), 'year'];
}

/** "12 days", "3 months", "9 years". */
export function formatSpan(milliseconds: number): string {
  return formatUnit(...inUnits(milliseconds));
}

/** "in 12 days" for what is to come, "3 months ago" for what is past. */
export function formatDistance(milliseconds: number): string {
  const [count, unit] = inUnits(milliseconds);
  return formatRelative(milliseconds < 0 ? -count : count, unit);
}

/** "now", "4 minutes ago", "yesterday", "2 months ago". */
export function formatAgo(milliseconds: number): string {
  const minutes = Math.floor(milliseconds / 60_000);
  if (minutes < 1) return formatRelative(0, 'second');
  if (minutes < 60) return formatRelative(-minutes, 'minute');
  if (minutes < 48 * 60) return formatRelative(-Math.floor(minutes / 60), 'hour');
  return formatDistance(-milliseconds);
}

/** Round positions for the marks of an axis from 0 to `end`, four to six of them. */
export function axisMarks(end: number): readonly number[] {
  if (!(end > 0)) return [0];
  const rough = end / 4;
  const power = 10 ** Math.floor(Math.log10(rough));
  const step = [1, 2, 2.5, 5, 10].map((factor) => factor * power).find((candidate) => candidate >= rough) ?? rough;
  const marks: number[] = [];
  for (let mark = 0; mark <= end * 1.0001; mark += step) marks.push(Math.round(mark * 1_000) / 1_000);
  return marks;
}
