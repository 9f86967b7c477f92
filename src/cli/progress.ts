// How far a run has come, on standard error, when a person watches it.

import { isatty } from 'node:tty';
import type { Endpoint } from '../model/endpoint.ts';
import { formatEndpoint } from '../formats/targetText.ts';

export interface Progress {
  readonly advance: (endpoint: Endpoint) => void;
  /** Clears the line; calling it again does nothing. */
  readonly close: () => void;
}

export function openProgress(total: number): Progress {
  // `process.stderr.isTTY` would open the stream, which costs 2 ms of every start.
  const isShown = isatty(2) && total > 0;
  let done = 0;
  const draw = (text: string): void => {
    if (isShown) process.stderr.write(`\r\u001b[K${text.slice(0, Math.max(0, process.stderr.columns - 1))}`);
  };
  draw(total === 1 ? 'probing …' : `0/${total}`);
  return {
    advance: (endpoint) => {
      done++;
      draw(`${done}/${total}  ${formatEndpoint(endpoint)}`);
    },
    close: () => {
      draw('');
    },
  };
}
