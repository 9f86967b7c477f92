import assert from 'node:assert/strict';
import { Store } from '../../../src/engine/store.ts';
import type { Assessment } from '../../../src/model/assessment.ts';
import type { TranscriptLine } from '../../../src/model/transcript.ts';
import { judge } from '../../../src/rules/judge.ts';
import { endpoint, soundResult } from '../../support/results.ts';

const key = 'mx.example.com:25';
const assessment: Assessment = judge(soundResult());
const line: TranscriptLine = {
  number: 1,
  at: 1,
  speaker: 'server',
  phase: 'greet',
  text: '220 hi',
  ending: 'crlf',
  encrypted: false,
};

function filledStore(): { store: Store; changes: string[][] } {
  const store = new Store();
  store.apply({ kind: 'added', endpoint });
  const changes: string[][] = [];
  store.listen((keys) => changes.push([...keys]));
  return { store, changes };
}

describe('store', () => {
  it('follows a probe from start to end, telling each change once', () => {
    const { store, changes } = filledStore();
    store.apply({ kind: 'started', key });
    store.apply({ kind: 'progress', key, progress: { kind: 'line', line } });
    assert.deepEqual(store.get(key)?.lines, [line]);
    assert.equal(store.get(key)?.isRunning, true);
    store.apply({ kind: 'finished', key, assessment });
    assert.equal(store.get(key)?.isRunning, false);
    assert.equal(store.get(key)?.assessment?.verdict, 'sound');
    assert.deepEqual(store.get(key)?.lines, assessment.transcript);
    assert.equal(changes.length, 3);
  });

  it('forgets what a probe told before its process died', () => {
    const { store } = filledStore();
    store.apply({ kind: 'started', key });
    store.apply({ kind: 'progress', key, progress: { kind: 'line', line } });
    store.apply({ kind: 'progress', key, progress: { kind: 'restarted' } });
    assert.deepEqual(store.get(key)?.lines, []);
  });

  it('keeps the last result while the next probe runs', () => {
    const { store } = filledStore();
    store.apply({ kind: 'started', key });
    store.apply({ kind: 'finished', key, assessment });
    store.apply({ kind: 'started', key });
    assert.equal(store.get(key)?.assessment, assessment);
    assert.deepEqual(store.get(key)?.lines, []);
  });
  it('gives an endpoint an earlier result back once, and leaves a probe under way alone', () => {
    const store = new Store();
    store.apply({ kind: 'added', endpoint });
    store.apply({ kind: 'started', key });
    store.apply({ kind: 'restored', key, assessment });
    assert.deepEqual(store.get(key)?.lines, []);
    assert.equal(store.get(key)?.assessment, assessment);
    store.apply({ kind: 'finished', key, assessment: { ...assessment, verdict: 'weak' } });
    store.apply({ kind: 'restored', key, assessment });
    assert.equal(store.get(key)?.assessment?.verdict, 'weak');
  });

  it('does not change, nor tell, for an endpoint that is gone', () => {
    const { store, changes } = filledStore();
    store.apply({ kind: 'removed', key });
    store.apply({ kind: 'finished', key, assessment });
    store.apply({ kind: 'progress', key, progress: { kind: 'line', line } });
    assert.deepEqual(store.all(), []);
    assert.equal(changes.length, 1);
  });

  it('adds an endpoint once', () => {
    const { store, changes } = filledStore();
    store.apply({ kind: 'added', endpoint });
    assert.equal(store.all().length, 1);
    assert.equal(changes.length, 0);
  });

  it('stops telling who stopped listening', () => {
    const { store } = filledStore();
    let count = 0;
    const stop = store.listen(() => count++);
    stop();
    store.apply({ kind: 'started', key });
    assert.equal(count, 0);
  });
});
