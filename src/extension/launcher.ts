// Starts and ends probes for commands and views. What probes, and the pool below it, are loaded with the first one.

import * as vscode from 'vscode';
import type { Store } from '../engine/store.ts';
import type { Assessment } from '../model/assessment.ts';
import type { FurtherTestRequest } from '../model/furtherTest.ts';
import type { Batch } from './manyProbes.ts';
import type { Prober, ProbeRequest } from './prober.ts';

/** `notification`: a person asked and can cancel there. `quiet`: in the status bar only. */
export type ProgressStyle = 'notification' | 'quiet';

/** Puts a result on disk; it is shown as finished only then. Never rejects. */
export type KeepAssessment = (key: string, assessment: Assessment) => Promise<void>;

/** How far all runs under way are, together. */
export interface RunTally {
  readonly done: number;
  readonly total: number;
}

interface RunningProbe {
  readonly done: Promise<Assessment | undefined>;
  readonly controller: AbortController;
  readonly isInBatch: boolean;
}

export class Launcher {
  readonly #store: Store;
  readonly #log: vscode.LogOutputChannel;
  readonly #workerPath: string;
  readonly #keep: KeepAssessment;
  readonly #running = new Map<string, RunningProbe>();
  readonly #batches = new Set<Batch>();
  readonly #changes = new vscode.EventEmitter<void>();
  #prober: Promise<Prober> | undefined;

  /** A run began, went on or ended: fires often. */
  readonly onDidChangeRun = this.#changes.event;

  constructor(store: Store, log: vscode.LogOutputChannel, workerPath: string, keep: KeepAssessment) {
    this.#store = store;
    this.#log = log;
    this.#workerPath = workerPath;
    this.#keep = keep;
  }

  /** Undefined when nothing runs. */
  get tally(): RunTally | undefined {
    let [done, total] = [0, 0];
    for (const batch of this.#batches) {
      done += batch.done;
      total += batch.total;
    }
    for (const { isInBatch } of this.#running.values()) if (!isInBatch) total++;
    return total === 0 ? undefined : { done, total };
  }

  /** Probes an endpoint of the store. A second call while it runs gives the same result. Undefined: it did not start. */
  launch(
    key: string,
    style: ProgressStyle = 'notification',
    furtherTests?: FurtherTestRequest,
  ): Promise<Assessment | undefined> {
    const extra = furtherTests === undefined ? {} : { furtherTests };
    return this.#start(key, false, (prober, request) => prober.probeVisibly({ ...request, ...extra }, style));
  }

  /**
   * Probes endpoints of the store with one progress for all. What cannot be probed does not stop the rest. After `until`
   * none is begun any more; those that have begun go on to their end.
   */
  async launchMany(
    keys: readonly string[],
    title: string,
    style: ProgressStyle = 'notification',
    until?: AbortSignal,
  ): Promise<void> {
    const waiting = new Set(keys.filter((key) => this.#store.get(key) !== undefined));
    if (waiting.size === 0) return;
    const batch: Batch = { waiting, controller: new AbortController(), done: 0, total: waiting.size };
    const stop = (): void => {
      batch.total -= waiting.size;
      waiting.clear();
    };
    until?.addEventListener('abort', stop, { once: true });
    this.#batches.add(batch);
    this.#changes.fire();
    try {
      const [prober, { probeMany }] = await Promise.all([this.#openProber(), import('./manyProbes.ts')]);
      await probeMany({
        batch,
        title,
        style,
        log: this.#log,
        probe: (key, options) =>
          this.#start(key, true, (_prober, request) =>
            prober.probe({
              ...request,
              ...options,
              signal: AbortSignal.any([request.signal, batch.controller.signal]),
            }),
          ),
        onDone: () => this.#changes.fire(),
      });
    } finally {
      until?.removeEventListener('abort', stop);
      this.#batches.delete(batch);
      this.#changes.fire();
    }
  }

  /** Ends the probe of an endpoint, or takes it out of the runs where it still waits for its turn. */
  cancel(key: string): void {
    for (const batch of this.#batches) if (batch.waiting.delete(key)) batch.total--;
    this.#running.get(key)?.controller.abort();
  }

  /** Ends every probe, and starts none that waits for its turn. */
  cancelAll(): void {
    for (const { controller } of this.#batches) controller.abort();
    for (const { controller } of this.#running.values()) controller.abort();
  }

  async close(): Promise<void> {
    this.cancelAll();
    await (await this.#prober)?.close();
    this.#changes.dispose();
  }

  #start(
    key: string,
    isInBatch: boolean,
    probe: (prober: Prober, request: ProbeRequest) => Promise<Assessment | undefined>,
  ): Promise<Assessment | undefined> {
    const running = this.#running.get(key);
    if (running !== undefined) return running.done;
    if (this.#store.get(key) === undefined) return Promise.resolve(undefined);
    const controller = new AbortController();
    const done = this.#openProber()
      .then((prober) => probe(prober, { key, signal: controller.signal }))
      .finally(() => {
        this.#running.delete(key);
        this.#changes.fire();
      });
    this.#running.set(key, { done, controller, isInBatch });
    this.#changes.fire();
    return done;
  }

  #openProber(): Promise<Prober> {
    const parts = { store: this.#store, log: this.#log, workerPath: this.#workerPath, keep: this.#keep };
    return (this.#prober ??= import('./prober.ts').then(({ openProber }) => openProber(parts)));
  }
}
