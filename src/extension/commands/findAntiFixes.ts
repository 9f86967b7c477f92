// Looks once through all files of the workspace for lines that turn TLS or verification off.

import * as vscode from 'vscode';
import { commandIds } from '../contributions.ts';
import { t } from '../l10n.ts';
import { showInformation, showWarning } from '../messages.ts';
import type { WorkspaceSearch } from '../antiFixBoard.ts';
import type { Command } from './command.ts';

/** What came of it, and what was not looked at. */
function describe(
  { files, problems, filesWithProblems, unread, isCut }: WorkspaceSearch,
  isCancelled: boolean,
): string {
  const sentences = [
    problems === 0
      ? t('No anti-fix was found in {0} files.', files - unread)
      : t(
          'Anti-fixes: {0}, in {1} of {2} files. They stand in the Problems panel.',
          problems,
          filesWithProblems,
          files - unread,
        ),
    ...(unread === 0 ? [] : [t('Files that are too large or could not be read: {0}.', unread)]),
    ...(isCut ? [t('There is more than one search takes: open a smaller folder to see the rest.')] : []),
    ...(isCancelled ? [t('The search was cancelled before its end.')] : []),
  ];
  return sentences.join(' ');
}

export const findAntiFixesCommand: Command = {
  id: commandIds.findAntiFixes,
  run: async (app) => {
    if ((vscode.workspace.workspaceFolders ?? []).length === 0) {
      void showInformation(t('Open a folder first: its files are looked through.'));
      return undefined;
    }
    const board = await app.antiFixes.board();
    const options = {
      location: vscode.ProgressLocation.Notification,
      title: t('Looking for anti-fixes'),
      cancellable: true,
    };
    return vscode.window.withProgress(options, async (progress, token) => {
      let told = 0;
      const result = await board.search(token, (done, total) => {
        const share = Math.floor((done * 100) / total);
        if (share === told) return;
        progress.report({ increment: share - told, message: t('{0} of {1}', done, total) });
        told = share;
      });
      const text = describe(result, token.isCancellationRequested);
      const isWhole = !result.isCut && result.unread === 0 && !token.isCancellationRequested;
      void (isWhole ? showInformation(text) : showWarning(text));
      if (result.problems > 0) await vscode.commands.executeCommand('workbench.actions.view.problems');
      return result;
    });
  },
};
