// The rules with their explanations. Their texts are most of the program, so they have a bundle of their own that is
// loaded when somebody asks for an explanation.

import { join } from 'node:path';
import * as vscode from 'vscode';
import type { Rule } from '../rules/rule.ts';

export interface RuleBook {
  readonly rules: readonly Rule[];
  readonly findRule: (id: string) => Rule | undefined;
}

export async function loadRuleBook(): Promise<RuleBook> {
  const file = vscode.Uri.file(join(__dirname, 'rules.js'));
  return (await import(file.toString())) as RuleBook;
}
