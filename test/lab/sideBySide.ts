// Runs jobs a few at a time: what the lab waits for is mostly time.

/** The outcome of each job, in order of `items`; a job that throws leaves a rejected promise behind. */
export async function sideBySide<T, R>(
  items: readonly T[],
  atOnce: number,
  job: (item: T) => Promise<R>,
): Promise<readonly PromiseSettledResult<R>[]> {
  const outcomes: PromiseSettledResult<R>[] = [];
  let next = 0;
  const walk = async (): Promise<void> => {
    for (let index = next++; index < items.length; index = next++) {
      const item = items[index] as T;
      const [outcome] = await Promise.allSettled([job(item)]);
      outcomes[index] = outcome;
    }
  };
  await Promise.all(Array.from({ length: atOnce }, walk));
  return outcomes;
}

/** The value of a settled job, or its error thrown. */
export function valueOf<R>(outcome: PromiseSettledResult<R> | undefined): R {
  if (outcome === undefined) throw new Error('The job was not run.');
  if (outcome.status === 'rejected') throw outcome.reason;
  return outcome.value;
}
