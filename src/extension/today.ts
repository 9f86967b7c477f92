// The day that acceptances are held against.

import { formatDay } from '../formats/day.ts';

/** YYYY-MM-DD in UTC. */
export function todayInUtc(): string {
  return formatDay(Date.now());
}
