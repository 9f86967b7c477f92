import assert from 'node:assert/strict';
import { makeProbeClock } from '../../../media/panel/probeClock.ts';
import type { PageState } from '../../../media/panel/state.ts';
import { pageState } from '../../../src/extension/views/panelState.ts';
import { Store } from '../../../src/engine/store.ts';
import { judge } from '../../../src/rules/judge.ts';
import { endpoint, line, soundResult } from '../../support/results.ts';

const key = 'mx.example.com:25';

function waitingSince(at: number, ageMs = 0): PageState {
  const store = new Store();
  store.apply({ kind: 'added', endpoint });
  store.apply({ kind: 'started', key });
  store.apply({ kind: 'progress', key, progress: { kind: 'line', line: { ...line(1, 'probe', 'connect', 'a'), at } } });
  const state = store.get(key);
  assert.ok(state);
  return pageState(state, ageMs);
}

describe('the clock of a probe under way', () => {
  it('goes on between messages', () => {
    const clock = makeProbeClock();
    assert.equal(clock.now(5_000), undefined);
    clock.follow(waitingSince(40), 5_000);
    assert.equal(clock.now(5_000), 40);
    assert.equal(clock.now(7_250), 2_290);
  });

  it('takes the message that was under way the shortest', () => {
    const clock = makeProbeClock();
    clock.follow(waitingSince(40), 5_100);
    clock.follow(waitingSince(90), 5_070);
    clock.follow(waitingSince(100), 5_200);
    assert.equal(clock.now(5_300), 320);
  });

  it('counts what passed before the page was opened', () => {
    const clock = makeProbeClock();
    clock.follow(waitingSince(40, 20_000), 100);
    assert.equal(clock.now(350), 20_290);
  });

  it('starts anew with the next probe and stands still without one', () => {
    const clock = makeProbeClock();
    clock.follow(waitingSince(900), 1_000);
    clock.follow(waitingSince(10), 9_000);
    assert.equal(clock.now(9_500), 510);
    const store = new Store();
    store.apply({ kind: 'added', endpoint, assessment: judge(soundResult()) });
    const ended = store.get(key);
    assert.ok(ended);
    clock.follow(pageState(ended), 9_600);
    assert.equal(clock.now(9_700), undefined);
  });
});
