// The page of a hybrid deployment: one, reused; it asks for things in a closed list and gets the whole state each time.

import * as vscode from 'vscode';
import type { HybridIntent, HybridMessage } from '../../../media/hybrid/state.ts';
import type { ExportPlace } from '../../model/connector.ts';
import type { HybridDiagnosis } from '../../model/hybrid.ts';
import { reasonOf } from '../../formats/printable.ts';
import { formatHybridMarkdown } from '../../report/hybrid/markdown.ts';
import { exportSnippet } from '../../hybrid/exportSnippet.ts';
import type { App } from '../app.ts';
import { commandIds, hybridPanelType } from '../contributions.ts';
import { t } from '../l10n.ts';
import { showError } from '../messages.ts';
import { openPage } from '../views/panelPage.ts';
import { parseHybridIntent } from './hybridIntents.ts';
import { hybridPageState } from './hybridPageState.ts';
import { rangeOf } from './hybridProblems.ts';

export interface HybridActions {
  readonly again: () => Promise<unknown>;
  readonly change: () => Promise<unknown>;
  readonly chooseFiles: () => Promise<unknown>;
}

const hybridPage = { script: 'hybrid.js', styles: ['panelStyle.css', 'hybridStyle.css'], pageClass: 'hybrid' };

async function copy(text: string, done: string): Promise<void> {
  await vscode.env.clipboard.writeText(text);
  vscode.window.setStatusBarMessage(done, 4_000);
}

export class HybridPanel implements vscode.Disposable {
  readonly #app: App;
  readonly #actions: HybridActions;
  #panel: vscode.WebviewPanel | undefined;
  #diagnosis: HybridDiagnosis | undefined;
  #isBusy = false;
  #uris: ReadonlyMap<string, vscode.Uri> = new Map();

  constructor(app: App, actions: HybridActions) {
    this.#app = app;
    this.#actions = actions;
  }

  show(diagnosis: HybridDiagnosis, uris: ReadonlyMap<string, vscode.Uri>): void {
    this.#diagnosis = diagnosis;
    this.#uris = uris;
    if (this.#panel === undefined) this.#open();
    else this.#panel.reveal(undefined, true);
    this.#post();
  }

  /** Takes a restored panel; its page says when it is ready for what is shown next. */
  adopt(panel: vscode.WebviewPanel): void {
    this.#panel = panel;
    panel.onDidDispose(() => (this.#panel = undefined));
    panel.webview.onDidReceiveMessage((value: unknown) => {
      const intent = parseHybridIntent(value);
      if (intent !== undefined) void this.#perform(intent);
    });
    openPage(panel, this.#app.context.extensionUri, hybridPage);
  }

  /** The page tells that both legs are being probed, and asks for no second diagnosis meanwhile. */
  setBusy(isBusy: boolean): void {
    this.#isBusy = isBusy;
    this.#post();
  }

  dispose(): void {
    this.#panel?.dispose();
  }

  #open(): void {
    const title = t('Hybrid mail flow');
    const options = { enableFindWidget: true };
    this.adopt(vscode.window.createWebviewPanel(hybridPanelType, title, vscode.ViewColumn.Active, options));
  }

  #post(): void {
    if (this.#diagnosis === undefined) return;
    const message: HybridMessage = { kind: 'state', isBusy: this.#isBusy, state: hybridPageState(this.#diagnosis) };
    void this.#panel?.webview.postMessage(message);
  }

  /** Never rejects: what failed is told and written down. */
  async #perform(intent: HybridIntent): Promise<void> {
    try {
      await this.#act(intent);
    } catch (error) {
      this.#app.log.error(`hybrid panel, ${intent.kind}: ${reasonOf(error)}`);
      void showError(t('This could not be done. {0}', reasonOf(error)));
    }
  }

  async #act(intent: HybridIntent): Promise<void> {
    const { findings = [], graph, legs = [] } = this.#diagnosis ?? {};
    switch (intent.kind) {
      case 'ready':
        this.#post();
        return;
      case 'again':
        await this.#actions.again();
        return;
      case 'change':
        await this.#actions.change();
        return;
      case 'choose-files':
        await this.#actions.chooseFiles();
        return;
      case 'copy-snippet':
        await copy(exportSnippet, t('The PowerShell is in the clipboard.'));
        return;
      case 'copy-report':
        if (this.#diagnosis === undefined) return;
        await copy(formatHybridMarkdown(this.#diagnosis), t('The report is in the clipboard.'));
        return;
      case 'copy-repair': {
        const command = findings[intent.finding]?.repairs[intent.repair]?.command;
        if (command !== undefined) await copy(command, t('The command is in the clipboard.'));
        return;
      }
      case 'open-finding':
        await this.#openPlace(findings[intent.finding]?.place);
        return;
      case 'open-node':
        await this.#openPlace(graph?.nodes[intent.node]?.place);
        return;
      case 'open-leg': {
        const name = graph?.legs[intent.leg]?.name;
        const endpoint = legs.find((leg) => leg.name === name)?.assessment?.endpoint;
        if (endpoint === undefined) return;
        const { host, port, tlsMode } = endpoint;
        await vscode.commands.executeCommand(commandIds.probe, { host, port, tls: tlsMode });
        return;
      }
    }
  }

  async #openPlace(place: ExportPlace | undefined): Promise<void> {
    const uri = place === undefined ? undefined : this.#uris.get(place.file);
    if (place === undefined || uri === undefined) return;
    const document = await vscode.workspace.openTextDocument(uri);
    const options = { selection: rangeOf(place), viewColumn: vscode.ViewColumn.Beside, preview: true };
    await vscode.window.showTextDocument(document, options);
  }
}
