// What a rule is, and the two ways to make one. A rule judges facts; it never learns them.

import type { FactName, Facts, Outcome } from '../model/evidence.ts';
import type { Failure, FailureCode } from '../model/failure.ts';
import type { Citation, FindingLocation, Severity } from '../model/finding.ts';
import type { ProbeResult } from '../model/assessment.ts';

/** One place where the rule's symptom was seen. */
export interface Symptom {
  readonly text: string;
  readonly where: FindingLocation;
  /** Where it differs from the rule's own. */
  readonly severity?: Severity;
  readonly title?: string;
  readonly fix?: string;
}

export type RuleOutcome =
  | { readonly status: 'checked'; readonly symptoms: readonly Symptom[] }
  | { readonly status: 'not-applicable' }
  | { readonly status: 'unchecked'; readonly reason: string };

export interface Rule {
  /** The file's path below src/rules in kebab case, such as certificate/not-yet-valid. */
  readonly id: string;
  readonly title: string;
  readonly severity: Severity;
  readonly citation: Citation;
  /** What it means and why it matters, in two or three sentences. */
  readonly meaning: string;
  /** What to do about it. Never weakens TLS or verification. */
  readonly fix: string;
  readonly check: (result: ProbeResult) => RuleOutcome;
}

export type RuleText = Omit<Rule, 'check'>;

type KnownFacts<F extends FactName> = Pick<Facts, F>;

/** What a rule says of facts that are known but leave its question open. */
export interface LeftOpen {
  readonly unchecked: string;
}

/** A rule over facts: it runs when all it needs is known, and says what was missing when not. */
export function factRule<const F extends FactName>(
  rule: RuleText & {
    readonly needs: readonly F[];
    /** An empty list means: looked, and all was well. */
    readonly symptoms: (facts: KnownFacts<F>, result: ProbeResult) => readonly Symptom[] | 'not-applicable' | LeftOpen;
  },
): Rule {
  const { needs, symptoms, ...text } = rule;
  return {
    ...text,
    check: (result) => {
      const facts: { -readonly [K in FactName]?: unknown } = {};
      for (const name of needs) {
        const outcome: Outcome<unknown> = result.evidence[name];
        if (outcome.status === 'skipped') return { status: 'not-applicable' };
        if (outcome.status === 'failed') return { status: 'unchecked', reason: outcome.failure.detail };
        facts[name] = outcome.value;
      }
      // The loop above has filled every key of F, or returned.
      const found = symptoms(facts as KnownFacts<F>, result);
      if (found === 'not-applicable') return { status: 'not-applicable' };
      if ('unchecked' in found) return { status: 'unchecked', reason: found.unchecked };
      return { status: 'checked', symptoms: found };
    },
  };
}

/** A rule over what ended the probe early: not applicable when nothing did, or something else. */
export function endingRule(
  rule: RuleText & {
    readonly codes: readonly FailureCode[];
    readonly symptoms: (ending: Failure, result: ProbeResult) => readonly Symptom[];
  },
): Rule {
  const { codes, symptoms, ...text } = rule;
  return {
    ...text,
    check: (result) => {
      const { ending } = result;
      if (ending === undefined || !codes.includes(ending.code)) return { status: 'not-applicable' };
      return { status: 'checked', symptoms: symptoms(ending, result) };
    },
  };
}
