// The time of validity of a certificate as a bar, on an axis it shares with the rest of the chain.

import { element, svg } from './element.ts';
import { formatDay } from './times.ts';
import { describePeriod, periodOf, periodState } from './validityScale.ts';

export function validityBar(
  certificate: { readonly notBefore: string; readonly notAfter: string },
  scale: (time: number) => number,
  now: number,
): HTMLElement {
  const period = periodOf(certificate);
  if (period === undefined) return element('p', { class: 'validity-text' }, 'Its dates could not be read.');
  const start = scale(period.from);
  const length = Math.max(1, scale(period.until) - start);
  const nowAt = `${scale(now)}%`;
  const picture = svg(
    'svg',
    { class: 'validity', width: '100%', height: '16', 'aria-hidden': 'true' },
    svg('line', { class: 'grid', x1: '0', x2: '100%', y1: '8', y2: '8' }),
    svg('rect', {
      class: `period period-${periodState(period, now)}`,
      x: `${start}%`,
      y: '4',
      width: `${length}%`,
      height: '8',
      rx: '2',
    }),
    svg('line', { class: 'now', x1: nowAt, x2: nowAt, y1: '0', y2: '16' }),
  );
  const dates = `${formatDay(certificate.notBefore)} to ${formatDay(certificate.notAfter)}`;
  return element(
    'div',
    { class: 'validity-box' },
    picture,
    element('p', { class: 'validity-text' }, `${dates}, `, element('strong', {}, describePeriod(period, now))),
  );
}
