// Results of the past as items of a quick pick: sign, verdict, age, where they were made, what they say.

import * as vscode from 'vscode';
import { formatTime } from '../report/words.ts';
import type { App } from './app.ts';
import type { HistoryEntry } from './history.ts';
import { t } from './l10n.ts';
import { showInformation, withoutIcons } from './messages.ts';
import type { ResultPlace } from './views/documentUris.ts';
import { formatAge, statusSigns, statusWords } from './words.ts';

export interface ResultItem extends vscode.QuickPickItem {
  readonly entry?: HistoryEntry;
}

/** "12 min · 2026-06-01 12:00:00 UTC". */
export function describeEntry({ startedAt, isImported, vantage }: HistoryEntry, now = Date.now()): string {
  const parts = [formatAge(now - Date.parse(startedAt)), formatTime(startedAt)];
  return [...parts, ...(isImported ? [t('imported, from {0}', vantage.hostName)] : [])].join(' · ');
}

function itemOf(entry: HistoryEntry): ResultItem & { readonly entry: HistoryEntry } {
  const { verdict, summary } = entry;
  return {
    label: `$(${statusSigns[verdict].icon}) ${statusWords[verdict]}`,
    description: describeEntry(entry),
    detail: withoutIcons(summary),
    entry,
  };
}

/** With a separator before each day; newest first. */
export function itemsOf(entries: readonly HistoryEntry[]): readonly ResultItem[] {
  let day = '';
  return entries.flatMap((entry): ResultItem[] => {
    const own = entry.startedAt.slice(0, 10);
    const item = itemOf(entry);
    if (own === day) return [item];
    day = own;
    return [{ label: own, kind: vscode.QuickPickItemKind.Separator }, item];
  });
}

export async function pickResult(
  entries: readonly HistoryEntry[],
  placeHolder: string,
): Promise<ResultPlace | undefined> {
  const options = { placeHolder, matchOnDescription: true, matchOnDetail: true };
  const item = await vscode.window.showQuickPick(itemsOf(entries), options);
  return item?.entry;
}

/** The newest result that was probed here; where there is none, the newest that was imported. */
export async function latestResult(app: App, key: string): Promise<HistoryEntry | undefined> {
  const entries = await app.history.list(key);
  return entries.find(({ isImported }) => !isImported) ?? entries[0];
}

export function sayThereIsNone(name: string): void {
  void showInformation(t('{0} has no result in its history yet.', name));
}
