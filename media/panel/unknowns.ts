// What could not be learnt, and why: a check that could not run is never shown as passed.

import type { Assessment } from '../../src/model/assessment.ts';
import { element, section } from './element.ts';
import type { PageState } from './state.ts';
import { listUnknowns } from './unknownList.ts';
import type { Unknown } from './unknownList.ts';

function entry({ what, reason, rules }: Unknown): HTMLElement {
  const which =
    rules === undefined
      ? undefined
      : element('details', {}, element('summary', {}, 'Which'), element('p', { class: 'mono' }, rules.join(', ')));
  return element('li', {}, element('strong', {}, what), element('span', {}, reason), which);
}

export interface UnknownsView {
  readonly root: HTMLElement;
  readonly render: (state: PageState) => void;
}

export function openUnknowns(): UnknownsView {
  const { root, body } = section('unknowns', 'What could not be learnt, and why');
  let shown: Assessment | undefined;
  return {
    root,
    render: ({ assessment, isRunning }) => {
      root.classList.toggle('is-old', isRunning);
      root.hidden = assessment === undefined;
      if (assessment === undefined || assessment === shown) return;
      shown = assessment;
      const unknowns = listUnknowns(assessment);
      if (unknowns.length === 0) {
        body.replaceChildren(element('p', { class: 'quiet' }, 'Everything that this probe asks was answered.'));
        return;
      }
      body.replaceChildren(element('ul', { class: 'unknown-list', role: 'list' }, ...unknowns.map(entry)));
    },
  };
}
