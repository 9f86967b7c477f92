// The view of all endpoints in the activity bar.

import * as vscode from 'vscode';
import type { EndpointState } from '../../engine/store.ts';
import { escapeMarkdown } from '../../report/markdown.ts';
import { severityWords } from '../../report/words.ts';
import type { App } from '../app.ts';
import { commandIds, endpointsView } from '../contributions.ts';
import { coalesce } from '../disposables.ts';
import { addressOf, formatDuration, nameOf, stageWords, statusOf, statusWords } from '../words.ts';
import type { Sign } from '../words.ts';
import { endpointNode, formatTree } from './treeModel.ts';
import type { TreeNode } from './treeModel.ts';

const refreshDelayMs = 80;

/** How often ages are looked at while the view is open. */
const agingMs = 30_000;

function iconOf({ icon, colour }: Sign): vscode.ThemeIcon {
  return colour === undefined ? new vscode.ThemeIcon(icon) : new vscode.ThemeIcon(icon, new vscode.ThemeColor(colour));
}

class EndpointTree implements vscode.TreeDataProvider<TreeNode> {
  readonly #app: App;
  readonly #changes = new vscode.EventEmitter<TreeNode[] | undefined>();
  /** The nodes as last shown, by key: VS Code finds a changed node by the object it was given. */
  readonly #roots = new Map<string, TreeNode>();
  /** What was last shown of each endpoint, to leave alone what did not change. */
  readonly #shown = new Map<string, string>();

  readonly onDidChangeTreeData = this.#changes.event;

  constructor(app: App) {
    this.#app = app;
  }

  getChildren(node?: TreeNode): TreeNode[] {
    if (node === undefined) return this.#app.store.all().map((state) => this.#root(state));
    if (node.kind !== 'endpoint') return [...node.children];
    const state = this.#app.store.get(node.key);
    return state === undefined ? [] : [...endpointNode(state, Date.now()).children];
  }

  getTreeItem(node: TreeNode): vscode.TreeItem {
    const state = node.kind === 'endpoint' ? this.#app.store.get(node.key) : undefined;
    const fresh = state === undefined ? node : endpointNode(state, Date.now());
    const collapsible = fresh.children.length > 0;
    // Below a stage stand faults: those are open at once.
    const openState =
      fresh.kind === 'stage' ? vscode.TreeItemCollapsibleState.Expanded : vscode.TreeItemCollapsibleState.Collapsed;
    const item = new vscode.TreeItem(fresh.label, collapsible ? openState : vscode.TreeItemCollapsibleState.None);
    item.id = fresh.id;
    item.description = fresh.description;
    item.iconPath = iconOf(fresh.sign);
    item.contextValue = fresh.context;
    item.accessibilityInformation = { label: fresh.spoken };
    const { key, finding } = fresh;
    const argument = finding === undefined ? { key } : { key, finding };
    item.command = { command: commandIds.openPanel, title: 'Open', arguments: [argument] };
    return item;
  }

  getParent(): undefined {
    return undefined;
  }

  resolveTreeItem(item: vscode.TreeItem, node: TreeNode): vscode.TreeItem {
    const state = this.#app.store.get(node.key);
    if (state !== undefined) item.tooltip = tooltipOf(state, node);
    return item;
  }

  /** Brings the view in line with the store for some endpoints, or all whose words have aged. */
  refresh(keys: Iterable<string>): void {
    const changed: TreeNode[] = [];
    let isListChanged = false;
    for (const key of keys) {
      const state = this.#app.store.get(key);
      const root = this.#roots.get(key);
      if (state === undefined || root === undefined) {
        isListChanged ||= state !== undefined || root !== undefined;
        if (state === undefined) this.#forget(key);
        continue;
      }
      const text = JSON.stringify(endpointNode(state, Date.now()));
      if (this.#shown.get(key) === text) continue;
      this.#shown.set(key, text);
      changed.push(root);
    }
    if (isListChanged) this.#changes.fire(undefined);
    else if (changed.length > 0) this.#changes.fire(changed);
  }

  text(): string {
    return formatTree(this.#app.store.all().map((state) => endpointNode(state, Date.now())));
  }

  dispose(): void {
    this.#changes.dispose();
  }

  #root(state: EndpointState): TreeNode {
    const known = this.#roots.get(state.key);
    if (known !== undefined) return known;
    const node = endpointNode(state, Date.now());
    this.#roots.set(state.key, node);
    this.#shown.set(state.key, JSON.stringify(node));
    return node;
  }

  #forget(key: string): void {
    this.#roots.delete(key);
    this.#shown.delete(key);
  }
}

/** A small report. What servers sent goes in as text: nothing of it acts as markup. */
function tooltipOf(state: EndpointState, node: TreeNode): vscode.MarkdownString {
  const tooltip = new vscode.MarkdownString();
  const strong = (text: string): void => void tooltip.appendMarkdown(`**${escapeMarkdown(text)}**`);
  const paragraph = (text: string): void => void tooltip.appendMarkdown(`\n\n${escapeMarkdown(text)}`);
  const { assessment } = state;
  if (node.finding !== undefined) {
    const finding = assessment?.findings[node.finding];
    if (finding === undefined) return tooltip;
    strong(`${severityWords[finding.severity]}: ${finding.title}`);
    paragraph(finding.text);
    paragraph(finding.citation.text);
    return tooltip;
  }
  if (node.kind === 'stage') {
    strong(node.label);
    const note = state.stages.find(({ phase }) => stageWords[phase] === node.label)?.note;
    paragraph(note ?? node.spoken);
    return tooltip;
  }
  strong(nameOf(state));
  paragraph(state.isRunning ? statusWords.running : (assessment?.summary ?? statusWords[statusOf(state)]));
  if (assessment === undefined) return tooltip;
  const { library, version } = assessment.vantage.engine;
  paragraph(`${addressOf(state)}, probed from ${assessment.vantage.hostName} with ${library} ${version}`);
  paragraph(`${new Date(assessment.startedAt).toLocaleString()}, ${formatDuration(assessment.durationMs)}`);
  return tooltip;
}

function showBadge(view: vscode.TreeView<TreeNode>, app: App): void {
  const broken = app.store.all().filter((state) => statusOf(state) === 'broken').length;
  if ((view.badge?.value ?? 0) === broken) return;
  const tooltip = broken === 1 ? '1 endpoint is broken' : `${broken} endpoints are broken`;
  view.badge = broken === 0 ? undefined : { value: broken, tooltip };
}

export function register(app: App): { readonly text: () => string } {
  const tree = new EndpointTree(app);
  const view = vscode.window.createTreeView(endpointsView, { treeDataProvider: tree, showCollapseAll: true });
  const changedKeys = new Set<string>();
  const refresh = coalesce(refreshDelayMs, () => {
    tree.refresh(changedKeys);
    changedKeys.clear();
    showBadge(view, app);
  });
  const stopListening = app.store.listen((keys) => {
    for (const key of keys) changedKeys.add(key);
    refresh.request();
  });
  const aging = setInterval(() => {
    if (view.visible) tree.refresh(app.store.all().map(({ key }) => key));
  }, agingMs);
  const end = (): void => {
    stopListening();
    clearInterval(aging);
  };
  app.context.subscriptions.push(tree, view, refresh, { dispose: end });
  return { text: () => tree.text() };
}
