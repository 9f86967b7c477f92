import assert from 'node:assert/strict';
import { applyMessage, parseMessage } from '../../../media/panel/state.ts';
import { pageState, messageBetween } from '../../../src/extension/views/panelState.ts';
import { parseIntent } from '../../../src/extension/views/panelIntents.ts';
import { Store } from '../../../src/engine/store.ts';
import type { EndpointState } from '../../../src/engine/store.ts';
import { judge } from '../../../src/rules/judge.ts';
import type { Finding } from '../../../src/model/finding.ts';
import { known } from '../../../src/model/evidence.ts';
import { capabilities, endpoint, line, resultWith, soundResult } from '../../support/results.ts';

const key = 'mx.example.com:25';

function stateOf(store: Store): EndpointState {
  const state = store.get(key);
  assert.ok(state);
  return state;
}

function storeWithEndpoint(): Store {
  const store = new Store();
  store.apply({ kind: 'added', endpoint });
  return store;
}

describe('messages between extension and page', () => {
  it('keep the page in step with the store through a whole probe', () => {
    const store = new Store();
    store.apply({ kind: 'added', endpoint });
    const steps = [
      () => store.apply({ kind: 'started', key }),
      () => store.apply({ kind: 'progress', key, progress: { kind: 'line', line: line(1, 'probe', 'connect', 'a') } }),
      () => store.apply({ kind: 'progress', key, progress: { kind: 'line', line: line(2, 'server', 'greet', 'b') } }),
      () => store.apply({ kind: 'progress', key, progress: { kind: 'restarted' } }),
      () => store.apply({ kind: 'progress', key, progress: { kind: 'line', line: line(1, 'probe', 'connect', 'c') } }),
      () => store.apply({ kind: 'finished', key, assessment: judge(soundResult()) }),
      () => store.apply({ kind: 'started', key }),
    ];
    let shown: EndpointState | undefined;
    let page;
    const kinds: string[] = [];
    for (const step of [() => undefined, ...steps]) {
      step();
      const next = stateOf(store);
      const message = messageBetween(shown, next);
      shown = next;
      kinds.push(message?.kind ?? 'none');
      if (message !== undefined) page = applyMessage(page, parseMessage(structuredClone(message)) ?? message);
      assert.deepEqual(page, pageState(next));
    }
    assert.deepEqual(kinds, ['state', 'state', 'progress', 'progress', 'state', 'progress', 'state', 'state']);
    assert.equal(messageBetween(shown, stateOf(store)), undefined);
  });

  it('ignore what is none', () => {
    for (const value of [
      undefined,
      null,
      1,
      'state',
      {},
      { kind: 'state' },
      { kind: 'progress', from: '1' },
      { kind: 'history', history: { entries: 'none' } },
      { kind: 'product', product: 1 },
      { kind: 'reveal-cause', cause: 'first' },
      [],
    ]) {
      assert.equal(parseMessage(value), undefined);
    }
  });

  it('carry history and product beside the state', () => {
    const history = { entries: [] };
    assert.deepEqual(parseMessage({ kind: 'history', history }), { kind: 'history', history });
    assert.deepEqual(parseMessage({ kind: 'product', product: 'Exim' }), { kind: 'product', product: 'Exim' });
    const state = pageState(stateOf(storeWithEndpoint()));
    assert.equal(applyMessage(state, { kind: 'history', history }), state);
  });

  it('mark a stage by what its findings count for, accepted or not', () => {
    const assessment = judge(resultWith({ capabilities: known(capabilities('250 mx.example.com')) }));
    const accept = (finding: Finding): Finding => {
      return { ...finding, accepted: { rule: finding.rule, until: '2026-07-01', reason: 'Replaced in June' } };
    };
    const borne = { ...assessment, findings: assessment.findings.map(accept) };
    for (const [shown, severity] of [
      [assessment, 'error'],
      [borne, 'warning'],
    ] as const) {
      const store = storeWithEndpoint();
      store.apply({ kind: 'finished', key, assessment: shown });
      const { phases } = pageState(stateOf(store)).words;
      assert.equal(phases.find(({ phase }) => phase === 'ehlo')?.severity, severity);
    }
  });

  it('let the page ask for nothing outside its list', () => {
    assert.deepEqual(parseIntent({ kind: 'probe', command: 'workbench.action.quit' }), { kind: 'probe' });
    assert.deepEqual(parseIntent({ kind: 'copy-certificate', certificate: 1 }), {
      kind: 'copy-certificate',
      certificate: 1,
    });
    const test = { kind: 'further-test', test: 'unoffered-starttls' };
    assert.deepEqual(parseIntent({ ...test, repeats: 1_000 }), test);
    for (const value of [
      undefined,
      'probe',
      [],
      { kind: 'run', command: 'workbench.action.quit' },
      { kind: 'copy-certificate' },
      { kind: 'copy-certificate', certificate: -1 },
      { kind: 'explain', finding: 1.5 },
      { kind: 'explain', finding: '__proto__' },
      { kind: 'open-transcript', line: 'a' },
      { kind: 'copy-command', finding: 0 },
      { kind: 'copy-command', finding: 0, command: 'rm -rf /' },
      { kind: 'copy-cause-command', cause: 0 },
      { kind: 'explain-cause', cause: -1 },
      { kind: 'further-test' },
      { kind: 'further-test', test: 'port-scan' },
      { kind: 'choose-product' },
      { kind: 'open-result', id: 7 },
      { kind: 'compare', id: 'x'.repeat(201) },
    ]) {
      assert.equal(parseIntent(value), undefined);
    }
  });
});
