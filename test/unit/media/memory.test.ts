import assert from 'node:assert/strict';
import { openMemory, parseKept } from '../../../media/panel/memory.ts';
import type { Kept } from '../../../media/panel/memory.ts';

describe('what the page keeps', () => {
  it('is taken from a saved state, and nothing from one that is none', () => {
    const kept: Kept = {
      key: 'mx.example.com:25',
      result: '7',
      product: 'Exim',
      scroll: 120,
      showsBytes: true,
      query: '250',
      open: { a: true, b: false },
    };
    assert.deepEqual(parseKept(structuredClone(kept)), kept);
    for (const value of [undefined, null, 'x', [], { scroll: -1, key: 7, open: [true], showsBytes: 'yes' }]) {
      assert.deepEqual(parseKept(value), {});
    }
  });

  it('is saved whole with every change', () => {
    const saved: Kept[] = [];
    const memory = openMemory({ key: 'a' }, (kept) => saved.push(kept));
    assert.equal(memory.isOpen('fix-1', false), false);
    assert.equal(memory.isOpen('fix-1', true), true);
    memory.setOpen('fix-1', true);
    memory.keep({ scroll: 40 });
    assert.equal(memory.isOpen('fix-1', false), true);
    assert.deepEqual(saved.at(-1), { key: 'a', scroll: 40, open: { 'fix-1': true } });
  });

  it('stays small however much is opened', () => {
    const memory = openMemory(undefined, () => undefined);
    for (let index = 0; index < 500; index++) memory.setOpen(`fold-${index}`, true);
    assert.equal(Object.keys(memory.kept().open ?? {}).length, 200);
    assert.equal(memory.isOpen('fold-499', false), true);
    assert.equal(memory.isOpen('constructor', false), false);
  });
});
