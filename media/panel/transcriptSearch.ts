// Searching a transcript: which lines match, and where in a line. Pure.

import type { TranscriptLine } from '../../src/model/transcript.ts';

/** Of one match: the line's number and the range within its text. */
export interface Match {
  readonly line: number;
  readonly from: number;
  readonly to: number;
}

/** A hostile transcript may match everywhere. */
const maximumMatches = 10_000;

/** In any case of letters, in the order of the lines. */
export function findMatches(lines: readonly TranscriptLine[], query: string): readonly Match[] {
  const wanted = query.toLowerCase();
  if (wanted === '') return [];
  const matches: Match[] = [];
  for (const { number, text } of lines) {
    const folded = text.toLowerCase();
    // Folding may change the length of a text; ranges would be wrong then.
    const searched = folded.length === text.length ? folded : text;
    let from = searched.indexOf(wanted);
    while (from >= 0) {
      matches.push({ line: number, from, to: from + wanted.length });
      if (matches.length >= maximumMatches) return matches;
      from = searched.indexOf(wanted, from + wanted.length);
    }
  }
  return matches;
}

export type RangeKind = 'offence' | 'match' | 'current';

export interface MarkedRange {
  readonly kind: RangeKind;
  readonly from: number;
  readonly to: number;
}

export interface Segment {
  readonly text: string;
  readonly kinds: readonly RangeKind[];
}

/** Cuts a text at the ends of ranges, which may overlap; each piece knows which cover it. */
export function segmentsOf(text: string, ranges: readonly MarkedRange[]): readonly Segment[] {
  const cuts = new Set([0, text.length]);
  for (const { from, to } of ranges) {
    for (const at of [from, to]) if (at > 0 && at < text.length) cuts.add(at);
  }
  const ends = [...cuts].sort((one, other) => one - other);
  return ends.slice(1).map((end, index) => {
    const start = ends[index] ?? 0;
    const kinds = ranges.filter(({ from, to }) => from <= start && to >= end).map(({ kind }) => kind);
    return { text: text.slice(start, end), kinds };
  });
}
