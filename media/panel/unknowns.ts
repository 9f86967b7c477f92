// What could not be learnt, and why: a check that could not run is never shown as passed.

import type { Assessment } from '../../src/model/assessment.ts';
import type { PageContext, View } from './context.ts';
import { element, fold, redraw, section } from './element.ts';
import { formatNumber, t } from './l10n.ts';
import { listUnknowns } from './unknownList.ts';
import type { Unknown } from './unknownList.ts';

function entry({ what, reason, rules }: Unknown, index: number, { memory }: PageContext): HTMLElement {
  const which =
    rules === undefined
      ? undefined
      : fold(
          memory,
          { id: `unknown-${index}` },
          element('summary', {}, t('Which')),
          element('p', { class: 'mono' }, rules.join(', ')),
        );
  return element('li', {}, element('strong', {}, what), element('span', {}, reason), which);
}

export function openUnknowns(context: PageContext): View {
  const { root, heading, body } = section('unknowns', t('What could not be learnt, and why'));
  const aside = element('span', { class: 'aside' });
  heading.append(aside);
  let shown: Assessment | undefined;
  return {
    root,
    render: ({ assessment, isRunning }) => {
      root.classList.toggle('is-old', isRunning);
      root.hidden = assessment === undefined;
      if (assessment === undefined || assessment === shown) return;
      shown = assessment;
      const unknowns = listUnknowns(assessment);
      aside.textContent = unknowns.length < 2 ? '' : formatNumber(unknowns.length);
      const all = t('Everything that this probe asks was answered.');
      redraw(root, () =>
        body.replaceChildren(
          unknowns.length === 0
            ? element('p', { class: 'quiet' }, all)
            : element(
                'ul',
                { class: 'unknown-list', role: 'list' },
                ...unknowns.map((unknown, index) => entry(unknown, index, context)),
              ),
        ),
      );
    },
  };
}
