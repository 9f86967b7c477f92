// No text of the product ever advises less encryption or less verification, in any room.

import assert from 'node:assert/strict';
import type { Language } from '../../src/antifixes/antiFix.ts';
import { antiFixes } from '../../src/antifixes/index.ts';
import { scanAsLanguages } from '../../src/antifixes/scanText.ts';
import { rules } from '../../src/rules/index.ts';
import { fixTexts } from '../support/fixTexts.ts';
import { forbiddenAdvice } from '../support/forbiddenAdvice.ts';
import { antiFixCases } from './antifixes/cases/antiFixCases.ts';

const allLanguages: readonly Language[] = [...new Set(antiFixes.flatMap(({ languages }) => languages))];

describe('texts that say what to do', () => {
  for (const [room, texts] of Object.entries(fixTexts)) {
    it(`advise nothing that weakens TLS or verification: ${room}`, () => {
      assert.ok(texts.length > 0);
      for (const [where, text] of texts) {
        for (const [pattern] of forbiddenAdvice) assert.doesNotMatch(text, pattern, where);
      }
    });

    it(`hold no anti-fix: ${room}`, function () {
      this.timeout(30_000);
      for (const [where, text] of texts) {
        const found = allLanguages.flatMap((language) => scanAsLanguages(text, [language]).findings);
        assert.deepEqual(
          found.filter(({ antiFix }) => antiFix.severity !== 'note').map(({ antiFix }) => antiFix.id),
          [],
          `${where}: ${text}`,
        );
      }
    });

    it(`end a sentence before the next product, which reports tell them apart by: ${room}`, () => {
      // Rule pages say how to look, "On Postfix or Exim: …".
      const unended = /[^.!?:…)] (?:Exchange|Postfix|Exim):/;
      for (const [where, text] of room === 'rule pages' ? [] : texts) assert.doesNotMatch(text, unended, where);
    });

    it(`shout at nobody: ${room}`, () => {
      // Postfix writes what is not wanted with an exclamation mark.
      const signs = /!(?!SSLv|TLSv)|\p{Extended_Pictographic}/u;
      // Findings quote what servers say.
      for (const [where, text] of room === 'findings' ? [] : texts) {
        assert.doesNotMatch(text, signs, where);
        assert.doesNotMatch(text, /\b(?:oops|please|sorry|simply|just)\b/i, where);
      }
    });
  }

  it('of rules name Exchange, Postfix or Exim where something has to be set on a server', () => {
    const generic = rules.filter(({ severity, fix }) => severity === 'error' && !/Exchange|Postfix|Exim/.test(fix));
    assert.deepEqual(
      generic.map((rule) => rule.id),
      [],
    );
  });
});

describe('the list of forbidden advice', () => {
  for (const [pattern, mustCatch] of forbiddenAdvice) {
    it(`would catch "${mustCatch}"`, () => {
      assert.match(mustCatch, pattern);
    });
  }

  it('catches every anti-fix, so that the list and the search hold the same for bad', () => {
    const missed = antiFixes
      .filter(({ severity }) => severity !== 'note')
      .flatMap(({ id }) =>
        (antiFixCases[id]?.guilty ?? [])
          .filter(([text]) => !forbiddenAdvice.some(([pattern]) => pattern.test(text)))
          .map(([text]) => `${id}: ${text}`),
      );
    assert.deepEqual(missed, []);
  });
});
