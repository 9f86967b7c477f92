// Signs of states, drawn as 16-pixel outlines that take the colour of their class. Never without their word.

import type { Likelihood } from '../../src/model/cause.ts';
import { svg } from './element.ts';
import type { PageStatus } from './state.ts';

export type IconName =
  PageStatus | Likelihood | 'note' | 'failed' | 'done' | 'waiting' | 'accepted' | 'copy' | 'up' | 'down';

const circle = 'M8 1.5a6.5 6.5 0 1 1 0 13a6.5 6.5 0 0 1 0-13z';

const paths: Readonly<Record<IconName, readonly string[]>> = {
  sound: [circle, 'M5 8.2l2.1 2.2L11 6'],
  done: [circle, 'M5 8.2l2.1 2.2L11 6'],
  weak: ['M8 1.8L14.8 14H1.2z', 'M8 6v4.2', 'M8 11.6v.9'],
  broken: [circle, 'M5.6 5.6l4.8 4.8', 'M10.4 5.6l-4.8 4.8'],
  failed: [circle, 'M5.6 5.6l4.8 4.8', 'M10.4 5.6l-4.8 4.8'],
  unreachable: [
    'M1.5 14.5l3-3',
    'M14.5 1.5l-3 3',
    'M4.2 8.2l3.6 3.6-1.2 1.2a2.5 2.5 0 0 1-3.6-3.6z',
    'M8.2 4.2l3.6 3.6 1.2-1.2A2.5 2.5 0 0 0 9.4 3z',
    'M6 9.8l1.6-1.6',
  ],
  inconclusive: [circle, 'M6 6.3a2 2 0 1 1 3 1.7c-.7.4-1 .8-1 1.6', 'M8 11.3v.9'],
  running: ['M13.8 5.2A6.5 6.5 0 1 0 14.5 8', 'M14.2 1.8v3.6h-3.6'],
  'not-probed': [circle],
  waiting: [circle],
  note: [circle, 'M8 7.2v4', 'M8 4.6v.9'],
  accepted: [circle, 'M4.8 8h6.4'],
  confirmed: [circle, 'M5 8.2l2.1 2.2L11 6'],
  likely: [circle, 'M4.8 9c1-1.9 2.1-1.9 3.2-.9s2.2 1 3.2-.9'],
  possible: [circle, 'M6 6.3a2 2 0 1 1 3 1.7c-.7.4-1 .8-1 1.6', 'M8 11.3v.9'],
  'ruled-out': [circle, 'M3.6 12.4l8.8-8.8'],
  copy: ['M5.5 5.5V2.5h8v8h-3', 'M2.5 5.5h8v8h-8z'],
  up: ['M3.5 10.2L8 5.8l4.5 4.4'],
  down: ['M3.5 5.8L8 10.2l4.5-4.4'],
};

export function icon(name: IconName, size = 16): SVGSVGElement {
  return svg(
    'svg',
    {
      class: `icon icon-${name}`,
      viewBox: '0 0 16 16',
      width: String(size),
      height: String(size),
      'aria-hidden': 'true',
      focusable: 'false',
    },
    ...paths[name].map((d) => svg('path', { d })),
  );
}
