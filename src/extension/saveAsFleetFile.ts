// "Save as Fleet File": the extension's own list, written out for the whole team. From then on the file lists it.

import * as vscode from 'vscode';
import type { EndpointState } from '../engine/store.ts';
import { formatFleet } from '../formats/fleetEdit.ts';
import type { EndpointEntry } from '../model/fleet.ts';
import type { App } from './app.ts';
import { endpointFileName } from './contributions.ts';
import { fileExists } from './fileExists.ts';
import { isFleetUri } from './fleetFiles.ts';
import { t } from './l10n.ts';
import { showInformation } from './messages.ts';

interface OwnEntry extends EndpointEntry {
  readonly group?: string;
}

/** Relative where it lies below the file's folder, so that the folder can be moved. */
function authoritiesPath(file: vscode.Uri, address: string): string {
  const uri = vscode.Uri.parse(address);
  const folder = vscode.Uri.joinPath(file, '..').path.replace(/\/?$/, '/');
  return uri.scheme === file.scheme && uri.path.startsWith(folder) ? uri.path.slice(folder.length) : uri.fsPath;
}

function entryOf(file: vscode.Uri, { endpoint, profile }: EndpointState): OwnEntry {
  const { name, role, serverName, authorities, tags, policy, group } = profile;
  return {
    endpoint,
    ...(name === undefined ? {} : { name }),
    ...(role === undefined ? {} : { role }),
    ...(serverName === undefined ? {} : { serverName }),
    ...(authorities === undefined ? {} : { authorities: authoritiesPath(file, authorities) }),
    ...(tags === undefined ? {} : { tags }),
    ...(policy === undefined ? {} : { policy }),
    ...(group === undefined ? {} : { group }),
  };
}

async function chooseFile(): Promise<vscode.Uri | undefined> {
  const folder = vscode.workspace.workspaceFolders?.[0]?.uri;
  const file = await vscode.window.showSaveDialog({
    title: t('Save as Fleet File'),
    saveLabel: t('Save'),
    filters: { [t('Fleet file')]: ['smtp-tls.json', 'json'] },
    ...(folder === undefined ? {} : { defaultUri: vscode.Uri.joinPath(folder, endpointFileName) }),
  });
  if (file === undefined || isFleetUri(file)) return file;
  // "mail.json" becomes "mail.smtp-tls.json": by its name a file is known for what it is.
  return file.with({ path: `${file.path.replace(/(?:\.smtp-tls)?(?:\.json)?$/, '')}.smtp-tls.json` });
}

/** A file that is there already keeps all it has: what is new is added to it. */
async function addTo(app: App, file: vscode.Uri, entries: readonly OwnEntry[]): Promise<boolean> {
  let isDone = false;
  for (const group of new Set(entries.map((entry) => entry.group))) {
    const members = entries.filter((entry) => entry.group === group);
    isDone = (await app.fleets.add(members, { file, ...(group === undefined ? {} : { group }) })) || isDone;
  }
  return isDone;
}

/** @param argument `{file}` with the address of the file, for other programs. */
export async function saveAsFleetFile(app: App, argument: unknown): Promise<vscode.Uri | undefined> {
  await app.loaded;
  const own = app.store.all().filter(({ profile }) => profile.origin === 'person');
  if (own.length === 0) {
    void showInformation(t('Every endpoint of the list is in a fleet file already.'));
    return undefined;
  }
  const file = argument instanceof vscode.Uri ? argument : await chooseFile();
  if (file === undefined) return undefined;
  const entries = own.map((state) => entryOf(file, state));
  if (await fileExists(file)) {
    if (!(await addTo(app, file, entries))) return undefined;
  } else {
    await vscode.workspace.fs.writeFile(file, new TextEncoder().encode(formatFleet(entries)));
    await app.fleets.refresh(file);
  }
  const count = entries.length;
  const shown = count.toLocaleString();
  const name = vscode.workspace.asRelativePath(file);
  if (vscode.workspace.getWorkspaceFolder(file) !== undefined) {
    await vscode.window.showTextDocument(file);
    const said = count === 1 ? t('1 endpoint is in {0}.', name) : t('{0} endpoints are in {1}.', shown, name);
    vscode.window.setStatusBarMessage(said, 6_000);
    return file;
  }
  const message =
    count === 1
      ? t('1 endpoint is in {0}. Open its folder to work with it there.', name)
      : t('{0} endpoints are in {1}. Open its folder to work with them there.', shown, name);
  void offerFolder(file, message);
  return file;
}

async function offerFolder(file: vscode.Uri, message: string): Promise<void> {
  const open = t('Open Folder');
  if ((await showInformation(message, open)) !== open) return;
  await vscode.commands.executeCommand('vscode.openFolder', vscode.Uri.joinPath(file, '..'));
}
