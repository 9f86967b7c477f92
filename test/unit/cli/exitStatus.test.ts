import assert from 'node:assert/strict';
import type { Assessment, Verdict } from '../../../src/model/assessment.ts';
import type { Severity } from '../../../src/model/finding.ts';
import { addToTally, chooseExitStatus, emptyTally } from '../../../src/cli/exitStatus.ts';

function assessmentOf(verdict: Verdict, ...severities: Severity[]): Assessment {
  return { verdict, findings: severities.map((severity) => ({ severity })) } as unknown as Assessment;
}

describe('exit status', () => {
  const cases: readonly (readonly [string, readonly Assessment[], Severity | 'never', boolean, boolean, number])[] = [
    ['0 for a sound host', [assessmentOf('sound')], 'error', false, false, 0],
    ['0 for a warning below the limit', [assessmentOf('weak', 'warning')], 'error', false, false, 0],
    ['1 for a warning at the limit', [assessmentOf('weak', 'warning')], 'warning', false, false, 1],
    ['1 for an error above the limit', [assessmentOf('broken', 'error')], 'note', false, false, 1],
    ['0 for an error when never to fail', [assessmentOf('broken', 'error')], 'never', false, false, 0],
    ['3 for an unreachable host', [assessmentOf('unreachable', 'note')], 'error', false, false, 3],
    ['3 for an inconclusive host', [assessmentOf('sound'), assessmentOf('inconclusive')], 'error', false, false, 3],
    [
      '1 when an error stands beside an unreachable host',
      [assessmentOf('broken', 'error'), assessmentOf('unreachable')],
      'error',
      false,
      false,
      1,
    ],
    ['2 for bad input beside a finding', [assessmentOf('broken', 'error')], 'error', true, false, 2],
    ['130 when interrupted', [assessmentOf('broken', 'error')], 'error', true, true, 130],
  ];
  for (const [name, assessments, failOn, hasBadInput, isInterrupted, expected] of cases) {
    it(`is ${name}`, () => {
      const tally = assessments.reduce((sum, assessment) => addToTally(sum, assessment, failOn), emptyTally);
      assert.equal(chooseExitStatus(tally, hasBadInput, isInterrupted), expected);
    });
  }
});
