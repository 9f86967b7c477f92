// Which results are judged again: those whose owner demands or accepts something else by now, and no others.

import assert from 'node:assert/strict';
import type { EndpointState } from '../../../src/engine/store.ts';
import { createBehindCheck } from '../../../src/extension/rejudge.ts';
import type { EndpointPolicy } from '../../../src/model/fleet.ts';
import { judge } from '../../../src/rules/judge.ts';
import { endpoint, soundResult } from '../../support/results.ts';

const demand: EndpointPolicy = { expectations: { minimumTls: 'TLSv1.3' }, accepted: [] };
const acceptance: EndpointPolicy = {
  expectations: {},
  accepted: [{ rule: 'tls/weak-cipher', until: '2026-12-31', reason: 'Known' }],
};

function stateWith(
  judged: EndpointPolicy | undefined,
  now: EndpointPolicy | undefined,
  changes: Partial<EndpointState> = {},
): EndpointState {
  const assessment = judge(soundResult(judged === undefined ? {} : { policy: judged }));
  return {
    key: 'mx.example.com:25',
    endpoint,
    profile: { origin: 'file', ...(now === undefined ? {} : { policy: now }) },
    isRunning: false,
    stages: [],
    lines: [],
    assessment,
    ...changes,
  };
}

describe('judging again', () => {
  it('is due when a policy came, changed or went', () => {
    const isBehind = createBehindCheck();
    assert.equal(isBehind(stateWith(undefined, demand)), true);
    assert.equal(isBehind(stateWith(demand, acceptance)), true);
    assert.equal(isBehind(stateWith(acceptance, undefined)), true);
    const later = { ...acceptance, accepted: acceptance.accepted.map((one) => ({ ...one, until: '2027-01-31' })) };
    assert.equal(isBehind(stateWith(acceptance, later)), true);
  });

  it('is not due for the same policy made anew, whatever the order of its parts', () => {
    const isBehind = createBehindCheck();
    const demands = { minimumTls: 'TLSv1.2', issuer: 'CA' } as const;
    const turned = { issuer: 'CA', minimumTls: 'TLSv1.2' } as const;
    assert.equal(isBehind(stateWith(demand, structuredClone(demand))), false);
    assert.equal(
      isBehind(stateWith({ expectations: demands, accepted: [] }, { expectations: turned, accepted: [] })),
      false,
    );
    assert.equal(isBehind(stateWith(undefined, { expectations: {}, accepted: [] })), false);
  });

  it('is due again when a policy changes after it agreed', () => {
    const isBehind = createBehindCheck();
    const state = stateWith(demand, structuredClone(demand));
    assert.equal(isBehind(state), false);
    assert.equal(isBehind(state), false);
    assert.equal(isBehind({ ...state, profile: { origin: 'file', policy: acceptance } }), true);
  });

  it('is not due while a probe runs, nor without a result, nor where nothing was recorded', () => {
    const isBehind = createBehindCheck();
    const state = stateWith(undefined, demand);
    assert.equal(isBehind({ ...state, isRunning: true }), false);
    const { assessment, ...unprobed } = state;
    assert.equal(isBehind(unprobed), false);
    assert.ok(assessment);
    assert.equal(isBehind({ ...state, assessment: { ...assessment, transcript: [] } }), false);
  });
});
