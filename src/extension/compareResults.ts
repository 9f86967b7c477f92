// What changed since the last sound probe, two transcripts side by side, and two results held against each other.

import * as vscode from 'vscode';
import type { EndpointState } from '../engine/store.ts';
import type { App } from './app.ts';
import { chooseEndpoint, endpointItem, findEndpoint } from './commands/command.ts';
import type { HistoryEntry } from './history.ts';
import { chooseAndImport } from './importResults.ts';
import { t } from './l10n.ts';
import { showInformation } from './messages.ts';
import { describeEntry, itemsOf, latestResult, pickResult, sayThereIsNone } from './pastResultPicker.ts';
import type { ResultItem } from './pastResultPicker.ts';
import { comparisonUri, parseResultPlace, pastTranscriptUri } from './views/documentUris.ts';
import type { Comparison, ResultPlace } from './views/documentUris.ts';
import { formatAge, nameOf, statusWords } from './words.ts';

function shownName(app: App, key: string): string {
  const state = app.store.get(key);
  return state === undefined ? key : nameOf(state);
}

async function openDiff(app: App, before: ResultPlace, after: ResultPlace): Promise<void> {
  const describe = async ({ key, id }: ResultPlace): Promise<string> => {
    const entry = (await app.history.list(key)).find((one) => one.id === id);
    const age = entry === undefined ? '' : formatAge(Date.now() - Date.parse(entry.startedAt));
    const imported = entry?.isImported === true ? `, ${t('imported')}` : '';
    return entry === undefined ? key : `${statusWords[entry.verdict]}, ${age}${imported}`;
  };
  const [was, is] = await Promise.all([describe(before), describe(after)]);
  const name = shownName(app, after.key);
  const title =
    before.key === after.key
      ? t('Transcripts of {0}: {1} ↔ {2}', name, was, is)
      : t('Transcripts: {0} ↔ {1}', shownName(app, before.key), name);
  await vscode.commands.executeCommand('vscode.diff', pastTranscriptUri(before), pastTranscriptUri(after), title);
}

async function openComparison(app: App, title: string, comparison: Comparison): Promise<void> {
  await vscode.commands.executeCommand('markdown.showPreview', comparisonUri(title, comparison));
  const diff = t('Compare Transcripts');
  // Not awaited: the command has done its work when the page is there.
  void showInformation(t('The transcripts can be compared line by line.'), diff).then((choice) =>
    choice === diff ? openDiff(app, comparison.before, comparison.after) : undefined,
  );
}

export async function showWhatChanged(app: App, argument: unknown): Promise<void> {
  const state = await chooseEndpoint(app, argument, t('Of which endpoint are the changes to be shown?'));
  if (state === undefined) return;
  const entries = (await app.history.list(state.key)).filter(({ isImported }) => !isImported);
  const id = parseResultPlace(argument)?.id;
  const index = Math.max(
    0,
    entries.findIndex((entry) => entry.id === id),
  );
  const after = entries[index];
  if (after === undefined) return sayThereIsNone(nameOf(state));
  const earlier = entries.slice(index + 1);
  const sound = earlier.find(({ verdict }) => verdict === 'sound');
  if (sound !== undefined) {
    await openComparison(app, t('What changed at {0}', nameOf(state)), { before: sound, after, isOfSides: false });
    return;
  }
  const [previous] = earlier;
  if (previous === undefined) {
    void showInformation(t('{0} has no earlier result to compare with.', nameOf(state)));
    return;
  }
  const compare = t('Compare with the Result Before');
  const message = t('{0} was not sound in any result that is kept.', nameOf(state));
  const choice = await showInformation(message, compare);
  if (choice !== compare) return;
  await openComparison(app, t('What changed at {0}', nameOf(state)), { before: previous, after, isOfSides: false });
}

export async function diffTranscripts(app: App, argument: unknown): Promise<void> {
  const named = parseResultPlace(argument);
  // A result may be there whose endpoint is no longer in the list.
  const key = named?.key ?? (await chooseEndpoint(app, argument, t('Whose transcripts are to be compared?')))?.key;
  if (key === undefined) return;
  const entries = await app.history.list(key);
  if (entries.length < 2) {
    void showInformation(t('{0} has no two results to compare yet.', shownName(app, key)));
    return;
  }
  const latest = entries.find(({ isImported }) => !isImported) ?? entries[0];
  if (named !== undefined) {
    const chosen = entries.find(({ id }) => id === named.id);
    if (chosen === undefined || latest === undefined) return;
    const isLatest = chosen.id === latest.id;
    const other = isLatest ? entries[entries.indexOf(latest) + 1] : latest;
    if (other !== undefined) await openDiff(app, isLatest ? other : chosen, isLatest ? chosen : other);
    return;
  }
  await chooseTwo(app, entries);
}

async function chooseTwo(app: App, entries: readonly HistoryEntry[]): Promise<void> {
  const [newer, older] = entries;
  if (entries.length === 2 && newer !== undefined && older !== undefined) return openDiff(app, older, newer);
  const one = await pickResult(entries, t('Which result is to be compared?'));
  if (one === undefined) return;
  const rest = entries.filter(({ id }) => id !== one.id);
  const other = await pickResult(rest, t('With which other result?'));
  if (other === undefined) return;
  const isOlder = (place: ResultPlace): number => entries.findIndex(({ id }) => id === place.id);
  const [before, after] = isOlder(one) > isOlder(other) ? [one, other] : [other, one];
  await openDiff(app, before, after);
}

interface SideItem extends ResultItem {
  readonly state?: EndpointState;
  readonly isImport?: boolean;
}

/** What a result can be compared with: a file, the other results of its endpoint, the latest of every other endpoint. */
function sideItems(app: App, first: HistoryEntry, entries: readonly HistoryEntry[]): readonly SideItem[] {
  const own = entries.filter(({ id }) => id !== first.id);
  const others = app.store.all().filter(({ key, assessment }) => key !== first.key && assessment !== undefined);
  return [
    { label: `$(cloud-download) ${t('A result from a file…')}`, alwaysShow: true, isImport: true },
    ...itemsOf(own.filter(({ isImported }) => isImported)),
    ...itemsOf(own.filter(({ isImported }) => !isImported)),
    ...(others.length === 0 ? [] : [{ label: t('Other endpoints'), kind: vscode.QuickPickItemKind.Separator }]),
    ...others.map(endpointItem),
  ];
}

async function chooseSide(app: App, first: HistoryEntry): Promise<ResultPlace | undefined> {
  const entries = await app.history.list(first.key);
  const placeHolder = t('With what is {0}, {1}, to be compared?', shownName(app, first.key), describeEntry(first));
  const options = { placeHolder, matchOnDescription: true, matchOnDetail: true };
  const item = await vscode.window.showQuickPick(sideItems(app, first, entries), options);
  if (item?.isImport === true) {
    const [imported] = await chooseAndImport(app);
    return imported;
  }
  return item?.state === undefined ? item?.entry : latestResult(app, item.state.key);
}

async function openSides(app: App, before: ResultPlace, after: ResultPlace): Promise<void> {
  const title = t('{0} compared with {1}', shownName(app, before.key), shownName(app, after.key));
  await openComparison(app, title, { before, after, isOfSides: true });
}

/** The two endpoints that are selected in the tree. */
function selectedPair(app: App, [, selected]: readonly unknown[]): readonly EndpointState[] {
  const states = Array.isArray(selected) ? selected.flatMap((one: unknown) => findEndpoint(app, one) ?? []) : [];
  const [one, other] = states;
  return one === undefined || other === undefined || one.key === other.key ? [] : [one, other];
}

/** Without arguments a person chooses; `{key, id}` names a result, and two nodes of the tree two endpoints. */
export async function compareResults(app: App, argumentList: readonly unknown[]): Promise<void> {
  await app.loaded;
  const [argument] = argumentList;
  const pair = await Promise.all(selectedPair(app, argumentList).map(({ key }) => latestResult(app, key)));
  const [one, other] = pair;
  if (one !== undefined && other !== undefined) return openSides(app, one, other);
  const suits = ({ assessment }: EndpointState): boolean => assessment !== undefined;
  const none = t('There is no result to compare yet.');
  const state = await chooseEndpoint(app, argument, t('Which endpoint is to be compared?'), suits, none);
  if (state === undefined) return;
  const named = parseResultPlace(argument);
  const entries = await app.history.list(state.key);
  const first = entries.find(({ id }) => id === named?.id) ?? (await latestResult(app, state.key));
  if (first === undefined) return sayThereIsNone(nameOf(state));
  const second = await chooseSide(app, first);
  if (second !== undefined) await openSides(app, first, second);
}
