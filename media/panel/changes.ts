// What changed since the last sound probe: before and after, side by side.

import { button, element, redraw, section } from './element.ts';
import { formatTime, t } from './l10n.ts';
import type { PageChanges } from './state.ts';
import { formatAgo } from './times.ts';

/** What matters most stands first; the rest opens on demand, so that the findings stay near. */
const fewRows = 5;

/** More is a different server altogether. */
const maximumRows = 60;

export interface ChangesView {
  readonly root: HTMLElement;
  /** `isCurrent`: the changes are those of the result that is shown. */
  readonly render: (changes: PageChanges | undefined, isCurrent: boolean) => void;
}

function table(rows: PageChanges['rows']): HTMLElement {
  const body = rows.map(({ label, before, after }) =>
    element(
      'tr',
      {},
      element('th', { scope: 'row' }, label),
      element('td', { class: 'before' }, before),
      element('td', { class: 'after' }, after),
    ),
  );
  return element(
    'table',
    {},
    element(
      'thead',
      {},
      element(
        'tr',
        {},
        element('td', {}),
        element('th', { scope: 'col' }, t('When it was sound')),
        element('th', { scope: 'col' }, t('Now')),
      ),
    ),
    element('tbody', {}, ...body),
  );
}

export function openChanges(): ChangesView {
  const { root, heading, body } = section('changes', t('What changed since the last sound probe'));
  const aside = element('span', { class: 'aside' });
  heading.append(aside);
  root.hidden = true;
  let shown: PageChanges | undefined;
  let showsAll = false;
  const draw = ({ sentence, rows }: PageChanges): void => {
    const few = rows.slice(0, showsAll ? maximumRows : fewRows);
    const showAll = (): void => {
      showsAll = true;
      redraw(root, () => draw({ since: '', sentence, rows }));
    };
    const more = button(t('Show {0} more changes', rows.length - few.length), showAll, { class: 'link' });
    body.replaceChildren(
      element('p', { class: 'sentence' }, sentence),
      ...(few.length === 0 ? [] : [table(few)]),
      ...(rows.length > few.length && !showsAll ? [more] : []),
    );
  };
  return {
    root,
    render: (changes, isCurrent) => {
      root.hidden = changes === undefined;
      root.classList.toggle('is-old', !isCurrent);
      if (changes === undefined || changes === shown) return;
      shown = changes;
      aside.textContent = formatAgo(Date.now() - Date.parse(changes.since));
      aside.title = formatTime(changes.since);
      draw(changes);
    },
  };
}
