// What the tree shows and in which order.

import * as vscode from 'vscode';
import type { App } from '../app.ts';
import { commandIds } from '../contributions.ts';
import { t } from '../l10n.ts';
import { gravity, lastStatusOf } from '../views/treeOrder.ts';
import type { LastStatus, SortOrder } from '../views/treeOrder.ts';
import { statusSigns, statusWords } from '../words.ts';
import type { Command } from './command.ts';

function countByStatus(app: App): ReadonlyMap<LastStatus, number> {
  const counts = new Map<LastStatus, number>();
  for (const state of app.store.states()) {
    const status = lastStatusOf(state);
    counts.set(status, (counts.get(status) ?? 0) + 1);
  }
  return counts;
}

export const filterEndpointsCommand: Command = {
  id: commandIds.filterEndpoints,
  run: async (app) => {
    await app.loaded;
    const counts = countByStatus(app);
    const items = gravity.map((status) => ({
      label: `$(${statusSigns[status].icon}) ${statusWords[status]}`,
      description: String(counts.get(status) ?? 0),
      picked: app.listing.filter?.has(status) ?? true,
      status,
    }));
    const picked = await vscode.window.showQuickPick(items, {
      canPickMany: true,
      placeHolder: t('Which endpoints are to be shown?'),
    });
    if (picked === undefined) return;
    const isAll = picked.length === 0 || picked.length === gravity.length;
    app.listing.setFilter(isAll ? undefined : new Set(picked.map(({ status }) => status)));
  },
};

export const clearFilterCommand: Command = {
  id: commandIds.clearFilter,
  run: (app) => app.listing.setFilter(undefined),
};

export const sortEndpointsCommand: Command = {
  id: commandIds.sortEndpoints,
  run: async (app) => {
    const words: Readonly<Record<SortOrder, string>> = {
      file: t('As in the file'),
      severity: t('By severity, the gravest first'),
      name: t('By name'),
    };
    const items = (['file', 'severity', 'name'] as const).map((order) => ({
      label: words[order],
      description: order === app.listing.sort ? t('current') : '',
      order,
    }));
    const picked = await vscode.window.showQuickPick(items, { placeHolder: t('In which order?') });
    if (picked !== undefined) await app.listing.setSort(picked.order);
  },
};
