import assert from 'node:assert/strict';
import { parseFromWorker, parseToWorker } from '../../../src/engine/messages.ts';

describe('messages of the worker', () => {
  it('lets whole messages through', () => {
    assert.equal(parseToWorker({ kind: 'cancel', id: 3 })?.kind, 'cancel');
    assert.equal(parseToWorker({ kind: 'probe', id: 3, endpoint: {}, options: {} })?.kind, 'probe');
    assert.equal(parseFromWorker({ kind: 'parked', id: 3 })?.kind, 'parked');
    assert.equal(parseFromWorker({ kind: 'progress', id: 3, events: [] })?.kind, 'progress');
    assert.equal(parseFromWorker({ kind: 'done', id: 3, assessment: {} })?.kind, 'done');
    assert.equal(parseFromWorker({ kind: 'failed', id: 3, detail: 'x' })?.kind, 'failed');
  });

  it('ignores everything else', () => {
    const strange: readonly unknown[] = [
      null,
      undefined,
      7,
      'probe',
      [],
      {},
      { kind: 'probe' },
      { kind: 'probe', id: '3' },
      { kind: 'probe', id: 3, endpoint: null, options: {} },
      { kind: 'done', id: 3 },
      { kind: 'progress', id: 3, events: 'many' },
      { kind: 'failed', id: 3 },
      { kind: 'shutdown', id: 3 },
    ];
    for (const value of strange) {
      assert.equal(parseToWorker(value), undefined, JSON.stringify(value));
      assert.equal(parseFromWorker(value), undefined, JSON.stringify(value));
    }
  });
});
