// Dates as exports have them: ISO 8601, /Date(…)/ of PowerShell 5.1, and what the culture of a machine makes of them.

/** What the other dates of a file tell about which number is the month. */
export type DateOrder = 'month-first' | 'day-first' | 'unknown';

export type ExportDate =
  { readonly status: 'parsed'; readonly value: number } | { readonly status: 'invalid'; readonly reason: string };

const culture = /^(\d{1,2})([/.-])(\d{1,2})\2(\d{4})(?:,? (\d{1,2}):(\d{2})(?::(\d{2}))?(?: ?([AP])M)?)?$/i;

const slashed = /\b(\d{1,2})\/(\d{1,2})\/\d{4}\b/g;

/** A number above 12 is no month: one such date tells for all of the file, as long as none tells otherwise. */
export function findDateOrder(text: string): DateOrder {
  let monthFirst = false;
  let dayFirst = false;
  for (const [, first, second] of text.matchAll(slashed)) {
    if (Number(second) > 12) monthFirst = true;
    if (Number(first) > 12) dayFirst = true;
  }
  if (monthFirst === dayFirst) return 'unknown';
  return monthFirst ? 'month-first' : 'day-first';
}

function timeOf(year: number, month: number, day: number, rest: readonly number[]): number | undefined {
  const [hour = 0, minute = 0, second = 0] = rest;
  const date = new Date(Date.UTC(year, month - 1, day, hour, minute, second));
  return date.getUTCMonth() === month - 1 && date.getUTCDate() === day ? date.getTime() : undefined;
}

/** Where an export tells no time zone, it is taken as UTC: good to the day. */
export function parseExportDate(text: string, order: DateOrder): ExportDate {
  const ticks = /^\/Date\((-?\d{1,16})(?:[+-]\d{4})?\)\/$/.exec(text)?.[1];
  if (ticks !== undefined) return { status: 'parsed', value: Number(ticks) };
  const strange: ExportDate = { status: 'invalid', reason: 'it is not a date that can be read' };
  if (/^\d{4}-\d{2}-\d{2}(?:[T ]\d{2}:\d{2}(?::\d{2}(?:\.\d{1,9})?)?(?:Z|[+-]\d{2}:\d{2})?)?$/.test(text)) {
    const iso = text.replace(' ', 'T').replace(/(\.\d{3})\d+/, '$1');
    const value = Date.parse(/T/.test(iso) && !/(?:Z|[+-]\d{2}:\d{2})$/.test(iso) ? `${iso}Z` : iso);
    return Number.isNaN(value) ? strange : { status: 'parsed', value };
  }
  const [, first, sign, second, year, hour, minute, seconds, half] = culture.exec(text) ?? [];
  if (first === undefined) return strange;
  const [one, two] = [Number(first), Number(second)];
  const isKnown = sign !== '/' || order !== 'unknown' || one > 12 || two > 12 || one === two;
  if (!isKnown) return { status: 'invalid', reason: 'its day and month could stand either way round' };
  const isMonthFirst = sign === '/' && (two > 12 || (one <= 12 && order === 'month-first'));
  const [month, day] = isMonthFirst ? [one, two] : [two, one];
  const plainHour = Number(hour ?? 0);
  const hours = half === undefined ? plainHour : (plainHour % 12) + (half.toUpperCase() === 'P' ? 12 : 0);
  const value = timeOf(Number(year), month, day, [hours, Number(minute ?? 0), Number(seconds ?? 0)]);
  return value === undefined ? strange : { status: 'parsed', value };
}
