// Standard output, and what happens when it cannot be written.

import { describeFileError } from './files.ts';

/** `closed`: the reader went away (`| head`), there is nobody left to tell. `failed`: what was to be told is lost. */
export type OutputState = 'open' | 'closed' | 'failed';

export interface StandardOutput {
  readonly write: (text: string) => void;
  readonly state: () => OutputState;
  /** Called once, as soon as nothing can be written any more. */
  readonly onEnd: (listener: () => void) => void;
  /** Calls back when all that was written is out or lost. */
  readonly flush: (whenDone: () => void) => void;
}

/** @param complain Told once when the output fails, but not when its reader went away. */
export function openStandardOutput(stream: NodeJS.WritableStream, complain: (message: string) => void): StandardOutput {
  let state: OutputState = 'open';
  const listeners: (() => void)[] = [];
  const fail = (error: unknown): void => {
    if (state !== 'open') return;
    state = error instanceof Error && 'code' in error && error.code === 'EPIPE' ? 'closed' : 'failed';
    if (state === 'failed') complain(`The output cannot be written: ${describeFileError(error)}.`);
    for (const listener of listeners) listener();
  };
  stream.on('error', fail);
  const send = (text: string, whenDone?: () => void): void => {
    try {
      stream.write(text, (error) => {
        if (error instanceof Error) fail(error);
        whenDone?.();
      });
    } catch (error) {
      // Node.js 20 writes to files at once and lets the error through.
      fail(error);
      whenDone?.();
    }
  };
  return {
    write: (text) => {
      if (state === 'open') send(text);
    },
    state: () => state,
    onEnd: (listener) => void listeners.push(listener),
    flush: (whenDone) => {
      // Errors of a stream are told in a later turn. One that has failed may take nothing, not even the question.
      const later = (): void => void setImmediate(whenDone);
      if (state === 'open') send('', later);
      else later();
    },
  };
}
