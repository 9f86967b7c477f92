// The names of rules, offered where a fleet file accepts a finding of one.

import * as vscode from 'vscode';
import type { App } from '../app.ts';
import { fleetFileGlob } from '../contributions.ts';
import { isFleetDocument } from '../fleetFiles.ts';
import { loadRuleBook } from '../ruleBook.ts';
import { severityWords } from '../words.ts';

/** The value of a property "rule" up to the cursor, with its first quote where it has one. */
const valueBefore = /"rule"\s*:\s*("[^"]*)?$/;

/** The rest of the value behind the cursor, with its closing quote. */
const valueAfter = /^[^",}\]]*"?/;

async function completeRule(document: vscode.TextDocument, at: vscode.Position): Promise<vscode.CompletionItem[]> {
  const line = document.lineAt(at.line).text;
  const before = valueBefore.exec(line.slice(0, at.character));
  if (before === null || !isFleetDocument(document)) return [];
  const written = before[1] ?? '';
  const rest = written === '' ? '' : (valueAfter.exec(line.slice(at.character))?.[0] ?? '');
  const range = new vscode.Range(at.translate(0, -written.length), at.translate(0, rest.length));
  const { rulePages } = await loadRuleBook();
  return rulePages.map(({ id, title, severity }) => {
    const item = new vscode.CompletionItem({ label: id, description: title }, vscode.CompletionItemKind.EnumMember);
    item.range = range;
    item.insertText = JSON.stringify(id);
    // What is typed so far has its quote.
    item.filterText = JSON.stringify(id);
    item.detail = severityWords[severity];
    item.documentation = title;
    return item;
  });
}

export function register(app: App): void {
  app.context.subscriptions.push(
    vscode.languages.registerCompletionItemProvider(
      { pattern: fleetFileGlob },
      { provideCompletionItems: completeRule },
      '"',
    ),
  );
}
