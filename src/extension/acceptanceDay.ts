// The last day of an acceptance: what is proposed, and what may be typed.

import { t } from './l10n.ts';

const dayMs = 86_400_000;

const proposedDays = 30;

/** An acceptance is a promise to look again: fleet files take no longer one. */
const longestDays = 366;

/** YYYY-MM-DD in UTC. @param now Milliseconds since 1970. */
export function dayAfter(now: number, days: number): string {
  return new Date(now + days * dayMs).toISOString().slice(0, 10);
}

export function proposedDay(now: number): string {
  return dayAfter(now, proposedDays);
}

/** What is wrong with the text as a last day; undefined when nothing is. */
export function troubleWithDay(text: string, now: number): string | undefined {
  const day = text.trim();
  const time = /^\d{4}-\d{2}-\d{2}$/.test(day) ? Date.parse(`${day}T00:00:00Z`) : Number.NaN;
  // Where the calendar has no such day, some engines take the next one.
  if (Number.isNaN(time) || !new Date(time).toISOString().startsWith(day)) {
    return t('Write a day as YYYY-MM-DD, such as {0}.', proposedDay(now));
  }
  if (day < dayAfter(now, 0)) return t('That day has passed.');
  if (day > dayAfter(now, longestDays)) {
    return t('A finding can be accepted until {0} at the latest: a year from now.', dayAfter(now, longestDays));
  }
  return undefined;
}
