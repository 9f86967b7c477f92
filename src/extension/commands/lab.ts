// The lab of broken servers: somewhere to try everything out, on this machine alone.

import * as vscode from 'vscode';
import type { App } from '../app.ts';
import { commandIds, endpointsView } from '../contributions.ts';
import { t } from '../l10n.ts';
import { showInformation } from '../messages.ts';
import type { Command } from './command.ts';

async function close(app: App): Promise<void> {
  if (!app.lab.isOpen()) {
    void showInformation(t('The lab is not open.'));
    return;
  }
  await app.lab.close();
  vscode.window.setStatusBarMessage(t('The lab is closed.'), 4_000);
}

/** A second call closes the lab: the button that opened it is what a person goes back to. */
export const openLabCommand: Command = {
  id: commandIds.openLab,
  run: async (app) => {
    await app.loaded;
    if (app.lab.isOpen()) return close(app);
    void vscode.commands.executeCommand(`${endpointsView}.focus`);
    await app.lab.open();
  },
};

export const closeLabCommand: Command = { id: commandIds.closeLab, run: close };
