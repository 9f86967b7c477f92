// What stays of a history that grew too long.

import assert from 'node:assert/strict';
import fc from 'fast-check';
import { pruneHistory } from '../../../src/engine/historyPruning.ts';
import type { PrunableResult } from '../../../src/engine/historyPruning.ts';

/** A letter a result, oldest first: s sound, b broken; capital: something changed; i imported. */
function results(text: string, bytes = 1): readonly PrunableResult[] {
  return [...text].map((letter, index) => ({
    id: String(index),
    isSound: letter.toLowerCase() === 's',
    isChanged: letter !== letter.toLowerCase(),
    isImported: letter === 'i',
    bytes,
  }));
}

function keep(text: string, count: number, bytes = 1_000): string {
  const all = results(text);
  const kept = pruneHistory(all, { results: count, bytes });
  return [...text].filter((_, index) => kept.has(String(index))).join('');
}

describe('pruning a history', () => {
  it('keeps everything while there is room', () => {
    assert.equal(keep('SssBb', 5), 'SssBb');
    assert.equal(keep('', 5), '');
  });

  it('lets go of results that say what the one before them said, oldest first', () => {
    const kept = pruneHistory(results('SssssBbbbbSs'), { results: 6, bytes: 100 });
    assert.deepEqual(
      [...kept].map(Number).sort((a, b) => a - b),
      [0, 5, 8, 9, 10, 11],
    );
  });

  it('keeps the newest half whether or not anything changed', () => {
    const kept = pruneHistory(results('BSBSBSBSbbbbbb'), { results: 8, bytes: 100 });
    assert.deepEqual(
      [...kept].map(Number).sort((a, b) => a - b),
      [4, 5, 6, 7, 10, 11, 12, 13],
    );
  });

  it('keeps the last sound one, however old and however large', () => {
    assert.equal(keep('SBBBBBBBBBBB', 3), 'SBB');
    const large = results('SBBB').map((one) => ({ ...one, bytes: 1_000 }));
    assert.deepEqual([...pruneHistory(large, { results: 30, bytes: 10 })].map(Number).sort(), [0, 3]);
  });

  it('prefers what a person imported to what says nothing new, and never takes it for the last sound one', () => {
    assert.equal(keep('Sibbbbbb', 4), 'Sibb');
    const onlyImportedIsNewer = pruneHistory(
      [
        ...results('S'),
        { ...results('s')[0], id: '1', isImported: true } as PrunableResult,
        ...results('xxBB').slice(2),
      ],
      { results: 2, bytes: 100 },
    );
    assert.ok(onlyImportedIsNewer.has('0'));
  });

  it('holds its bounds for every history', () => {
    const letter = fc.constantFrom('S', 's', 'B', 'b', 'i');
    const history = fc.array(fc.tuple(letter, fc.integer({ min: 1, max: 50 })), { maxLength: 60 });
    fc.assert(
      fc.property(history, fc.integer({ min: 1, max: 20 }), fc.integer({ min: 1, max: 400 }), (all, count, bytes) => {
        const list = all.map(([one, size], index) => ({
          ...(results(one, size)[0] as PrunableResult),
          id: String(index),
        }));
        const kept = pruneHistory(list, { results: count, bytes });
        const own = list.filter(({ isImported }) => !isImported);
        const newest = own.at(-1);
        const sound = own.findLast(({ isSound }) => isSound);
        for (const one of [newest, sound]) if (one !== undefined) assert.ok(kept.has(one.id));
        const rest = list.filter(({ id }) => kept.has(id) && id !== newest?.id && id !== sound?.id);
        assert.ok(kept.size <= Math.max(count, 2));
        assert.ok(rest.length === 0 || rest.reduce((sum, one) => sum + one.bytes, 0) <= bytes);
        assert.deepEqual(
          pruneHistory(
            list.filter(({ id }) => kept.has(id)),
            { results: count, bytes },
          ),
          kept,
        );
      }),
    );
  });
});
