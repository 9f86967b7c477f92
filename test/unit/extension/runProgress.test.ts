import assert from 'node:assert/strict';
import { addPacePoint, formatRemaining, formatRunProgress, remainingMs } from '../../../src/extension/runProgress.ts';
import type { PacePoint } from '../../../src/extension/runProgress.ts';

function points(...list: readonly (readonly [at: number, done: number])[]): readonly PacePoint[] {
  return list.reduce<readonly PacePoint[]>((known, [at, done]) => addPacePoint(known, { at, done }), []);
}

describe('progress of a run', () => {
  it('says counts, what is broken and how long it takes', () => {
    const counts = { done: 312, total: 2_000, verdicts: { broken: 4, sound: 308 } };
    assert.equal(formatRunProgress(counts, 170_000, 'en'), '312 of 2,000 · 4 broken · about 3 min left');
    assert.equal(formatRunProgress({ done: 0, total: 3, verdicts: {} }, undefined, 'en'), '0 of 3');
  });

  it('says the time in steps that do not flicker', () => {
    const cases: readonly (readonly [number, string])[] = [
      [0, 'a few seconds left'],
      [12_000, 'about 15 s left'],
      [54_000, 'about 55 s left'],
      [58_000, 'about 1 min left'],
      [61_000, 'about 1 min left'],
      [29 * 60_000, 'about 29 min left'],
      [125 * 60_000, 'about 2 h left'],
    ];
    for (const [milliseconds, text] of cases) assert.equal(formatRemaining(milliseconds), text);
  });

  it('takes the pace of the last moments, not of the whole run', () => {
    // A hundred at once, then one a second for half a minute.
    const slow = Array.from({ length: 31 }, (_, second) => [10_000 + second * 1_000, 100 + second] as const);
    const left = remainingMs(points([0, 0], [10_000, 100], ...slow), 190);
    assert.ok(left !== undefined && Math.abs(left - 60_000) < 100, String(left));
  });

  it('says nothing while there is no pace to be told', () => {
    assert.equal(remainingMs([], 10), undefined);
    assert.equal(remainingMs(points([0, 0], [500, 5]), 10), undefined);
    assert.equal(remainingMs(points([0, 5], [30_000, 5], [60_000, 5]), 10), undefined);
  });

  it('is zero at the end, and keeps few points', () => {
    const all = points(...Array.from({ length: 400 }, (_, index) => [index * 300, index] as const));
    assert.equal(remainingMs(all, 399), 0);
    assert.ok(all.length < 80, String(all.length));
  });
});
