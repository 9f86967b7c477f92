// What tests beyond the probe told: a sentence, what differed, a table.

import type { FurtherTestReport } from '../../src/report/furtherTestReport.ts';
import type { Assessment } from '../../src/model/assessment.ts';
import type { View } from './context.ts';
import { element, factList, section } from './element.ts';
import type { Child } from './element.ts';
import { t } from './l10n.ts';

/** A result from a file may hold any number. */
const mostRows = 200;

function table({ title, columns, rows }: FurtherTestReport): Child {
  if (rows.length === 0) return undefined;
  const body = rows
    .slice(0, mostRows)
    .map(([first = '', ...cells]) =>
      element('tr', {}, element('th', { scope: 'row' }, first), ...cells.map((cell) => element('td', {}, cell))),
    );
  return element(
    'div',
    { class: 'table-box', tabindex: '0', role: 'region', 'aria-label': title },
    element(
      'table',
      {},
      element('thead', {}, element('tr', {}, ...columns.map((head) => element('th', { scope: 'col' }, head)))),
      element('tbody', {}, ...body),
    ),
  );
}

function card(test: FurtherTestReport): HTMLElement {
  const more = test.rows.length - mostRows;
  return element(
    'article',
    { class: 'further-test' },
    element('h3', {}, test.title),
    element('p', {}, test.outcome),
    test.facts.length === 0 ? undefined : factList(test.facts),
    table(test),
    more > 0 ? element('p', { class: 'quiet' }, t('and {0} more', more)) : undefined,
    ...test.notes.map((note) => element('p', { class: 'quiet' }, note)),
  );
}

export function openFurtherTests(): View {
  const { root, body } = section('further-tests', t('Further tests'));
  let shown: Assessment | undefined;
  return {
    root,
    render: ({ assessment, isRunning, words }) => {
      root.classList.toggle('is-old', isRunning);
      root.hidden = words.furtherTests.length === 0;
      if (assessment === shown) return;
      shown = assessment;
      body.replaceChildren(...words.furtherTests.map(card));
    },
  };
}
