// Probing one endpoint or many, and ending it.

import * as vscode from 'vscode';
import type { EndpointState } from '../../engine/store.ts';
import type { App } from '../app.ts';
import { commandIds } from '../contributions.ts';
import { t } from '../l10n.ts';
import { showInformation } from '../messages.ts';
import { chooseEndpoint, findEndpoints } from './command.ts';
import type { Command } from './command.ts';

async function probeEach(app: App, states: readonly EndpointState[], title: string): Promise<unknown> {
  const [first, ...others] = states;
  if (first === undefined) return undefined;
  if (others.length === 0) return app.launcher.launch(first.key);
  const keys = states.map(({ key }) => key);
  return app.launcher.launchMany(keys, title);
}

function countTitle(states: readonly EndpointState[]): string {
  return t('Probing {0} endpoints', states.length.toLocaleString());
}

function tellNone(): void {
  void showInformation(t('There is no endpoint for this. "Probe SMTP TLS" adds one.'));
}

export const probeAgainCommand: Command = {
  id: commandIds.probeAgain,
  run: async (app, argument, selected) => {
    await app.loaded;
    const states = findEndpoints(app, argument, selected);
    if (states.length > 1) return probeEach(app, states, countTitle(states));
    const only = states[0] ?? (await chooseEndpoint(app, argument, t('Which endpoint is to be probed again?')));
    return only === undefined ? undefined : app.launcher.launch(only.key);
  },
};

/** For a key pressed in the tree: VS Code gives such a command nothing to work on. */
export const probeSelectedCommand: Command = {
  id: commandIds.probeSelected,
  run: async (app) => {
    const states = findEndpoints(app, undefined, app.listing.selected);
    return probeEach(app, states, countTitle(states));
  },
};

async function chooseGroup(app: App): Promise<string | undefined> {
  const names = new Set<string>();
  for (const { profile } of app.store.states()) if (profile.group !== undefined) names.add(profile.group);
  if (names.size === 0) {
    void showInformation(t('No endpoint stands in a group.'));
    return undefined;
  }
  return vscode.window.showQuickPick([...names], { placeHolder: t('Which group is to be probed?') });
}

/** The argument is a group of the tree, or `{group}` with its name for all of it. */
export const probeGroupCommand: Command = {
  id: commandIds.probeGroup,
  run: async (app, argument, selected) => {
    await app.loaded;
    if (argument === undefined) {
      const group = await chooseGroup(app);
      return group === undefined ? undefined : probeEach(app, findEndpoints(app, { group }), t('Probing {0}', group));
    }
    const states = findEndpoints(app, argument, selected);
    if (states.length === 0) tellNone();
    const isOne = !Array.isArray(selected) || selected.length < 2;
    const { group } = argument as { readonly group?: unknown };
    return probeEach(app, states, isOne && typeof group === 'string' ? t('Probing {0}', group) : countTitle(states));
  },
};

/** All that the tree shows. */
export const probeAllCommand: Command = {
  id: commandIds.probeAll,
  run: async (app) => {
    await app.loaded;
    const states = [...app.store.states()].filter(app.listing.isShown);
    if (states.length === 0) tellNone();
    return probeEach(app, states, countTitle(states));
  },
};

export const cancelCommand: Command = {
  id: commandIds.cancel,
  run: async (app, argument, selected) => {
    const nothingRuns = t('No probe is running.');
    const states = findEndpoints(app, argument, selected);
    if (states.length > 0) {
      // Those that still wait for their turn in a run are cancelled, too.
      for (const { key } of states) app.launcher.cancel(key);
      return;
    }
    const question = t('Which probe is to be cancelled?');
    const state = await chooseEndpoint(app, argument, question, ({ isRunning }) => isRunning, nothingRuns);
    if (state !== undefined) app.launcher.cancel(state.key);
  },
};

export const cancelAllCommand: Command = {
  id: commandIds.cancelAll,
  run: (app) => {
    if (app.launcher.tally === undefined) void showInformation(t('No probe is running.'));
    app.launcher.cancelAll();
  },
};
