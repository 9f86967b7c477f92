// The pages of all rules. Their texts are a large part of the program: loaded when somebody asks for an explanation.

import type { RulePage } from '../model/rulePage.ts';

export interface RuleBook {
  /** In the order of a session. */
  readonly rulePages: readonly RulePage[];
  readonly findRulePage: (id: string) => RulePage | undefined;
}

export async function loadRuleBook(): Promise<RuleBook> {
  return import('../rules/ruleBook.ts');
}
