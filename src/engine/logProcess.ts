// Has a protocol log read in a process of its own: one job each, ended by its answer, by a cancel or with the host.

import { fork } from 'node:child_process';
import type { Assessment } from '../model/assessment.ts';
import type { LogSummary } from '../model/protocolLog.ts';
import { printableText } from '../formats/printable.ts';
import { parseFromLogWorker } from './logMessages.ts';
import type { MessageFromLogWorker, MessageToLogWorker, SessionPlace } from './logMessages.ts';

export interface LogProgress {
  readonly bytes: number;
  readonly total: number;
  readonly sessions: number;
}

export interface LogJob {
  /** Path of the built worker. */
  readonly workerPath: string;
  /** Path of the log. */
  readonly path: string;
  readonly signal?: AbortSignal;
  readonly onProgress?: (progress: LogProgress) => void;
}

type Answer = Exclude<MessageFromLogWorker, { readonly kind: 'progress' }>;

/** What was thrown when a person cancelled. */
export class LogCancelled extends Error {}

/** @throws LogCancelled, or an error that says why the log could not be read. */
function ask({ workerPath, signal, onProgress }: LogJob, message: MessageToLogWorker): Promise<Answer> {
  return new Promise((settle, refuse) => {
    if (signal?.aborted === true) {
      refuse(new LogCancelled());
      return;
    }
    const worker = fork(workerPath, [], {
      // What is read is garbage at once: a small young generation keeps a log of any size in some 100 MB.
      execArgv: ['--max-semi-space-size=4'],
      stdio: ['ignore', 'ignore', 'pipe', 'ipc'],
    });
    let lastWords = '';
    worker.stderr?.on('data', (chunk: Buffer) => {
      lastWords = (lastWords + chunk.toString('utf8')).slice(-500);
    });
    const cancel = (): void => {
      worker.kill('SIGKILL');
      refuse(new LogCancelled());
    };
    const end = (finish: () => void): void => {
      signal?.removeEventListener('abort', cancel);
      finish();
    };
    signal?.addEventListener('abort', cancel, { once: true });
    worker.on('message', (value) => {
      const answer = parseFromLogWorker(value);
      if (answer === undefined) return;
      if (answer.kind === 'progress') onProgress?.(answer);
      else end(() => settle(answer));
    });
    worker.on('error', (error) => end(() => refuse(error)));
    worker.on('exit', (code, reason) => {
      const words = printableText(lastWords.trim(), 300);
      end(() => refuse(new Error(`The process that read it ended (${reason ?? String(code)}). ${words}`.trim())));
    });
    worker.send(message);
  });
}

/** @throws As `ask`. */
export async function analyseLogFile(job: LogJob): Promise<LogSummary> {
  const answer = await ask(job, { kind: 'analyse', path: job.path });
  if (answer.kind === 'summary') return answer.summary;
  throw new Error(answer.kind === 'failed' ? answer.reason : 'The process that read it gave another answer.');
}

/** Undefined: it is not there any more. @throws As `ask`. */
export async function readLogSession(job: LogJob, place: SessionPlace): Promise<Assessment | undefined> {
  const answer = await ask(job, { kind: 'session', path: job.path, ...place });
  if (answer.kind === 'session') return answer.assessment;
  throw new Error(answer.kind === 'failed' ? answer.reason : 'The process that read it gave another answer.');
}
