// What the process tells the shell.

import type { Assessment } from '../model/assessment.ts';
import { countedSeverity, severities } from '../model/finding.ts';
import type { Severity } from '../model/finding.ts';

export const exitStatus = { fine: 0, finding: 1, badInput: 2, unknown: 3, interrupted: 130 } as const;

/** What of all assessments so far the exit status depends on. */
export interface Tally {
  readonly hasFinding: boolean;
  readonly hasUnknown: boolean;
}

export const emptyTally: Tally = { hasFinding: false, hasUnknown: false };

function reaches(assessment: Assessment, failOn: Severity): boolean {
  const limit = severities.indexOf(failOn);
  // What its owner accepted counts one grade less, here as in the verdict.
  return assessment.findings.some((finding) => severities.indexOf(countedSeverity(finding)) <= limit);
}

export function addToTally(tally: Tally, assessment: Assessment, failOn: Severity | 'never'): Tally {
  const { verdict } = assessment;
  return {
    hasFinding: tally.hasFinding || (failOn !== 'never' && reaches(assessment, failOn)),
    hasUnknown: tally.hasUnknown || verdict === 'unreachable' || verdict === 'inconclusive',
  };
}

export function chooseExitStatus(tally: Tally, hasBadInput: boolean, isInterrupted: boolean): number {
  if (isInterrupted) return exitStatus.interrupted;
  if (hasBadInput) return exitStatus.badInput;
  if (tally.hasFinding) return exitStatus.finding;
  return tally.hasUnknown ? exitStatus.unknown : exitStatus.fine;
}
