// Each family of phrasings is known as a whole, and what only looks like it is not taken for it.

import assert from 'node:assert/strict';
import { explainMailErrors } from '../../../src/decoder/explain.ts';
import { lookalikes } from './lookalikes.ts';
import { mailFamilies } from './mailFamilies.ts';
import { tlsFamilies } from './tlsFamilies.ts';

describe('families of phrasings', () => {
  for (const { id, texts } of [...tlsFamilies, ...mailFamilies]) {
    it(`${id} is found in each of its ${texts.length} phrasings`, () => {
      const missed = texts.filter((text) => explainMailErrors(text).explanations[0]?.id !== id);
      assert.deepEqual(
        missed.map((text) => `${explainMailErrors(text).explanations[0]?.id ?? 'nothing'}: ${text}`),
        [],
      );
    });
  }

  it('are not taken from words that only look alike', () => {
    for (const [text, isNot] of lookalikes)
      assert.equal(
        explainMailErrors(text).explanations.some(({ id }) => id === isNot),
        false,
        `${isNot}: ${text}`,
      );
  });
});
