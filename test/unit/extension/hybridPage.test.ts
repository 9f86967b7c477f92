// What the page of a hybrid deployment shows, and what it may ask for.

import assert from 'node:assert/strict';
import { parseHybridMessage } from '../../../media/hybrid/state.ts';
import { parseHybridIntent } from '../../../src/extension/hybrid/hybridIntents.ts';
import { hybridPageState } from '../../../src/extension/hybrid/hybridPageState.ts';
import { parseConnectorExport } from '../../../src/formats/connectorExport.ts';
import { connectorSetOf } from '../../../src/formats/connectorSet.ts';
import { diagnose } from '../../../src/hybrid/diagnose.ts';
import { asJson7, plantedSecret, sound, soundSend, utf8 } from '../../support/connectorExports.ts';
import type { ExportedSet } from '../../support/connectorExports.ts';
import { now } from '../hybrid/hybridWorlds.ts';
import { presenting } from '../hybrid/presenting.ts';

function stateOf(set: ExportedSet | undefined) {
  const exported = set === undefined ? [] : [parseConnectorExport({ name: 'a.json', bytes: utf8(asJson7(set)) })];
  const probe = presenting({ subject: 'CN=mail.contoso.com', issuer: 'CN=x', names: ['mail.contoso.com'] });
  const connectors = connectorSetOf(set === undefined ? [] : ['a.json'], exported);
  return hybridPageState(diagnose({ set: connectors, now, probes: { 'to-on-premises': probe } }));
}

describe('the page of a hybrid deployment', () => {
  it('shows the four connectors in the order of the drawing, each with its state', () => {
    const { nodes, arrows, hasExport } = stateOf({
      ...sound,
      InboundConnector: [],
      SendConnector: [{ ...soundSend, RequireTLS: false }],
    });
    assert.deepEqual(
      nodes.map(({ kind, state, hasPlace }) => [kind, state, hasPlace]),
      [
        ['send', 'broken', true],
        ['inbound', 'missing', false],
        ['receive', 'broken', true],
        ['outbound', 'sound', true],
      ],
    );
    assert.deepEqual(
      arrows.map(({ name, tls, host }) => [name, tls, host]),
      [
        ['to-cloud', 'unknown', undefined],
        ['to-on-premises', 'verified', 'mx.example.com'],
      ],
    );
    assert.equal(hasExport, true);
  });

  it('is a message that the page takes, and holds no secret', () => {
    const state = stateOf(sound);
    assert.doesNotMatch(JSON.stringify(state), new RegExp(plantedSecret));
    assert.deepEqual(parseHybridMessage(JSON.parse(JSON.stringify({ kind: 'state', isBusy: false, state }))), {
      kind: 'state',
      isBusy: false,
      state: JSON.parse(JSON.stringify(state)) as unknown,
    });
    for (const value of [
      undefined,
      null,
      'state',
      { kind: 'state' },
      { kind: 'state', isBusy: false },
      { kind: 'state', state },
      { kind: 'other', state },
      { kind: 'state', isBusy: false, state: { ...state, nodes: {} } },
    ]) {
      assert.equal(parseHybridMessage(value), undefined);
    }
  });

  it('says what is not there without an export', () => {
    const { hasExport, nodes, findings } = stateOf(undefined);
    assert.deepEqual(
      [hasExport, findings.length, [...new Set(nodes.map(({ state }) => state))]],
      [false, 0, ['unknown']],
    );
  });

  it('asks in a closed list', () => {
    for (const kind of ['ready', 'again', 'change', 'choose-files', 'copy-snippet', 'copy-report']) {
      assert.deepEqual(parseHybridIntent({ kind, more: 1 }), { kind });
    }
    assert.deepEqual(parseHybridIntent({ kind: 'copy-repair', finding: 1, repair: 0 }), {
      kind: 'copy-repair',
      finding: 1,
      repair: 0,
    });
    for (const value of [
      undefined,
      1,
      {},
      { kind: 'run' },
      { kind: 'copy-repair', finding: 1 },
      { kind: 'open-finding', finding: -1 },
      { kind: 'open-leg', leg: '0' },
      { kind: 'open-node', node: 1.5 },
    ]) {
      assert.equal(parseHybridIntent(value), undefined);
    }
  });
});
