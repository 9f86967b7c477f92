// "Diagnose Hybrid Mail Flow": asks for both hosts, reads exports, probes both legs, shows one page and the problems.

import { join } from 'node:path';
import * as vscode from 'vscode';
import { diagnoseHybrid, diagnoseProbed } from '../../engine/hybridDiagnosis.ts';
import { openWorkerPool } from '../../engine/workerPool.ts';
import type { HybridDiagnosis, LegName } from '../../model/hybrid.ts';
import { endpointKey } from '../../formats/targetText.ts';
import type { Assessment } from '../../model/assessment.ts';
import type { App } from '../app.ts';
import { t } from '../l10n.ts';
import { showError, showInformation } from '../messages.ts';
import { createOptionsReader } from '../probeOptions.ts';
import { readNodePath } from '../settings.ts';
import { chooseExports, findExports, readExports } from './exportFiles.ts';
import type { ReadExports } from './exportFiles.ts';
import { askHosts } from './hybridInputs.ts';
import type { HybridHosts } from './hybridInputs.ts';
import { keepSubject, readSubject } from './hybridMemory.ts';
import type { HybridSubject } from './hybridMemory.ts';
import { HybridPanel } from './hybridPanel.ts';
import { showHybridProblems } from './hybridProblems.ts';

interface Last extends HybridSubject {
  readonly exports: ReadExports;
  readonly diagnosis: HybridDiagnosis;
}

type Probes = Partial<Record<LegName, Assessment>>;

class HybridMailFlow {
  readonly #app: App;
  readonly #problems = vscode.languages.createDiagnosticCollection('smtp-tls-hybrid');
  readonly #panel: HybridPanel;
  #last: Last | undefined;
  #isRunning = false;

  constructor(app: App) {
    this.#app = app;
    this.#panel = new HybridPanel(app, {
      again: () => this.#run(this.#last?.files ?? [], this.#last?.hosts),
      change: () => this.#run(this.#last?.files ?? []),
      chooseFiles: async () => {
        const files = await chooseExports();
        if (files !== undefined) await this.#judgeAgain(files);
      },
    });
    app.context.subscriptions.push(
      this.#problems,
      this.#panel,
      vscode.workspace.onDidSaveTextDocument(({ uri }) => {
        const files = this.#last?.files ?? [];
        if (files.some((file) => file.toString() === uri.toString())) void this.#judgeAgain(files);
      }),
    );
  }

  /** @param files Exports to use; none: those of the workspace. */
  async start(files: readonly vscode.Uri[]): Promise<HybridDiagnosis | undefined> {
    return this.#run(files.length > 0 ? files : await findExports());
  }

  async #run(files: readonly vscode.Uri[], known?: HybridHosts): Promise<HybridDiagnosis | undefined> {
    if (this.#isRunning) return undefined;
    this.#isRunning = true;
    this.#panel.setBusy(true);
    try {
      const exports = await readExports(files);
      const hosts = known ?? (await askHosts(this.#app.context.workspaceState, exports.set));
      if (hosts === undefined) return undefined;
      const isIdle = hosts.onPremises === undefined && hosts.smartHost === undefined;
      if (isIdle && exports.uris.size === 0) {
        void showInformation(t('There is nothing to diagnose: neither a host nor an export of connectors was given.'));
        return undefined;
      }
      const diagnosis = await this.#probe(exports, hosts);
      if (diagnosis !== undefined) this.#show({ files, hosts, exports, diagnosis });
      return diagnosis;
    } finally {
      this.#isRunning = false;
      this.#panel.setBusy(false);
    }
  }

  /** Undefined: cancelled, or it could not start. */
  async #probe(exports: ReadExports, hosts: HybridHosts): Promise<HybridDiagnosis | undefined> {
    const options = await createOptionsReader()({ origin: 'person' });
    if (options.status === 'invalid') {
      void showError(t('This cannot be probed. {0}', options.reason));
      return undefined;
    }
    const nodePath = readNodePath();
    const workerPath = join(this.#app.context.extensionUri.fsPath, 'dist', 'worker.js');
    const runner = openWorkerPool({ workerPath, concurrency: 2, ...(nodePath === undefined ? {} : { nodePath }) });
    const progress = {
      location: vscode.ProgressLocation.Notification,
      title: t('Diagnosing hybrid mail flow'),
      cancellable: true,
    };
    try {
      return await vscode.window.withProgress(progress, async (report, token) => {
        const cancelling = new AbortController();
        token.onCancellationRequested(() => cancelling.abort());
        const diagnosis = await diagnoseHybrid({
          set: exports.set,
          ...hosts,
          options: options.value,
          runner,
          signal: cancelling.signal,
          now: Date.now(),
          onLeg: (_, { endpoint, summary }) => {
            this.#app.log.info(`hybrid, ${endpoint.host}:${endpoint.port}: ${summary}`);
            report.report({ message: endpoint.host });
          },
        });
        if (cancelling.signal.aborted) return undefined;
        await this.#keep(diagnosis);
        return diagnosis;
      });
    } finally {
      await runner.close();
    }
  }

  /** The results are on disk before they are shown. */
  async #keep({ legs }: HybridDiagnosis): Promise<void> {
    const assessments = legs.flatMap(({ assessment }) => assessment ?? []);
    await Promise.all(assessments.map((one) => this.#app.history.keep(endpointKey(one.endpoint), one)));
  }

  /** What the page was about in the window before: files as they are now, the last results of the hosts, no traffic. */
  async restore(panel: vscode.WebviewPanel): Promise<void> {
    const subject = readSubject(this.#app.context.workspaceState);
    if (subject === undefined || this.#last !== undefined) return panel.dispose();
    const { files, hosts } = subject;
    const probes: Probes = {};
    const legs = [
      ['to-cloud', hosts.smartHost],
      ['to-on-premises', hosts.onPremises],
    ] as const;
    for (const [name, endpoint] of legs) {
      const last = endpoint === undefined ? undefined : await this.#app.history.last(endpointKey(endpoint));
      if (last !== undefined) probes[name] = last;
    }
    if (files.length === 0 && Object.keys(probes).length === 0) return panel.dispose();
    this.#panel.adopt(panel);
    await this.#judge(subject, probes);
  }

  /** Other files, or the same ones after a change: no new traffic, what the probes learnt still counts. */
  async #judgeAgain(files: readonly vscode.Uri[]): Promise<void> {
    const { hosts = {}, diagnosis: before } = this.#last ?? {};
    const probes: Probes = {};
    for (const { name, assessment } of before?.legs ?? []) if (assessment !== undefined) probes[name] = assessment;
    await this.#judge({ files, hosts }, probes);
  }

  async #judge({ files, hosts }: HybridSubject, probes: Probes): Promise<void> {
    const exports = await readExports(files);
    this.#show({ files, hosts, exports, diagnosis: diagnoseProbed({ set: exports.set, now: Date.now(), probes }) });
  }

  #show(last: Last): void {
    this.#last = last;
    showHybridProblems(this.#problems, last.diagnosis, last.exports.uris);
    this.#panel.show(last.diagnosis, last.exports.uris);
    void keepSubject(this.#app.context.workspaceState, last);
  }
}

let flow: HybridMailFlow | undefined;

function flowOf(app: App): HybridMailFlow {
  return (flow ??= new HybridMailFlow(app));
}

/** @param argument The file that a menu was opened on. @param selected All that are selected in the explorer. */
export async function diagnoseHybridMailFlow(
  app: App,
  argument: unknown,
  selected: unknown,
): Promise<HybridDiagnosis | undefined> {
  const chosen: readonly unknown[] = Array.isArray(selected) && selected.length > 0 ? selected : [argument];
  return flowOf(app).start(chosen.filter((one) => one instanceof vscode.Uri));
}

/** Takes a panel of the window before. */
export function restoreHybridMailFlow(app: App, panel: vscode.WebviewPanel): Promise<void> {
  return flowOf(app).restore(panel);
}
