// What a case of a rule is: one result it must speak of, one it must not, and one it has no say about.

import type { ProbeResult } from '../../../../src/model/assessment.ts';
import type { Severity } from '../../../../src/model/finding.ts';

export interface RuleCase {
  readonly rule: string;
  /** Tells cases of one rule apart. */
  readonly name?: string;
  readonly guilty: ProbeResult;
  /** Of the first symptom; default: the rule's own. */
  readonly severity?: Severity;
  /** The first symptom's text must match. */
  readonly says: RegExp;
  /** Neither text nor fix of the first symptom may match. */
  readonly saysNot?: RegExp;
  /** Of the first symptom, where it is not the rule's own. */
  readonly title?: string;
  /** Where the first symptom stands, when that matters. */
  readonly line?: number;
  readonly certificate?: number;
  readonly innocent: ProbeResult;
  readonly notApplicable: ProbeResult;
  /** A result that leaves the question open. */
  readonly open?: ProbeResult;
}
