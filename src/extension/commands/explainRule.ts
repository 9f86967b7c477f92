// Opens what a rule or a cause means, why it matters, how to see it by hand and what to do, as a rendered page.

import * as vscode from 'vscode';
import { isRecord } from '../../formats/record.ts';
import { loadCauseBook } from '../causeBook.ts';
import { commandIds } from '../contributions.ts';
import { t } from '../l10n.ts';
import { showError } from '../messages.ts';
import { loadAntiFixes, loadRuleBook } from '../ruleBook.ts';
import { causeUri, ruleUri } from '../views/documentUris.ts';
import { causeIcon, severitySigns } from '../words.ts';
import type { Command } from './command.ts';

interface RuleItem extends vscode.QuickPickItem {
  readonly id?: string;
}

/** Every rule, in the order of a session, each subject under a line of its own; then every cause. */
async function choosePage(): Promise<string | undefined> {
  const [{ rulePages }, { causes }] = await Promise.all([loadRuleBook(), loadCauseBook()]);
  let subject = '';
  const items = rulePages.flatMap(({ id, title, severity }): readonly RuleItem[] => {
    const item = { label: `$(${severitySigns[severity].icon}) ${title}`, description: id, id };
    const [itsSubject = ''] = id.split('/');
    if (itsSubject === subject) return [item];
    subject = itsSubject;
    return [{ label: subject, kind: vscode.QuickPickItemKind.Separator }, item];
  });
  const causeItems: readonly RuleItem[] = [
    { label: t('Causes'), kind: vscode.QuickPickItemKind.Separator },
    ...causes.map(({ id, title }) => ({ label: `$(${causeIcon}) ${title}`, description: id, id })),
  ];
  const placeHolder = t('Which rule or cause is to be explained?');
  return (await vscode.window.showQuickPick([...items, ...causeItems], { placeHolder, matchOnDescription: true }))?.id;
}

/** The rule or cause that an argument names: itself, `{rule}`, `{cause}`, or a finding in the tree. */
function pageNamedBy(argument: unknown): string | undefined {
  const named = isRecord(argument) ? (argument['rule'] ?? argument['cause']) : argument;
  return typeof named === 'string' ? named : undefined;
}

export const explainRuleCommand: Command = {
  id: commandIds.explainRule,
  run: async (_app, argument) => {
    const id = pageNamedBy(argument) ?? (await choosePage());
    if (id === undefined) return;
    // A rule's identifier has its subject before a slash, a cause's has none.
    if (!id.includes('/')) {
      const { findCause } = await loadCauseBook();
      const cause = findCause(id);
      if (cause === undefined) void showError(t('There is no such cause in this version.'));
      else await vscode.commands.executeCommand('markdown.showPreview', causeUri(cause.id));
      return;
    }
    const { findRulePage } = await loadRuleBook();
    const { findAntiFix } = await loadAntiFixes();
    const page = findRulePage(id) ?? findAntiFix(id);
    if (page === undefined) {
      void showError(t('There is no such rule in this version.'));
      return;
    }
    await vscode.commands.executeCommand('markdown.showPreview', ruleUri(page.id));
  },
};
