// The panel of an endpoint: one each, reused, restored after a reload.

import * as vscode from 'vscode';
import type { Intent, MessageToPage } from '../../../media/panel/state.ts';
import type { EndpointState } from '../../engine/store.ts';
import { formatTranscriptLine } from '../../report/facts.ts';
import type { App, PanelRequest } from '../app.ts';
import { commandIds, panelType } from '../contributions.ts';
import { coalesce } from '../disposables.ts';
import { isRecord } from '../../formats/record.ts';
import { nameOf } from '../words.ts';
import { parseIntent } from './panelIntents.ts';
import { pageFolder, pageHtml } from './panelPage.ts';
import { messageBetween } from './panelState.ts';

/** Often enough to look live, seldom enough not to flicker. */
const progressDelayMs = 60;

interface OpenPanel {
  readonly panel: vscode.WebviewPanel;
  /** What the page shows; undefined until it says it is ready. */
  shown: EndpointState | undefined;
  isReady: boolean;
  /** A finding to scroll to once the page is ready. */
  pending: number | undefined;
}

class Panels implements vscode.Disposable {
  readonly #app: App;
  readonly #panels = new Map<string, OpenPanel>();
  readonly #changed = new Set<string>();
  /** When an endpoint last changed: a page that opens late still knows how long its probe has been waiting. */
  readonly #changedAt = new Map<string, number>();
  readonly #updating = coalesce(progressDelayMs, () => {
    for (const key of this.#changed) this.#update(key);
    this.#changed.clear();
  });

  constructor(app: App) {
    this.#app = app;
  }

  show({ key, finding }: PanelRequest): void {
    const state = this.#app.store.get(key);
    if (state === undefined) return;
    let open = this.#panels.get(key);
    if (open === undefined) {
      const options = { retainContextWhenHidden: false, enableFindWidget: true };
      const title = titleOf(state);
      open = this.#adopt(key, vscode.window.createWebviewPanel(panelType, title, vscode.ViewColumn.Active, options));
    } else {
      open.panel.reveal(undefined, false);
    }
    open.pending = finding;
    this.#reveal(open);
  }

  /** Takes a new or a restored panel for an endpoint. */
  restore(key: string, panel: vscode.WebviewPanel): void {
    if (this.#panels.has(key) || this.#app.store.get(key) === undefined) panel.dispose();
    else this.#adopt(key, panel);
  }

  changed(keys: ReadonlySet<string>): void {
    for (const key of keys) {
      if (this.#app.store.get(key)?.isRunning === true) this.#changedAt.set(key, performance.now());
      else this.#changedAt.delete(key);
      if (this.#panels.has(key)) this.#changed.add(key);
    }
    if (this.#changed.size > 0) this.#updating.request();
  }

  dispose(): void {
    this.#updating.dispose();
    for (const { panel } of [...this.#panels.values()]) panel.dispose();
  }

  #adopt(key: string, panel: vscode.WebviewPanel): OpenPanel {
    const { extensionUri } = this.#app.context;
    const open: OpenPanel = { panel, shown: undefined, isReady: false, pending: undefined };
    this.#panels.set(key, open);
    panel.iconPath = vscode.Uri.joinPath(extensionUri, 'media', 'icon.png');
    panel.webview.options = { enableScripts: true, localResourceRoots: [pageFolder(extensionUri)] };
    panel.onDidDispose(() => this.#panels.delete(key));
    // A hidden page is gone; it says again when it is ready.
    panel.onDidChangeViewState(() => {
      if (!panel.visible) open.isReady = false;
    });
    panel.webview.onDidReceiveMessage((value: unknown) => {
      const intent = parseIntent(value);
      if (intent?.kind === 'ready') this.#greet(key, open);
      else if (intent !== undefined) void performIntent(this.#app, key, intent);
    });
    panel.webview.html = pageHtml(panel.webview, extensionUri);
    return open;
  }

  /** A page that starts, or starts again after it was hidden, knows nothing. */
  #greet(key: string, open: OpenPanel): void {
    open.isReady = true;
    open.shown = undefined;
    this.#update(key);
    this.#reveal(open);
  }

  #update(key: string): void {
    const open = this.#panels.get(key);
    if (open === undefined) return;
    const state = this.#app.store.get(key);
    if (state === undefined) {
      open.panel.dispose();
      return;
    }
    open.panel.title = titleOf(state);
    if (!open.isReady) return;
    const now = performance.now();
    const message = messageBetween(open.shown, state, now - (this.#changedAt.get(key) ?? now));
    open.shown = state;
    if (message !== undefined) post(open, message);
  }

  #reveal(open: OpenPanel): void {
    if (!open.isReady || open.pending === undefined) return;
    post(open, { kind: 'reveal', finding: open.pending });
    open.pending = undefined;
  }
}

function titleOf(state: EndpointState): string {
  return `SMTP TLS: ${nameOf(state)}`;
}

function post({ panel }: OpenPanel, message: MessageToPage): void {
  void panel.webview.postMessage(message);
}

async function copy(text: string, what: string): Promise<void> {
  await vscode.env.clipboard.writeText(text);
  vscode.window.setStatusBarMessage(`${what} is in the clipboard.`, 4_000);
}

async function performIntent(app: App, key: string, intent: Exclude<Intent, { kind: 'ready' }>): Promise<void> {
  const state = app.store.get(key);
  const execute = (command: string, extra: object = {}): Thenable<unknown> =>
    vscode.commands.executeCommand(command, { key, ...extra });
  switch (intent.kind) {
    case 'probe':
      await execute(commandIds.probeAgain);
      return;
    case 'cancel':
      await execute(commandIds.cancel);
      return;
    case 'copy-report':
      await execute(commandIds.copyReport);
      return;
    case 'copy-transcript':
      if (state !== undefined) await copy(state.lines.map(formatTranscriptLine).join('\n'), 'The transcript');
      return;
    case 'copy-certificate': {
      const chain = state?.assessment?.evidence.certificates;
      const certificate = chain?.status === 'known' ? chain.value.certificates[intent.certificate] : undefined;
      if (certificate !== undefined) await copy(certificate.pem, `Certificate ${intent.certificate + 1}, as PEM,`);
      return;
    }
    case 'open-transcript':
      await execute(commandIds.showTranscript, intent.line === undefined ? {} : { line: intent.line });
      return;
    case 'explain': {
      const finding = state?.assessment?.findings[intent.finding];
      if (finding !== undefined) await execute(commandIds.explainRule, { rule: finding.rule });
      return;
    }
  }
}

export function register(app: App): void {
  const panels = new Panels(app);
  const stopListening = app.store.listen((keys) => panels.changed(keys));
  app.context.subscriptions.push(
    panels,
    { dispose: stopListening },
    app.panelRequests.event((request) => panels.show(request)),
    vscode.window.registerWebviewPanelSerializer(panelType, {
      deserializeWebviewPanel: async (panel, saved: unknown) => {
        await app.loaded;
        const key = isRecord(saved) ? saved['key'] : undefined;
        if (typeof key === 'string') panels.restore(key, panel);
        else panel.dispose();
      },
    }),
  );
}
