// The rules with their explanations. Their texts are most of the program: loaded when somebody asks for an explanation.

import type { Rule } from '../rules/rule.ts';

export interface RuleBook {
  readonly rules: readonly Rule[];
  readonly findRule: (id: string) => Rule | undefined;
}

export async function loadRuleBook(): Promise<RuleBook> {
  return import('../rules/index.ts');
}
