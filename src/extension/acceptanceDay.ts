// The last day of an acceptance: what is proposed, and what may be typed.

import { dayMs, formatDay, parseDay } from '../formats/day.ts';
import { longestAcceptanceDays } from '../formats/fleetPolicy.ts';
import { t } from './l10n.ts';

const proposedDays = 30;

function dayAfter(now: number, days: number): string {
  return formatDay(now + days * dayMs);
}

/** @param now Milliseconds since 1970. */
export function proposedDay(now: number): string {
  return dayAfter(now, proposedDays);
}

/** What is wrong with the text as a last day; undefined when nothing is. */
export function troubleWithDay(text: string, now: number): string | undefined {
  const day = text.trim();
  if (parseDay(day) === undefined) return t('Write a day as YYYY-MM-DD, such as {0}.', proposedDay(now));
  if (day < dayAfter(now, 0)) return t('That day has passed.');
  if (day > dayAfter(now, longestAcceptanceDays)) {
    return t(
      'A finding can be accepted until {0} at the latest: a year from now.',
      dayAfter(now, longestAcceptanceDays),
    );
  }
  return undefined;
}
