import assert from 'node:assert/strict';
import { splitFix } from '../../../src/report/fixText.ts';
import { rules } from '../../../src/rules/index.ts';

describe('fixes in parts', () => {
  it('puts each product on its own', () => {
    const parts = splitFix('Renew it. Exchange: run this. Then that. Postfix: reload.');
    assert.deepEqual(parts, [
      ['', 'Renew it.'],
      ['Exchange', 'run this. Then that.'],
      ['Postfix', 'reload.'],
    ]);
  });

  it('leaves what stands in brackets whole, and ends a product at a line break', () => {
    assert.deepEqual(splitFix('See it (Exchange: here. Postfix: there). Exim: that.\nThen look again.'), [
      ['', 'See it (Exchange: here. Postfix: there).'],
      ['Exim', 'that.'],
      ['', 'Then look again.'],
    ]);
  });

  it('loses no word of any rule', () => {
    for (const { fix } of rules) {
      const again = splitFix(fix).map(([label, text]) => (label === '' ? text : `${label}: ${text}`));
      assert.equal(again.join(' '), fix.replaceAll('\n', ' '));
    }
  });
});
