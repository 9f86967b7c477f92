import assert from 'node:assert/strict';
import { Store } from '../../../src/engine/store.ts';
import type { EndpointState } from '../../../src/engine/store.ts';
import { endpointNode, formatTree } from '../../../src/extension/views/treeModel.ts';
import type { TreeNode } from '../../../src/extension/views/treeModel.ts';
import { pageState } from '../../../src/extension/views/panelState.ts';
import type { Assessment } from '../../../src/model/assessment.ts';
import { failed, known } from '../../../src/model/evidence.ts';
import { judge } from '../../../src/rules/judge.ts';
import { confirmedCause, likelyCause, possibleCause, withCauses } from '../../support/causes.ts';
import {
  capabilities,
  endpoint,
  implicitEndpoint,
  line,
  probeTime,
  resultWith,
  soundResult,
} from '../../support/results.ts';

const key = 'mx.example.com:25';
const fourMinutesLater = Date.parse(probeTime) + 4 * 60_000 + 1_000;

function stateAfter(...changes: readonly Parameters<Store['apply']>[0][]): EndpointState {
  const store = new Store();
  for (const change of changes) store.apply(change);
  const state = store.all()[0];
  assert.ok(state);
  return state;
}

function outline(state: EndpointState): string {
  return formatTree([endpointNode(state, fourMinutesLater)]);
}

const stages = (['resolve', 'connect', 'greet', 'ehlo'] as const).map((phase, index) => ({
  phase,
  status: 'done' as const,
  startedAt: index * 10,
  durationMs: index * 10 + 0.4,
}));

describe('tree', () => {
  it('shows an endpoint that was never probed', () => {
    const profile = { origin: 'person', name: 'Edge' } as const;
    assert.equal(outline(stateAfter({ kind: 'added', endpoint, profile })), '[circle-outline] Edge - Not probed yet\n');
  });

  it('does not show the stage that a person cut short as failed', () => {
    const ending = { code: 'cancelled', phase: 'greet', detail: 'The probe was cancelled.' } as const;
    const cutShort = { phase: 'greet', status: 'failed', startedAt: 20, durationMs: 1_400 } as const;
    const outcomes = { greeting: failed<never>(ending), verification: failed<never>(ending) };
    const assessmentWith = (code: 'cancelled' | 'greeting-timeout'): Assessment => ({
      ...judge(resultWith(outcomes, { stages: [...stages.slice(0, 2), cutShort], ending: { ...ending, code } })),
      findings: [],
    });
    const cancelled = stateAfter({ kind: 'added', endpoint, assessment: assessmentWith('cancelled') });
    assert.match(outline(cancelled), /^ {2}\[circle-outline\] Greeting - 1\.4 s · cancelled$/m);
    assert.match(outline(cancelled), /^ {2}\[circle-outline\] Certificates - not reached$/m);
    assert.deepEqual(
      pageState(cancelled).words.phases.flatMap(({ phase, isCancelled }) => (isCancelled === true ? [phase] : [])),
      ['greet'],
    );
    const timedOut = stateAfter({ kind: 'added', endpoint, assessment: assessmentWith('greeting-timeout') });
    assert.match(outline(timedOut), /^ {2}\[error\] Greeting - 1\.4 s · failed$/m);
    assert.ok(pageState(timedOut).words.phases.every(({ isCancelled }) => isCancelled === undefined));
  });

  it('has the surest cause above the stages, in one row that stays the same one', () => {
    const rowOf = (assessment: Assessment): TreeNode | undefined =>
      endpointNode(stateAfter({ kind: 'added', endpoint, assessment }), fourMinutesLater).children.find(
        ({ kind }) => kind === 'cause',
      );
    const likely = withCauses(likelyCause, possibleCause);
    assert.match(
      outline(stateAfter({ kind: 'added', endpoint, assessment: likely })),
      /^.*\n {2}\[lightbulb\] Most likely: STARTTLS is removed on the way\n {2}\[/,
    );
    const [before, after] = [rowOf(likely), rowOf(withCauses(confirmedCause, likelyCause))];
    assert.equal(before?.id, `${key}|cause`);
    assert.deepEqual(
      [after?.id, after?.label, after?.cause, after?.context],
      [before.id, 'Cause: A firewall on the way rewrites SMTP', 'smtp-inspection', 'cause'],
    );
    assert.equal(after?.spoken, `${after?.label}. ${confirmedCause.text}`);
  });

  it('has no row for a cause that is only possible, on a sound server, or while a probe runs', () => {
    const kinds = (state: EndpointState): ReadonlySet<string> =>
      new Set(endpointNode(state, fourMinutesLater).children.map(({ kind }) => kind));
    const added = (assessment: Assessment): Parameters<Store['apply']>[0] => ({ kind: 'added', endpoint, assessment });
    assert.equal(kinds(stateAfter(added(withCauses(possibleCause)))).has('cause'), false);
    assert.equal(kinds(stateAfter(added({ ...withCauses(likelyCause), verdict: 'sound' }))).has('cause'), false);
    assert.equal(kinds(stateAfter(added(withCauses(likelyCause)), { kind: 'started', key })).has('cause'), false);
  });

  it('puts findings below the stage they were seen in', () => {
    const result = resultWith(
      { capabilities: known(capabilities('250-mx.example.com\n250 SIZE')) },
      {
        stages: [
          ...stages,
          { phase: 'starttls', status: 'failed', startedAt: 60, durationMs: 0.2, note: 'not offered' },
        ],
        transcript: [1, 2, 3, 4, 5, 6].map((number) => line(number, 'server', number < 4 ? 'greet' : 'ehlo', 'x')),
      },
    );
    const assessment = { ...judge(result), verdict: 'broken' as const };
    const only = assessment.findings.filter(({ rule }) => rule === 'starttls/not-offered');
    const state = stateAfter({ kind: 'added', endpoint, assessment: { ...assessment, findings: only } });
    assert.equal(
      outline(state),
      [
        '[error] mx.example.com:25 - Broken · 4 min',
        '  [pass] Look-up - <1 ms',
        '  [pass] Connect - 10 ms',
        '  [pass] Greeting - 20 ms',
        '  [error] EHLO - 30 ms',
        '    [error] The server does not offer STARTTLS - Error · line 5',
        '  [error] STARTTLS - <1 ms · failed',
        '  [circle-outline] TLS handshake - not reached',
        '  [pass] Certificates - 2 sent',
        '  [circle-outline] EHLO in TLS - not reached',
        '',
      ].join('\n'),
    );
  });

  it('fills in while a probe runs, and forgets the old findings meanwhile', () => {
    const state = stateAfter(
      { kind: 'added', endpoint, assessment: judge(soundResult()) },
      { kind: 'started', key },
      { kind: 'progress', key, progress: { kind: 'stage', stage: { ...(stages[0] as (typeof stages)[0]) } } },
      {
        kind: 'progress',
        key,
        progress: { kind: 'stage', stage: { phase: 'connect', status: 'running', startedAt: 1, durationMs: 0 } },
      },
    );
    assert.match(
      outline(state),
      /^\[sync~spin\] mx\.example\.com:25 - Running · Connect\n {2}\[pass\] Look-up - <1 ms\n/,
    );
    assert.match(outline(state), /\n {2}\[sync~spin\] Connect\n {2}\[circle-outline\] Greeting\n/);
  });

  it('has no STARTTLS on a port that is TLS from its first byte', () => {
    const result = soundResult({ endpoint: implicitEndpoint });
    const labels = endpointNode(
      stateAfter({ kind: 'added', endpoint: implicitEndpoint, assessment: judge(result) }),
      fourMinutesLater,
    ).children.map(({ label }) => label);
    assert.deepEqual(labels, ['Look-up', 'Connect', 'TLS handshake', 'Certificates', 'Greeting', 'EHLO in TLS']);
  });

  it('never shows certificates as passed that were not seen', () => {
    const failure = { code: 'connection-closed', phase: 'handshake', detail: 'closed' } as const;
    const unseen = { status: 'failed', failure } as const;
    const result = resultWith({ certificates: unseen, verification: unseen }, { ending: failure });
    assert.match(
      outline(stateAfter({ kind: 'added', endpoint, assessment: judge(result) })),
      /\[question\] Certificates - not known/,
    );
  });

  it('says until when a finding is accepted, and shows it as one grade less', () => {
    const result = resultWith({ capabilities: known(capabilities('250-mx.example.com\n250 SIZE')) }, { stages });
    const accepted = {
      rule: 'starttls/not-offered',
      until: '2026-12-01',
      reason: 'The new gateway comes in November.',
    };
    const assessment = judge({ ...result, policy: { expectations: {}, accepted: [accepted] } });
    const text = outline(stateAfter({ kind: 'added', endpoint, assessment }));
    assert.match(
      text,
      /\[warning\] The server does not offer STARTTLS - Error · accepted until 2026-12-01 · line \d+\n/,
    );
    assert.doesNotMatch(text, /\[error\] (?:EHLO|The server)/);
  });

  it('hands the rule and the line of a finding to what is done with its node', () => {
    const result = resultWith({ capabilities: known(capabilities('250-mx.example.com\n250 SIZE')) }, { stages });
    const { children } = endpointNode(stateAfter({ kind: 'added', endpoint, assessment: judge(result) }), 0);
    const findings = children.flatMap((child) => [child, ...child.children]).filter(({ kind }) => kind === 'finding');
    const named = findings.find(({ rule }) => rule === 'starttls/not-offered');
    assert.equal(typeof named?.line, 'number');
    assert.equal(named?.key, key);
  });

  it('keeps its identifiers from one state to the next', () => {
    const before = stateAfter({ kind: 'added', endpoint, assessment: judge(soundResult()) });
    const ids = (state: EndpointState): string[] => endpointNode(state, 0).children.map(({ id }) => id);
    const after = stateAfter({ kind: 'added', endpoint, assessment: judge(soundResult()) }, { kind: 'started', key });
    assert.deepEqual(ids(after), ids(before));
  });
});
