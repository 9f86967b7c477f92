// The words and signs of verdicts and severities, the same in every report (DESIGN.md).

import type { Verdict } from '../model/assessment.ts';
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
