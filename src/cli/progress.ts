// How far a run has come, on standard error, when a person watches it.

import { isatty } from 'node:tty';
import type { Endpoint } from '../model/endpoint.ts';
import { formatEndpoint } from '../formats/targetText.ts';
import { writeError } from './standardError.ts';

export interface Progress {
  readonly advance: (endpoint: Endpoint) => void;
  /** Does something that writes, with the line out of its way. */
  readonly aside: (writing: () => void) => void;
  /** Clears the line; calling it again does nothing. */
  readonly close: () => void;
}

export function openProgress(total: number): Progress {
  // `process.stderr.isTTY` would open the stream, which costs 2 ms of every start.
  const isShown = isatty(2) && total > 0;
  let done = 0;
  let text = '';
  const draw = (): void => {
    // A terminal that does not tell its width says 0. A line that wraps could not be cleared.
    if (isShown) writeError(`\r\u001b[K${text.slice(0, (process.stderr.columns || 80) - 1)}`);
  };
  const change = (next: string): void => {
    if (next === text) return;
    text = next;
    draw();
  };
  change(total === 1 ? 'probing …' : `0/${total}`);
  return {
    advance: (endpoint) => {
      done++;
      change(done === total ? '' : `${done}/${total}  ${formatEndpoint(endpoint)}`);
    },
    aside: (writing) => {
      if (isShown && text !== '') writeError('\r\u001b[K');
      writing();
      if (text !== '') draw();
    },
    close: () => change(''),
  };
}
