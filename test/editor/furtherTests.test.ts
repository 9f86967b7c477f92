// Further tests inside the editor: made when they are asked for, told in the result, gone with the next plain probe.

import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import type { InternalApi } from '../../src/extension/extension.ts';
import type { Assessment } from '../../src/model/assessment.ts';
import { activateExtension, openLab, probe } from './support/window.ts';
import type { EditorLab } from './support/window.ts';

describe('further tests in the editor', () => {
  let api: InternalApi;
  let lab: EditorLab;
  let key: string;

  before(async function () {
    this.timeout(60_000);
    api = await activateExtension();
    lab = await openLab('sound/rsa-chain', 'starttls/not-offered');
    const entry = lab.entry('starttls/not-offered');
    await probe(entry);
    key = `${entry.host}:${entry.port}`;
  });

  after(async () => {
    await vscode.commands.executeCommand('workbench.action.closeAllEditors');
    for (const { key: one } of api.store.all())
      await vscode.commands.executeCommand('smtpTls.removeEndpoint', { key: one });
    await lab.close();
  });

  async function run(test: string): Promise<Assessment> {
    const made = await vscode.commands.executeCommand<Assessment | undefined>('smtpTls.furtherTest', { key, test });
    assert.ok(made, 'The test did not start');
    assert.equal(api.store.get(key)?.assessment, made);
    return made;
  }

  it('are in no result that nobody asked for', () => {
    assert.equal(api.store.get(key)?.assessment?.furtherTests, undefined);
  });

  it('are made with the probe, and those of before are not kept', async function () {
    this.timeout(30_000);
    const first = await run('addresses');
    assert.deepEqual(
      first.furtherTests?.map(({ kind }) => kind),
      ['addresses'],
    );
    const second = await run('unoffered-starttls');
    const [test, ...others] = second.furtherTests ?? [];
    assert.ok(test?.kind === 'unoffered-starttls', JSON.stringify(test));
    assert.deepEqual(others, []);
    const plain = await vscode.commands.executeCommand<Assessment | undefined>('smtpTls.probeAgain', { key });
    assert.equal(plain?.furtherTests, undefined);
  });

  it('ask the name server and the lists of the settings, and refuse what is none', async function () {
    this.timeout(30_000);
    const settings = vscode.workspace.getConfiguration('smtpTls');
    await settings.update('resolver', 'not an address', vscode.ConfigurationTarget.Global);
    try {
      const refused = await vscode.commands.executeCommand('smtpTls.furtherTest', { key, test: 'reputation' });
      assert.equal(refused, undefined);
    } finally {
      await settings.update('resolver', undefined, vscode.ConfigurationTarget.Global);
    }
    // The server is on this machine: nobody is asked about its address.
    const [test] = (await run('reputation')).furtherTests ?? [];
    assert.ok(test?.kind === 'reputation');
    assert.deepEqual(test.blockLists, []);
    assert.equal(test.trouble.length, 1);
  });

  it('try the control host of the settings', async function () {
    this.timeout(30_000);
    const control = lab.entry('sound/rsa-chain');
    const settings = vscode.workspace.getConfiguration('smtpTls');
    // Not by the host of the endpoint itself.
    await settings.update('controlHost', `localhost:${control.port}`, vscode.ConfigurationTarget.Global);
    try {
      const [test] = (await run('control-host')).furtherTests ?? [];
      assert.ok(test?.kind === 'control-host', JSON.stringify(test));
      assert.deepEqual([test.outcome, test.port], ['reached', control.port]);
    } finally {
      await settings.update('controlHost', undefined, vscode.ConfigurationTarget.Global);
    }
  });

  it('are those that were asked for and no other, whatever stands in the argument', async () => {
    const odd = await vscode.commands.executeCommand('smtpTls.furtherTest', { key: 'nowhere:25', test: 'addresses' });
    assert.equal(odd, undefined);
  });
});
