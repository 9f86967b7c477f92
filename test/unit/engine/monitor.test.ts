import assert from 'node:assert/strict';
import {
  firstRoundAt,
  intervalMs,
  isProbablyOffline,
  nextRoundAt,
  openSchedule,
  verdictChanges,
} from '../../../src/engine/monitor.ts';
import type { ScheduleClock } from '../../../src/engine/monitor.ts';
import type { Assessment, Verdict } from '../../../src/model/assessment.ts';
import { judge } from '../../../src/rules/judge.ts';
import { endpoint, failure, soundResult } from '../../support/results.ts';

const minute = 60_000;

/** A clock that a test turns. */
class TestClock implements ScheduleClock {
  time = 0;
  chance = 0.5;
  readonly #timers = new Set<{ readonly at: number; readonly then: () => void }>();
  readonly now = (): number => this.time;
  readonly random = (): number => this.chance;
  readonly wait = (delayMs: number, then: () => void): (() => void) => {
    const timer = { at: this.time + delayMs, then };
    this.#timers.add(timer);
    return () => void this.#timers.delete(timer);
  };

  /** Lets this much time pass, and what is due happen at its time. */
  async pass(milliseconds: number): Promise<void> {
    const end = this.time + milliseconds;
    for (;;) {
      const next = [...this.#timers].filter(({ at }) => at <= end).sort((a, b) => a.at - b.at)[0];
      if (next === undefined) break;
      this.#timers.delete(next);
      this.time = next.at;
      next.then();
      await new Promise(setImmediate);
    }
    this.time = end;
  }

  get waiting(): number {
    return this.#timers.size;
  }
}

function withVerdict(verdict: Verdict, host = endpoint.host): Assessment {
  return { ...judge(soundResult({ endpoint: { ...endpoint, host } })), verdict };
}

describe('schedule of a monitored fleet', () => {
  it('keeps the interval, give or take a tenth, from 5 minutes to a week', () => {
    assert.equal(intervalMs(60, 0.5), 60 * minute);
    assert.equal(intervalMs(60, 0), 54 * minute);
    assert.ok(Math.abs(intervalMs(60, 0.999_999) - 66 * minute) < 10);
    assert.equal(intervalMs(1, 0.5), 5 * minute);
    assert.equal(intervalMs(1e9, 0.5), 7 * 24 * 60 * minute);
  });

  it('counts the first round from the last one of the window before', () => {
    assert.equal(firstRoundAt(1_000_000, undefined, 60 * minute), 1_010_000);
    assert.equal(firstRoundAt(1_000_000, 900_000, 60 * minute), 900_000 + 60 * minute);
    assert.equal(firstRoundAt(90 * minute, 10 * minute, 60 * minute), 90 * minute + 10_000);
    // The clock was set back: an hour of 2099 does not stop everything until then.
    assert.equal(firstRoundAt(1_000_000, 9e15, 60 * minute), 1_010_000);
  });

  it('leaves a whole interval after a round that took longer', () => {
    assert.equal(nextRoundAt(0, 1 * minute, 5 * minute), 5 * minute);
    assert.equal(nextRoundAt(0, 7 * minute, 5 * minute), 12 * minute);
  });

  it('goes round by round, one at a time, and ends', async () => {
    const clock = new TestClock();
    const started: number[] = [];
    let finish: () => void = () => undefined;
    const schedule = openSchedule({
      everyMinutes: 10,
      clock,
      round: (signal) =>
        new Promise((resolve) => {
          assert.equal(signal.aborted, false);
          started.push(clock.time);
          finish = resolve;
        }),
    });
    assert.equal(schedule.nextAt(), 10_000);
    await clock.pass(60 * minute);
    assert.deepEqual(started, [10_000], 'a round that does not end is not overtaken');
    assert.equal(schedule.nextAt(), undefined);
    finish();
    await new Promise(setImmediate);
    assert.equal(schedule.nextAt(), 70 * minute);
    clock.chance = 0;
    await clock.pass(10 * minute);
    assert.deepEqual(started, [10_000, 70 * minute]);
    finish();
    await new Promise(setImmediate);
    assert.equal(schedule.nextAt(), 79 * minute, 'with its jitter');
    schedule.close();
    assert.equal(clock.waiting, 0);
    await clock.pass(600 * minute);
    assert.equal(started.length, 2);
  });

  it('plans nothing after a round during which it was closed, and says so to the round', async () => {
    const clock = new TestClock();
    const rounds: AbortSignal[] = [];
    let finish: () => void = () => undefined;
    const round = (signal: AbortSignal): Promise<void> => {
      rounds.push(signal);
      return new Promise((resolve) => (finish = resolve));
    };
    const schedule = openSchedule({ everyMinutes: 10, clock, round });
    await clock.pass(minute);
    schedule.close();
    assert.equal(rounds[0]?.aborted, true);
    finish();
    await new Promise(setImmediate);
    assert.deepEqual([clock.waiting, schedule.nextAt()], [0, undefined]);
  });
});

describe('change of a verdict', () => {
  it('is told of what was known before and came to another verdict', () => {
    const before = new Map([
      ['a', withVerdict('sound')],
      ['b', withVerdict('sound')],
    ]);
    const after = new Map([
      ['a', withVerdict('broken')],
      ['b', withVerdict('sound')],
      ['new', withVerdict('broken')],
    ]);
    assert.deepEqual(verdictChanges(before, after), [{ key: 'a', before: 'sound', after: 'broken' }]);
  });

  it('is none where a person cancelled', () => {
    const cancelled = { ...withVerdict('inconclusive'), ending: failure('cancelled', 'greet') };
    assert.deepEqual(verdictChanges(new Map([['a', withVerdict('sound')]]), new Map([['a', cancelled]])), []);
  });

  it('is probably of this machine when no host at all could be reached', () => {
    const all = new Map([
      ['a', withVerdict('unreachable', 'a.example')],
      ['b', withVerdict('unreachable', 'b.example')],
    ]);
    assert.equal(isProbablyOffline(all), true);
    assert.equal(isProbablyOffline(new Map([...all, ['c', withVerdict('sound', 'c.example')]])), false);
    assert.equal(isProbablyOffline(new Map([['a', withVerdict('unreachable')]])), false, 'one server may well be down');
  });
});
