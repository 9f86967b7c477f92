// For keys pressed in the tree: VS Code gives such a command nothing to work on, so it takes what is selected there.

import * as vscode from 'vscode';
import type { App } from '../app.ts';
import { commandIds } from '../contributions.ts';
import type { CommandId } from '../contributions.ts';
import type { Command } from './command.ts';

/** As the tree's own menu calls it: with the node that was clicked, and all that are selected. */
async function runOnSelection(app: App, command: CommandId): Promise<void> {
  const { selected } = app.listing;
  if (selected.length > 0) await vscode.commands.executeCommand(command, selected[0], [...selected]);
}

export const cancelSelectedCommand: Command = {
  id: commandIds.cancelSelected,
  run: (app) => runOnSelection(app, commandIds.cancel),
};

export const removeSelectedCommand: Command = {
  id: commandIds.removeSelected,
  run: (app) => runOnSelection(app, commandIds.removeEndpoint),
};
