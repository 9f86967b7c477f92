// The day that acceptances are held against.

/** YYYY-MM-DD in UTC. */
export function todayInUtc(): string {
  return new Date().toISOString().slice(0, 10);
}
