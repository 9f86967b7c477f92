// What the view of endpoints shows and in which order: set by commands, read by the tree and by what acts on all.

import * as vscode from 'vscode';
import type { EndpointState } from '../engine/store.ts';
import { filteredContext } from './contributions.ts';
import { lastStatusOf, sortOrders } from './views/treeOrder.ts';
import type { LastStatus, SortOrder } from './views/treeOrder.ts';

const sortKey = 'sortOrder';

export interface Listing extends vscode.Disposable {
  /** Undefined: all endpoints are shown. Lasts as long as the window: nobody misses endpoints they hid last week. */
  readonly filter: ReadonlySet<LastStatus> | undefined;
  /** Kept for the workspace. */
  readonly sort: SortOrder;
  readonly onDidChange: vscode.Event<void>;
  readonly setFilter: (filter: ReadonlySet<LastStatus> | undefined) => void;
  readonly setSort: (sort: SortOrder) => Promise<void>;
  /** What is selected in the tree. */
  readonly selected: readonly unknown[];
  readonly setSelected: (nodes: readonly unknown[]) => void;
  readonly isShown: (state: EndpointState) => boolean;
}

export function openListing(memory: vscode.Memento): Listing {
  const changes = new vscode.EventEmitter<void>();
  let filter: ReadonlySet<LastStatus> | undefined;
  let selected: readonly unknown[] = [];
  const kept = memory.get<unknown>(sortKey);
  let sort: SortOrder = sortOrders.find((order) => order === kept) ?? 'file';
  return {
    get filter() {
      return filter;
    },
    get sort() {
      return sort;
    },
    get selected() {
      return selected;
    },
    setSelected: (nodes) => {
      selected = nodes;
    },
    onDidChange: changes.event,
    setFilter: (wanted) => {
      filter = wanted;
      void vscode.commands.executeCommand('setContext', filteredContext, wanted !== undefined);
      changes.fire();
    },
    setSort: async (wanted) => {
      sort = wanted;
      changes.fire();
      await memory.update(sortKey, wanted);
    },
    isShown: (state) => filter === undefined || filter.has(lastStatusOf(state)),
    dispose: () => changes.dispose(),
  };
}
