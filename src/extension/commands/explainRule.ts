// Opens what a rule means, why it matters and what to do, as a read-only page.

import * as vscode from 'vscode';
import { commandIds } from '../contributions.ts';
import { isRecord } from '../../formats/record.ts';
import { loadRuleBook } from '../ruleBook.ts';
import { ruleUri } from '../views/documentUris.ts';
import type { Command } from './command.ts';

async function chooseRule(): Promise<string | undefined> {
  const { rules } = await loadRuleBook();
  const items = rules.map(({ id, title, severity }) => ({ label: title, description: severity, detail: id, id }));
  const placeHolder = 'Which rule is to be explained?';
  return (await vscode.window.showQuickPick(items, { placeHolder, matchOnDetail: true }))?.id;
}

export const explainRuleCommand: Command = {
  id: commandIds.explainRule,
  run: async (_app, argument) => {
    const named = isRecord(argument) ? argument['rule'] : argument;
    const id = typeof named === 'string' ? named : await chooseRule();
    if (id === undefined) return;
    const { findRule } = await loadRuleBook();
    const rule = findRule(id);
    if (rule === undefined) {
      void vscode.window.showErrorMessage('There is no such rule in this version.');
      return;
    }
    await vscode.commands.executeCommand('markdown.showPreview', ruleUri(rule.id));
  },
};
