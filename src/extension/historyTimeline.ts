// "Show History": the results of an endpoint, newest first; the chosen one is opened.

import * as vscode from 'vscode';
import type { App } from './app.ts';
import { chooseEndpoint } from './commands/command.ts';
import { commandIds } from './contributions.ts';
import type { HistoryEntry } from './history.ts';
import { t } from './l10n.ts';
import { itemsOf, sayThereIsNone } from './pastResultPicker.ts';
import type { ResultItem } from './pastResultPicker.ts';
import { nameOf } from './words.ts';

interface Timeline {
  readonly items: readonly ResultItem[];
  readonly diff: vscode.QuickInputButton;
}

/** Every result but the latest can be held against that. */
function timelineOf(entries: readonly HistoryEntry[]): Timeline {
  const diff = { iconPath: new vscode.ThemeIcon('diff'), tooltip: t('Compare the transcript with the latest') };
  const items = itemsOf(entries).map((item) =>
    item.entry === undefined || item.entry === entries[0] ? item : { ...item, buttons: [diff] },
  );
  return { items, diff };
}

function open(app: App, entry: HistoryEntry, latest: HistoryEntry | undefined): void {
  const { key, id } = entry;
  // The latest is what the endpoint's own panel shows.
  if (entry === latest && app.store.get(key)?.assessment !== undefined) app.panelRequests.fire({ key });
  else app.panelRequests.fire({ key, result: { id } });
}

export async function showHistory(app: App, argument: unknown): Promise<void> {
  const state = await chooseEndpoint(app, argument, t('Whose history is to be shown?'));
  if (state === undefined) return;
  const entries = await app.history.list(state.key);
  if (entries.length === 0) return sayThereIsNone(nameOf(state));
  const latest = entries.find(({ isImported }) => !isImported);
  const { items, diff } = timelineOf(entries);
  const picker = vscode.window.createQuickPick<ResultItem>();
  picker.title = t('History of {0}', nameOf(state));
  picker.placeholder = t('Which result is to be opened?');
  picker.matchOnDescription = true;
  picker.matchOnDetail = true;
  picker.items = items;
  await new Promise<void>((resolve) => {
    picker.onDidHide(() => resolve());
    picker.onDidAccept(() => {
      const entry = picker.selectedItems[0]?.entry;
      picker.hide();
      if (entry !== undefined) open(app, entry, latest);
    });
    picker.onDidTriggerItemButton(({ button, item }) => {
      if (button !== diff || item.entry === undefined) return;
      const { key, id } = item.entry;
      picker.hide();
      void vscode.commands.executeCommand(commandIds.diffTranscripts, { key, id });
    });
    picker.show();
  });
  picker.dispose();
}
