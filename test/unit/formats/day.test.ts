import assert from 'node:assert/strict';
import { dayMs, formatDay, parseDay } from '../../../src/formats/day.ts';

describe('days', () => {
  it('are read and written in UTC, across years', () => {
    for (const day of ['1970-01-01', '2024-02-29', '2026-12-31']) {
      const time = parseDay(day);
      assert.ok(time !== undefined, day);
      assert.equal(formatDay(time), day);
      assert.equal(formatDay(time + dayMs - 1), day);
    }
    assert.equal(formatDay((parseDay('2026-12-31') ?? 0) + dayMs), '2027-01-01');
  });

  it('are refused where the calendar has none', () => {
    for (const text of ['2026-02-29', '2026-13-01', '2026-00-10', '2026-1-1', '', ' 2026-01-01', '2026-01-01T00:00']) {
      assert.equal(parseDay(text), undefined, text);
    }
  });
});
