// Runs probes in a forked process: started on the first probe, ended when idle, replaced when it dies.

import { fork } from 'node:child_process';
import type { ChildProcess } from 'node:child_process';
import type { Assessment } from '../model/assessment.ts';
import type { Failure, FailureCode } from '../model/failure.ts';
import { defaultConcurrency, defaultConnectionsPerHost, furtherTestLimits } from '../model/limits.ts';
import type { ProbeOptions } from '../model/options.ts';
import { printableText } from '../formats/printable.ts';
import { parseFromWorker } from './messages.ts';
import type { MessageFromWorker, MessageToWorker } from './messages.ts';
import type { Runner, RunRequest } from './runner.ts';
import { unprobed } from './unprobed.ts';

export interface WorkerPoolOptions {
  /** Path of the built worker. */
  readonly workerPath: string;
  /** Another Node.js to run it with, for its TLS library. Default: this process's own binary. */
  readonly nodePath?: string;
  /** Probes at work at once; those that only wait for a silent server do not count. */
  readonly concurrency?: number;
  readonly connectionsPerHost?: number;
  /** A worker without work ends after this. */
  readonly idleMs?: number;
}

/** Open connections in all, silent ones included: below the usual limit of 1,024 files. */
const maximumOpen = 400;

/** A cancelled job ends within this, whatever the worker does. */
const cancelGraceMs = 750;

/** A worker that did not end a job so long after its deadline hangs, and is ended itself. */
const hangGraceMs = 5_000;

/** A worker that is let go may say goodbye to its servers for so long. */
const farewellMs = 2_000;

/** How long a job may take by its own limits. */
function longestOf({ deadlines, furtherTests }: ProbeOptions): number {
  return furtherTests === undefined ? deadlines.whole : 2 * deadlines.whole + furtherTestLimits.whole;
}

interface Job {
  readonly id: number;
  readonly request: RunRequest;
  readonly settle: (assessment: Assessment) => void;
  readonly createdAt: Date;
  attempts: number;
  hasStarted: boolean;
  isParked: boolean;
  watchdog: NodeJS.Timeout | undefined;
  /** Stops listening to the request's signal. */
  detach: () => void;
}

class WorkerPool {
  readonly #options: WorkerPoolOptions;
  readonly #concurrency: number;
  readonly #waiting: Job[] = [];
  /** Jobs that were under way when a worker died: each is tried once more, with no other beside it. */
  readonly #suspects: Job[] = [];
  readonly #running = new Map<number, Job>();
  #worker: ChildProcess | undefined;
  #lastWords = '';
  #lastHeard = 0;
  #idleTimer: NodeJS.Timeout | undefined;
  #nextId = 1;
  #isClosed = false;

  constructor(options: WorkerPoolOptions) {
    this.#options = options;
    this.#concurrency = options.concurrency ?? defaultConcurrency;
  }

  get processId(): number | undefined {
    return this.#worker?.pid;
  }

  run(request: RunRequest): Promise<Assessment> {
    return new Promise((resolve) => {
      const job: Job = {
        id: this.#nextId++,
        request,
        settle: resolve,
        createdAt: new Date(),
        attempts: 0,
        hasStarted: false,
        isParked: false,
        watchdog: undefined,
        detach: () => undefined,
      };
      if (this.#isClosed || request.signal?.aborted === true) {
        this.#finishWith(job, 'cancelled', 'The probe was cancelled.');
        return;
      }
      const onAbort = (): void => this.#cancel(job);
      request.signal?.addEventListener('abort', onAbort, { once: true });
      job.detach = () => request.signal?.removeEventListener('abort', onAbort);
      this.#waiting.push(job);
      this.#dispatch();
    });
  }

  async close(): Promise<void> {
    this.#isClosed = true;
    clearTimeout(this.#idleTimer);
    for (const job of [...this.#waiting.splice(0), ...this.#suspects.splice(0), ...this.#running.values()]) {
      this.#finishWith(job, 'cancelled', 'The probe was cancelled.');
    }
    const worker = this.#worker;
    this.#worker = undefined;
    if (worker === undefined || worker.exitCode !== null || worker.signalCode !== null) return;
    const gone = new Promise((resolve) => worker.once('exit', resolve));
    const timer = setTimeout(() => worker.kill('SIGKILL'), farewellMs);
    if (worker.connected) worker.disconnect();
    await gone;
    clearTimeout(timer);
  }

  #activeCount(): number {
    let count = 0;
    for (const job of this.#running.values()) if (!job.isParked) count++;
    return count;
  }

  #dispatch(): void {
    if (this.#isClosed) return;
    if (this.#suspects.length > 0) {
      // One at a time; one that waits for a silent server lets the next go on.
      const suspect = this.#activeCount() === 0 ? this.#suspects.shift() : undefined;
      if (suspect !== undefined) this.#start(suspect);
      return;
    }
    while (this.#activeCount() < this.#concurrency && this.#running.size < maximumOpen) {
      const job = this.#waiting.shift();
      if (job === undefined) break;
      this.#start(job);
    }
    if (this.#running.size === 0) this.#startIdling();
  }

  #start(job: Job): void {
    clearTimeout(this.#idleTimer);
    const { endpoint, options, onStarted, onProgress, detail = 'all' } = job.request;
    job.attempts++;
    job.isParked = false;
    this.#running.set(job.id, job);
    if (job.hasStarted) onProgress?.({ kind: 'restarted' });
    else onStarted?.();
    job.hasStarted = true;
    const progress = onProgress === undefined ? {} : { progress: detail };
    this.#send({ kind: 'probe', id: job.id, endpoint, options, ...progress });
    this.#watch(job, longestOf(options) + hangGraceMs);
  }

  #watch(job: Job, limitMs: number): void {
    clearTimeout(job.watchdog);
    job.watchdog = setTimeout(() => {
      // Waiting for its turn at a host is no hanging, as long as the worker still tells of other jobs.
      const isWorkerAlive = performance.now() - this.#lastHeard < limitMs;
      if (job.isParked && isWorkerAlive) this.#watch(job, limitMs);
      else this.#worker?.kill('SIGKILL');
    }, limitMs);
  }

  #send(message: MessageToWorker): void {
    this.#worker ??= this.#fork();
    this.#worker.send(message, (error) => {
      // A dead worker tells so by its exit.
      if (error !== null) this.#worker?.kill('SIGKILL');
    });
  }

  #fork(): ChildProcess {
    const { workerPath, nodePath, connectionsPerHost } = this.#options;
    this.#lastWords = '';
    const worker = fork(workerPath, [String(connectionsPerHost ?? defaultConnectionsPerHost)], {
      // Many short probes leave much garbage: a small young generation and few arenas keep long runs below 150 MB.
      execArgv: ['--max-semi-space-size=4'],
      // Look-ups that hang take a thread each: with the usual four, a few dead names would hold up all others.
      env: { ...process.env, MALLOC_ARENA_MAX: '2', UV_THREADPOOL_SIZE: '64' },
      stdio: ['ignore', 'ignore', 'pipe', 'ipc'],
      ...(nodePath === undefined ? {} : { execPath: nodePath }),
    });
    worker.stderr?.on('data', (chunk: Buffer) => {
      this.#lastWords = (this.#lastWords + chunk.toString('utf8')).slice(-2_000);
    });
    worker.on('message', (value) => {
      const message = parseFromWorker(value);
      if (message !== undefined) this.#receive(message);
    });
    worker.on('error', (error) => this.#onGone(worker, error.message));
    worker.on('exit', (code, signal) => this.#onGone(worker, signal ?? `exit code ${code ?? 'unknown'}`));
    return worker;
  }

  #receive(message: MessageFromWorker): void {
    this.#lastHeard = performance.now();
    const job = this.#running.get(message.id);
    if (job === undefined) return;
    switch (message.kind) {
      case 'progress':
        for (const event of message.events) job.request.onProgress?.(event);
        break;
      case 'parked':
        job.isParked = true;
        this.#dispatch();
        break;
      case 'done':
        this.#finish(job, message.assessment);
        break;
      case 'failed':
        this.#finishWith(job, 'internal', `The probe failed by a fault of its own: ${printableText(message.detail)}`);
        break;
    }
  }

  #onGone(worker: ChildProcess, reason: string): void {
    if (this.#worker !== worker) return;
    this.#worker = undefined;
    const orphans = [...this.#running.values()];
    this.#running.clear();
    // A job that only waited did not bring the process down, unless all did.
    const active = orphans.filter(({ isParked }) => !isParked);
    const blamed = active.length > 0 ? active : orphans;
    for (const job of orphans) this.#reassign(job, blamed.includes(job), reason);
    this.#dispatch();
  }

  #reassign(job: Job, isBlamed: boolean, reason: string): void {
    clearTimeout(job.watchdog);
    if (!isBlamed) job.attempts--;
    if (job.request.signal?.aborted === true) {
      this.#finishWith(job, 'cancelled', 'The probe was cancelled.');
    } else if (job.attempts <= 1) {
      this.#suspects.push(job);
    } else {
      const words = printableText(this.#lastWords.trim(), 400);
      const detail = `The probe process ended twice while it probed this endpoint (${reason}).${words === '' ? '' : ` ${words}`}`;
      this.#finishWith(job, 'internal', detail);
    }
  }

  #cancel(job: Job): void {
    for (const queue of [this.#waiting, this.#suspects]) {
      const index = queue.indexOf(job);
      if (index < 0) continue;
      queue.splice(index, 1);
      this.#finishWith(job, 'cancelled', 'The probe was cancelled.');
      return;
    }
    if (!this.#running.has(job.id)) return;
    this.#send({ kind: 'cancel', id: job.id });
    clearTimeout(job.watchdog);
    job.watchdog = setTimeout(() => {
      this.#finishWith(job, 'cancelled', 'The probe was cancelled.');
    }, cancelGraceMs);
  }

  #finishWith(job: Job, code: FailureCode, detail: string): void {
    const failure: Failure = { code, phase: 'judge', detail };
    this.#finish(job, unprobed(job.request.endpoint, job.request.options, job.createdAt, failure));
  }

  #finish(job: Job, assessment: Assessment): void {
    clearTimeout(job.watchdog);
    job.detach();
    this.#running.delete(job.id);
    job.settle(assessment);
    this.#dispatch();
  }

  #startIdling(): void {
    clearTimeout(this.#idleTimer);
    this.#idleTimer = setTimeout(() => {
      const worker = this.#worker;
      this.#worker = undefined;
      worker?.disconnect();
    }, this.#options.idleMs ?? 30_000);
    this.#idleTimer.unref();
  }
}

export interface WorkerRunner extends Runner {
  /** Identifier of the worker process, while there is one. */
  readonly processId: () => number | undefined;
}

export function openWorkerPool(options: WorkerPoolOptions): WorkerRunner {
  const pool = new WorkerPool(options);
  return {
    run: (request) => pool.run(request),
    close: () => pool.close(),
    processId: () => pool.processId,
  };
}
