// Which causes stand open, which of them are sure, and what is to be mended first. Pure.

import type { Assessment } from '../../src/model/assessment.ts';
import type { RankedCause } from '../../src/model/cause.ts';
import { firstToFix, orderFindings } from './findingOrder.ts';
import type { PlacedFinding } from './findingOrder.ts';

export interface PlacedCause {
  readonly cause: RankedCause;
  /** Among the causes of the assessment. */
  readonly index: number;
}

/** In the order of the assessment, the surest first; what is ruled out comes apart. */
export function orderCauses(causes: readonly RankedCause[] = []): {
  readonly open: readonly PlacedCause[];
  readonly ruledOut: readonly PlacedCause[];
} {
  const placed = causes.map((cause, index) => ({ cause, index }));
  return {
    open: placed.filter(({ cause }) => cause.likelihood !== 'ruled-out'),
    ruledOut: placed.filter(({ cause }) => cause.likelihood === 'ruled-out'),
  };
}

/** Confirmed or likely. A sound server has nothing that asks for a cause. */
export function sureCauses({ verdict, causes }: Assessment): readonly PlacedCause[] {
  if (verdict === 'sound') return [];
  return orderCauses(causes).open.filter(({ cause }) => cause.likelihood !== 'possible');
}

/** The findings of the assessment that a cause explains. */
export function explainedBy({ explains }: RankedCause, { findings }: Assessment): readonly PlacedFinding[] {
  return findings.flatMap((finding, index) => (explains.includes(finding.rule) ? [{ finding, index }] : []));
}

export type FirstToMend = ({ readonly kind: 'cause' } & PlacedCause) | ({ readonly kind: 'finding' } & PlacedFinding);

/**
 * What stands right below the verdict: the surest cause that is confirmed or likely and explains something that nobody
 * bears, else the gravest finding.
 */
export function firstToMend(assessment: Assessment): FirstToMend | undefined {
  const finding = firstToFix(assessment);
  if (finding === undefined) return undefined;
  const { verdict } = assessment;
  const isGood = verdict === 'sound' || verdict === 'weak';
  const asking = orderFindings(assessment.findings).open.filter((one) => !isGood || one.finding.severity !== 'note');
  const rules = new Set(asking.map((one) => one.finding.rule));
  const sure = sureCauses(assessment).find(({ cause }) => cause.explains.some((rule) => rules.has(rule)));
  return sure === undefined ? { kind: 'finding', ...finding } : { kind: 'cause', ...sure };
}
