// The view of all endpoints in the activity bar. A change refreshes the rows it changed, a few at a time.

import * as vscode from 'vscode';
import type { EndpointState } from '../../engine/store.ts';
import type { App } from '../app.ts';
import { commandIds } from '../contributions.ts';
import { endpointKey } from '../../formats/targetText.ts';
import type { Sign } from '../words.ts';
import { EndpointCounts } from './groupCounts.ts';
import {
  endpointChildren,
  endpointNode,
  endpointRow,
  formatTree,
  groupNode,
  groupRow,
  hasChildren,
} from './treeModel.ts';
import type { TreeNode, TreeRow } from './treeModel.ts';
import { arrange } from './treeOrder.ts';
import type { Arrangement } from './treeOrder.ts';
import { tooltipOf } from './treeTooltip.ts';

/** What VS Code holds of a row: it finds a changed row by this object. */
export interface TreeElement {
  readonly kind: TreeNode['kind'];
  readonly id: string;
  readonly key?: string;
  readonly group?: string;
  /** Of causes, stages and findings, which are made anew with their endpoint. */
  readonly node?: TreeNode;
  readonly finding?: number;
  readonly rule?: string;
  readonly cause?: string;
  readonly line?: number;
}

/** Rows refreshed at once: VS Code compares each with all others. */
const rowsAtOnce = 100;

/** The children of a list are sent again when its order or its head changes: the longer it is, the less often. */
function paceOf(size: number): number {
  return Math.min(2_000, size);
}

function iconOf({ icon, colour }: Sign): vscode.ThemeIcon {
  return colour === undefined ? new vscode.ThemeIcon(icon) : new vscode.ThemeIcon(icon, new vscode.ThemeColor(colour));
}

function isSameRow(a: TreeRow, b: TreeRow): boolean {
  return a.label === b.label && a.description === b.description && a.sign === b.sign && a.context === b.context;
}

interface ShownRow {
  readonly row: TreeRow;
  readonly stages: EndpointState['stages'];
  readonly assessment: EndpointState['assessment'];
}

/** The top of the tree, among the groups that have something to be refreshed. */
const top = Symbol('top');

export class EndpointTree implements vscode.TreeDataProvider<TreeElement> {
  readonly counts = new EndpointCounts();
  readonly #app: App;
  readonly #changes = new vscode.EventEmitter<TreeElement[] | undefined>();
  readonly #endpoints = new Map<string, TreeElement>();
  readonly #groups = new Map<string, TreeElement>();
  readonly #shown = new Map<string, ShownRow>();
  readonly #dueRows = new Set<string>();
  /** Lists whose order or counts have changed. */
  readonly #dueLists = new Set<string | typeof top>();
  readonly #refreshedAt = new Map<string | typeof top, number>();
  #arrangement: Arrangement | undefined;

  readonly onDidChangeTreeData = this.#changes.event;

  constructor(app: App) {
    this.#app = app;
    for (const state of app.store.states()) this.counts.update(state.key, state);
  }

  getChildren(element?: TreeElement): TreeElement[] {
    if (element === undefined) {
      const { groups, loose } = this.arrangement;
      return [...groups.map(({ name }) => this.#groupElement(name)), ...loose.map((key) => this.#endpointElement(key))];
    }
    if (element.kind === 'group') {
      const group = this.arrangement.groups.find(({ name }) => name === element.group);
      return (group?.keys ?? []).map((key) => this.#endpointElement(key));
    }
    if (element.node !== undefined) return element.node.children.map(elementOf);
    const state = element.key === undefined ? undefined : this.#app.store.get(element.key);
    return state === undefined ? [] : endpointChildren(state).map(elementOf);
  }

  getTreeItem(element: TreeElement): vscode.TreeItem {
    const { node, key, group } = element;
    const { None, Collapsed, Expanded } = vscode.TreeItemCollapsibleState;
    if (group !== undefined) return itemOf(groupRow(group, this.counts.of(group)), Expanded);
    if (node !== undefined) {
      // Below a stage stand faults: those are open at once.
      const item = itemOf(node, node.children.length > 0 ? Expanded : None);
      item.command = openCommand(element);
      return item;
    }
    const state = key === undefined ? undefined : this.#app.store.get(key);
    if (state === undefined) return new vscode.TreeItem('');
    const shown = shownRow(state);
    this.#shown.set(state.key, shown);
    const item = itemOf(shown.row, hasChildren(state) ? Collapsed : None);
    item.command = openCommand(element);
    return item;
  }

  getParent({ kind, key }: TreeElement): TreeElement | undefined {
    const group = kind === 'endpoint' && key !== undefined ? this.#app.store.get(key)?.profile.group : undefined;
    if (group !== undefined) return this.#groupElement(group);
    return kind === 'endpoint' || kind === 'group' || key === undefined ? undefined : this.#endpointElement(key);
  }

  resolveTreeItem(item: vscode.TreeItem, { key, node }: TreeElement): vscode.TreeItem {
    const state = key === undefined ? undefined : this.#app.store.get(key);
    if (state !== undefined) item.tooltip = tooltipOf(state, node);
    return item;
  }

  /** The row of an endpoint, where it is shown. */
  elementFor(key: string): TreeElement | undefined {
    const state = this.#app.store.get(key);
    return state !== undefined && this.#app.listing.isShown(state) ? this.#endpointElement(key) : undefined;
  }

  /** Takes note of changes in the store. */
  note(keys: Iterable<string>): void {
    const { sort, filter } = this.#app.listing;
    for (const key of keys) {
      const state = this.#app.store.get(key);
      const { isStructural, isStatusChanged } = this.counts.update(key, state);
      if (state === undefined) this.#forget(key);
      if (isStructural || (isStatusChanged && (filter !== undefined || sort === 'severity'))) {
        this.#arrangement = undefined;
        this.#dueLists.add(top);
      }
      if (state?.profile.group !== undefined) this.#dueLists.add(state.profile.group);
      this.#dueRows.add(key);
    }
  }

  /** The files may have another order now. */
  noteOrder(): void {
    const before = this.#arrangement;
    this.#arrangement = undefined;
    if (before === undefined || isSameArrangement(before, this.arrangement)) return;
    this.#dueLists.add(top);
  }

  /** Everything is arranged and shown anew. */
  refreshAll(): void {
    this.#arrangement = undefined;
    this.#dueRows.clear();
    this.#dueLists.clear();
    this.#refreshedAt.set(top, performance.now());
    this.#changes.fire(undefined);
  }

  /** Rows whose words have aged. */
  noteAges(): void {
    for (const [key, shown] of this.#shown) {
      const state = this.#app.store.get(key);
      if (state !== undefined && !isSameRow(shown.row, shownRow(state).row)) this.#dueRows.add(key);
    }
  }

  /** Shows some of what is due. True: there is more. */
  refreshSome(): boolean {
    const now = performance.now();
    const isDue = (list: string | typeof top, size: number): boolean =>
      this.#dueLists.has(list) && now - (this.#refreshedAt.get(list) ?? -Infinity) >= paceOf(size);
    if (isDue(top, this.#app.store.size)) {
      this.refreshAll();
      return false;
    }
    const changed: TreeElement[] = [];
    for (const list of this.#dueLists) {
      if (list === top || !isDue(list, this.counts.of(list).size)) continue;
      this.#dueLists.delete(list);
      this.#refreshedAt.set(list, now);
      const element = this.#groups.get(list);
      if (element !== undefined) changed.push(element);
    }
    for (const key of this.#dueRows) {
      if (changed.length >= rowsAtOnce) break;
      this.#dueRows.delete(key);
      const element = this.#endpoints.get(key);
      if (element !== undefined && this.#isRowChanged(key)) changed.push(element);
    }
    if (changed.length > 0) this.#changes.fire(changed);
    return this.#dueRows.size > 0 || this.#dueLists.size > 0;
  }

  /** The tree as an outline, as a person reads it. */
  text(): string {
    const now = Date.now();
    const nodesOf = (keys: readonly string[]): TreeNode[] =>
      keys.flatMap((key) => {
        const state = this.#app.store.get(key);
        return state === undefined ? [] : [endpointNode(state, now)];
      });
    const { groups, loose } = this.#arrange();
    return formatTree([
      ...groups.map(({ name, keys }) => groupNode(name, this.counts.of(name), nodesOf(keys))),
      ...nodesOf(loose),
    ]);
  }

  dispose(): void {
    this.#changes.dispose();
  }

  get arrangement(): Arrangement {
    return (this.#arrangement ??= this.#arrange());
  }

  #arrange(): Arrangement {
    const { store, fleets, listing } = this.#app;
    const files = fleets.files().map(({ fleet }) => fleet);
    const keys = files.flatMap(({ entries }) => entries.map(({ endpoint }) => endpointKey(endpoint)));
    return arrange(store.states(), {
      sort: listing.sort,
      filter: listing.filter,
      ranks: new Map(keys.map((key, index) => [key, index])),
      groups: files.flatMap(({ groups }) => groups.map(({ name }) => name)),
    });
  }

  #isRowChanged(key: string): boolean {
    const state = this.#app.store.get(key);
    const shown = this.#shown.get(key);
    if (state === undefined || shown === undefined) return false;
    const { row, stages, assessment } = shownRow(state);
    return stages !== shown.stages || assessment !== shown.assessment || !isSameRow(row, shown.row);
  }

  #endpointElement(key: string): TreeElement {
    let element = this.#endpoints.get(key);
    if (element === undefined) this.#endpoints.set(key, (element = { kind: 'endpoint', id: key, key }));
    return element;
  }

  #groupElement(group: string): TreeElement {
    let element = this.#groups.get(group);
    if (element === undefined) this.#groups.set(group, (element = { kind: 'group', id: `group|${group}`, group }));
    return element;
  }

  #forget(key: string): void {
    this.#endpoints.delete(key);
    this.#shown.delete(key);
  }
}

function isSameList(a: readonly string[], b: readonly string[]): boolean {
  return a.length === b.length && a.every((key, index) => key === b[index]);
}

function isSameArrangement(a: Arrangement, b: Arrangement): boolean {
  if (a.groups.length !== b.groups.length || !isSameList(a.loose, b.loose)) return false;
  return a.groups.every(({ name, keys }, index) => {
    const other = b.groups[index];
    return name === other?.name && isSameList(keys, other.keys);
  });
}

function shownRow(state: EndpointState): ShownRow {
  return { row: endpointRow(state, Date.now()), stages: state.stages, assessment: state.assessment };
}

function elementOf(node: TreeNode): TreeElement {
  const { kind, id, key, finding, rule, cause, line } = node;
  return {
    kind,
    id,
    node,
    ...(key === undefined ? {} : { key }),
    ...(finding === undefined ? {} : { finding }),
    ...(rule === undefined ? {} : { rule }),
    ...(cause === undefined ? {} : { cause }),
    ...(line === undefined ? {} : { line }),
  };
}

function openCommand({ key, finding, cause }: TreeElement): vscode.Command {
  const place = { ...(finding === undefined ? {} : { finding }), ...(cause === undefined ? {} : { cause }) };
  return {
    command: commandIds.openPanel,
    title: '',
    // Who walks through the tree goes on with its keys: a double click or a second Enter takes the keyboard along.
    arguments: [{ key, keepsFocus: true, ...place }],
  };
}

function itemOf(row: TreeRow, openState: vscode.TreeItemCollapsibleState): vscode.TreeItem {
  const item = new vscode.TreeItem(row.label, openState);
  item.id = row.id;
  item.description = row.description;
  item.iconPath = iconOf(row.sign);
  item.contextValue = row.context;
  item.accessibilityInformation = { label: row.spoken };
  return item;
}
