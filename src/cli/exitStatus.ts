// What the process tells the shell.

import type { Assessment } from '../model/assessment.ts';
import { severities } from '../model/finding.ts';
import type { Severity } from '../model/finding.ts';

export const exitStatus = { fine: 0, finding: 1, badInput: 2, unknown: 3, interrupted: 130 } as const;

function reaches(assessment: Assessment, failOn: Severity): boolean {
  const limit = severities.indexOf(failOn);
  return assessment.findings.some(({ severity }) => severities.indexOf(severity) <= limit);
}

export function chooseExitStatus(
  assessments: readonly Assessment[],
  failOn: Severity | 'never',
  hasBadInput: boolean,
  isInterrupted: boolean,
): number {
  if (isInterrupted) return exitStatus.interrupted;
  if (hasBadInput) return exitStatus.badInput;
  if (failOn !== 'never' && assessments.some((assessment) => reaches(assessment, failOn))) return exitStatus.finding;
  const isUnknown = ({ verdict }: Assessment): boolean => verdict === 'unreachable' || verdict === 'inconclusive';
  return assessments.some(isUnknown) ? exitStatus.unknown : exitStatus.fine;
}
