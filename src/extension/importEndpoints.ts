// "Import Endpoints": a list from a file or the clipboard, looked at before anything is added.

import * as vscode from 'vscode';
import { parseHostImport } from '../formats/hostImport.ts';
import type { HostImport, ImportedEntry } from '../formats/hostImport.ts';
import { endpointKey, formatEndpoint } from '../formats/targetText.ts';
import { decodeText } from '../formats/textDecoding.ts';
import type { App } from './app.ts';
import { chooseFile, chooseGroup } from './fleetTarget.ts';
import { t } from './l10n.ts';
import { showError, showInformation, showWarning, withoutIcons } from './messages.ts';
import { todayInUtc } from './today.ts';

const largestBytes = 4 * 1024 * 1024;
const problemScheme = 'smtp-tls-import';

interface Source {
  readonly name: string;
  readonly text: string;
}

async function readFile(): Promise<Source | undefined> {
  const [file] =
    (await vscode.window.showOpenDialog({
      title: t('Import Endpoints'),
      openLabel: t('Look at It'),
      filters: { [t('Lists of hosts')]: ['txt', 'csv', 'tsv', 'list', 'hosts'], [t('All files')]: ['*'] },
    })) ?? [];
  if (file === undefined) return undefined;
  const name = vscode.workspace.asRelativePath(file);
  const { size } = await vscode.workspace.fs.stat(file);
  if (size > largestBytes) {
    void showError(t('{0} is larger than the 4 MB that are read.', name));
    return undefined;
  }
  return { name, text: decodeText(await vscode.workspace.fs.readFile(file)) };
}

async function chooseSource(): Promise<Source | undefined> {
  const items: (vscode.QuickPickItem & { readonly read: () => Promise<Source | undefined> })[] = [
    {
      label: `$(file) ${t('From a file')}`,
      detail: t('One host a line, or CSV with a header line such as host,port,name,group.'),
      read: readFile,
    },
    {
      label: `$(clippy) ${t('From the clipboard')}`,
      detail: t('The same, copied from a mail, a document or a spreadsheet.'),
      read: async () => ({
        name: t('the clipboard'),
        text: (await vscode.env.clipboard.readText()).slice(0, largestBytes),
      }),
    },
  ];
  const picked = await vscode.window.showQuickPick(items, { title: t('Import Endpoints') });
  return picked?.read();
}

/** As a document that cannot be changed: an untitled one would ask to be saved when it is closed. */
async function showProblems({ name }: Source, { problems }: HostImport): Promise<void> {
  const title = t('What was not taken from {0}', name);
  const lines = problems.map(({ line, text, reason }) => `${t('Line {0}', line)}: ${text}\n    ${reason}\n`);
  const content = `${title}\n\n${lines.join('\n')}`;
  const path = `/${title.replaceAll('/', '_')}.txt`;
  const shown = vscode.Uri.from({ scheme: problemScheme, path, query: String(Date.now()) });
  const provider = vscode.Disposable.from(
    vscode.workspace.registerTextDocumentContentProvider(problemScheme, {
      provideTextDocumentContent: (uri) => (uri.toString() === shown.toString() ? content : undefined),
    }),
    vscode.workspace.onDidCloseTextDocument(({ uri }) => {
      if (uri.toString() === shown.toString()) provider.dispose();
    }),
  );
  await vscode.window.showTextDocument(shown, { preview: true });
}

interface ImportItem extends vscode.QuickPickItem {
  readonly imported: ImportedEntry;
}

function itemsOf(app: App, entries: readonly ImportedEntry[]): readonly ImportItem[] {
  return entries.map((imported) => {
    const { entry, line, group } = imported;
    const address = formatEndpoint(entry.endpoint);
    const isListed = app.store.get(endpointKey(entry.endpoint))?.profile.origin === 'file';
    const notes = [
      ...(entry.name === undefined ? [] : [address]),
      ...(group === undefined ? [] : [group]),
      t('line {0}', line),
      ...(isListed ? [t('listed already')] : []),
    ];
    return {
      label: withoutIcons(entry.name ?? address),
      description: withoutIcons(notes.join(' · ')),
      picked: !isListed,
      imported,
    };
  });
}

/** The preview. Undefined: the person changed their mind. */
function chooseEntries(app: App, source: Source, result: HostImport): Promise<readonly ImportedEntry[] | undefined> {
  const { entries, problems } = result;
  const picker = vscode.window.createQuickPick<ImportItem>();
  const items = itemsOf(app, entries);
  const show = {
    iconPath: new vscode.ThemeIcon('warning'),
    tooltip: t('Show what was not taken: {0}', problems.length),
  };
  picker.title =
    problems.length === 0
      ? t('Import Endpoints: {0} from {1}', entries.length, source.name)
      : t('Import Endpoints: {0} from {1}, problems: {2}', entries.length, source.name, problems.length);
  picker.placeholder = t('Which are to be added?');
  picker.canSelectMany = true;
  picker.ignoreFocusOut = true;
  picker.matchOnDescription = true;
  picker.items = items;
  picker.selectedItems = items.filter(({ picked }) => picked === true);
  picker.buttons = problems.length === 0 ? [] : [show];
  return new Promise((resolve) => {
    const end = (chosen: readonly ImportItem[] | undefined): void => {
      resolve(chosen?.map(({ imported }) => imported));
      picker.dispose();
    };
    picker.onDidTriggerButton(() => void showProblems(source, result));
    picker.onDidAccept(() => end(picker.selectedItems));
    picker.onDidHide(() => end(undefined));
    picker.show();
  });
}

export async function importEndpoints(app: App): Promise<void> {
  await app.loaded;
  const source = await chooseSource();
  if (source === undefined) return;
  const result = parseHostImport(source.text, todayInUtc());
  if (result.entries.length === 0) {
    const show = t('Show Why');
    const message = t('There is no endpoint in {0}.', source.name);
    const buttons = result.problems.length === 0 ? [] : [show];
    if ((await showWarning(message, ...buttons)) === show) await showProblems(source, result);
    return;
  }
  const chosen = await chooseEntries(app, source, result);
  if (chosen === undefined || chosen.length === 0) return;
  const title = t('Import Endpoints');
  const isGrouped = chosen.every(({ group }) => group !== undefined);
  const common = isGrouped ? {} : await chooseGroup(app, title);
  if (common === undefined) return;
  const target = await chooseFile(app, title);
  if (target === undefined) return;
  let added = 0;
  for (const group of new Set(chosen.map((one) => one.group ?? common.group))) {
    const members = chosen.filter((one) => (one.group ?? common.group) === group).map(({ entry }) => entry);
    const isDone = await app.fleets.add(members, { ...target, ...(group === undefined ? {} : { group }) });
    if (isDone) added += members.length;
  }
  if (added === 0) return;
  const [first] = chosen;
  const message =
    chosen.length === 1 && first !== undefined
      ? t('{0} is in the list.', first.entry.name ?? formatEndpoint(first.entry.endpoint))
      : t('{0} endpoints were added to the list.', added.toLocaleString());
  void showInformation(message);
}
