// Starts probes for commands: options, progress with a cancel button, the worker pool on the first probe.

import { access } from 'node:fs/promises';
import * as vscode from 'vscode';
import type { Runner } from '../engine/runner.ts';
import type { EndpointState, Store } from '../engine/store.ts';
import type { Assessment } from '../model/assessment.ts';
import { printableText } from '../formats/printable.ts';
import { signalOf } from './disposables.ts';
import { readNodePath, readProbeOptions } from './settings.ts';
import { nameOf, stageWords, statusWords } from './words.ts';

interface RunningProbe {
  readonly done: Promise<Assessment | undefined>;
  readonly cancellation: vscode.CancellationTokenSource;
}

interface OpenRunner {
  readonly nodePath: string | undefined;
  readonly runner: Promise<Runner>;
}

/** `notification`: a person asked and can cancel there. `quiet`: in the status bar only. */
export type ProgressStyle = 'notification' | 'quiet';

/** Puts a result on disk; it is shown as finished only then. */
export type KeepAssessment = (key: string, assessment: Assessment) => Promise<void>;

export class Launcher {
  readonly #store: Store;
  readonly #log: vscode.LogOutputChannel;
  readonly #workerPath: string;
  readonly #keep: KeepAssessment;
  readonly #running = new Map<string, RunningProbe>();
  #open: OpenRunner | undefined;

  constructor(store: Store, log: vscode.LogOutputChannel, workerPath: string, keep: KeepAssessment) {
    this.#store = store;
    this.#keep = keep;
    this.#log = log;
    this.#workerPath = workerPath;
  }

  /** Probes an endpoint of the store. A second call while it runs gives the same result. Undefined: it did not start. */
  launch(key: string, style: ProgressStyle = 'notification'): Promise<Assessment | undefined> {
    const running = this.#running.get(key);
    if (running !== undefined) return running.done;
    const state = this.#store.get(key);
    if (state === undefined) return Promise.resolve(undefined);
    const cancellation = new vscode.CancellationTokenSource();
    const done = this.#probe(state, style, cancellation.token).finally(() => {
      this.#running.delete(key);
      cancellation.dispose();
    });
    this.#running.set(key, { done, cancellation });
    return done;
  }

  /** Probes these endpoints of the store, with one progress for all. What cannot be probed does not stop the rest. */
  async launchMany(keys: readonly string[], title: string, style: ProgressStyle = 'notification'): Promise<void> {
    this.#log.info(`${title}: ${keys.length}`);
    await Promise.allSettled(keys.map((key) => this.launch(key, style)));
  }

  cancel(key: string): void {
    this.#running.get(key)?.cancellation.cancel();
  }

  /** Ends every probe, and starts none that waits for its turn. */
  cancelAll(): void {
    for (const { cancellation } of this.#running.values()) cancellation.cancel();
  }

  async close(): Promise<void> {
    this.cancelAll();
    await (await this.#open?.runner)?.close();
  }

  async #probe(
    state: EndpointState,
    style: ProgressStyle,
    ownToken: vscode.CancellationToken,
  ): Promise<Assessment | undefined> {
    const { key, endpoint, profile } = state;
    const options = await readProbeOptions(profile);
    if (options.status === 'invalid') return this.#refuse(key, options.reason);
    const nodePath = readNodePath();
    if (nodePath !== undefined && !(await canRead(nodePath))) {
      return this.#refuse(
        key,
        `The Node.js that smtpTls.nodePath names cannot be found: ${printableText(nodePath, 300)}`,
      );
    }
    const runner = await this.#runner(nodePath);
    this.#log.info(`${key}: probing by ${endpoint.tlsMode === 'implicit' ? 'TLS from the first byte' : 'STARTTLS'}`);
    this.#store.apply({ kind: 'started', key });
    const location = style === 'notification' ? vscode.ProgressLocation.Notification : vscode.ProgressLocation.Window;
    const title = `Probing ${nameOf(state)}`;
    return vscode.window.withProgress({ location, title, cancellable: true }, async (progress, token) => {
      const { signal, dispose } = signalOf(token, ownToken);
      try {
        const assessment = await runner.run({
          endpoint,
          options: options.value,
          signal,
          onProgress: (event) => {
            this.#store.apply({ kind: 'progress', key, progress: event });
            if (event.kind === 'stage') progress.report({ message: stageWords[event.stage.phase] });
          },
        });
        await this.#keepResult(key, assessment);
        this.#store.apply({ kind: 'finished', key, assessment });
        this.#logResult(key, assessment);
        return assessment;
      } finally {
        dispose();
      }
    });
  }

  /** A full disk loses the history, not the result. */
  async #keepResult(key: string, assessment: Assessment): Promise<void> {
    try {
      await this.#keep(key, assessment);
    } catch (error) {
      this.#log.error(`${key}: the result could not be kept: ${printableText(String(error), 300)}`);
    }
  }

  #refuse(key: string, reason: string): undefined {
    this.#log.error(`${key}: not probed. ${reason}`);
    void vscode.window.showErrorMessage(`${key} was not probed. ${reason}`);
    return undefined;
  }

  #logResult(key: string, assessment: Assessment): void {
    for (const { number, speaker, text } of assessment.transcript)
      this.#log.debug(`${key}: ${number} ${speaker}: ${text}`);
    const { verdict, summary, durationMs, findings, vantage } = assessment;
    const { library, version } = vantage.engine;
    this.#log.info(`${key}: ${statusWords[verdict]}. ${summary} ${Math.round(durationMs)} ms, ${library} ${version}`);
    for (const { rule, severity, text } of findings) this.#log.info(`${key}: ${severity} ${rule}: ${text}`);
  }

  /** Loads and opens the pool on the first probe, and again when another Node.js is set. */
  #runner(nodePath: string | undefined): Promise<Runner> {
    if (this.#open !== undefined && this.#open.nodePath === nodePath) return this.#open.runner;
    const previous = this.#open?.runner;
    const options = { workerPath: this.#workerPath, ...(nodePath === undefined ? {} : { nodePath }) };
    const runner = import('../engine/workerPool.ts').then(({ openWorkerPool }) => openWorkerPool(options));
    this.#open = { nodePath, runner };
    void previous?.then((old) => old.close());
    return runner;
  }
}

async function canRead(path: string): Promise<boolean> {
  return access(path).then(
    () => true,
    () => false,
  );
}
