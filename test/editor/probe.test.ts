// A probe by command, and what VS Code shows of it: tree, problems, documents, panel.

import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import type { InternalApi } from '../../src/extension/extension.ts';
import { formatTranscriptLine } from '../../src/report/transcriptLine.ts';
import {
  activateExtension,
  emptyList,
  openBanner,
  openLab,
  probe,
  transcriptUri,
  waitFor,
  waitForProblems,
} from './support/window.ts';
import type { EditorLab } from './support/window.ts';

/** Times differ from run to run. */
function withoutTimes(tree: string): string {
  return tree.replace(/<?\d+(?:\.\d+)? m?s\b/g, 'T');
}

function treeOf(api: InternalApi, key: string): string {
  const lines = api.treeText().split('\n');
  const start = lines.findIndex((line) => line.includes(`] ${key} `));
  assert.ok(start >= 0, `${key} is not in the tree`);
  const end = lines.findIndex((line, index) => index > start && !line.startsWith(' '));
  return withoutTimes(lines.slice(start, end).join('\n'));
}

function panelLabels(): readonly string[] {
  return vscode.window.tabGroups.all.flatMap(({ tabs }) =>
    tabs.filter(({ input }) => input instanceof vscode.TabInputWebview).map(({ label }) => label),
  );
}

describe('a probe', () => {
  let api: InternalApi;
  let lab: EditorLab;

  before(async function () {
    this.timeout(60_000);
    api = await activateExtension();
    lab = await openLab('sound/rsa-chain', 'starttls/not-offered', 'certificate/three-faults', 'session/no-greeting');
  });

  after(async () => {
    await vscode.commands.executeCommand('workbench.action.closeAllEditors');
    await emptyList(api);
    await lab.close();
  });

  it('of a sound server is sound, in the tree too, and gives no problem', async () => {
    const entry = lab.entry('sound/rsa-chain');
    const { verdict, findings } = await probe(entry);
    assert.equal(verdict, 'sound');
    const key = `127.0.0.1:${entry.port}`;
    assert.equal(
      treeOf(api, key),
      [
        `[pass] ${key} - Sound · now`,
        '  [pass] Look-up - T',
        '  [pass] Connect - T',
        '  [pass] Greeting - T',
        '  [pass] EHLO - T',
        '  [pass] STARTTLS - T',
        '  [pass] TLS handshake - T',
        '  [pass] Certificates - 2 sent · T',
        '  [pass] EHLO in TLS - T',
      ].join('\n'),
    );
    const problems = await waitForProblems(key, findings.length);
    assert.deepEqual(
      problems.filter(({ severity }) => severity <= vscode.DiagnosticSeverity.Warning),
      [],
    );
  });

  it('puts a finding on the line it is about, and explains its rule', async () => {
    const entry = lab.entry('starttls/not-offered');
    const { verdict, transcript } = await probe(entry);
    assert.equal(verdict, 'broken');
    const key = `127.0.0.1:${entry.port}`;
    const uri = transcriptUri(key);
    const document = await vscode.workspace.openTextDocument(uri);
    assert.deepEqual(document.getText().trimEnd().split('\n'), transcript.map(formatTranscriptLine));
    const [problem] = await waitForProblems(key, 1);
    assert.ok(problem);
    assert.equal(problem.source, 'SMTP TLS');
    assert.equal(problem.severity, vscode.DiagnosticSeverity.Error);
    const firstReply = transcript.find(({ speaker, phase }) => speaker === 'server' && phase === 'ehlo');
    assert.equal(problem.range.start.line, (firstReply?.number ?? 0) - 1);
    assert.equal(document.getText(problem.range), firstReply?.text);
    const { code } = problem;
    assert.ok(typeof code === 'object' && code.value === 'starttls/not-offered');
    const explanation = await vscode.workspace.openTextDocument(code.target);
    assert.match(explanation.getText(), /^# The server does not offer STARTTLS\n[^]*## What to do\n/);
  });

  it('shows every fault of a certificate below its stage', async () => {
    const entry = lab.entry('certificate/three-faults');
    await probe(entry);
    const key = `127.0.0.1:${entry.port}`;
    const tree = treeOf(api, key);
    assert.match(tree, /^\[error\] .* - Broken · now\n/);
    const below = /\n {2}\[error\] Certificates - [^\n]*((?:\n {4}[^\n]*)+)/.exec(tree)?.[1] ?? '';
    for (const title of ['has expired', 'another name', 'signed'])
      assert.ok(below.includes(title), `${title}: ${tree}`);
  });

  it('opens one panel for each endpoint and uses it again', async () => {
    const entry = lab.entry('sound/rsa-chain');
    const label = `SMTP TLS: 127.0.0.1:${entry.port}`;
    await probe(entry);
    await probe(entry);
    await waitFor('The panel', () => panelLabels().includes(label));
    assert.equal(panelLabels().filter((one) => one === label).length, 1);
  });

  it('is cancelled within a second, and says so', async () => {
    const entry = lab.entry('session/no-greeting');
    const key = `127.0.0.1:${entry.port}`;
    const running = probe(entry);
    await waitFor('The connection', () => (api.store.get(key)?.lines.length ?? 0) >= 2);
    assert.match(treeOf(api, key), /^\[sync~spin\] .* - Running · Greeting\n/);
    const from = performance.now();
    await vscode.commands.executeCommand('smtpTls.cancel', { key });
    const { ending, verdict } = await running;
    assert.ok(performance.now() - from < 1_000);
    assert.equal(ending?.code, 'cancelled');
    assert.equal(verdict, 'inconclusive');
    assert.match(treeOf(api, key), /^\[question\] .* - Inconclusive · now\n/);
  });

  it('takes away the problems of an endpoint that is removed', async () => {
    const entry = lab.entry('starttls/not-offered');
    const key = `127.0.0.1:${entry.port}`;
    await probe(entry);
    await waitForProblems(key, 1);
    await vscode.commands.executeCommand('smtpTls.removeEndpoint', { key });
    assert.deepEqual(vscode.languages.getDiagnostics(transcriptUri(key)), []);
    assert.equal(api.treeText().includes(key), false);
    await waitFor('The end of the panel', () => !panelLabels().includes(`SMTP TLS: ${key}`));
  });

  it('does not start with a CA file that cannot be read', async () => {
    const entry = { ...lab.entry('sound/rsa-chain'), authorities: '/nowhere/at/all.pem' };
    const result = await vscode.commands.executeCommand('smtpTls.probe', entry);
    assert.equal(result, undefined);
    assert.equal(api.store.get(`127.0.0.1:${entry.port}`)?.isRunning, false);
  });

  it('shows nothing raw of what a hostile server says', async () => {
    const hostile = '220 <img src=x onerror=alert(1)> **b** [a](command:x) $(bug) \u001b[31m\u0007';
    const server = await openBanner(
      Buffer.concat([Buffer.from(hostile), Buffer.from([0x9b, 0xe2, 0x80, 0xae, 13, 10])]),
    );
    const key = `127.0.0.1:${server.port}`;
    const { findings } = await probe(key);
    server.close();
    assert.ok(findings.length > 0);
    const document = await vscode.workspace.openTextDocument(transcriptUri(key));
    const problems = (await waitForProblems(key, findings.length)).map(({ message }) => message);
    const shown = [document.getText(), api.treeText(), ...problems].join('\n');
    assert.ok(shown.includes('\\x1b[31m\\x07\\x9b\\xe2\\x80\\xae'));
    assert.doesNotMatch(shown.replaceAll('\n', ''), /[\u0000-\u001f\u007f-\u009f\u202a-\u202e]/);
  });
});
