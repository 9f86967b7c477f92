// How many endpoints came to which verdict, as one bar in parts.

import type { VerdictCount } from '../verdicts.ts';
import { percent, svgElement } from './svg.ts';

/** Said in words beside it: a picture for the eye only. */
export function drawVerdictBar(counts: readonly VerdictCount[]): string {
  const total = counts.reduce((sum, { count }) => sum + count, 0);
  let before = 0;
  const parts = counts.map(({ verdict, count }) => {
    const part = svgElement('rect', {
      class: `part part-${verdict}`,
      x: percent(before, total),
      y: 0,
      width: percent(count, total),
      height: 12,
    });
    before += count;
    return part;
  });
  return svgElement('svg', { class: 'verdict-bar', width: '100%', height: 12, 'aria-hidden': 'true' }, ...parts);
}
