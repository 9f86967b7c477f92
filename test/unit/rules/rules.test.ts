// Every rule against its cases: guilty, innocent, not applicable, and what leaves its question open.

import assert from 'node:assert/strict';
import type { Evidence } from '../../../src/model/evidence.ts';
import { known } from '../../../src/model/evidence.ts';
import { chainDefectCodes } from '../../../src/model/certificate.ts';
import { failureCodes } from '../../../src/model/failure.ts';
import { findRule, rules } from '../../../src/rules/index.ts';
import { applyRules, judge } from '../../../src/rules/judge.ts';
import type { Rule } from '../../../src/rules/rule.ts';
import {
  distrusted,
  endedAt,
  failure,
  implicitResult,
  reply,
  resultWith,
  soundEvidence,
  soundResult,
} from '../../support/results.ts';
import { certificateCases } from './cases/certificateCases.ts';
import { sessionCases } from './cases/sessionCases.ts';
import { expectationCases } from './cases/expectationCases.ts';
import { logCases } from './cases/logCases.ts';
import { tlsCases } from './cases/tlsCases.ts';

const cases = [...sessionCases, ...logCases, ...tlsCases, ...certificateCases, ...expectationCases];

function ruleOf(id: string): Rule {
  const rule = findRule(id);
  assert.ok(rule, `no rule ${id}`);
  return rule;
}

describe('rules', () => {
  for (const ruleCase of cases) {
    const title = ruleCase.name === undefined ? ruleCase.rule : `${ruleCase.rule} (${ruleCase.name})`;
    describe(title, () => {
      it('speaks of the guilty', () => {
        const rule = ruleOf(ruleCase.rule);
        const outcome = rule.check(ruleCase.guilty);
        assert.equal(outcome.status, 'checked');
        const symptom = outcome.status === 'checked' ? outcome.symptoms[0] : undefined;
        assert.ok(symptom, 'no symptom');
        assert.match(symptom.text, ruleCase.says);
        assert.match(symptom.text, /[.)"]$/);
        assert.equal(symptom.severity ?? rule.severity, ruleCase.severity ?? rule.severity);
        const { saysNot } = ruleCase;
        if (saysNot !== undefined) assert.doesNotMatch(`${symptom.text} ${symptom.fix ?? rule.fix}`, saysNot);
        assert.equal(symptom.title, ruleCase.title);
        if (ruleCase.line !== undefined) assert.equal(symptom.where.line, ruleCase.line);
        if (ruleCase.certificate !== undefined) assert.equal(symptom.where.certificate, ruleCase.certificate);
      });

      it('is silent on the innocent', () => {
        const outcome = ruleOf(ruleCase.rule).check(ruleCase.innocent);
        assert.notEqual(outcome.status, 'unchecked');
        if (outcome.status === 'checked') assert.deepEqual(outcome.symptoms, []);
      });

      it('has no say where it does not apply', () => {
        assert.deepEqual(ruleOf(ruleCase.rule).check(ruleCase.notApplicable), { status: 'not-applicable' });
      });

      const { open } = ruleCase;
      if (open !== undefined) {
        it('leaves open what is not known', () => {
          assert.equal(ruleOf(ruleCase.rule).check(open).status, 'unchecked');
        });
      }
    });
  }

  it('have a case each', () => {
    const tested = new Set(cases.map((ruleCase) => ruleCase.rule));
    assert.deepEqual(
      rules.map((rule) => rule.id).filter((id) => !tested.has(id)),
      [],
    );
  });

  it('find nothing on sound servers, and leave nothing open there', () => {
    for (const sound of [soundResult(), implicitResult()]) {
      assert.deepEqual(applyRules(sound), { findings: [], unchecked: [] });
    }
  });

  it('never pass a check when nothing could be learnt', () => {
    const nothing = endedAt('addresses', failure('cancelled', 'resolve'));
    for (const rule of rules) {
      assert.notEqual(rule.check(nothing).status, 'checked', rule.id);
    }
  });

  it('never find an error or a warning when a fact they need was lost', () => {
    for (const name of Object.keys(soundEvidence) as (keyof Evidence)[]) {
      const { findings } = applyRules(endedAt(name, failure('cancelled', 'judge')));
      assert.deepEqual(findings, [], name);
    }
  });

  it('leave no refusal of a chain nameless', () => {
    for (const code of chainDefectCodes.filter((candidate) => candidate !== 'limit-reached')) {
      for (const index of [0, 1, undefined]) {
        const defect = { code, text: `Seen: ${code}.`, ...(index === undefined ? {} : { certificate: index }) };
        const assessment = judge(resultWith({ verification: known(distrusted(defect)) }));
        const errors = assessment.findings.filter((finding) => finding.severity === 'error');
        assert.equal(errors.length, 1, `${code} at ${index ?? 'the store'}`);
        assert.match(errors[0]?.text ?? '', /Seen: /);
        assert.equal(assessment.verdict, 'broken');
      }
    }
  });

  it('leave the verdict open when a chain takes more work than the probe spends', () => {
    const defect = { code: 'limit-reached', text: 'Seen: limit-reached.', certificate: 1 } as const;
    const assessment = judge(resultWith({ verification: known(distrusted(defect)) }));
    assert.equal(assessment.verdict, 'inconclusive');
    assert.deepEqual(assessment.unchecked, [{ rule: 'certificate/invalid-path', reason: 'Seen: limit-reached.' }]);
  });

  it('call no server broken for a limit, a refusal of this client or a time-out', () => {
    const harmless = [
      'greeting-rejected',
      'rate-limited',
      'greeting-timeout',
      'reply-timeout',
      'tls-handshake-timeout',
      'deadline-exceeded',
      'connection-closed',
      'cancelled',
      'internal',
    ] as const;
    for (const code of failureCodes.filter((candidate) => (harmless as readonly string[]).includes(candidate))) {
      const ending = failure(code, 'ehlo', { reply: reply('421 4.7.0 later', 5) });
      assert.equal(judge(endedAt('capabilities', ending)).verdict, 'inconclusive', code);
    }
  });
});
