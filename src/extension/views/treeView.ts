// The view around the tree: its badge, its message about the filter, and when it is refreshed.

import * as vscode from 'vscode';
import type { App } from '../app.ts';
import { endpointsView } from '../contributions.ts';
import { coalesce } from '../disposables.ts';
import { t } from '../l10n.ts';
import { statusWords } from '../words.ts';
import { EndpointTree } from './endpointTree.ts';
import type { TreeElement } from './endpointTree.ts';
import { openDragController } from './treeDrag.ts';
import { gravity } from './treeOrder.ts';
import type { SortOrder } from './treeOrder.ts';

/**
 * Time between two refreshes. VS Code gathers what a view tells it until it hears nothing for 200 ms: told more often,
 * it would show nothing before the run is over.
 */
const refreshDelayMs = 300;

/** How often ages are looked at while the view is open. */
const agingMs = 30_000;

const sortNotes: Readonly<Record<SortOrder, string>> = {
  file: '',
  severity: t('by severity'),
  name: t('by name'),
};

function showBadge(view: vscode.TreeView<TreeElement>, broken: number): void {
  if ((view.badge?.value ?? 0) === broken) return;
  const tooltip = broken === 1 ? t('1 endpoint is broken') : t('{0} endpoints are broken', broken);
  view.badge = broken === 0 ? undefined : { value: broken, tooltip };
}

/** "Only broken, weak: 3 of 12 are shown." */
function filterMessage(app: App, shown: number): string {
  const { filter } = app.listing;
  if (filter === undefined) return '';
  const names = gravity.filter((status) => filter.has(status)).map((status) => statusWords[status].toLocaleLowerCase());
  return t('Only {0}: {1} of {2} are shown.', names.join(', '), shown, app.store.size);
}

export interface EndpointsView {
  /** The tree as an outline, as a person reads it. */
  readonly text: () => string;
  readonly view: vscode.TreeView<TreeElement>;
  readonly tree: EndpointTree;
  readonly drag: vscode.TreeDragAndDropController<TreeElement>;
}

export function register(app: App): EndpointsView {
  const tree = new EndpointTree(app);
  const drag = openDragController(app);
  const view = vscode.window.createTreeView(endpointsView, {
    treeDataProvider: tree,
    showCollapseAll: true,
    canSelectMany: true,
    dragAndDropController: drag,
  });
  let isStale = false;
  const showHead = (): void => {
    showBadge(view, tree.counts.total.byStatus.broken);
    const message = filterMessage(app, app.listing.filter === undefined ? 0 : tree.arrangement.shown);
    if ((view.message ?? '') !== message) view.message = message;
    const description = sortNotes[app.listing.sort];
    if ((view.description ?? '') !== description) view.description = description;
  };
  const refresh = coalesce(refreshDelayMs, () => {
    showHead();
    // Nothing is sent to a view that nobody sees: it is shown anew when it comes back.
    if (!view.visible) isStale = true;
    else if (tree.refreshSome()) refresh.request();
  });
  const refreshAll = (): void => {
    tree.refreshAll();
    refresh.request();
  };
  const stopListening = app.store.listen((keys) => {
    tree.note(keys);
    refresh.request();
  });
  const aging = setInterval(() => {
    if (!view.visible) return;
    tree.noteAges();
    refresh.request();
  }, agingMs);
  app.context.subscriptions.push(
    tree,
    view,
    refresh,
    view.onDidChangeVisibility(({ visible }) => {
      if (visible && isStale) refreshAll();
      isStale = !visible && isStale;
    }),
    view.onDidChangeSelection(({ selection }) => app.listing.setSelected(selection)),
    app.listing.onDidChange(refreshAll),
    app.fleets.onDidChange(() => {
      tree.noteOrder();
      refresh.request();
    }),
    { dispose: stopListening },
    { dispose: () => clearInterval(aging) },
  );
  showHead();
  return { text: () => tree.text(), view, tree, drag };
}
