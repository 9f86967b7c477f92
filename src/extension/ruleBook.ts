// The pages of all rules and anti-fixes. Their texts are a large part of the program: loaded when somebody asks for one.

import type { AntiFixText } from '../model/antiFix.ts';
import type { RulePage } from '../model/rulePage.ts';

export interface RuleBook {
  /** In the order of a session. */
  readonly rulePages: readonly RulePage[];
  readonly findRulePage: (id: string) => RulePage | undefined;
}

export async function loadRuleBook(): Promise<RuleBook> {
  return import('../rules/ruleBook.ts');
}

/** Their names are none of rules. */
export async function loadAntiFixes(): Promise<{ readonly findAntiFix: (id: string) => AntiFixText | undefined }> {
  return import('../antifixes/index.ts');
}
