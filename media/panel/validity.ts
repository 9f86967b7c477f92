// Each certificate's time of validity as a bar, all on one axis with one line for now; the details fold out below it.

import type { Assessment } from '../../src/model/assessment.ts';
import type { Certificate } from '../../src/model/certificate.ts';
import { certificateName } from './certificateName.ts';
import type { PageContext } from './context.ts';
import { button, element, factList, fold, svg } from './element.ts';
import { formatDate, t } from './l10n.ts';
import type { PageState } from './state.ts';
import { describePeriod, periodOf, periodState, validityScale } from './validityScale.ts';
import type { ValidityScale } from './validityScale.ts';

function bar(certificate: Certificate, { position }: ValidityScale, now: number): SVGSVGElement {
  const nowAt = `${position(now)}%`;
  const picture = svg(
    'svg',
    { class: 'validity', width: '100%', height: '24', 'aria-hidden': 'true' },
    svg('line', { class: 'grid', x1: '0', x2: '100%', y1: '12', y2: '12' }),
  );
  const period = periodOf(certificate);
  if (period !== undefined) {
    const start = position(period.from);
    const width = `${Math.max(0.8, position(period.until) - start)}%`;
    const kind = `period period-${periodState(period, now)}`;
    picture.append(svg('rect', { class: kind, x: `${start}%`, y: '8', width, height: '8', rx: '2' }));
  }
  picture.append(svg('line', { class: 'now', x1: nowAt, x2: nowAt, y1: '0', y2: '100%' }));
  return picture;
}

function axis({ marks }: ValidityScale): HTMLElement {
  const labels = marks.map(({ position, label }) => {
    const mark = element('span', { class: 'mark' }, label);
    mark.style.left = `${position}%`;
    return mark;
  });
  return element(
    'div',
    { class: 'validity-axis', 'aria-hidden': 'true' },
    element('div', { class: 'axis-marks' }, ...labels),
  );
}

export function detailsId(index: number): string {
  return `certificate-details-${index}`;
}

/** One row for each certificate as sent: name, bar, dates; open, it tells everything and gives the PEM. */
export function validityRows(
  { startedAt }: Assessment,
  certificates: readonly Certificate[],
  state: PageState,
  { send, memory }: PageContext,
): HTMLElement {
  const now = Date.parse(startedAt);
  const scale = validityScale(
    certificates.flatMap((one) => periodOf(one) ?? []),
    now,
  );
  const rows = certificates.map((certificate, index) => {
    const period = periodOf(certificate);
    const dates = t('{0} to {1}', formatDate(certificate.notBefore), formatDate(certificate.notAfter));
    const what = period === undefined ? t('Its dates could not be read.') : describePeriod(period, now);
    const kind = period === undefined ? 'invalid' : periodState(period, now);
    const summary = element(
      'summary',
      {},
      element('span', { class: 'row-name' }, `${index + 1} · ${certificateName(certificate)}`),
      bar(certificate, scale, now),
      element(
        'span',
        { class: 'row-dates' },
        element('strong', { class: `dates-${kind}` }, what),
        element('span', { class: 'quiet' }, dates),
      ),
    );
    const copy = button(t('Copy PEM'), () => send({ kind: 'copy-certificate', certificate: index }), {
      class: 'small',
      'aria-label': t('Copy certificate {0} as PEM', index + 1),
    });
    return fold(memory, { id: detailsId(index) }, summary, copy, factList(state.words.certificates[index] ?? []));
  });
  return element('div', { class: 'validity-rows' }, axis(scale), ...rows);
}
