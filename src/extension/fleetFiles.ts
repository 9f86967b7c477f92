// The fleet files of the workspace: found, watched, read again when they change, on disk and in editors.

import * as vscode from 'vscode';
import { reasonOf } from '../formats/printable.ts';
import { endpointKey } from '../formats/targetText.ts';
import type { FleetEntry } from '../model/fleet.ts';
import { endpointFileName, fleetFileGlob } from './contributions.ts';
import { coalesce } from './disposables.ts';
import { fileExists } from './fileExists.ts';
import type { FleetText } from './fleetText.ts';
import { t } from './l10n.ts';
import { showWarning } from './messages.ts';

/** More of them are no fleet files but somebody's data. */
const mostFiles = 100;

const largestFileBytes = 4 * 1024 * 1024;
const rereadDelayMs = 200;

export interface ReadFleet extends FleetText {
  readonly uri: vscode.Uri;
}

export interface FleetFiles extends vscode.Disposable {
  /** Finds the files and reads them. */
  readonly load: () => Promise<void>;
  /** Reads one file again and tells of it. */
  readonly refresh: (uri: vscode.Uri) => Promise<void>;
  /** As they are on disk, those nearest to the root first. */
  readonly saved: () => readonly ReadFleet[];
  /** As editors show them, unsaved changes included; also files outside the workspace that are open. */
  readonly shown: () => readonly ReadFleet[];
  readonly read: (document: vscode.TextDocument) => Promise<ReadFleet>;
}

/** Where an endpoint is listed. */
export interface Listing {
  readonly file: ReadFleet;
  readonly entry: FleetEntry;
}

/** By key. Of two files that list an endpoint the first counts. */
export function indexFleets(files: readonly ReadFleet[]): ReadonlyMap<string, Listing> {
  const index = new Map<string, Listing>();
  for (const file of files) {
    for (const entry of file.fleet.entries) {
      const key = endpointKey(entry.endpoint);
      if (!index.has(key)) index.set(key, { file, entry });
    }
  }
  return index;
}

export function isFleetUri({ path }: vscode.Uri): boolean {
  return /(?:^|\/)(?:[^/]*\.)?smtp-tls\.json$/.test(path) && !path.includes('/node_modules/');
}

export function isFleetDocument({ uri }: vscode.TextDocument): boolean {
  return isFleetUri(uri) && !['git', 'vscode-local-history', 'output'].includes(uri.scheme);
}

function foldersAbove({ path }: vscode.Uri): readonly string[] {
  const folders: string[] = [];
  for (let end = path.lastIndexOf('/'); end > 0; end = path.lastIndexOf('/', end - 1)) folders.push(path.slice(0, end));
  return folders;
}

function depthOf({ path }: vscode.Uri): number {
  return path.split('/').length;
}

async function findFiles(): Promise<readonly vscode.Uri[]> {
  const found = await vscode.workspace.findFiles(fleetFileGlob, '**/node_modules/**', mostFiles);
  // Not every kind of folder can be searched; the usual place is looked at all the same.
  const usual = (vscode.workspace.workspaceFolders ?? [])
    .filter(({ uri }) => uri.scheme !== 'file')
    .map(({ uri }) => vscode.Uri.joinPath(uri, endpointFileName))
    .filter((uri) => !found.some((other) => other.toString() === uri.toString()));
  const there = await Promise.all(usual.map(async (uri) => ((await fileExists(uri)) ? [uri] : [])));
  return [...found, ...there.flat()].sort((a, b) => depthOf(a) - depthOf(b) || (a.path < b.path ? -1 : 1));
}

/** Undefined: there is no such file. */
async function readFile(uri: vscode.Uri): Promise<string | undefined> {
  try {
    const { size } = await vscode.workspace.fs.stat(uri);
    if (size > largestFileBytes) throw new Error(t('it is larger than 4 MB'));
    return new TextDecoder().decode(await vscode.workspace.fs.readFile(uri));
  } catch (error) {
    if (error instanceof vscode.FileSystemError && error.code === 'FileNotFound') return undefined;
    throw error;
  }
}

async function readText(uri: vscode.Uri, text: string): Promise<ReadFleet> {
  const { readFleetText } = await import('./fleetText.ts');
  return { uri, ...(await readFleetText(text)) };
}

/** @param onChange What `saved` or `shown` give is another. */
export function openFleetFiles(log: vscode.LogOutputChannel, onChange: (what: 'saved' | 'shown') => void): FleetFiles {
  let saved = new Map<string, ReadFleet>();
  /** Of the files in `saved`; made when it is asked for. */
  let folders: ReadonlySet<string> | undefined;
  const shown = new Map<string, ReadFleet>();
  const documents = new WeakMap<vscode.TextDocument, { readonly version: number; readonly read: Promise<ReadFleet> }>();
  let queue: Promise<void> = Promise.resolve();
  const changedUris = new Map<string, vscode.Uri>();
  let isListStale = false;

  /** One after the other: an older text never wins over a newer one. */
  const inTurn = (work: () => Promise<void>): Promise<void> => {
    queue = queue.then(work).catch((error: unknown) => log.error(`The fleet files cannot be read: ${reasonOf(error)}`));
    return queue;
  };
  const readSaved = async (uri: vscode.Uri): Promise<ReadFleet | undefined> => {
    const before = saved.get(uri.toString());
    try {
      const text = await readFile(uri);
      if (text === undefined || text === before?.text) return text === undefined ? undefined : before;
      return await readText(uri, text);
    } catch (error) {
      const name = vscode.workspace.asRelativePath(uri);
      const reason = reasonOf(error);
      log.warn(`${name} cannot be read: ${reason}`);
      void showWarning(t('{0} cannot be read: {1}', name, reason));
      return before;
    }
  };
  const findAndRead = async (): Promise<void> => {
    const uris = await findFiles();
    const reads = await Promise.all(uris.map(readSaved));
    saved = new Map(reads.flatMap((read) => (read === undefined ? [] : [[read.uri.toString(), read] as const])));
    folders = undefined;
  };
  const readAgain = async (uri: vscode.Uri): Promise<void> => {
    const read = await readSaved(uri);
    if (read !== undefined) saved.set(uri.toString(), read);
    else saved.delete(uri.toString());
    folders = undefined;
  };
  const catchUp = coalesce(rereadDelayMs, () => {
    const uris = [...changedUris.values()];
    const isStale = isListStale;
    changedUris.clear();
    isListStale = false;
    void inTurn(async () => {
      if (isStale) await findAndRead();
      else for (const uri of uris) await readAgain(uri);
      onChange('saved');
    });
  });
  const noteChange = (uri: vscode.Uri): void => {
    if (!isFleetUri(uri)) return;
    if (!saved.has(uri.toString())) isListStale = true;
    changedUris.set(uri.toString(), uri);
    catchUp.request();
  };
  const noteFolders = (): void => {
    isListStale = true;
    catchUp.request();
  };

  const read = (document: vscode.TextDocument): Promise<ReadFleet> => {
    const { version, uri } = document;
    const known = documents.get(document);
    if (known?.version === version) return known.read;
    const text = document.getText();
    const onDisk = saved.get(uri.toString());
    const reading = onDisk?.text === text ? Promise.resolve(onDisk) : readText(uri, text);
    documents.set(document, { version, read: reading });
    return reading;
  };
  let showings = 0;
  const show = async (): Promise<void> => {
    const mine = ++showings;
    const open = vscode.workspace.textDocuments.filter(isFleetDocument);
    const reads = await Promise.all(open.map(read));
    if (mine !== showings) return;
    shown.clear();
    for (const one of reads) shown.set(one.uri.toString(), one);
    onChange('shown');
  };
  const showing = coalesce(rereadDelayMs, () => void show());
  const noteDocument = (document: vscode.TextDocument): void => {
    if (isFleetDocument(document)) showing.request();
  };

  /** Not every watcher tells of a file in a folder that has just come: it is found when somebody opens it. */
  const noteOpened = (document: vscode.TextDocument): void => {
    noteDocument(document);
    const { uri } = document;
    const isMissed = isFleetDocument(document) && !saved.has(uri.toString());
    if (isMissed && vscode.workspace.getWorkspaceFolder(uri) !== undefined) noteChange(uri);
  };

  const watcher = vscode.workspace.createFileSystemWatcher(fleetFileGlob);
  // A folder that goes takes its files along without a word of each. Thousands of others may go at once.
  const goneWatcher = vscode.workspace.createFileSystemWatcher('**', true, true, false);
  const noteGone = ({ path }: vscode.Uri): void => {
    folders ??= new Set([...saved.values()].flatMap(({ uri }) => foldersAbove(uri)));
    if (folders.has(path)) noteFolders();
  };
  const subscriptions = vscode.Disposable.from(
    catchUp,
    showing,
    watcher,
    watcher.onDidChange(noteChange),
    watcher.onDidCreate(noteChange),
    watcher.onDidDelete(noteChange),
    goneWatcher,
    goneWatcher.onDidDelete(noteGone),
    vscode.workspace.onDidChangeWorkspaceFolders(noteFolders),
    vscode.workspace.onDidOpenTextDocument(noteOpened),
    vscode.workspace.onDidCloseTextDocument(noteDocument),
    vscode.workspace.onDidChangeTextDocument(({ document }) => noteDocument(document)),
  );
  return {
    load: async () => {
      await inTurn(findAndRead);
      if (vscode.workspace.textDocuments.some(isFleetDocument)) showing.request();
    },
    refresh: (uri) =>
      inTurn(async () => {
        await readAgain(uri);
        onChange('saved');
      }),
    saved: () => [...saved.values()],
    shown: () => {
      const listed = [...saved].map(([address, onDisk]) => shown.get(address) ?? onDisk);
      return [...listed, ...[...shown].filter(([address]) => !saved.has(address)).map(([, one]) => one)];
    },
    read,
    dispose: () => void subscriptions.dispose(),
  };
}
