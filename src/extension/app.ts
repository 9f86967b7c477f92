// What commands and views share: the store, the launcher, the log. Opened once on activation.

import * as vscode from 'vscode';
import { Store } from '../engine/store.ts';
import type { Assessment } from '../model/assessment.ts';
import { printableText } from '../formats/printable.ts';
import { openAntiFixes } from './antiFixes.ts';
import type { AntiFixes } from './antiFixes.ts';
import { endpointsView } from './contributions.ts';
import { openFleets } from './fleets.ts';
import type { Fleets } from './fleets.ts';
import { openHistory } from './history.ts';
import type { History } from './history.ts';
import { openListing } from './listing.ts';
import type { Listing } from './listing.ts';
import { openLabServers } from './labServers.ts';
import type { LabServers } from './labServers.ts';
import { Launcher } from './launcher.ts';
import { openMonitor } from './monitor.ts';
import type { Monitor } from './monitor.ts';
import { openPastResults } from './pastResults.ts';
import { openStorageTrouble } from './storageTrouble.ts';

/** A result that is not the endpoint's last one: kept in its history, or read from a file of this name. */
export type PastResult = { readonly id: string } | { readonly assessment: Assessment; readonly file: string };

/** Asks for the panel of an endpoint, and for what to look at in it. */
export interface PanelRequest {
  readonly key: string;
  /** Index among the findings of its assessment. */
  readonly finding?: number;
  /** Identifier of a cause of its assessment. */
  readonly cause?: string;
  /** The keyboard stays where it is, unless this is asked for twice in a moment. */
  readonly keepsFocus?: boolean;
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
  readonly lab: LabServers;
  readonly antiFixes: AntiFixes;
  readonly log: vscode.LogOutputChannel;
  readonly panelRequests: vscode.EventEmitter<PanelRequest>;
  /** Ends when the saved endpoints and those of the folder are in the store, with their last results. */
  readonly loaded: Promise<void>;
  /** Where endpoints and results are kept. */
  readonly storage: vscode.Uri;
  /** Ends when everything known so far is on disk. */
  readonly save: () => Promise<void>;
  /** Writes everything down and ends the worker. */
  readonly close: () => Promise<void>;
}

/** VS Code gives an extension five seconds to end. Processes that take longer end without us; what is to be written comes after them. */
const processesMs = 2_500;

export function openApp(context: vscode.ExtensionContext): App {
  const log = vscode.window.createOutputChannel('SMTP TLS Probe', { log: true });
  const store = new Store();
  const workerPath = vscode.Uri.joinPath(context.extensionUri, 'dist', 'worker.js').fsPath;
  const storage = context.storageUri ?? context.globalStorageUri;
  const trouble = openStorageTrouble(log);
  const history = openHistory(vscode.Uri.joinPath(storage, 'history').fsPath, trouble);
  const launcher = new Launcher(store, log, workerPath, history.keep);
  const pastResults = openPastResults(store, history);
  const saved = import('./savedEndpoints.ts').then(({ openSavedEndpoints }) =>
    openSavedEndpoints({ store, folder: storage.fsPath, history, trouble }),
  );
  const fleets = openFleets(store, launcher, log);
  const panelRequests = new vscode.EventEmitter<PanelRequest>();
  const listing = openListing(context.workspaceState);
  const show = (key: string | undefined): void => {
    if (key === undefined) void vscode.commands.executeCommand(`${endpointsView}.focus`);
    else panelRequests.fire({ key });
  };
  const monitor = openMonitor({ memory: context.workspaceState, fleets, store, launcher, log, show });
  const antiFixes = openAntiFixes(log);
  context.subscriptions.push(log, antiFixes, trouble, pastResults, fleets, listing, monitor, panelRequests);
  const lab = openLabServers({
    store,
    launcher,
    log,
    // Where the list of endpoints is kept, so is what the lab added to it.
    memory: context.storageUri === undefined ? context.globalState : context.workspaceState,
    program: vscode.Uri.joinPath(context.extensionUri, 'dist', 'lab.js'),
    folder: vscode.Uri.joinPath(context.globalStorageUri, 'lab'),
  });
  const loaded = saved
    .then((list) => list.load())
    .then(lab.forget)
    .then(fleets.open)
    .then(pastResults.restored)
    .then(() => {
      const keys = store.all().map(({ key }) => key);
      // An empty list may be one that could not be read.
      if (keys.length > 0) void history.dropUnlisted(keys);
    })
    .catch((error: unknown) => {
      log.error(`The list of endpoints could not be loaded: ${printableText(String(error), 500)}`);
    });
  const close = async (): Promise<void> => {
    const patience = new Promise((resolve) => setTimeout(resolve, processesMs));
    await Promise.race([Promise.all([lab.close(), launcher.close()]), patience]);
    await Promise.all([saved.then((list) => list.close()), history.close()]);
  };
  return {
    context,
    store,
    launcher,
    fleets,
    history,
    listing,
    monitor,
    lab,
    antiFixes,
    log,
    panelRequests,
    loaded,
    storage,
    save: async () => (await saved).flush(),
    close,
  };
}
