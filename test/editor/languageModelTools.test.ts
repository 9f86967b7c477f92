// The tools for language models, as the editor offers and calls them.

import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import type { InternalApi } from '../../src/extension/extension.ts';
import { skipTest } from '../host/skipTest.ts';
import { activateExtension, emptyList, openLab, probe } from './support/window.ts';
import type { EditorLab } from './support/window.ts';

function isOffered(name: string): boolean {
  return (vscode.lm as typeof vscode.lm | undefined)?.tools.some((tool) => tool.name === name) === true;
}

async function invoke(name: string, input: object): Promise<string> {
  const { content } = await vscode.lm.invokeTool(name, { input, toolInvocationToken: undefined });
  return content.map((part) => (part instanceof vscode.LanguageModelTextPart ? part.value : '')).join('');
}

describe('tools for language models', () => {
  let api: InternalApi;
  let lab: EditorLab;

  before(async function () {
    this.timeout(60_000);
    api = await activateExtension();
    lab = await openLab('starttls/not-offered');
    await probe(lab.entry('starttls/not-offered'));
  });

  after(async () => {
    await vscode.commands.executeCommand('workbench.action.closeAllEditors');
    await emptyList(api);
    await lab.close();
  });

  it('are offered with a description and a schema', function () {
    if (!isOffered('smtpTls_probe')) skipTest(this, 'This editor offers no tools to language models.');
    const tool = vscode.lm.tools.find(({ name }) => name === 'smtpTls_probe');
    assert.match(tool?.description ?? '', /^Probes the TLS of one SMTP server/);
    assert.deepEqual((tool?.inputSchema as { readonly required: unknown }).required, ['host']);
    assert.equal(isOffered('smtpTls_explain'), true);
  });

  it('explain a rule, and the last result of an endpoint with what the server said fenced off', async function () {
    if (!isOffered('smtpTls_explain')) skipTest(this, 'This editor offers no tools to language models.');
    const rule = await invoke('smtpTls_explain', { rule: 'certificate/expired' });
    assert.match(rule, /^Error certificate\/expired: The certificate has expired\n/);
    const key = `127.0.0.1:${lab.entry('starttls/not-offered').port}`;
    const running = api.store.get(key)?.assessment;
    const result = await invoke('smtpTls_explain', { text: key });
    assert.match(result, /^The last result, from the list\. It was not probed again\.\n/);
    assert.match(result, /\nVerdict: Broken\./);
    assert.match(result, /\n1\. Error starttls\/not-offered: /);
    assert.match(result, /<untrusted-server-data>\n(?:.*\n)*.*220 mx\.lab\.test(?:.*\n)*<\/untrusted-server-data>/);
    assert.equal(api.store.get(key)?.assessment, running, 'nothing was probed');
    assert.match(await invoke('smtpTls_explain', { text: 'self-signed certificate' }), /certificate\/self-signed/);
    assert.match(
      await invoke('smtpTls_explain', { text: 'qwertz' }),
      /^No rule, no cause and no endpoint .*starttls\/not-offered/,
    );
  });
});
