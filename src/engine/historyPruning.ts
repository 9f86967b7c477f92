// Which results of an endpoint are kept when there are too many of them.

/** What pruning looks at; in the order of their times, oldest first. */
export interface PrunableResult {
  readonly id: string;
  readonly isSound: boolean;
  /** Some fact differs from the result before it, or there is none before it. */
  readonly isChanged: boolean;
  /** A person brought it in. */
  readonly isImported: boolean;
  readonly bytes: number;
}

export interface HistoryLimits {
  readonly results: number;
  readonly bytes: number;
}

/**
 * Most worthy first: the newest, the last two sound ones (the newest result may be one of them), then the newest half,
 * then those with a change, then the rest, each from new to old.
 */
function byWorth(results: readonly PrunableResult[], limits: HistoryLimits): readonly PrunableResult[] {
  const newestFirst = [...results].reverse();
  const own = newestFirst.filter(({ isImported }) => !isImported);
  return [
    ...new Set([
      ...own.slice(0, 1),
      ...own.filter(({ isSound }) => isSound).slice(0, 2),
      ...newestFirst.slice(0, Math.ceil(limits.results / 2)),
      ...newestFirst.filter(({ isChanged, isImported }) => isChanged || isImported),
      ...newestFirst,
    ]),
  ];
}

/**
 * Gives the ids to keep. The newest result and the last sound one are always among them, however large they are; of the
 * others as many as the limits let through, those with a change before those that say what the one before them said.
 */
export function pruneHistory(results: readonly PrunableResult[], limits: HistoryLimits): ReadonlySet<string> {
  const own = results.filter(({ isImported }) => !isImported);
  const always = new Set([own.at(-1), own.findLast(({ isSound }) => isSound)].map((one) => one?.id));
  const kept = new Set<string>();
  let bytes = 0;
  for (const result of byWorth(results, limits)) {
    const fits = kept.size < limits.results && bytes + result.bytes <= limits.bytes;
    if (!fits && !always.has(result.id)) continue;
    kept.add(result.id);
    bytes += result.bytes;
  }
  return kept;
}
