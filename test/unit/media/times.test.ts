import assert from 'node:assert/strict';
import { formatDate } from '../../../media/panel/l10n.ts';
import { axisMarks, formatAgo, formatMs, formatSpan } from '../../../media/panel/times.ts';
import { describePeriod, periodOf, periodState, validityScale } from '../../../media/panel/validityScale.ts';

const day = 86_400_000;
const now = Date.parse('2026-06-01T12:00:00Z');

describe('times of the panel', () => {
  it('writes durations', () => {
    assert.deepEqual([0, 0.04, 0.42, 9.96, 31.4, 1_400].map(formatMs), [
      '0 ms',
      '<0.1 ms',
      '0.4 ms',
      '10.0 ms',
      '31 ms',
      '1.40 s',
    ]);
  });

  it('marks an axis with four to seven round numbers', () => {
    for (const end of [3, 20, 49, 63, 100, 5_000, 119_999]) {
      const marks = axisMarks(end);
      assert.ok(marks.length >= 3 && marks.length <= 7, `${end}: ${marks.join(' ')}`);
      assert.ok((marks.at(-1) ?? 0) <= end);
    }
    assert.deepEqual(axisMarks(0), [0]);
    assert.deepEqual(axisMarks(Number.NaN), [0]);
  });

  it('writes days and spans', () => {
    assert.equal(formatDate('2026-03-15T23:59:59Z'), 'Mar 15, 2026');
    assert.equal(formatDate('hostile'), 'hostile');
    assert.deepEqual([0, 4 * 60_000, 30 * 3_600_000, 3 * day, 400 * day].map(formatAgo), [
      'now',
      '4 minutes ago',
      '30 hours ago',
      '3 days ago',
      '13 months ago',
    ]);
    assert.deepEqual([day, 12 * day, 90 * day, 3_650 * day].map(formatSpan), [
      '1 day',
      '12 days',
      '3 months',
      '10 years',
    ]);
  });

  it('keeps a short certificate readable beside a long root', () => {
    const leaf = { from: now - 30 * day, until: now + 60 * day };
    const root = { from: now - 3_650 * day, until: now + 7_300 * day };
    const { position, marks } = validityScale([leaf, root], now);
    assert.equal(position(root.from), 0);
    assert.equal(position(root.until), 100);
    assert.ok(position(leaf.until) - position(leaf.from) > 20);
    assert.ok(position(leaf.from) < position(now) && position(now) < position(leaf.until));
    const places = marks.map((mark) => mark.position);
    assert.ok(marks.some((mark) => mark.label === 'now' && mark.position === position(now)));
    assert.ok(places.every((place, index) => index === 0 || place - (places[index - 1] ?? 0) >= 12));
  });

  it('says what a period means now', () => {
    const past = { from: now - 90 * day, until: now - 3 * day };
    const soon = { from: now - 90 * day, until: now + 10 * day };
    const future = { from: now + 2 * day, until: now + 90 * day };
    assert.deepEqual(
      [past, soon, future].map((period) => [describePeriod(period, now), periodState(period, now)]),
      [
        ['expired 3 days ago', 'invalid'],
        ['expires in 10 days', 'soon'],
        ['begins in 2 days', 'invalid'],
      ],
    );
    assert.equal(periodOf({ notBefore: 'never', notAfter: '2026-01-01T00:00:00Z' }), undefined);
  });
});
