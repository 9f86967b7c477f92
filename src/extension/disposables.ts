// Small bridges between VS Code's ways of ending things and the platform's.

import * as vscode from 'vscode';

/** The token as a signal; call `dispose` when the work is done. */
export function signalOf(...tokens: readonly vscode.CancellationToken[]): {
  readonly signal: AbortSignal;
  readonly abort: () => void;
  readonly dispose: () => void;
} {
  const controller = new AbortController();
  const abort = (): void => controller.abort();
  const listeners = tokens.map((token) => {
    if (token.isCancellationRequested) abort();
    return token.onCancellationRequested(abort);
  });
  return { signal: controller.signal, abort, dispose: () => vscode.Disposable.from(...listeners).dispose() };
}

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
