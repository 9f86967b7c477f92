// What other extensions get: probes that are shown, results as they come, errors that say what is wrong.

import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import type { InternalApi } from '../../src/extension/extension.ts';
import type { SmtpTlsApi, SmtpTlsAssessed } from '../../src/extension/publicApi.ts';
import { activateExports, activateExtension, emptyList, openLab, probe } from './support/window.ts';
import type { EditorLab } from './support/window.ts';

describe('the API for other extensions', () => {
  let internal: InternalApi;
  let api: SmtpTlsApi;
  let lab: EditorLab;
  const heard: SmtpTlsAssessed[] = [];
  let listening: vscode.Disposable;

  before(async function () {
    this.timeout(60_000);
    internal = await activateExtension();
    api = (await activateExports()).getApi(1);
    listening = api.onDidAssess((event) => heard.push(event));
    lab = await openLab('sound/starttls', 'starttls/not-offered', 'session/no-greeting');
  });

  after(async () => {
    listening.dispose();
    await vscode.commands.executeCommand('workbench.action.closeAllEditors');
    await emptyList(internal);
    await lab.close();
  });

  it('is the same object each time, of version 1, and nothing of the inside', async () => {
    const exports = await activateExports();
    assert.equal(exports.getApi(1), api);
    assert.equal(api.version, 1);
    assert.deepEqual(Object.keys(exports), ['getApi']);
    assert.throws(
      () => (exports.getApi as (version: unknown) => unknown)(2),
      /SMTP TLS Probe has no API of version 2\. There is version 1\./,
    );
  });

  it('probes, shows the endpoint in the list, and tells of the result', async () => {
    const { host, port, serverName, authorities } = lab.entry('sound/starttls');
    const options = { serverName: String(serverName), authorities: String(authorities), name: 'From elsewhere' };
    const assessment = await api.probe({ host, port, tlsMode: 'starttls' }, options);
    assert.equal(assessment.verdict, 'sound');
    assert.match(internal.treeText(), /\[pass\] From elsewhere - Sound/);
    assert.equal(heard.at(-1)?.assessment, assessment);
    assert.deepEqual(heard.at(-1)?.endpoint, { host, port, tlsMode: 'starttls' });
  });

  it('tells of probes that a person started, too, once each', async () => {
    const before = heard.length;
    const assessment = await probe(lab.entry('starttls/not-offered'));
    assert.deepEqual(
      heard.slice(before).map((event) => event.assessment),
      [assessment],
    );
  });

  it('ends a probe when its token is cancelled', async function () {
    this.timeout(20_000);
    const source = new vscode.CancellationTokenSource();
    const { host, port } = lab.entry('session/no-greeting');
    const running = api.probe(`${host}:${port}`, undefined, source.token);
    setTimeout(() => source.cancel(), 300);
    const { verdict } = await running;
    assert.equal(verdict, 'inconclusive');
    assert.equal(internal.store.get(`${host}:${port}`)?.isRunning, false);
    source.dispose();
  });

  it('leaves a probe alone that somebody else started, and only stops waiting', async function () {
    this.timeout(20_000);
    const { host, port } = lab.entry('session/no-greeting');
    const key = `${host}:${port}`;
    const theirs = vscode.commands.executeCommand('smtpTls.probeAgain', { key });
    while (internal.store.get(key)?.isRunning !== true) await new Promise((resolve) => setTimeout(resolve, 20));
    const source = new vscode.CancellationTokenSource();
    const mine = api.probe(key, undefined, source.token);
    setTimeout(() => source.cancel(), 100);
    await assert.rejects(mine, vscode.CancellationError);
    assert.equal(internal.store.get(key)?.isRunning, true);
    await vscode.commands.executeCommand('smtpTls.cancel', { key });
    await theirs;
  });

  it('says what is wrong with a target or with options, and sends nothing', async () => {
    const ask = api.probe as (target: unknown, options?: unknown) => Promise<unknown>;
    const count = internal.store.all().length;
    await assert.rejects(ask('bad host'), /The target cannot be read\. .*not a host name/);
    await assert.rejects(ask({ host: 'mx.example.com', port: 99_999 }), /"port" is not a whole number/);
    await assert.rejects(ask('mx.example.com', 5), /The options are not an object/);
    await assert.rejects(
      ask('mx.example.com', { serverName: 'a b' }),
      /The options cannot be read\. "a b" is not a host name/,
    );
    assert.equal(internal.store.all().length, count);
  });
});
