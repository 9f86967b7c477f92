// Probes one endpoint of the store: its options, the worker pool, and every step into store, history and log.

import { access } from 'node:fs/promises';
import * as vscode from 'vscode';
import type { ProgressDetail, Runner } from '../engine/runner.ts';
import type { Store } from '../engine/store.ts';
import type { Assessment } from '../model/assessment.ts';
import type { FurtherTestRequest } from '../model/furtherTest.ts';
import type { Stage } from '../model/transcript.ts';
import { printableText } from '../formats/printable.ts';
import { t } from './l10n.ts';
import { showError, withoutLinks } from './messages.ts';
import type { KeepAssessment, ProgressStyle } from './launcher.ts';
import { createOptionsReader } from './probeOptions.ts';
import type { OptionsReader } from './probeOptions.ts';
import { resultDetails, resultLine, resultTranscript } from './probeLog.ts';
import { readConcurrency, readNodePath } from './settings.ts';
import { nameOf, stageWords } from './words.ts';

export interface ProberParts {
  readonly store: Store;
  readonly log: vscode.LogOutputChannel;
  readonly workerPath: string;
  readonly keep: KeepAssessment;
}

export interface ProbeRequest {
  readonly key: string;
  readonly signal: AbortSignal;
  /** Tests beyond the probe that a person asked for. */
  readonly furtherTests?: FurtherTestRequest;
  /** Default: one that reads everything for this probe alone. */
  readonly readOptions?: OptionsReader;
  /** Default: all. */
  readonly detail?: ProgressDetail;
  /** The probe has left every queue. */
  readonly onBegun?: () => void;
  readonly onStage?: (stage: Stage) => void;
  /** The probe does not start, for this reason. Default: a person is told. */
  readonly onRefused?: (reason: string) => void;
}

export interface Prober {
  /** Undefined: it did not start. */
  readonly probe: (request: ProbeRequest) => Promise<Assessment | undefined>;
  /** The same with a progress of its own, which can cancel it. */
  readonly probeVisibly: (request: ProbeRequest, style: ProgressStyle) => Promise<Assessment | undefined>;
  /** Ends every probe and every process. */
  readonly close: () => Promise<void>;
}

interface OpenPool {
  readonly nodePath: string | undefined;
  readonly concurrency: number;
  readonly runner: Promise<Runner>;
  /** Probes that were given to it and are not done. */
  jobs: number;
}

async function canRead(path: string): Promise<boolean> {
  return access(path).then(
    () => true,
    () => false,
  );
}

function logResult(log: vscode.LogOutputChannel, key: string, assessment: Assessment): void {
  log.info(`${key}: ${resultLine(assessment)}`);
  if (log.logLevel <= vscode.LogLevel.Debug) {
    for (const line of resultDetails(assessment)) log.debug(`${key}: ${line}`);
  }
  if (log.logLevel <= vscode.LogLevel.Trace) {
    for (const line of resultTranscript(assessment)) log.trace(`${key}: ${line}`);
  }
}

class PoolProber {
  readonly #parts: ProberParts;
  readonly #old = new Set<OpenPool>();
  #pool: OpenPool | undefined;

  constructor(parts: ProberParts) {
    this.#parts = parts;
  }

  async probe(request: ProbeRequest): Promise<Assessment | undefined> {
    const { key, signal, furtherTests, detail = 'all', readOptions = createOptionsReader() } = request;
    const { store, log, keep } = this.#parts;
    const state = store.get(key);
    if (state === undefined) return undefined;
    const options = await readOptions(state.profile);
    if (options.status === 'invalid') return this.#refuse(request, options.reason);
    const nodePath = readNodePath();
    if (nodePath !== undefined && !(await canRead(nodePath))) {
      const shown = printableText(nodePath, 300);
      return this.#refuse(request, t('The Node.js that smtpTls.nodePath names cannot be found: {0}', shown));
    }
    if (signal.aborted) return undefined;
    const pool = this.#openPool(nodePath, readConcurrency());
    pool.jobs++;
    try {
      const runner = await pool.runner;
      const assessment = await runner.run({
        endpoint: state.endpoint,
        options: furtherTests === undefined ? options.value : { ...options.value, furtherTests },
        signal,
        detail,
        onStarted: () => {
          store.apply({ kind: 'started', key });
          request.onBegun?.();
        },
        onProgress: (progress) => {
          store.apply({ kind: 'progress', key, progress });
          if (progress.kind === 'stage') request.onStage?.(progress.stage);
        },
      });
      if (store.get(key)?.isRunning !== true && assessment.ending?.code === 'cancelled') return undefined;
      // What a person cut short tells nothing of the server: it is shown, and no part of the history.
      if (assessment.ending?.code !== 'cancelled') await keep(key, assessment);
      store.apply({ kind: 'finished', key, assessment });
      logResult(log, key, assessment);
      return assessment;
    } finally {
      pool.jobs--;
      this.#closeIdle();
    }
  }

  probeVisibly(request: ProbeRequest, style: ProgressStyle): Promise<Assessment | undefined> {
    const state = this.#parts.store.get(request.key);
    if (state === undefined) return Promise.resolve(undefined);
    const location = style === 'notification' ? vscode.ProgressLocation.Notification : vscode.ProgressLocation.Window;
    const title = withoutLinks(t('Probing {0}', nameOf(state)));
    return Promise.resolve(
      vscode.window.withProgress({ location, title, cancellable: true }, async (progress, token) => {
        const button = new AbortController();
        const listening = token.onCancellationRequested(() => button.abort());
        try {
          return await this.probe({
            ...request,
            signal: AbortSignal.any([request.signal, button.signal]),
            onStage: ({ phase }) => progress.report({ message: stageWords[phase] }),
          });
        } finally {
          listening.dispose();
        }
      }),
    );
  }

  async close(): Promise<void> {
    const pools = [...this.#old, ...(this.#pool === undefined ? [] : [this.#pool])];
    await Promise.all(pools.map(async ({ runner }) => (await runner).close()));
  }

  #refuse({ key, onRefused }: ProbeRequest, reason: string): undefined {
    this.#parts.log.error(`${key}: not probed. ${reason}`);
    if (onRefused !== undefined) onRefused(reason);
    else void showError(t('{0} was not probed. {1}', key, reason));
    return undefined;
  }

  /** Loads and opens the pool on the first probe, and another when a setting of it has changed. */
  #openPool(nodePath: string | undefined, concurrency: number): OpenPool {
    if (this.#pool?.nodePath === nodePath && this.#pool?.concurrency === concurrency) return this.#pool;
    if (this.#pool !== undefined) this.#old.add(this.#pool);
    const { workerPath } = this.#parts;
    const options = { workerPath, concurrency, ...(nodePath === undefined ? {} : { nodePath }) };
    const runner = import('../engine/workerPool.ts').then(({ openWorkerPool }) => openWorkerPool(options));
    this.#pool = { nodePath, concurrency, runner, jobs: 0 };
    this.#closeIdle();
    return this.#pool;
  }

  /** A pool of other settings ends with its last probe. */
  #closeIdle(): void {
    for (const pool of this.#old) {
      if (pool.jobs > 0) continue;
      this.#old.delete(pool);
      void pool.runner.then((runner) => runner.close());
    }
  }
}

export function openProber(parts: ProberParts): Prober {
  const prober = new PoolProber(parts);
  return {
    probe: (request) => prober.probe(request),
    probeVisibly: (request, style) => prober.probeVisibly(request, style),
    close: () => prober.close(),
  };
}
