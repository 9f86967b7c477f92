// Makes rules over what an endpoint's owner demands of it: they have no say where nothing is demanded.

import type { FactName, Facts } from '../model/evidence.ts';
import type { Expectations } from '../model/fleet.ts';
import type { ProbeResult } from '../model/assessment.ts';
import { notApplicable } from './outcomes.ts';
import { factRule } from './rule.ts';
import type { LeftOpen, Rule, RuleText, Symptom } from './rule.ts';

export function expectationRule<const F extends FactName, T>(
  rule: RuleText & {
    readonly needs: readonly F[];
    readonly demanded: (expectations: Expectations) => T | undefined;
    /** An empty list means: looked, and the demand is met. */
    readonly symptoms: (
      facts: Pick<Facts, F>,
      demand: T,
      result: ProbeResult,
    ) => readonly Symptom[] | 'not-applicable' | LeftOpen;
  },
): Rule {
  const { needs, demanded, symptoms, ...text } = rule;
  return {
    ...text,
    check: (result) => {
      const { policy } = result;
      const demand = policy === undefined ? undefined : demanded(policy.expectations);
      if (demand === undefined) return notApplicable;
      return factRule({ ...text, needs, symptoms: (facts) => symptoms(facts, demand, result) }).check(result);
    },
  };
}
