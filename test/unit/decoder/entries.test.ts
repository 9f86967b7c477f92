// The table of mail errors: whole, sound in form, and every row of it at work on a real text.

import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { MailErrorEntry } from '../../../src/decoder/entry.ts';
import { mailErrorEntries } from '../../../src/decoder/entries.ts';
import { explainMailErrors } from '../../../src/decoder/explain.ts';
import { wrapperForms } from '../../../src/decoder/wrappers.ts';
import { rules } from '../../../src/rules/index.ts';
import { readCorpus } from './corpus.ts';
import { furtherCases, rowCases, rowsWithoutText } from './rowCases.ts';

function patternsOf({ signs }: MailErrorEntry): readonly RegExp[] {
  return signs.flatMap((sign) =>
    sign instanceof RegExp ? [sign] : [sign.text, sign.needs, sign.lacks].filter((pattern) => pattern !== undefined),
  );
}

const numbered = (letter: string, last: number): readonly string[] =>
  Array.from({ length: last }, (_, index) => `${letter}${index + 1}`);

describe('table of mail errors', () => {
  for (const { row, id, text } of [...rowCases, ...furtherCases.map((one) => ({ row: 'a text', ...one }))]) {
    it(`${row} is ${id}: ${text.slice(0, 60)}`, () => {
      const [first] = explainMailErrors(text).explanations;
      assert.equal(first?.id, id);
      assert.notEqual(first.confidence, 'unknown');
    });
  }

  it('has every row of the known failures, or says why it has no text', () => {
    const all = [...numbered('H', 41), ...numbered('D', 13), ...numbered('M', 11), ...numbered('T', 10)];
    const cases = new Set(rowCases.map(({ row }) => row));
    const entries = new Set(mailErrorEntries.map(({ row }) => row));
    assert.deepEqual(
      all.filter((row) => !(cases.has(row) && entries.has(row)) && rowsWithoutText[row] === undefined),
      [],
    );
    assert.deepEqual(
      Object.keys(rowsWithoutText).filter((row) => cases.has(row) || entries.has(row)),
      [],
    );
  });

  it('has every family on disk, and no other', () => {
    const registry = readFileSync(join(process.cwd(), 'src/decoder/entries.ts'), 'utf8');
    const registered = [...registry.matchAll(/'\.\/entries\/([A-Za-z]+)\.ts'/g)].map(([, name]) => `${name ?? ''}.ts`);
    assert.deepEqual(registered.sort(), readdirSync(join(process.cwd(), 'src/decoder/entries')).sort());
  });

  it('has identifiers in kebab case, each once', () => {
    const ids = mailErrorEntries.map(({ id }) => id);
    assert.equal(new Set(ids).size, ids.length);
    for (const id of ids) assert.match(id, /^[a-z0-9]+(?:-[a-z0-9]+)*$/);
    assert.equal(ids.includes('unknown'), false);
  });

  it('names rules that exist, a source for each, and whole sentences', () => {
    const known = new Set(rules.map(({ id }) => id));
    for (const { id, rules: named, sources, meaning, title, fix } of mailErrorEntries) {
      for (const rule of named) assert.equal(known.has(rule), true, `${id}: ${rule}`);
      assert.notEqual(sources.length, 0, id);
      for (const { url } of sources) assert.match(url, /^https:\/\//, id);
      assert.match(meaning, /\.$/, id);
      assert.doesNotMatch(title, /\.$/, id);
      assert.notEqual(fix, '', id);
    }
  });

  it('has patterns of linear time, for folded text', () => {
    for (const entry of mailErrorEntries) {
      for (const { source, flags } of patternsOf(entry)) {
        assert.equal(flags, '', `${entry.id}: ${source}`);
        // Gaps are bounded, and nothing that repeats is repeated again.
        assert.doesNotMatch(source, /(?:\.|\]|\\[swd])[*+]/, `${entry.id}: ${source}`);
        assert.doesNotMatch(source, /\{\d*,\}/, `${entry.id}: ${source}`);
        assert.doesNotMatch(source.replace(/\\[A-Z]/g, ''), /[A-Z“”‘’]/, `${entry.id}: ${source}`);
      }
    }
    for (const { kind, opens } of wrapperForms)
      assert.doesNotMatch(opens.source, /(?:\.|\]|\\[swd])[*+]|\{\d*,\}/, `${kind}: ${opens.source}`);
  });

  it('recognises by words: no pattern fits a code alone', () => {
    const codes = ['4', '5'].flatMap((digit) =>
      [`${digit}51`, `${digit}50`, `${digit}54`, `${digit}30`].flatMap((code) =>
        ['7.3', '7.64', '7.750', '7.320', '7.606', '7.511', '4.0', '7.0', '7.5', '7.321', '4.317', '7.57', '1.1'].map(
          (rest) => `${code} ${digit}.${rest} `,
        ),
      ),
    );
    for (const code of codes) {
      assert.equal(explainMailErrors(code).explanations[0]?.id, 'unknown', code);
    }
  });

  it('has no entry that nothing meets', function () {
    this.timeout(30_000);
    const met = new Set(
      [...rowCases, ...furtherCases, ...readCorpus()].flatMap(({ text }) =>
        explainMailErrors(text).explanations.map(({ id }) => id),
      ),
    );
    assert.deepEqual(
      mailErrorEntries.map(({ id }) => id).filter((id) => !met.has(id)),
      [],
    );
  });
});
