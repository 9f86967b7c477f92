import assert from 'node:assert/strict';
import { explainedBy, firstToMend, orderCauses, sureCauses } from '../../../media/panel/causeOrder.ts';
import type { Assessment } from '../../../src/model/assessment.ts';
import { judge } from '../../../src/rules/judge.ts';
import { confirmedCause, likelyCause, possibleCause, ruledOutCause, withCauses } from '../../support/causes.ts';
import { soundResult } from '../../support/results.ts';

const all = [confirmedCause, likelyCause, possibleCause, ruledOutCause];

function bear({ findings, ...rest }: Assessment): Assessment {
  return {
    ...rest,
    findings: findings.map((one) => ({ ...one, accepted: { rule: one.rule, until: '2030-01-01', reason: 'moved' } })),
  };
}

describe('the order of causes', () => {
  it('keeps what is ruled out apart, with the places they have in the assessment', () => {
    const { open, ruledOut } = orderCauses([ruledOutCause, likelyCause]);
    assert.deepEqual([open.map(({ index }) => index), ruledOut.map(({ index }) => index)], [[1], [0]]);
    assert.deepEqual(orderCauses(undefined), { open: [], ruledOut: [] });
  });

  it('takes for sure what is confirmed or likely, and nothing on a sound server', () => {
    const sure = sureCauses(withCauses(...all)).map(({ cause }) => cause.likelihood);
    assert.deepEqual(sure, ['confirmed', 'likely']);
    assert.deepEqual(sureCauses({ ...withCauses(...all), verdict: 'sound' }), []);
    assert.deepEqual(sureCauses(judge(soundResult())), []);
  });

  it('finds what a cause explains', () => {
    const assessment = withCauses(confirmedCause);
    const rules = explainedBy(confirmedCause, assessment).map(({ finding }) => finding.rule);
    assert.deepEqual(rules, ['starttls/not-offered']);
  });

  it('mends the surest cause first, else the gravest finding', () => {
    const first = firstToMend(withCauses(likelyCause, possibleCause));
    assert.deepEqual([first?.kind, first?.index], ['cause', 0]);
    assert.equal(firstToMend(withCauses(possibleCause, ruledOutCause))?.kind, 'finding');
    assert.equal(firstToMend(withCauses())?.kind, 'finding');
    assert.equal(firstToMend(withCauses({ ...likelyCause, explains: ['session/closed-early'] }))?.kind, 'finding');
  });

  it('mends nothing that is borne', () => {
    assert.equal(firstToMend({ ...bear(withCauses(confirmedCause)), verdict: 'weak' }), undefined);
  });
});
