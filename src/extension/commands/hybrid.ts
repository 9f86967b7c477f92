// The commands about hybrid mail flow. Their bodies are loaded when somebody asks for one.

import * as vscode from 'vscode';
import { commandIds } from '../contributions.ts';
import { t } from '../l10n.ts';
import type { Command } from './command.ts';

export const diagnoseHybridCommand: Command = {
  id: commandIds.diagnoseHybrid,
  run: async (app, argument, selected) =>
    (await import('../hybrid/hybridMailFlow.ts')).diagnoseHybridMailFlow(app, argument, selected),
};

export const copyExportSnippetCommand: Command = {
  id: commandIds.copyExportSnippet,
  run: async () => {
    const { exportSnippet } = await import('../../hybrid/exportSnippet.ts');
    await vscode.env.clipboard.writeText(exportSnippet);
    vscode.window.setStatusBarMessage(t('The PowerShell is in the clipboard.'), 4_000);
  },
};
