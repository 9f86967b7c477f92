// Every anti-fix is found where it stands, marked at its value, and nowhere else.

import assert from 'node:assert/strict';
import { severities } from '../../../src/model/finding.ts';
import { antiFixes, findAntiFix } from '../../../src/antifixes/index.ts';
import { scanText } from '../../../src/antifixes/scanText.ts';
import { findRule } from '../../../src/rules/index.ts';
import { antiFixCases } from './cases/antiFixCases.ts';

describe('anti-fixes', () => {
  it('have cases, each of them, and there is no case without a row', () => {
    assert.deepEqual(Object.keys(antiFixCases).sort(), antiFixes.map(({ id }) => id).sort());
    for (const [id, { guilty, innocent }] of Object.entries(antiFixCases)) {
      assert.ok(guilty.length > 0, `${id} has no guilty case`);
      assert.ok(innocent.length > 0, `${id} has no innocent case`);
    }
  });

  it('bear identifiers of their own', () => {
    for (const antiFix of antiFixes) {
      assert.match(antiFix.id, /^[a-z]+(?:-[a-z]+)*\/[a-z]+(?:-[a-z]+)*$/);
      assert.equal(findAntiFix(antiFix.id), antiFix, antiFix.id);
      assert.equal(findRule(antiFix.id), undefined, 'their pages stand beside those of the rules');
    }
    assert.equal(findAntiFix('no/such'), undefined);
  });

  for (const {
    id,
    title,
    severity,
    effect,
    alternative,
    rules,
    citation,
    pattern,
    replacement,
    languages,
  } of antiFixes) {
    it(`${id} is written as one`, () => {
      assert.ok(severities.includes(severity));
      assert.match(title, /^[A-Za-z].*[^.]$/);
      assert.match(effect, /\.$/);
      assert.match(alternative, /\.$/);
      assert.ok(languages.length > 0);
      for (const rule of rules) assert.ok(findRule(rule) !== undefined, `${id} names ${rule}, which is no rule`);
      assert.ok(rules.length > 0);
      assert.match(citation.url, /^https?:\/\/[^\s()<>\\]+$/);
      // Repeats without a bound are what makes a search slow.
      const repeats = pattern.source.replace(/\\./g, '').replace(/\[[^\]]*\]/g, '');
      assert.doesNotMatch(repeats, /[*+]|,\}/, 'a repeat has no bound');
      assert.notEqual(replacement, '');
    });
  }

  for (const [id, { file, guilty, innocent }] of Object.entries(antiFixCases)) {
    it(`${id} is found where it stands`, () => {
      for (const [text, marked] of guilty) {
        const { findings } = scanText(text, file);
        const found = findings.filter(({ antiFix }) => antiFix.id === id);
        assert.deepEqual(
          found.map((finding) => finding.text),
          [marked],
          `${id} in ${file}:\n${text}\nfound: ${findings.map((one) => one.antiFix.id).join(', ')}`,
        );
        assert.equal(findings.length, 1, `also: ${findings.map((one) => one.antiFix.id).join(', ')}`);
        const [finding] = found;
        assert.ok(finding);
        const line = text.split(/\r\n|\r|\n/)[finding.line] ?? '';
        assert.equal(line.slice(finding.column, finding.column + finding.length), marked);
      }
    });

    it(`${id} is not found where it does not stand`, () => {
      for (const text of innocent) {
        const found = scanText(text, file).findings.filter(({ antiFix }) => antiFix.id === id);
        assert.deepEqual(
          found.map((finding) => finding.line),
          [],
          `${id} in ${file}:\n${text}`,
        );
      }
    });
  }

  it('are gone after their replacement, and nothing takes their place', () => {
    for (const [id, { file, guilty }] of Object.entries(antiFixCases)) {
      const replacement = findAntiFix(id)?.replacement;
      if (replacement === undefined) continue;
      for (const [text] of guilty) {
        const [finding] = scanText(text, file).findings;
        assert.ok(finding);
        const mended: string =
          text.slice(0, finding.offset) + replacement + text.slice(finding.offset + finding.length);
        assert.deepEqual(scanText(mended, file).findings, [], `${id}:\n${mended}`);
      }
    }
  });
});
