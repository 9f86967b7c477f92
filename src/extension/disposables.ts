// Many requests, one action: what is asked for often is done once in a while.

import type * as vscode from 'vscode';

export interface Coalesced extends vscode.Disposable {
  /** Asks for the action; more calls before it happens change nothing. */
  readonly request: () => void;
}

/** Gathers many requests into one call of `action`, at most one per `delayMs`. */
export function coalesce(delayMs: number, action: () => void): Coalesced {
  let timer: NodeJS.Timeout | undefined;
  return {
    request: () => {
      timer ??= setTimeout(() => {
        timer = undefined;
        action();
      }, delayMs);
    },
    dispose: () => {
      clearTimeout(timer);
      timer = undefined;
    },
  };
}
