// "Open in Fleet File": the editor at the entry of an endpoint.

import * as vscode from 'vscode';
import type { App } from './app.ts';
import { chooseEndpoint } from './commands/command.ts';
import { commandIds } from './contributions.ts';
import { t } from './l10n.ts';
import { showInformation } from './messages.ts';
import { nameOf } from './words.ts';

export async function openInFleetFile(app: App, argument: unknown): Promise<void> {
  const isListed = ({ key }: { readonly key: string }): boolean => app.fleets.placeOf(key) !== undefined;
  const question = t('Which endpoint is to be shown in its fleet file?');
  const whenNone = t('No endpoint is listed in a fleet file yet.');
  const state = await chooseEndpoint(app, argument, question, isListed, whenNone);
  if (state === undefined) return;
  const place = app.fleets.placeOf(state.key);
  if (place === undefined) {
    const save = t('Save as Fleet File');
    const message = t("{0} is in the extension's own list, and in no fleet file yet.", nameOf(state));
    const answer = await showInformation(message, save);
    if (answer === save) await vscode.commands.executeCommand(commandIds.saveAsFleetFile);
    return;
  }
  const { start } = place.range;
  const editor = await vscode.window.showTextDocument(place.uri, { selection: new vscode.Range(start, start) });
  editor.revealRange(place.range, vscode.TextEditorRevealType.InCenterIfOutsideViewport);
}
