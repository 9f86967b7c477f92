// An endpoint of the extension's own list is put right where it stands, as one of a file is.

import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import type { InternalApi } from '../../src/extension/extension.ts';
import { activateExtension, openLab, probe, waitFor } from './support/window.ts';
import type { EditorLab } from './support/window.ts';

describe('a port and TLS mode put right', () => {
  let api: InternalApi;
  let lab: EditorLab;

  before(async function () {
    this.timeout(60_000);
    api = await activateExtension();
    lab = await openLab('sound/rsa-chain');
  });

  after(async () => {
    await vscode.commands.executeCommand('workbench.action.closeAllEditors');
    for (const { key } of api.store.all()) await vscode.commands.executeCommand('smtpTls.removeEndpoint', { key });
    await lab.close();
  });

  it('take the place of those that do not fit, are probed and shown', async function () {
    this.timeout(30_000);
    const { port, ...entry } = lab.entry('sound/rsa-chain');
    const wrong = `127.0.0.1:${port} (implicit)`;
    const { findings, verdict } = await probe({ ...entry, port, tls: 'implicit', name: 'Hub' });
    assert.equal(verdict, 'broken');
    const finding = findings.findIndex(({ rule }) => rule === 'pairing/tls-on-plaintext-port');
    const to = { port, tlsMode: 'starttls' };
    await vscode.commands.executeCommand('smtpTls.correctPairing', { key: wrong, finding, to });
    assert.equal(api.store.get(wrong), undefined);
    const state = api.store.get(`127.0.0.1:${port}`);
    assert.equal(state?.profile.name, 'Hub');
    assert.equal(state.assessment?.verdict, 'sound');
    // The panel of the endpoint as it was goes once the window has heard of it.
    const tabs = (): readonly string[] =>
      vscode.window.tabGroups.all.flatMap((group) => group.tabs.map(({ label }) => label));
    await waitFor('The panel of the endpoint alone', () => tabs().length === 1);
    assert.deepEqual(tabs(), ['SMTP TLS: Hub']);
  });
});
