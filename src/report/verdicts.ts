// How many endpoints came to which verdict: the first thing that a report on several says.

import { verdicts } from '../model/assessment.ts';
import type { Assessment, Verdict } from '../model/assessment.ts';
import { verdictWords } from './words.ts';

/** Worst first, as a reader looks for them. */
const byGravity: readonly Verdict[] = ['broken', 'unreachable', 'inconclusive', 'weak', 'sound'];

export interface VerdictCount {
  readonly verdict: Verdict;
  readonly count: number;
}

/** Only verdicts that occur, worst first. */
export function countVerdicts(assessments: readonly Assessment[]): readonly VerdictCount[] {
  const counts = new Map<Verdict, number>(verdicts.map((verdict) => [verdict, 0]));
  for (const { verdict } of assessments) counts.set(verdict, (counts.get(verdict) ?? 0) + 1);
  return byGravity.map((verdict) => ({ verdict, count: counts.get(verdict) ?? 0 })).filter(({ count }) => count > 0);
}

/** "3 endpoints: 1 broken, 2 sound". */
export function formatVerdictCounts(assessments: readonly Assessment[]): string {
  const parts = countVerdicts(assessments).map(
    ({ verdict, count }) => `${count} ${verdictWords[verdict].toLowerCase()}`,
  );
  const total = `${assessments.length} ${assessments.length === 1 ? 'result' : 'results'}`;
  return parts.length === 0 ? `${total}` : `${total}: ${parts.join(', ')}`;
}
