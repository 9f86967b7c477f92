import assert from 'node:assert/strict';
import { firstToFix, offendingRange, orderFindings } from '../../../media/panel/findingOrder.ts';
import type { Assessment } from '../../../src/model/assessment.ts';
import type { Finding, Severity } from '../../../src/model/finding.ts';
import { judge } from '../../../src/rules/judge.ts';
import { soundResult } from '../../support/results.ts';

function finding(rule: string, severity: Severity, isAccepted = false): Finding {
  return {
    rule,
    severity,
    title: rule,
    text: '',
    fix: '',
    citation: { text: '', url: '' },
    where: {},
    ...(isAccepted ? { accepted: { rule, until: '2030-01-01', reason: 'ordered' } } : {}),
  };
}

function judged(verdict: Assessment['verdict'], ...findings: readonly Finding[]): Assessment {
  return { ...judge(soundResult()), verdict, findings };
}

describe('the order of findings', () => {
  it('keeps what is accepted apart, with the places they have in the assessment', () => {
    const { open, accepted } = orderFindings([finding('a', 'error', true), finding('b', 'warning')]);
    assert.deepEqual(
      open.map(({ index }) => index),
      [1],
    );
    assert.deepEqual(
      accepted.map(({ index, acceptance }) => [index, acceptance.reason]),
      [[0, 'ordered']],
    );
  });

  it('has first what is grave and not accepted', () => {
    assert.equal(firstToFix(judged('weak', finding('a', 'error', true), finding('b', 'warning')))?.index, 1);
    assert.equal(firstToFix(judged('sound', finding('a', 'note'))), undefined);
    assert.equal(firstToFix(judged('sound', finding('a', 'error', true))), undefined);
    assert.equal(firstToFix(judged('unreachable', finding('a', 'note')))?.index, 0);
    assert.equal(firstToFix(judged('broken')), undefined);
  });

  it('underlines the longest part of a line that the finding quotes, else the line', () => {
    assert.deepEqual(offendingRange('250-XXXXXXXA', 'It has "250" and "XXXXXXXA" in it.'), [4, 12]);
    assert.deepEqual(offendingRange('250 ok', 'It quotes "nothing of it".'), [0, 6]);
    assert.deepEqual(offendingRange('', '"ab"'), [0, 0]);
  });
});
