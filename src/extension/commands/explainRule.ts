// Opens what a rule means, why it matters, how to see it by hand and what to do, as a rendered page.

import * as vscode from 'vscode';
import { isRecord } from '../../formats/record.ts';
import { commandIds } from '../contributions.ts';
import { t } from '../l10n.ts';
import { showError } from '../messages.ts';
import { loadRuleBook } from '../ruleBook.ts';
import { ruleUri } from '../views/documentUris.ts';
import { severitySigns } from '../words.ts';
import type { Command } from './command.ts';

interface RuleItem extends vscode.QuickPickItem {
  readonly id?: string;
}

/** Every rule, in the order of a session, each subject under a line of its own. */
async function chooseRule(): Promise<string | undefined> {
  const { rulePages } = await loadRuleBook();
  let subject = '';
  const items = rulePages.flatMap(({ id, title, severity }): readonly RuleItem[] => {
    const item = { label: `$(${severitySigns[severity].icon}) ${title}`, description: id, id };
    const [itsSubject = ''] = id.split('/');
    if (itsSubject === subject) return [item];
    subject = itsSubject;
    return [{ label: subject, kind: vscode.QuickPickItemKind.Separator }, item];
  });
  const placeHolder = t('Which rule is to be explained?');
  return (await vscode.window.showQuickPick(items, { placeHolder, matchOnDescription: true }))?.id;
}

/** The rule that an argument names: itself, `{rule}`, or a finding in the tree. */
function ruleNamedBy(argument: unknown): string | undefined {
  const named = isRecord(argument) ? argument['rule'] : argument;
  return typeof named === 'string' ? named : undefined;
}

export const explainRuleCommand: Command = {
  id: commandIds.explainRule,
  run: async (_app, argument) => {
    const id = ruleNamedBy(argument) ?? (await chooseRule());
    if (id === undefined) return;
    const { findRulePage } = await loadRuleBook();
    const page = findRulePage(id);
    if (page === undefined) {
      void showError(t('There is no such rule in this version.'));
      return;
    }
    await vscode.commands.executeCommand('markdown.showPreview', ruleUri(page.id));
  },
};
