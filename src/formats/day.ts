// Days as fleet files and acceptances have them: YYYY-MM-DD, in UTC.

export const dayMs = 86_400_000;

/** @param time Milliseconds since 1970. */
export function formatDay(time: number): string {
  return new Date(time).toISOString().slice(0, 10);
}

/** Milliseconds since 1970 at its beginning; undefined for what is no day that the calendar has. */
export function parseDay(text: string): number | undefined {
  if (!/^\d{4}-\d{2}-\d{2}$/.test(text)) return undefined;
  const time = Date.parse(`${text}T00:00:00Z`);
  // Where the calendar has no such day, some engines take the next one.
  return Number.isNaN(time) || formatDay(time) !== text ? undefined : time;
}
