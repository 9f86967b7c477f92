// Times as the page writes them.

/** "12 ms", "1.40 s", "<0.1 ms". */
export function formatMs(milliseconds: number): string {
  if (milliseconds > 0 && milliseconds < 0.1) return '<0.1 ms';
  if (milliseconds >= 1_000) return `${(milliseconds / 1_000).toFixed(2)} s`;
  if (milliseconds >= 10 || milliseconds === 0) return `${Math.round(milliseconds)} ms`;
  return `${milliseconds.toFixed(1)} ms`;
}

/** `2026-03-15` of an ISO 8601 time; the text itself where it is none. */
export function formatDay(time: string): string {
  return /^\d{4,6}-\d{2}-\d{2}T/.test(time) ? time.slice(0, time.indexOf('T')) : time;
}

const dayMs = 86_400_000;

/** "12 days", "3 months", "9 years". */
export function formatSpan(milliseconds: number): string {
  const days = Math.floor(Math.abs(milliseconds) / dayMs);
  const [count, unit] =
    days < 60 ? [days, 'day'] : days < 730 ? [Math.round(days / 30.4), 'month'] : [Math.round(days / 365.25), 'year'];
  return `${count} ${unit}${count === 1 ? '' : 's'}`;
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
