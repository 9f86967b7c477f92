// The panels that are open: one for each endpoint and for each past result, reused, restored after a reload.

import * as vscode from 'vscode';
import type { MessageToPage } from '../../../media/panel/state.ts';
import type { EndpointState } from '../../engine/store.ts';
import { printableText } from '../../formats/printable.ts';
import { isRecord } from '../../formats/record.ts';
import { isProduct } from '../../report/fixText.ts';
import type { App, PanelRequest } from '../app.ts';
import { panelType } from '../contributions.ts';
import { coalesce } from '../disposables.ts';
import { t } from '../l10n.ts';
import { showError } from '../messages.ts';
import { nameOf } from '../words.ts';
import { performAction, productKey } from './panelActions.ts';
import { readPageHistory } from './panelHistory.ts';
import { parseIntent } from './panelIntents.ts';
import { openPage } from './panelPage.ts';
import { messageBetween, pageState } from './panelState.ts';
import { currentState, liveSubject, pastSubject } from './panelSubject.ts';
import type { PanelSubject } from './panelSubject.ts';

/** Often enough to look live, seldom enough not to flicker. */
const progressDelayMs = 60;

/** A page that opens waits so long for the history, so that nothing on it has to move when it comes. */
const historyWaitMs = 200;

/** A double click, or a second Enter. */
const twiceMs = 500;

type Reveal = Extract<MessageToPage, { kind: 'reveal' | 'reveal-cause' }>;

interface OpenPanel {
  readonly subject: PanelSubject;
  readonly panel: vscode.WebviewPanel;
  /** What the page shows; undefined until it says it is ready. */
  shown: EndpointState | undefined;
  isReady: boolean;
  /** What to scroll to once the page is ready. */
  pending: Reveal | undefined;
}

export class PanelSet implements vscode.Disposable {
  readonly #app: App;
  readonly #changedAt: ReadonlyMap<string, number>;
  readonly #panels = new Map<string, OpenPanel>();
  readonly #changed = new Set<string>();
  /** What was asked for last without the keyboard. */
  #glance: { readonly id: string; readonly at: number } | undefined;
  readonly #updating = coalesce(progressDelayMs, () => {
    for (const key of this.#changed) this.#update(this.#panels.get(key));
    this.#changed.clear();
  });

  /** @param changedAt When a running endpoint last changed, as `performance.now` tells. */
  constructor(app: App, changedAt: ReadonlyMap<string, number>) {
    this.#app = app;
    this.#changedAt = changedAt;
  }

  async show(request: PanelRequest): Promise<void> {
    const { key, result, keepsFocus = false } = request;
    const subject = result === undefined ? liveSubject(key) : await pastSubject(this.#app, key, result);
    const state = subject === undefined ? undefined : currentState(this.#app, subject);
    if (subject === undefined || state === undefined) {
      if (result !== undefined) void showError(t('This result is no longer in the history.'));
      return;
    }
    const isGlance = keepsFocus && !this.#isSecondGlance(subject.id);
    let open = this.#panels.get(subject.id);
    if (open === undefined) {
      const place = { viewColumn: vscode.ViewColumn.Active, preserveFocus: isGlance };
      const options = { retainContextWhenHidden: false, enableFindWidget: true };
      const title = titleOf(subject, state);
      open = this.#adopt(subject, vscode.window.createWebviewPanel(panelType, title, place, options));
    } else {
      open.panel.reveal(undefined, isGlance);
    }
    open.pending = revealOf(request, state, isGlance);
    this.#reveal(open);
  }

  /** Takes a restored panel; `saved` is what its page kept. */
  async restore(panel: vscode.WebviewPanel, saved: unknown): Promise<void> {
    const { key, result } = isRecord(saved) ? saved : {};
    const subject = typeof key === 'string' ? await this.#subjectOf(key, result) : undefined;
    const isWanted =
      subject !== undefined && !this.#panels.has(subject.id) && currentState(this.#app, subject) !== undefined;
    if (isWanted) this.#adopt(subject, panel);
    else panel.dispose();
  }

  changed(keys: ReadonlySet<string>): void {
    for (const key of keys) if (this.#panels.has(key)) this.#changed.add(key);
    if (this.#changed.size > 0) this.#updating.request();
  }

  dispose(): void {
    this.#updating.dispose();
    for (const { panel } of [...this.#panels.values()]) panel.dispose();
  }

  #isSecondGlance(id: string): boolean {
    const now = performance.now();
    const isSecond = this.#glance?.id === id && now - this.#glance.at < twiceMs;
    this.#glance = isSecond ? undefined : { id, at: now };
    return isSecond;
  }

  async #subjectOf(key: string, result: unknown): Promise<PanelSubject | undefined> {
    return typeof result === 'string' ? pastSubject(this.#app, key, { id: result }) : liveSubject(key);
  }

  #adopt(subject: PanelSubject, panel: vscode.WebviewPanel): OpenPanel {
    const open: OpenPanel = { subject, panel, shown: undefined, isReady: false, pending: undefined };
    this.#panels.set(subject.id, open);
    panel.onDidDispose(() => this.#panels.delete(subject.id));
    // A hidden page is gone; it says again when it is ready.
    panel.onDidChangeViewState(() => {
      if (!panel.visible) open.isReady = false;
    });
    panel.webview.onDidReceiveMessage((value: unknown) => this.#onMessage(open, value));
    openPage(panel, this.#app.context.extensionUri);
    return open;
  }

  #onMessage(open: OpenPanel, value: unknown): void {
    const intent = parseIntent(value);
    if (intent === undefined) return;
    if (intent.kind === 'ready') void this.#greet(open);
    else if (intent.kind === 'choose-product') void this.#chooseProduct(open, intent.product);
    else void performAction(this.#app, open.subject, intent);
  }

  /** A page that starts, or starts again after it was hidden, knows nothing. */
  async #greet(open: OpenPanel): Promise<void> {
    const product = this.#app.context.globalState.get<unknown>(productKey);
    if (isProduct(product)) post(open, { kind: 'product', product });
    const waited = new Promise((resolve) => setTimeout(resolve, historyWaitMs));
    await Promise.race([this.#tellHistory(open), waited]);
    open.isReady = true;
    open.shown = undefined;
    this.#update(open);
    this.#reveal(open);
  }

  /** Every page shows the fixes of the product that was chosen on one. */
  async #chooseProduct(chosen: OpenPanel, product: string): Promise<void> {
    if (product !== '' && !isProduct(product)) return;
    await this.#app.context.globalState.update(productKey, product);
    for (const open of this.#panels.values()) if (open !== chosen) post(open, { kind: 'product', product });
  }

  #update(open: OpenPanel | undefined): void {
    if (open === undefined) return;
    const { subject, panel, shown } = open;
    const state = currentState(this.#app, subject);
    if (state === undefined) {
      panel.dispose();
      return;
    }
    panel.title = titleOf(subject, state);
    if (!open.isReady) return;
    const now = performance.now();
    const ageMs = now - (this.#changedAt.get(subject.key) ?? now);
    const { past } = subject;
    const message: MessageToPage | undefined =
      past === undefined
        ? messageBetween(shown, state, ageMs)
        : { kind: 'state', state: { ...pageState(state), past: past.page } };
    open.shown = state;
    if (message !== undefined) post(open, message);
    const isNewResult = shown !== undefined && shown.assessment !== state.assessment;
    if (isNewResult) void this.#tellHistory(open);
  }

  async #tellHistory(open: OpenPanel): Promise<void> {
    const { subject } = open;
    try {
      const assessment = currentState(this.#app, subject)?.assessment;
      const history = await readPageHistory(this.#app, subject.key, assessment);
      // A newer result has its own history on the way.
      if (currentState(this.#app, subject)?.assessment === assessment) post(open, { kind: 'history', history });
    } catch (error) {
      this.#app.log.error(`${subject.key}: its history cannot be shown: ${printableText(String(error), 300)}`);
    }
  }

  #reveal(open: OpenPanel): void {
    if (!open.isReady || open.pending === undefined) return;
    post(open, open.pending);
    open.pending = undefined;
  }
}

/** What to scroll to; a cause that the result no longer has is not looked for. */
function revealOf(
  { finding, cause }: PanelRequest,
  { assessment }: EndpointState,
  keepsFocus: boolean,
): Reveal | undefined {
  if (finding !== undefined) return { kind: 'reveal', finding, keepsFocus };
  const index = cause === undefined ? -1 : (assessment?.causes ?? []).findIndex(({ id }) => id === cause);
  return index === -1 ? undefined : { kind: 'reveal-cause', cause: index, keepsFocus };
}

function titleOf({ past }: PanelSubject, state: EndpointState): string {
  const title = `SMTP TLS: ${nameOf(state)}`;
  if (past === undefined || state.assessment === undefined) return title;
  const format = new Intl.DateTimeFormat(vscode.env.language, { dateStyle: 'medium', timeStyle: 'short' });
  const at = new Date(state.assessment.startedAt);
  return Number.isNaN(at.getTime()) ? title : `${title}, ${format.format(at)}`;
}

function post({ panel }: OpenPanel, message: MessageToPage): void {
  void panel.webview.postMessage(message);
}
