// What to do first, right below the verdict.

import type { FixGuide } from '../../src/report/fixText.ts';
import { firstToMend } from './causeOrder.ts';
import type { FirstToMend } from './causeOrder.ts';
import type { PageContext, View } from './context.ts';
import { button, element, jumpTo, redraw } from './element.ts';
import { guideView, productsIn } from './guide.ts';
import { causeId, findingId, firstFixId } from './ids.ts';
import { t } from './l10n.ts';
import { openProductPicker } from './productPicker.ts';
import type { Intent, PageState, PageWords } from './state.ts';

export type FirstFix = View;

function guideFor(first: FirstToMend, { fixes, causeFixes }: PageWords): FixGuide | undefined {
  return first.kind === 'cause' ? causeFixes[first.index] : fixes[first.index];
}

function linkTo(first: FirstToMend): HTMLElement {
  const isCause = first.kind === 'cause';
  const { title } = isCause ? first.cause : first.finding;
  return button(title, () => jumpTo(isCause ? causeId(first.index) : findingId(first.index)), {
    class: 'link',
    'aria-label': isCause ? t('Go to the cause: {0}', title) : t('Go to the finding: {0}', title),
  });
}

function copyIntent({ kind, index }: FirstToMend, command: number): Intent {
  return kind === 'cause'
    ? { kind: 'copy-cause-command', cause: index, command }
    : { kind: 'copy-command', finding: index, command };
}

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
      const first = state.assessment === undefined ? undefined : firstToMend(state.assessment);
      const guide = first === undefined ? undefined : guideFor(first, state.words);
      root.hidden = guide === undefined;
      if (first === undefined || guide === undefined) return;
      picker.render(productsIn([...state.words.fixes, ...state.words.causeFixes]), product);
      redraw(root, () => {
        about.replaceChildren(linkTo(first));
        const copy = (command: number): void => context.send(copyIntent(first, command));
        body.replaceChildren(guideView(guide, product, copy));
      });
    },
  };
}
