// The registry against the files on disk, and the form of every rule.

import assert from 'node:assert/strict';
import { readdirSync } from 'node:fs';
import { join, sep } from 'node:path';
import { severities } from '../../../src/model/finding.ts';
import { explanations } from '../../../src/rules/explanations/index.ts';
import { findRule, rules } from '../../../src/rules/index.ts';

/** Tests run in the project's root. */
const rulesFolder = join(process.cwd(), 'src', 'rules');

function kebabCase(text: string): string {
  return text.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`);
}

const explanationsFolder = 'explanations/';

function identifiersBelow(folder: string): string[] {
  return readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .map((path) => path.split(sep).join('/'))
    .filter((path) => path.includes('/') && path.endsWith('.ts'))
    .map((path) => kebabCase(path.replace(/\.ts$/, '')));
}

/** Rules are the files in folders; what stands beside the registry is shared by several. */
function rulesOnDisk(): string[] {
  return identifiersBelow(rulesFolder).filter((id) => !id.startsWith(explanationsFolder));
}

describe('rule registry', () => {
  it('has exactly the rules on disk, each under its path', () => {
    assert.deepEqual(rules.map((rule) => rule.id).sort(), rulesOnDisk().sort());
  });

  it('has an explanation for each, under the same path', () => {
    assert.deepEqual(Object.keys(explanations).sort(), rulesOnDisk().sort());
    assert.deepEqual(identifiersBelow(join(rulesFolder, explanationsFolder)).sort(), rulesOnDisk().sort());
  });

  it('has no identifier twice, and finds each', () => {
    assert.equal(new Set(rules.map((rule) => rule.id)).size, rules.length);
    for (const rule of rules) assert.equal(findRule(rule.id), rule);
    assert.equal(findRule('no/such-rule'), undefined);
  });

  for (const rule of rules) {
    it(`${rule.id} is written as a rule`, () => {
      assert.ok(severities.includes(rule.severity));
      assert.match(rule.title, /^[A-Z].*[^.]$/);
      assert.match(rule.meaning, /\.$/);
      assert.match(rule.fix, /\.$/);
      assert.match(
        rule.citation.url,
        /^https:\/\/(www\.rfc-editor\.org\/rfc\/rfc\d+|learn\.microsoft\.com\/|github\.com\/cabforum\/)/,
      );
      assert.ok(rule.meaning.length > 120, 'a meaning is two or three sentences');
      assert.ok(rule.meaning.split(/\. /).length >= 2, 'a meaning is two or three sentences');
    });
  }
});
