// The last day of an acceptance, as it may be typed.

import assert from 'node:assert/strict';
import { proposedDay, troubleWithDay } from '../../../src/extension/acceptanceDay.ts';

const now = Date.parse('2026-06-01T23:30:00Z');

describe('the last day of an acceptance', () => {
  it('is proposed thirty days from now', () => {
    assert.equal(proposedDay(now), '2026-07-01');
    assert.equal(troubleWithDay(proposedDay(now), now), undefined);
  });

  it('is today at the earliest and a year from now at the latest', () => {
    assert.equal(troubleWithDay('2026-06-01', now), undefined);
    assert.equal(troubleWithDay(' 2027-06-02 ', now), undefined);
    assert.match(troubleWithDay('2026-05-31', now) ?? '', /has passed/);
    assert.match(troubleWithDay('2027-06-03', now) ?? '', /until 2027-06-02 at the latest/);
  });

  it('is a day that the calendar has', () => {
    for (const text of [
      '',
      'tomorrow',
      '2026-6-1',
      '2026-02-30',
      '2026-13-01',
      '2026-06-31',
      '01.07.2026',
      '2026-07-01T00:00',
    ]) {
      assert.match(troubleWithDay(text, now) ?? '', /^Write a day as YYYY-MM-DD/, text);
    }
    assert.equal(troubleWithDay('2028-02-29', Date.parse('2028-01-01T00:00:00Z')), undefined);
  });
});
