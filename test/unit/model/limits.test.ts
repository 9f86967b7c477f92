// Deadlines cut to the time that a person gives.

import assert from 'node:assert/strict';
import { deadlinesWithin, defaultDeadlines } from '../../../src/model/limits.ts';

describe('deadlines within a time limit', () => {
  it('are the defaults within the default', () => {
    assert.deepEqual(deadlinesWithin(defaultDeadlines.whole), defaultDeadlines);
  });

  it('let every stage end by its own deadline in a short time', () => {
    const { whole, ...stages } = deadlinesWithin(6_000);
    assert.equal(whole, 6_000);
    for (const [stage, ms] of Object.entries(stages)) assert.ok(ms < whole, stage);
  });

  it('leave a quarter after a silent greeting, to see whether the port speaks TLS', () => {
    assert.equal(deadlinesWithin(6_000).greeting, 4_500);
    assert.equal(deadlinesWithin(60_000).greeting, 45_000);
  });

  it('give the answers of a server their share of a longer time, and looking up none', () => {
    const longer = deadlinesWithin(3 * defaultDeadlines.whole);
    assert.equal(longer.greeting, 3 * defaultDeadlines.greeting);
    assert.equal(longer.connect, defaultDeadlines.connect);
  });
});
