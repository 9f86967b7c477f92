// Gives endpoints that come into the list their last result back, as it was judged when it was kept.

import type { Store, StoreChange } from '../engine/store.ts';
import type { History } from './history.ts';

export interface PastResults {
  /** Ends when every endpoint that is in the list by now has its last result. */
  readonly restored: () => Promise<void>;
  readonly dispose: () => void;
}

/** Results put into the store at once: the views are told once of all of them. */
const resultsAtOnce = 50;

export function openPastResults(store: Store, history: Pick<History, 'last'>): PastResults {
  /** Endpoints whose files were read, or will be. */
  const asked = new Set<string>();
  const waiting: string[] = [];
  let restoring: Promise<void> | undefined;

  const restoreAll = async (): Promise<void> => {
    while (waiting.length > 0) {
      const keys = waiting.splice(0, resultsAtOnce);
      const found = await Promise.all(keys.map((key) => history.last(key)));
      const changes = keys.flatMap((key, index): StoreChange[] => {
        const assessment = found[index];
        return assessment === undefined ? [] : [{ kind: 'restored', key, assessment }];
      });
      store.applyAll(changes);
    }
    restoring = undefined;
  };

  const ask = (key: string): void => {
    const state = store.get(key);
    if (state === undefined) asked.delete(key);
    if (state === undefined || state.assessment !== undefined || asked.has(key)) return;
    asked.add(key);
    waiting.push(key);
  };

  const askAll = (keys: Iterable<string>): void => {
    for (const key of keys) ask(key);
    if (waiting.length > 0) restoring ??= restoreAll();
  };

  const stopListening = store.listen(askAll);
  return {
    restored: async () => {
      askAll(store.all().map(({ key }) => key));
      while (restoring !== undefined) await restoring;
    },
    dispose: () => void stopListening(),
  };
}
