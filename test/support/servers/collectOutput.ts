// A child process followed to its end.

import type { ChildProcess } from 'node:child_process';

export interface ProcessEnd {
  /** The exit code, or -1 when a signal ended it. */
  readonly code: number;
  readonly output: string;
  readonly errors: string;
}

/** Waits for the end; a process that takes longer than `timeoutMs` is ended and fails the wait. */
export function collectOutput(child: ChildProcess, timeoutMs: number): Promise<ProcessEnd> {
  return new Promise((resolve, reject) => {
    let output = '';
    let errors = '';
    let timedOut = false;
    child.stdout?.setEncoding('utf8').on('data', (chunk: string) => {
      output += chunk;
    });
    child.stderr?.setEncoding('utf8').on('data', (chunk: string) => {
      errors += chunk;
    });
    const timer = setTimeout(() => {
      timedOut = true;
      child.kill('SIGKILL');
    }, timeoutMs);
    child.once('error', (error) => {
      clearTimeout(timer);
      reject(error);
    });
    child.once('close', (code) => {
      clearTimeout(timer);
      if (timedOut) reject(new Error(`${child.spawnfile} took longer than ${timeoutMs} ms:\n${output}\n${errors}`));
      else resolve({ code: code ?? -1, output, errors });
    });
  });
}
