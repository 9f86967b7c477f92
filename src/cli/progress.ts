// How far a run has come, on standard error, when a person watches it.

import type { Endpoint } from '../model/endpoint.ts';
import { formatEndpoint } from '../formats/targetText.ts';

export interface Progress {
  readonly advance: (endpoint: Endpoint) => void;
  /** Clears the line; calling it again does nothing. */
  readonly close: () => void;
}

export function openProgress(total: number): Progress {
  const { stderr } = process;
  const isShown = stderr.isTTY && total > 0;
  let done = 0;
  const draw = (text: string): void => {
    if (isShown) stderr.write(`\r\u001b[K${text.slice(0, Math.max(0, stderr.columns - 1))}`);
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
