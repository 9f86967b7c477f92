// What to do first, right below the verdict.

import type { PageContext, View } from './context.ts';
import { button, element, jumpTo, redraw } from './element.ts';
import { firstToFix } from './findingOrder.ts';
import { guideView, productsIn } from './guide.ts';
import { findingId, firstFixId } from './ids.ts';
import { t } from './l10n.ts';
import { openProductPicker } from './productPicker.ts';
import type { PageState } from './state.ts';

export type FirstFix = View;

/** @param choose A person picked a product. */
export function openFirstFix(context: PageContext, choose: (product: string) => void): FirstFix {
  const heading = element('h2', { id: `${firstFixId}-title` }, t('What to do first'));
  const about = element('span', { class: 'aside' });
  const picker = openProductPicker(choose);
  const body = element('div', { class: 'first-body', id: `${firstFixId}-body` });
  const root = element(
    'section',
    { class: 'first-fix', id: firstFixId, 'aria-labelledby': heading.id },
    element('div', { class: 'first-head' }, heading, about, picker.root),
    body,
  );
  let shown: PageState | undefined;
  let shownProduct = '';
  return {
    root,
    render: (state) => {
      const product = context.product();
      const isSame = shown?.assessment === state.assessment && shownProduct === product;
      root.classList.toggle('is-old', state.isRunning);
      if (isSame && shown !== undefined) return;
      shown = state;
      shownProduct = product;
      const first = state.assessment === undefined ? undefined : firstToFix(state.assessment);
      const guide = first === undefined ? undefined : state.words.fixes[first.index];
      root.hidden = guide === undefined;
      if (first === undefined || guide === undefined) return;
      picker.render(productsIn(state.words.fixes), product);
      redraw(root, () => {
        about.replaceChildren(
          button(first.finding.title, () => jumpTo(findingId(first.index)), {
            class: 'link',
            'aria-label': t('Go to the finding: {0}', first.finding.title),
          }),
        );
        const copy = (command: number): void => {
          context.send({ kind: 'copy-command', finding: first.index, command });
        };
        body.replaceChildren(guideView(guide, product, copy));
      });
    },
  };
}
