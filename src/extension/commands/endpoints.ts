// What can be done with an endpoint of the list.

import * as vscode from 'vscode';
import { formatMarkdown } from '../../report/markdown.ts';
import type { App } from '../app.ts';
import { commandIds } from '../contributions.ts';
import { isRecord } from '../../formats/record.ts';
import { transcriptUri } from '../views/documentUris.ts';
import { addressOf, nameOf } from '../words.ts';
import { chooseEndpoint, findEndpoint } from './command.ts';
import type { Command } from './command.ts';

function numberIn(argument: unknown, name: string): number | undefined {
  const value = isRecord(argument) ? argument[name] : undefined;
  return typeof value === 'number' && Number.isInteger(value) && value >= 0 ? value : undefined;
}

export const openPanelCommand: Command = {
  id: commandIds.openPanel,
  run: async (app, argument) => {
    const state = await chooseEndpoint(app, argument, 'Which endpoint is to be shown?');
    if (state === undefined) return;
    const finding = numberIn(argument, 'finding');
    app.panelRequests.fire({ key: state.key, ...(finding === undefined ? {} : { finding }) });
  },
};

async function mayRemoveListed(app: App, argument: unknown): Promise<boolean> {
  const state = findEndpoint(app, argument);
  if (state?.profile.origin !== 'file') return true;
  await vscode.window.showInformationMessage(
    `${nameOf(state)} is listed in smtp-tls.json. Take it out of the file and it is gone from here.`,
  );
  return false;
}

export const removeEndpointCommand: Command = {
  id: commandIds.removeEndpoint,
  run: async (app, argument) => {
    const state = await chooseEndpoint(
      app,
      argument,
      'Which endpoint is to be removed from the list?',
      ({ profile }) => profile.origin === 'person',
    );
    if (state === undefined || !(await mayRemoveListed(app, state))) return;
    app.launcher.cancel(state.key);
    app.store.apply({ kind: 'removed', key: state.key });
  },
};

export const showTranscriptCommand: Command = {
  id: commandIds.showTranscript,
  run: async (app, argument) => {
    const state = await chooseEndpoint(app, argument, 'Whose transcript is to be shown?');
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
      'Whose report is to be copied?',
      ({ assessment }) => assessment !== undefined,
    );
    if (state === undefined) return;
    if (state.assessment === undefined) {
      void vscode.window.showInformationMessage(`${addressOf(state)} has no result yet that could be copied.`);
      return;
    }
    await vscode.env.clipboard.writeText(formatMarkdown(state.assessment));
    vscode.window.setStatusBarMessage(`The report on ${nameOf(state)} is in the clipboard, as Markdown.`, 4_000);
  },
};
