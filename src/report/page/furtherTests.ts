// What further tests told, each with what differed and its table.

import type { Assessment } from '../../model/assessment.ts';
import { describeFurtherTests } from '../furtherTests.ts';
import type { FurtherTestReport } from '../furtherTestReport.ts';
import { facts } from './certificates.ts';
import { heading, tag } from './markup.ts';
import type { Html, Place } from './markup.ts';

function table({ title, columns, rows }: FurtherTestReport): Html | undefined {
  if (rows.length === 0) return undefined;
  return tag(
    'div',
    { class: 'table-box', tabindex: '0', role: 'region', 'aria-label': title },
    tag(
      'table',
      {},
      tag('thead', {}, tag('tr', {}, ...columns.map((head) => tag('th', { scope: 'col' }, head)))),
      tag(
        'tbody',
        {},
        ...rows.map(([first = '', ...cells]) =>
          tag('tr', {}, tag('th', { scope: 'row' }, first), ...cells.map((cell) => tag('td', {}, cell))),
        ),
      ),
    ),
  );
}

export function furtherTestsSection({ furtherTests }: Assessment, place: Place): Html | undefined {
  const tests = describeFurtherTests(furtherTests);
  if (tests.length === 0) return undefined;
  return tag(
    'section',
    { class: 'further' },
    heading(place.level, {}, 'Further tests'),
    ...tests.map((test) =>
      tag(
        'div',
        { class: 'card' },
        heading(place.level + 1, {}, test.title),
        tag('p', {}, test.outcome),
        test.facts.length === 0 ? undefined : facts(test.facts),
        table(test),
        ...test.notes.map((note) => tag('p', { class: 'quiet' }, note)),
      ),
    ),
  );
}
