// What a page may ask for, done. Everything else it cannot.

import * as vscode from 'vscode';
import type { Intent } from '../../../media/panel/state.ts';
import { printableText } from '../../formats/printable.ts';
import { formatTranscriptLine } from '../../report/transcriptLine.ts';
import { commandsOf, guideOf } from '../../report/fixText.ts';
import type { App } from '../app.ts';
import { commandIds } from '../contributions.ts';
import type { CommandId } from '../contributions.ts';
import { t } from '../l10n.ts';
import { showError } from '../messages.ts';
import { currentState } from './panelSubject.ts';
import type { PanelSubject } from './panelSubject.ts';

/** Where the product is kept that a person chose last. */
export const productKey = 'panel.product';

async function copy(text: string, done: string): Promise<void> {
  await vscode.env.clipboard.writeText(text);
  vscode.window.setStatusBarMessage(done, 4_000);
}

/** Those that the panels themselves answer are not among them. */
export type Action = Exclude<Intent, { kind: 'ready' | 'choose-product' }>;

async function perform(app: App, subject: PanelSubject, action: Action): Promise<void> {
  const { key, past } = subject;
  const state = currentState(app, subject);
  const result = past?.page.id === undefined ? {} : { id: past.page.id };
  const execute = (command: CommandId, extra: object = {}): Thenable<unknown> =>
    vscode.commands.executeCommand(command, { key, ...result, ...extra });
  switch (action.kind) {
    case 'probe':
      if (past === undefined) await execute(commandIds.probeAgain);
      return;
    case 'cancel':
      await execute(commandIds.cancel);
      return;
    case 'copy-as':
      await execute(commandIds.copyAs);
      return;
    case 'export':
      await execute(commandIds.exportReport);
      return;
    case 'copy-transcript':
      if (state === undefined) return;
      await copy(state.lines.map(formatTranscriptLine).join('\n'), t('The transcript is in the clipboard.'));
      return;
    case 'copy-certificate': {
      const chain = state?.assessment?.evidence.certificates;
      const certificate = chain?.status === 'known' ? chain.value.certificates[action.certificate] : undefined;
      if (certificate === undefined) return;
      await copy(certificate.pem, t('Certificate {0} is in the clipboard, as PEM.', action.certificate + 1));
      return;
    }
    case 'copy-command': {
      const finding = state?.assessment?.findings[action.finding];
      const command = finding === undefined ? undefined : commandsOf(guideOf(finding.fix))[action.command];
      if (command !== undefined) await copy(command, t('The command is in the clipboard.'));
      return;
    }
    case 'copy-cause-command': {
      const cause = state?.assessment?.causes?.[action.cause];
      const command = cause === undefined ? undefined : commandsOf(guideOf(cause.fix))[action.command];
      if (command !== undefined) await copy(command, t('The command is in the clipboard.'));
      return;
    }
    case 'further-test':
      // A result of the past stays what it is.
      if (past === undefined) await execute(commandIds.furtherTest, { test: action.test });
      return;
    case 'save-chain':
      if (past?.state.assessment === undefined) await execute(commandIds.saveChain);
      else await (await import('../chainFile.ts')).saveChain(past.state.assessment);
      return;
    case 'open-result':
      app.panelRequests.fire({ key, result: { id: action.id } });
      return;
    case 'compare':
      await execute(commandIds.diffTranscripts, { id: action.id });
      return;
    case 'open-transcript':
      await execute(commandIds.showTranscript, action.line === undefined ? {} : { line: action.line });
      return;
    case 'explain': {
      const finding = state?.assessment?.findings[action.finding];
      if (finding !== undefined) await execute(commandIds.explainRule, { rule: finding.rule });
      return;
    }
    case 'explain-cause': {
      const cause = state?.assessment?.causes?.[action.cause];
      if (cause !== undefined) await execute(commandIds.explainRule, { cause: cause.id });
      return;
    }
  }
}

/** Never rejects: what failed is told and written down. */
export async function performAction(app: App, subject: PanelSubject, action: Action): Promise<void> {
  try {
    await perform(app, subject, action);
  } catch (error) {
    const reason = printableText(String(error), 300);
    app.log.error(`panel, ${action.kind}: ${reason}`);
    void showError(t('This could not be done. {0}', reason));
  }
}
