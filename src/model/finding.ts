// A symptom that a rule recognised.

import type { Acceptance } from './fleet.ts';

/** error: breaks a MUST or stops delivery. warning: a SHOULD. note: for information. */
export type Severity = 'error' | 'warning' | 'note';

export const severities: readonly Severity[] = ['error', 'warning', 'note'];

/** Where the finding can be seen: a transcript line, a certificate of the chain as sent, or both. */
export interface FindingLocation {
  readonly line?: number;
  readonly certificate?: number;
}

export interface Citation {
  /** Such as "RFC 3207 section 4". */
  readonly text: string;
  readonly url: string;
}

export interface Finding {
  /** Identifier of the rule, which is its path below src/rules. */
  readonly rule: string;
  readonly severity: Severity;
  readonly title: string;
  /** What was seen and what it means. Escaped for display. */
  readonly text: string;
  /** What to do. Never weakens TLS or verification. */
  readonly fix: string;
  readonly citation: Citation;
  readonly where: FindingLocation;
  /** The owner bears it for now: it stays in the list and counts one grade less in the verdict. */
  readonly accepted?: Acceptance;
}

/** What a finding counts as in a verdict: one grade less while it is accepted, and a note at least. */
export function countedSeverity({ severity, accepted }: Pick<Finding, 'severity' | 'accepted'>): Severity {
  if (accepted === undefined) return severity;
  return severity === 'error' ? 'warning' : 'note';
}

/** A rule that could not run, and why: shown as not known, never as passed. */
export interface UncheckedRule {
  readonly rule: string;
  readonly reason: string;
}
