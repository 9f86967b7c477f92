// Which finding is to be mended first, and which are borne for now. Pure.

import type { Assessment } from '../../src/model/assessment.ts';
import type { Acceptance } from '../../src/model/fleet.ts';
import type { Finding } from '../../src/model/finding.ts';

export interface PlacedFinding {
  readonly finding: Finding;
  /** Among the findings of the assessment. */
  readonly index: number;
}

export interface AcceptedFinding extends PlacedFinding {
  readonly acceptance: Acceptance;
}

/** In the order of the assessment, which is that of their gravity; what the owner accepts comes apart. */
export function orderFindings(findings: readonly Finding[]): {
  readonly open: readonly PlacedFinding[];
  readonly accepted: readonly AcceptedFinding[];
} {
  const placed = findings.map((finding, index) => ({ finding, index }));
  return {
    open: placed.filter(({ finding }) => finding.accepted === undefined),
    accepted: placed.flatMap((one) => {
      const acceptance = one.finding.accepted;
      return acceptance === undefined ? [] : [{ ...one, acceptance }];
    }),
  };
}

/**
 * The finding whose fix stands right below the verdict. A note alone asks for nothing to be done, unless mail cannot be
 * handed over or nothing could be told.
 */
export function firstToFix({ findings, verdict }: Assessment): PlacedFinding | undefined {
  const { open } = orderFindings(findings);
  const isGood = verdict === 'sound' || verdict === 'weak';
  return open.find(({ finding }) => finding.severity !== 'note') ?? (isGood ? undefined : open[0]);
}

/** The part of a line that a finding quotes, as a range; the whole line where it quotes none of it. */
export function offendingRange(line: string, findingText: string): readonly [from: number, to: number] {
  let best: readonly [number, number] = [0, line.length];
  let longest = 0;
  for (const [, quoted = ''] of findingText.matchAll(/"([^"]{2,})"/g)) {
    const at = line.indexOf(quoted);
    if (at < 0 || quoted.length <= longest) continue;
    longest = quoted.length;
    best = [at, at + quoted.length];
  }
  return best;
}
