// Where VS Code comes in. Nothing is probed, forked or read from the network before a command asks for it.

import type * as vscode from 'vscode';
import { openExports } from './api.ts';
import type { Exports } from './api.ts';
import { openApp } from './app.ts';
import type { App } from './app.ts';
import { registerCommands } from './commands/index.ts';
import * as languageModelTools from './languageModelTools.ts';
import * as documents from './views/documents.ts';
import * as treeView from './views/treeView.ts';
import * as fleetLenses from './views/fleetLenses.ts';
import * as fleetProblems from './views/fleetProblems.ts';
import * as mailErrorLenses from './views/mailErrorLenses.ts';
import * as panels from './views/panels.ts';
import * as rejudge from './rejudge.ts';
import * as problems from './views/problems.ts';
import * as protocolLogs from './views/protocolLogs.ts';
import * as ruleCompletion from './views/ruleCompletion.ts';
import * as statusBar from './views/statusBar.ts';
import * as tests from './views/tests.ts';

/** For this project's own tests; no promise to other extensions. */
export interface InternalApi {
  readonly store: App['store'];
  readonly loaded: App['loaded'];
  readonly storage: vscode.Uri;
  readonly history: App['history'];
  readonly fleets: App['fleets'];
  /** Ends when everything known so far is on disk. */
  readonly save: () => Promise<void>;
  /** The tree as an outline, as a person reads it. */
  readonly treeText: () => string;
  readonly tree: treeView.EndpointsView;
  /** What the status bar says; undefined while it is hidden. */
  readonly statusText: () => string | undefined;
  readonly listing: App['listing'];
  readonly launcher: App['launcher'];
  readonly monitor: App['monitor'];
}

let app: App | undefined;

export function activate(context: vscode.ExtensionContext): Exports<InternalApi> {
  const opened = openApp(context);
  app = opened;
  const tree = treeView.register(opened);
  documents.register(opened);
  rejudge.register(opened);
  problems.register(opened);
  fleetProblems.register(opened);
  fleetLenses.register(opened);
  mailErrorLenses.register(opened);
  ruleCompletion.register(opened);
  protocolLogs.register(opened);
  tests.register(opened);
  panels.register(opened);
  const status = statusBar.register(opened);
  languageModelTools.register(opened);
  registerCommands(opened);
  const { store, loaded, storage, history, fleets, save, listing, launcher, monitor } = opened;
  return openExports(opened, {
    store,
    loaded,
    storage,
    history,
    fleets,
    save,
    treeText: tree.text,
    tree,
    statusText: status.text,
    listing,
    launcher,
    monitor,
  });
}

export async function deactivate(): Promise<void> {
  await app?.close();
}
