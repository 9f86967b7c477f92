// Long work in short pieces, so that the extension host answers in between; and many pieces of I/O, a few at a time.

/** Ends when all that waits has had its turn. */
let lastTurn: Promise<void> = Promise.resolve();

/** Each in a turn of the event loop of its own: several long works at once must not add up to one long piece. */
function nextTurn(): Promise<void> {
  lastTurn = lastTurn.then(() => new Promise((resolve) => setImmediate(resolve)));
  return lastTurn;
}

/** Gives a function to be awaited between two pieces of work: it lets others in when `budgetMs` are used up. */
export function openSlices(budgetMs = 8): () => Promise<void> {
  let began = performance.now();
  return async () => {
    if (performance.now() - began < budgetMs) return;
    await nextTurn();
    began = performance.now();
  };
}

/** Runs what it is given as soon as fewer than `limit` of them are under way. */
export function openGate(limit: number): <T>(work: () => Promise<T>) => Promise<T> {
  const waiting: (() => void)[] = [];
  let active = 0;
  return async (work) => {
    if (active < limit) active++;
    else await new Promise<void>((resolve) => waiting.push(resolve));
    try {
      return await work();
    } finally {
      const next = waiting.shift();
      if (next === undefined) active--;
      else next();
    }
  };
}
