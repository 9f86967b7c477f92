// The words and signs of verdicts, severities and causes, the same in every report (DESIGN.md).

import type { Verdict } from '../model/assessment.ts';
import type { ClueWeight, Likelihood } from '../model/cause.ts';
import type { Severity } from '../model/finding.ts';

export const verdictWords: Readonly<Record<Verdict, string>> = {
  sound: 'Sound',
  weak: 'Weak',
  broken: 'Broken',
  unreachable: 'Unreachable',
  inconclusive: 'Inconclusive',
};

export const verdictSigns: Readonly<Record<Verdict, string>> = {
  sound: '✓',
  weak: '!',
  broken: '✗',
  unreachable: '-',
  inconclusive: '?',
};

export const severityWords: Readonly<Record<Severity, string>> = {
  error: 'Error',
  warning: 'Warning',
  note: 'Note',
};

export const likelihoodWords: Readonly<Record<Likelihood, string>> = {
  confirmed: 'Confirmed',
  likely: 'Likely',
  possible: 'Possible',
  'ruled-out': 'Ruled out',
};

export const clueWeightWords: Readonly<Record<ClueWeight, string>> = {
  proof: 'Proof',
  strong: 'Strong',
  weak: 'Weak',
};

/** "2026-06-01 12:00:00 UTC". */
export function formatTime(iso: string): string {
  return iso.replace('T', ' ').replace(/(?:\.\d+)?Z$/, ' UTC');
}
