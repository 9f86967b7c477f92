// The three endings of a check, for rules that are more than one list of facts.

import type { RuleOutcome, Symptom } from './rule.ts';

export const notApplicable: RuleOutcome = { status: 'not-applicable' };

export function checked(...symptoms: readonly Symptom[]): RuleOutcome {
  return { status: 'checked', symptoms };
}

export function unchecked(reason: string): RuleOutcome {
  return { status: 'unchecked', reason };
}
