// The lab inside VS Code, from the files that are shipped: servers that listen, are listed and probed, and end.

import assert from 'node:assert/strict';
import { connect } from 'node:net';
import * as vscode from 'vscode';
import type { EndpointState } from '../../src/engine/store.ts';
import type { InternalApi } from '../../src/extension/extension.ts';
import { activateExtension } from './support/window.ts';

function canConnect({ endpoint: { host, port } }: EndpointState): Promise<boolean> {
  return new Promise((settle) => {
    const socket = connect(port, host);
    socket.once('connect', () => void [socket.destroy(), settle(true)]);
    socket.once('error', () => settle(false));
  });
}

describe('the lab by command', () => {
  let api: InternalApi;
  const listed = (): readonly EndpointState[] => [...api.store.all()].filter(({ profile }) => profile.group === 'Lab');

  before(async () => {
    api = await activateExtension();
  });

  after(async () => {
    if (listed().length > 0) await vscode.commands.executeCommand('smtpTls.closeLab');
    await vscode.commands.executeCommand('workbench.action.closeAllEditors');
  });

  it('opens, is probed, and every server teaches what it is there for', async function () {
    this.timeout(60_000);
    await vscode.commands.executeCommand('smtpTls.openLab');
    const verdicts = listed().map(({ profile, assessment }) => [
      profile.name,
      assessment?.verdict,
      assessment?.findings.find(({ severity }) => severity !== 'note')?.rule,
    ]);
    assert.deepEqual(verdicts, [
      ['All is well', 'sound', undefined],
      ['No STARTTLS', 'broken', 'starttls/not-offered'],
      ['A firewall in between', 'broken', 'greeting/rewritten'],
      ['A missing certificate', 'broken', 'certificate/incomplete-chain'],
      ['A certificate with three faults', 'broken', 'certificate/expired'],
      ['No forward secrecy', 'weak', 'tls/no-forward-secrecy'],
      ['TLS on the wrong port', 'broken', 'pairing/tls-on-plaintext-port'],
    ]);
    for (const { endpoint, profile } of listed()) {
      assert.equal(endpoint.host, '127.0.0.1');
      assert.equal(profile.origin, 'person');
    }
  });

  it('ends with a second call, and takes its servers out of the list', async function () {
    this.timeout(20_000);
    const states = listed();
    assert.equal(await canConnect(states[0] as EndpointState), true);
    await vscode.commands.executeCommand('smtpTls.openLab');
    assert.deepEqual(listed(), []);
    for (const state of states) assert.equal(await canConnect(state), false);
  });

  it('opens again, and closes by its own command', async function () {
    this.timeout(60_000);
    await vscode.commands.executeCommand('smtpTls.openLab');
    assert.equal(listed().length, 7);
    await vscode.commands.executeCommand('smtpTls.closeLab');
    assert.deepEqual(listed(), []);
  });
});
