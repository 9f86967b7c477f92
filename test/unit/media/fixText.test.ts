import assert from 'node:assert/strict';
import { splitFix } from '../../../media/panel/fixText.ts';
import { rules } from '../../../src/rules/index.ts';

describe('fixes in the panel', () => {
  it('puts each product on its own', () => {
    const parts = splitFix('Renew it. Exchange: run this. Then that. Postfix: reload.');
    assert.deepEqual(parts, [
      { text: 'Renew it.' },
      { label: 'Exchange', text: 'run this. Then that.' },
      { label: 'Postfix', text: 'reload.' },
    ]);
  });

  it('loses no word of any rule', () => {
    for (const { fix } of rules) {
      const again = splitFix(fix).map(({ label, text }) => (label === undefined ? text : `${label}: ${text}`));
      assert.equal(again.join(' '), fix);
    }
  });
});
