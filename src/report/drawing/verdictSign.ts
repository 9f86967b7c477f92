// The sign of a verdict or a severity, drawn as an outline of 16 units. Never without its word beside it.

import type { Verdict } from '../../model/assessment.ts';
import type { Severity } from '../../model/finding.ts';
import { svgElement } from './svg.ts';

const circle = 'M8 1.5a6.5 6.5 0 1 1 0 13a6.5 6.5 0 0 1 0-13z';
const triangle = 'M8 1.8L14.8 14H1.2z';

const verdictPaths: Readonly<Record<Verdict, readonly string[]>> = {
  sound: [circle, 'M5 8.2l2.1 2.2L11 6'],
  weak: [triangle, 'M8 6v4.2', 'M8 11.6v.9'],
  broken: [circle, 'M5.6 5.6l4.8 4.8', 'M10.4 5.6l-4.8 4.8'],
  unreachable: [circle, 'M4 12L12 4'],
  inconclusive: [circle, 'M6 6.3a2 2 0 1 1 3 1.7c-.7.4-1 .8-1 1.6', 'M8 11.3v.9'],
};

const severityPaths: Readonly<Record<Severity, readonly string[]>> = {
  error: verdictPaths.broken,
  warning: verdictPaths.weak,
  note: [circle, 'M8 7.2v4', 'M8 4.6v.9'],
};

function draw(paths: readonly string[], kind: string, size: number): string {
  return svgElement(
    'svg',
    { class: `sign sign-${kind}`, viewBox: '0 0 16 16', width: size, height: size, 'aria-hidden': 'true' },
    ...paths.map((d) => svgElement('path', { d })),
  );
}

export function drawVerdict(verdict: Verdict, size = 16): string {
  return draw(verdictPaths[verdict], verdict, size);
}

export function drawSeverity(severity: Severity, size = 16): string {
  return draw(severityPaths[severity], severity, size);
}
