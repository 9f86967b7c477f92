// Runs probes in this process: for the CLI with one host, where a second process would double the cost
// and there is no other result that a crash could take along.

import { setMaxListeners } from 'node:events';
import { assess } from './assess.ts';
import type { Runner } from './runner.ts';

export function openLocalRunner(): Runner {
  const closing = new AbortController();
  // Every probe listens to it: many listeners are no leak.
  setMaxListeners(0, closing.signal);
  const connections: Promise<void>[] = [];
  return {
    run: async ({ endpoint, options, signal, onStarted, onProgress }) => {
      onStarted?.();
      const either = signal === undefined ? closing.signal : AbortSignal.any([signal, closing.signal]);
      const { assessment, closed } = await assess(endpoint, options, {
        signal: either,
        ...(onProgress === undefined ? {} : { onProgress }),
      });
      connections.push(closed);
      return assessment;
    },
    close: async () => {
      closing.abort();
      // The answer to QUIT is waited for here, a moment at most: a server logs a client that hangs up before.
      await Promise.all(connections);
    },
  };
}
