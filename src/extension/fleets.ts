// The fleet files of the workspace: read into the store, followed while they change, edited without touching comments.

import * as vscode from 'vscode';
import type { Store } from '../engine/store.ts';
import type { EntryChange } from '../formats/fleetEdit.ts';
import type { Acceptance, EndpointEntry, Fleet, FleetEntry } from '../model/fleet.ts';
import { endpointsView } from './contributions.ts';
import type { FleetEditor } from './fleetEditing.ts';
import { indexFleets, openFleetFiles } from './fleetFiles.ts';
import type { Listing, ReadFleet } from './fleetFiles.ts';
import { openFleetStore } from './fleetStore.ts';
import { t } from './l10n.ts';
import type { Launcher } from './launcher.ts';
import { isProbeOnOpen } from './settings.ts';

export interface FleetFile {
  readonly uri: vscode.Uri;
  readonly fleet: Fleet;
}

/** Of the entry of an endpoint. */
export interface FleetPlace {
  readonly uri: vscode.Uri;
  readonly range: vscode.Range;
}

export type NewEntry = EndpointEntry;

/** Every edit keeps comments and formatting and saves the file; false when nothing was done, after saying why. */
export interface Fleets extends vscode.Disposable {
  /** Reads every smtp-tls.json and *.smtp-tls.json of the workspace into the store. */
  readonly open: () => Promise<void>;
  /** As saved. In an untrusted folder without what such a folder may not say. */
  readonly files: () => readonly FleetFile[];
  /** As editors show them, with unsaved changes. */
  readonly shown: () => readonly ReadFleet[];
  readonly read: (document: vscode.TextDocument) => Promise<ReadFleet>;
  /** Reads one file again; ends when the store is in line with it. */
  readonly refresh: (uri: vscode.Uri) => Promise<void>;
  /** Files were read again, or their places have moved. */
  readonly onDidChange: vscode.Event<void>;
  readonly placeOf: (key: string) => FleetPlace | undefined;
  /** Without a file: into the first one, or where there is none, into the extension's own list. */
  readonly add: (
    entries: readonly NewEntry[],
    to: { readonly file?: vscode.Uri; readonly group?: string },
  ) => Promise<boolean>;
  readonly remove: (keys: readonly string[]) => Promise<boolean>;
  readonly change: (key: string, change: EntryChange) => Promise<boolean>;
  /** Undefined: out of its group. */
  readonly move: (keys: readonly string[], group: string | undefined) => Promise<boolean>;
  readonly accept: (key: string, acceptance: Acceptance) => Promise<boolean>;
}

/** What an untrusted folder may say: which endpoints there are, and how they are called. */
function withoutDemands({ monitorMinutes: _, entries, ...fleet }: Fleet): Fleet {
  const bare = entries.map(({ serverName: _name, authorities: _file, policy: _policy, ...entry }): FleetEntry => entry);
  return { ...fleet, entries: bare };
}

export function openFleets(store: Store, launcher: Launcher, log: vscode.LogOutputChannel): Fleets {
  const changes = new vscode.EventEmitter<void>();
  const fleetStore = openFleetStore(store);
  let places: ReadonlyMap<string, Listing> | undefined;
  let bare: { readonly from: readonly ReadFleet[]; readonly files: readonly FleetFile[] } | undefined;
  let syncing: Promise<readonly string[]> = Promise.resolve([]);

  const tell = (): void => {
    places = undefined;
    changes.fire();
  };
  const sync = (): Promise<readonly string[]> => {
    syncing = fleetStore.sync(files.saved());
    return syncing.finally(tell);
  };
  const files = openFleetFiles(log, (what) => {
    if (what === 'saved') void sync();
    else tell();
  });
  const probeListed = (keys: readonly string[]): void => {
    // Nothing in an untrusted folder starts traffic by itself.
    if (keys.length === 0 || !vscode.workspace.isTrusted || !isProbeOnOpen()) return;
    // Who asked for probes on opening asked to see what comes of them.
    void vscode.commands.executeCommand(`${endpointsView}.focus`);
    const count = keys.length;
    const title = count === 1 ? t('Probing 1 endpoint') : t('Probing {0} endpoints', count.toLocaleString());
    void launcher.launchMany(keys, title, 'quiet');
  };
  const trusted = vscode.workspace.onDidGrantWorkspaceTrust(() => void sync().then(probeListed));

  const refresh = async (uri: vscode.Uri): Promise<void> => {
    await files.refresh(uri);
    await syncing;
  };
  const edit = async (work: (editor: FleetEditor) => Promise<boolean>): Promise<boolean> => {
    const { openFleetEditor } = await import('./fleetEditing.ts');
    return work(openFleetEditor({ store, launcher, saved: files.saved, refresh }));
  };
  return {
    open: async () => {
      await files.load();
      probeListed(await sync());
    },
    files: () => {
      const saved = files.saved();
      if (vscode.workspace.isTrusted) return saved;
      const isSame = bare?.from.length === saved.length && bare.from.every((one, index) => one === saved[index]);
      if (bare === undefined || !isSame) {
        bare = { from: saved, files: saved.map(({ uri, fleet }) => ({ uri, fleet: withoutDemands(fleet) })) };
      }
      return bare.files;
    },
    shown: files.shown,
    read: files.read,
    refresh,
    onDidChange: changes.event,
    placeOf: (key) => {
      places ??= indexFleets(files.shown());
      const found = places.get(key);
      return found === undefined ? undefined : { uri: found.file.uri, range: found.file.rangeOf(found.entry.place) };
    },
    add: (entries, to) => edit((editor) => editor.add(entries, to)),
    remove: (keys) => edit((editor) => editor.remove(keys)),
    change: (key, change) => edit((editor) => editor.change(key, change)),
    move: (keys, group) => edit((editor) => editor.move(keys, group)),
    accept: (key, acceptance) => edit((editor) => editor.accept(key, acceptance)),
    dispose: () => {
      trusted.dispose();
      files.dispose();
      fleetStore.dispose();
      changes.dispose();
    },
  };
}
