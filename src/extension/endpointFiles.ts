// The list of endpoints in a folder: shown when the folder opens, probed then only where a person asked for it.

import * as vscode from 'vscode';
import type { EndpointProfile, Store } from '../engine/store.ts';
import { endpointKey } from '../formats/targetText.ts';
import { endpointFileName, endpointsView } from './contributions.ts';
import { coalesce } from './disposables.ts';
import { parseEndpointFile } from './endpointEntry.ts';
import type { EndpointEntry } from './endpointEntry.ts';
import type { Launcher } from './launcher.ts';
import { isProbeOnOpen } from './settings.ts';

const largestFile = 4 * 1024 * 1024;
const rereadDelayMs = 200;

interface FolderList {
  readonly folder: vscode.WorkspaceFolder;
  readonly entries: readonly EndpointEntry[];
}

async function readList(folder: vscode.WorkspaceFolder, log: vscode.LogOutputChannel): Promise<FolderList> {
  const file = vscode.Uri.joinPath(folder.uri, endpointFileName);
  let text: string;
  try {
    const { size } = await vscode.workspace.fs.stat(file);
    if (size > largestFile) throw new Error('it is larger than 4 MB');
    text = new TextDecoder().decode(await vscode.workspace.fs.readFile(file));
  } catch (error) {
    const isMissing = error instanceof vscode.FileSystemError && error.code === 'FileNotFound';
    if (!isMissing) warn(log, folder, `It cannot be read: ${String(error)}`);
    return { folder, entries: [] };
  }
  const { entries, problems } = parseEndpointFile(text);
  if (problems.length > 0) warn(log, folder, problems.slice(0, 5).join(' '));
  return { folder, entries };
}

function warn(log: vscode.LogOutputChannel, folder: vscode.WorkspaceFolder, reason: string): void {
  const message = `${endpointFileName} in ${folder.name}: ${reason}`;
  log.warn(message);
  void vscode.window.showWarningMessage(message);
}

/** In an untrusted folder a file names hosts and nothing more: no trust store, no expected name. */
function profileOf({ folder, entry }: { folder: vscode.WorkspaceFolder; entry: EndpointEntry }): EndpointProfile {
  const { name, serverName, authorities } = entry;
  const base: EndpointProfile = { origin: 'file', ...(name === undefined ? {} : { name }) };
  if (!vscode.workspace.isTrusted) return base;
  return {
    ...base,
    ...(serverName === undefined ? {} : { serverName }),
    ...(authorities === undefined ? {} : { authorities: authoritiesUri(folder, authorities).toString() }),
  };
}

/** Relative to the file's folder, which is the workspace folder. */
function authoritiesUri(folder: vscode.WorkspaceFolder, path: string): vscode.Uri {
  const isAbsolute = /^(?:[/\\]|[A-Za-z]:[/\\])/.test(path);
  return isAbsolute ? vscode.Uri.file(path) : vscode.Uri.joinPath(folder.uri, path);
}

function isSameProfile(a: EndpointProfile, b: EndpointProfile): boolean {
  return JSON.stringify(a) === JSON.stringify(b);
}

/** Brings the store in line with the files of all folders. Gives the keys that they list. */
async function readLists(store: Store, log: vscode.LogOutputChannel): Promise<readonly string[]> {
  const lists = await Promise.all((vscode.workspace.workspaceFolders ?? []).map((folder) => readList(folder, log)));
  const keys: string[] = [];
  for (const { folder, entries } of lists) {
    for (const entry of entries) {
      const key = endpointKey(entry.endpoint);
      const profile = profileOf({ folder, entry });
      const current = store.get(key)?.profile;
      keys.push(key);
      if (current === undefined || !isSameProfile(current, profile)) {
        store.apply({ kind: 'added', endpoint: entry.endpoint, profile });
      }
    }
  }
  for (const { key, profile, isRunning } of store.all()) {
    if (profile.origin === 'file' && !isRunning && !keys.includes(key)) store.apply({ kind: 'removed', key });
  }
  return keys;
}

export interface EndpointFiles extends vscode.Disposable {
  /** Ends when the lists are read; probes that were opted in to go on behind. */
  readonly open: () => Promise<void>;
}

export function openEndpointFiles(store: Store, launcher: Launcher, log: vscode.LogOutputChannel): EndpointFiles {
  const probeListed = (keys: readonly string[]): void => {
    // Nothing in an untrusted folder starts traffic by itself.
    if (keys.length === 0 || !vscode.workspace.isTrusted || !isProbeOnOpen()) return;
    // Who asked for probes on opening asked to see what comes of them.
    void vscode.commands.executeCommand(`${endpointsView}.focus`);
    for (const key of keys) void launcher.launch(key, 'quiet');
  };
  const reread = coalesce(rereadDelayMs, () => void readLists(store, log));
  const watcher = vscode.workspace.createFileSystemWatcher(`**/${endpointFileName}`);
  const subscriptions = vscode.Disposable.from(
    reread,
    watcher,
    watcher.onDidChange(reread.request),
    watcher.onDidCreate(reread.request),
    watcher.onDidDelete(reread.request),
    vscode.workspace.onDidChangeWorkspaceFolders(reread.request),
    vscode.workspace.onDidGrantWorkspaceTrust(() => void readLists(store, log).then(probeListed)),
  );
  return {
    open: async () => probeListed(await readLists(store, log)),
    dispose: () => void subscriptions.dispose(),
  };
}
