// Where the time went: one bar for each stage of a probe, all on one axis.

import type { Stage } from '../../model/transcript.ts';
import { percent, svgElement } from './svg.ts';

/** The axis never ends below this: a bar of no time would fill it. */
const shortestAxisMs = 20;

/** A probe ends within an hour; a stored result may claim anything. */
const longestAxisMs = 3_600_000;

function bounded(milliseconds: number): number {
  return Number.isFinite(milliseconds) ? Math.min(longestAxisMs, Math.max(0, milliseconds)) : 0;
}

/** The end of the axis, in milliseconds. */
export function axisEnd(stages: readonly Stage[]): number {
  return stages.reduce(
    (end, { startedAt, durationMs }) => Math.max(end, bounded(startedAt) + bounded(durationMs)),
    shortestAxisMs,
  );
}

/** Round positions for the marks of an axis from 0 to `end`, three to six of them. */
export function axisMarks(end: number): readonly number[] {
  const rough = end / 4;
  const power = 10 ** Math.floor(Math.log10(rough));
  const step = [1, 2, 2.5, 5, 10].map((factor) => factor * power).find((candidate) => candidate >= rough) ?? rough;
  const count = Math.floor((end * 1.0001) / step);
  return Array.from({ length: count + 1 }, (_, index) => Math.round(index * step * 1_000) / 1_000);
}

/** The bar of one stage as wide as it is given room; without a stage only the grid. */
export function drawStage(stage: Stage | undefined, end: number): string {
  const lines = axisMarks(end).map((mark) =>
    svgElement('line', { class: 'grid', x1: percent(mark, end), x2: percent(mark, end), y1: 0, y2: '100%' }),
  );
  const bars: string[] = [];
  if (stage !== undefined && stage.status !== 'skipped') {
    const start = Math.min(end, bounded(stage.startedAt));
    const length = Math.min(end - start, bounded(stage.durationMs));
    bars.push(
      svgElement('rect', {
        class: `bar bar-${stage.status}`,
        x: percent(start, end),
        y: 6,
        width: percent(length, end),
        height: 12,
        rx: 2,
      }),
      // A stage of no length still has a place.
      svgElement('rect', { class: `bar bar-${stage.status}`, x: percent(start, end), y: 6, width: 3, height: 12 }),
    );
  }
  return svgElement('svg', { class: 'bars', width: '100%', height: 24, 'aria-hidden': 'true' }, ...lines, ...bars);
}
