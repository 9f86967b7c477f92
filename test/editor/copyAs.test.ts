// "Copy as…" by command, for one endpoint and for several.

import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import type { InternalApi } from '../../src/extension/extension.ts';
import { quoteWord } from '../../src/formats/shellQuoting.ts';
import { activateExtension, emptyList, openLab, probe } from './support/window.ts';
import type { EditorLab } from './support/window.ts';

describe('copy as', () => {
  let api: InternalApi;
  let lab: EditorLab;
  const keyOf = (id: string): string => `127.0.0.1:${lab.entry(id).port}`;

  before(async function () {
    this.timeout(60_000);
    api = await activateExtension();
    lab = await openLab('sound/starttls', 'starttls/not-offered');
    for (const id of ['sound/starttls', 'starttls/not-offered']) await probe(lab.entry(id));
  });

  after(async () => {
    await vscode.workspace.getConfiguration('smtpTls').update('ehloName', undefined, vscode.ConfigurationTarget.Global);
    await vscode.workspace
      .getConfiguration('smtpTls')
      .update('minimumTls', undefined, vscode.ConfigurationTarget.Global);
    await vscode.commands.executeCommand('workbench.action.closeAllEditors');
    await emptyList(api);
    await lab.close();
  });

  it('puts the command of the tool into the clipboard', async () => {
    const key = keyOf('sound/starttls');
    const text = await vscode.commands.executeCommand<string>('smtpTls.copyAs', { key, as: 'openssl' });
    assert.equal(await vscode.env.clipboard.readText(), text);
    const { authorities } = lab.entry('sound/starttls');
    const said = api.store.get(key)?.assessment?.vantage.ehloName;
    assert.equal(
      text,
      `echo QUIT | openssl s_client -connect ${key} -starttls smtp -name ${quoteWord(String(said), 'posix')} -servername mx.lab.test -verify_hostname mx.lab.test -CAfile ${String(authorities)} -showcerts -crlf -ign_eof`,
    );
  });

  it('asks the questions of the next probe', async () => {
    const settings = vscode.workspace.getConfiguration('smtpTls');
    await settings.update('ehloName', 'desk.example.net', vscode.ConfigurationTarget.Global);
    await settings.update('minimumTls', 'TLSv1.2', vscode.ConfigurationTarget.Global);
    const key = keyOf('sound/starttls');
    const text = await vscode.commands.executeCommand<string>('smtpTls.copyAs', { key, as: 'swaks' });
    assert.match(text, / --tls-protocol 'tlsv1_2,tlsv1_3' --ehlo desk\.example\.net /);
  });

  it('gives a line for each of several endpoints', async () => {
    const nodes = ['sound/starttls', 'starttls/not-offered'].map((id) => ({ key: keyOf(id) }));
    const text = await vscode.commands.executeCommand<string>('smtpTls.copyAs', { ...nodes[0], as: 'curl' }, nodes);
    const lines = text.split('\n');
    assert.equal(lines.length, 2);
    for (const [index, { key }] of nodes.entries())
      assert.ok(lines[index]?.includes(`:127.0.0.1:${key.split(':')[1]}`), text);
  });

  it('copies nothing for a tool that there is not', async () => {
    await vscode.env.clipboard.writeText('before');
    const argument = { key: keyOf('sound/starttls'), as: 'telnet' };
    assert.equal(await vscode.commands.executeCommand('smtpTls.copyAs', argument), undefined);
    assert.equal(await vscode.env.clipboard.readText(), 'before');
  });
});
