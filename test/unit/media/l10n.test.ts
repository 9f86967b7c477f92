import assert from 'node:assert/strict';
import { formatDate, formatList, formatNumber, formatUnit, t, useLanguage } from '../../../media/panel/l10n.ts';
import { jsonForPage } from '../../../src/extension/views/pageJson.ts';

describe('the texts of the page', () => {
  afterEach(() => useLanguage('en', {}));

  it('are the English ones without a dictionary, with their values in place', () => {
    assert.equal(t('{0} of {1}', 3, 'ten'), '3 of ten');
    assert.equal(t('{0} {7}', '{1}'), '{1} {7}');
    assert.equal(t('constructor'), 'constructor');
    assert.equal(formatList(['a', 'b', 'c']), 'a, b and c');
  });

  it('are those of the dictionary, numbers and dates of its language', () => {
    useLanguage('de', { '{0} of {1}': '{0} von {1}', broken: 7 });
    assert.equal(t('{0} of {1}', 3, 'ten'), '3 von ten');
    assert.equal(t('broken'), 'broken');
    assert.equal(formatNumber(1234.5, 1), '1.234,5');
    assert.equal(formatUnit(12, 'day'), '12 Tage');
    assert.equal(formatDate('2026-03-15T12:00:00Z'), '15.03.2026');
  });

  it('take no language that is none and no dictionary that is none', () => {
    for (const language of ['', 'x"y', '../..', 'a'.repeat(99)]) {
      useLanguage(language, null);
      assert.equal(formatNumber(1234), '1,234');
    }
  });

  it('stand in the page as data that can end no element', () => {
    const text = jsonForPage({ '</script><script>alert(1)</script>': '<!-- & \u2028' });
    assert.doesNotMatch(text, /[<>&\u2028]/);
    assert.deepEqual(JSON.parse(text), { '</script><script>alert(1)</script>': '<!-- & \u2028' });
  });
});
