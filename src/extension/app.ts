// What commands and views share: the store, the launcher, the log. Opened once on activation.

import * as vscode from 'vscode';
import { Store } from '../engine/store.ts';
import type { Assessment } from '../model/assessment.ts';
import { printableText } from '../formats/printable.ts';
import { endpointsView } from './contributions.ts';
import { openFleets } from './fleets.ts';
import type { Fleets } from './fleets.ts';
import { openHistory } from './history.ts';
import type { History } from './history.ts';
import { openListing } from './listing.ts';
import type { Listing } from './listing.ts';
import { Launcher } from './launcher.ts';
import { openMonitor } from './monitor.ts';
import type { Monitor } from './monitor.ts';
import { SavedEndpoints } from './savedEndpoints.ts';

/** A result that is not the endpoint's last one: kept in its history, or read from a file of this name. */
export type PastResult = { readonly id: string } | { readonly assessment: Assessment; readonly file: string };

/** Asks for the panel of an endpoint, and for what to look at in it. */
export interface PanelRequest {
  readonly key: string;
  /** Index among the findings of its assessment. */
  readonly finding?: number;
  /** Shown in a panel of its own, titled with its date, that cannot probe. The endpoint need not be in the list. */
  readonly result?: PastResult;
}

export interface App {
  readonly context: vscode.ExtensionContext;
  readonly store: Store;
  readonly launcher: Launcher;
  readonly fleets: Fleets;
  readonly history: History;
  readonly listing: Listing;
  readonly monitor: Monitor;
  readonly log: vscode.LogOutputChannel;
  readonly panelRequests: vscode.EventEmitter<PanelRequest>;
  /** Ends when the saved endpoints and those of the folder are in the store. */
  readonly loaded: Promise<void>;
  /** Where the endpoints are kept. */
  readonly savedFolder: vscode.Uri;
  /** Ends when everything known so far is on disk. */
  readonly save: () => Promise<void>;
  /** Writes everything down and ends the worker. */
  readonly close: () => Promise<void>;
}

export function openApp(context: vscode.ExtensionContext): App {
  const log = vscode.window.createOutputChannel('SMTP TLS Probe', { log: true });
  const store = new Store();
  const workerPath = vscode.Uri.joinPath(context.extensionUri, 'dist', 'worker.js').fsPath;
  const storage = context.storageUri ?? context.globalStorageUri;
  const history = openHistory(vscode.Uri.joinPath(storage, 'history').fsPath, log);
  const launcher = new Launcher(store, log, workerPath, history.keep);
  const folder = vscode.Uri.joinPath(storage, 'endpoints');
  const saved = new SavedEndpoints(store, folder, log);
  const fleets = openFleets(store, launcher, log);
  const panelRequests = new vscode.EventEmitter<PanelRequest>();
  const listing = openListing(context.workspaceState);
  const show = (key: string | undefined): void => {
    if (key === undefined) void vscode.commands.executeCommand(`${endpointsView}.focus`);
    else panelRequests.fire({ key });
  };
  const monitor = openMonitor({ memory: context.workspaceState, fleets, store, launcher, log, show });
  context.subscriptions.push(log, saved, fleets, listing, monitor, panelRequests);
  const loaded = saved
    .load()
    .then(fleets.open)
    .catch((error: unknown) => {
      log.error(`The list of endpoints could not be loaded: ${printableText(String(error), 500)}`);
    });
  const close = async (): Promise<void> => {
    await Promise.all([saved.flush(), launcher.close()]);
    await history.close();
  };
  return {
    context,
    store,
    launcher,
    fleets,
    history,
    listing,
    monitor,
    log,
    panelRequests,
    loaded,
    savedFolder: folder,
    save: () => saved.flush(),
    close,
  };
}
