// Whatever further tests tell can be said in the person's language, and is the same in English.

import assert from 'node:assert/strict';
import { furtherTestNames } from '../../../src/extension/furtherTestTexts.ts';
import { furtherTestPhrases, furtherTestWords } from '../../../src/extension/views/furtherTestWords.ts';
import { furtherTestKinds } from '../../../src/model/furtherTest.ts';
import { offerWords, sayPlainly } from '../../../src/report/digests.ts';
import {
  controlOutcomes,
  describeFurtherTest,
  furtherTestTitles,
  listWords,
} from '../../../src/report/furtherTests.ts';
import { furtherTestSamples } from '../../support/furtherTests.ts';

describe('words of further tests', () => {
  it('are all known to the panel', () => {
    const said = new Set<string>([
      ...Object.values({ ...furtherTestTitles, ...controlOutcomes, ...listWords }),
      ...Object.values(offerWords),
    ]);
    for (const test of furtherTestSamples) {
      describeFurtherTest(test, (template, ...values) => {
        said.add(template);
        return sayPlainly(template, ...values);
      });
    }
    assert.deepEqual(
      [...said].filter((template) => !furtherTestPhrases.has(template)),
      [],
    );
    assert.deepEqual(
      [...furtherTestPhrases.keys()].filter((template) => !said.has(template)),
      [],
    );
  });

  it('are those of the reports in English', () => {
    assert.deepEqual(
      furtherTestWords(furtherTestSamples),
      furtherTestSamples.map((test) => describeFurtherTest(test)),
    );
    assert.deepEqual(furtherTestWords(undefined), []);
  });

  it('name every test as the reports do', () => {
    for (const kind of furtherTestKinds) assert.equal(furtherTestNames[kind], furtherTestTitles[kind]);
  });
});
