import assert from 'node:assert/strict';
import { judge } from '../../../src/rules/judge.ts';
import { formatJson, formatNdjson, json } from '../../../src/report/json.ts';
import { reportOptions } from '../../support/reports.ts';
import { soundResult } from '../../support/results.ts';

const assessment = judge(soundResult());

describe('JSON report', () => {
  it('is one document of the published shape', () => {
    const document = JSON.parse(formatJson([assessment], [])) as Readonly<Record<string, unknown>>;
    assert.deepEqual(Object.keys(document), ['format', 'version', 'assessments']);
    assert.deepEqual([document['format'], document['version']], ['smtp-tls-probe', 1]);
    const [first] = document['assessments'] as readonly Readonly<Record<string, unknown>>[];
    for (const key of [
      'endpoint',
      'startedAt',
      'durationMs',
      'vantage',
      'verdict',
      'summary',
      'findings',
      'evidence',
      'transcript',
    ]) {
      assert.ok(first !== undefined && key in first, key);
    }
  });

  it('names inputs that could not be probed', () => {
    const document = JSON.parse(formatJson([], [{ input: 'x y', reason: 'not a host' }])) as { errors: unknown };
    assert.deepEqual(document.errors, [{ input: 'x y', reason: 'not a host' }]);
  });

  it('survives a round trip', () => {
    assert.deepEqual(JSON.parse(formatNdjson(assessment)), JSON.parse(JSON.stringify(assessment)));
    assert.equal(formatNdjson(assessment).includes('\n'), false);
  });

  it('is the same in parts as at once', () => {
    const errors = [{ input: 'x', reason: '"assessments": []' }];
    for (const assessments of [[], [assessment], [assessment, assessment]]) {
      const text = json.format(assessments, { ...reportOptions, errors });
      assert.equal(text, `${formatJson(assessments, errors)}\n`);
    }
  });
});
