// What can be done with an endpoint of the list.

import * as vscode from 'vscode';
import { commandIds } from '../contributions.ts';
import { isRecord } from '../../formats/record.ts';
import { t } from '../l10n.ts';
import { showInformation } from '../messages.ts';
import { transcriptUri } from '../views/documentUris.ts';
import { addressOf, nameOf } from '../words.ts';
import { chooseEndpoint, findEndpoints } from './command.ts';
import type { Command } from './command.ts';

function numberIn(argument: unknown, name: string): number | undefined {
  const value = isRecord(argument) ? argument[name] : undefined;
  return typeof value === 'number' && Number.isInteger(value) && value >= 0 ? value : undefined;
}

export const openPanelCommand: Command = {
  id: commandIds.openPanel,
  run: async (app, argument) => {
    const state = await chooseEndpoint(app, argument, t('Which endpoint is to be shown?'));
    if (state === undefined) return;
    const finding = numberIn(argument, 'finding');
    const keepsFocus = isRecord(argument) && argument['keepsFocus'] === true;
    const cause = isRecord(argument) ? argument['cause'] : undefined;
    app.panelRequests.fire({
      key: state.key,
      keepsFocus,
      ...(finding === undefined ? {} : { finding }),
      ...(typeof cause === 'string' ? { cause } : {}),
    });
  },
};

/** Of a fleet file or of the extension's own list; of all that are selected. */
export const removeEndpointCommand: Command = {
  id: commandIds.removeEndpoint,
  run: async (app, argument, selected) => {
    await app.loaded;
    const named = findEndpoints(app, argument, selected);
    const chosen =
      named.length > 0 || argument !== undefined
        ? named
        : [await chooseEndpoint(app, argument, t('Which endpoint is to be removed from the list?'))];
    const keys = chosen.flatMap((state) => (state === undefined ? [] : [state.key]));
    if (keys.length > 0) await app.fleets.remove(keys);
  },
};

export const showTranscriptCommand: Command = {
  id: commandIds.showTranscript,
  run: async (app, argument) => {
    const state = await chooseEndpoint(app, argument, t('Whose transcript is to be shown?'));
    if (state === undefined) return;
    const line = numberIn(argument, 'line');
    const start = new vscode.Position(Math.max(0, (line ?? 1) - 1), 0);
    await vscode.window.showTextDocument(transcriptUri(state.key), {
      preview: true,
      ...(line === undefined ? {} : { selection: new vscode.Range(start, start) }),
    });
  },
};

export const copyReportCommand: Command = {
  id: commandIds.copyReport,
  run: async (app, argument) => {
    const state = await chooseEndpoint(
      app,
      argument,
      t('Whose report is to be copied?'),
      ({ assessment }) => assessment !== undefined,
    );
    if (state === undefined) return;
    if (state.assessment === undefined) {
      void showInformation(t('{0} has no result yet that could be copied.', addressOf(state)));
      return;
    }
    const { formatMarkdown } = await import('../../report/markdown.ts');
    await vscode.env.clipboard.writeText(formatMarkdown(state.assessment));
    vscode.window.setStatusBarMessage(t('The report on {0} is in the clipboard, as Markdown.', nameOf(state)), 4_000);
  },
};
