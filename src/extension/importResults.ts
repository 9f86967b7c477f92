// "Import Result": results from files of the command line or of another VS Code, taken as hostile, kept in the history.

import * as vscode from 'vscode';
import type { Assessment } from '../model/assessment.ts';
import { assessmentEntries, mostAssessments, shortenProblems } from '../formats/assessmentFile.ts';
import { printableText, reasonOf } from '../formats/printable.ts';
import { endpointKey } from '../formats/targetText.ts';
import type { App } from './app.ts';
import { commandIds } from './contributions.ts';
import { t } from './l10n.ts';
import { showInformation, showWarning, withoutLinks } from './messages.ts';
import { openSlices } from './slices.ts';
import type { ResultPlace } from './views/documentUris.ts';

/** Two thousand results of usual size, with room. */
const largestFile = 64 * 1024 * 1024;

interface Imported {
  readonly places: readonly ResultPlace[];
  readonly problems: readonly string[];
}

function shownPath(uri: vscode.Uri): string {
  return printableText(uri.scheme === 'file' ? uri.fsPath : uri.toString(), 300);
}

async function readText(uri: vscode.Uri): Promise<string> {
  const { size } = await vscode.workspace.fs.stat(uri);
  if (size > largestFile) throw new Error(t('It is larger than 64 MB.'));
  return new TextDecoder().decode(await vscode.workspace.fs.readFile(uri));
}

/** Results written at once. */
const resultsAtOnce = 32;

async function keepAll(app: App, text: string, token: vscode.CancellationToken): Promise<Imported> {
  const pause = openSlices();
  const places: ResultPlace[] = [];
  const problems: string[] = [];
  let waiting: Assessment[] = [];
  const keepWaiting = async (): Promise<void> => {
    const batch = waiting;
    waiting = [];
    const keys = batch.map(({ endpoint }) => endpointKey(endpoint));
    const ids = await Promise.all(batch.map((one, index) => app.history.keepImported(keys[index] ?? '', one)));
    places.push(...ids.flatMap((id, index) => (id === undefined ? [] : [{ key: keys[index] ?? '', id }])));
    // Who imports a result wants to find it: its endpoint joins the list.
    app.store.applyAll(batch.map(({ endpoint }) => ({ kind: 'added', endpoint })));
  };
  for (const entry of assessmentEntries(text)) {
    await pause();
    if (token.isCancellationRequested || places.length >= mostAssessments) break;
    if ('problem' in entry) problems.push(entry.problem);
    else waiting.push(entry.assessment);
    if (waiting.length >= resultsAtOnce) await keepWaiting();
  }
  await keepWaiting();
  return { places, problems };
}

async function importFile(app: App, uri: vscode.Uri): Promise<Imported> {
  const title = withoutLinks(t('Importing results from {0}', shownPath(uri)));
  const location = vscode.ProgressLocation.Notification;
  try {
    const text = await readText(uri);
    return await vscode.window.withProgress({ location, title, cancellable: true }, (_, token) =>
      keepAll(app, text, token),
    );
  } catch (error) {
    const reason = reasonOf(error);
    return { places: [], problems: [t('The file cannot be read: {0}', reason)] };
  }
}

/** Says what could not be used; a person who is told nothing takes it for everything. */
function tellProblems(app: App, uri: vscode.Uri, { places, problems }: Imported): void {
  if (problems.length === 0) return;
  const shown = shortenProblems(problems);
  for (const problem of shown) app.log.warn(`${shownPath(uri)}: ${problem}`);
  const first = shown[0] ?? '';
  const text =
    places.length === 0
      ? t('Nothing was imported from {0}. {1}', shownPath(uri), first)
      : t('{0} entries of {1} were left out. The first: {2}', problems.length, shownPath(uri), first);
  void showWarning(text);
}

async function importFiles(app: App, uris: readonly vscode.Uri[]): Promise<readonly ResultPlace[]> {
  await app.loaded;
  const places: ResultPlace[] = [];
  for (const uri of uris) {
    const imported = await importFile(app, uri);
    tellProblems(app, uri, imported);
    places.push(...imported.places);
  }
  return places;
}

/** Gives the results that were imported; none when the person thought better of it. */
export async function chooseAndImport(app: App): Promise<readonly ResultPlace[]> {
  const uris = await vscode.window.showOpenDialog({
    canSelectMany: true,
    openLabel: t('Import'),
    title: t('Import results of probes'),
    filters: { [t('Results')]: ['json', 'ndjson'], [t('All files')]: ['*'] },
  });
  return importFiles(app, uris ?? []);
}

async function showImported(app: App, places: readonly ResultPlace[]): Promise<void> {
  const [first] = places;
  if (first === undefined) return;
  if (places.length === 1) {
    app.panelRequests.fire({ key: first.key, result: { id: first.id } });
    return;
  }
  const keys = new Set(places.map(({ key }) => key));
  const show = t('Show History');
  const text = t('{0} results of {1} endpoints are in their histories now.', places.length, keys.size);
  const choice = await showInformation(text, show);
  if (choice === show) await vscode.commands.executeCommand(commandIds.showHistory);
}

/** The argument is a file's URI, as menus of files give it; without one a person chooses files. Gives `{key, id}` of each. */
export async function importResults(app: App, argument: unknown): Promise<readonly ResultPlace[]> {
  const places = argument instanceof vscode.Uri ? await importFiles(app, [argument]) : await chooseAndImport(app);
  // Not awaited: what is shown of them is up to the person.
  void showImported(app, places);
  return places;
}
