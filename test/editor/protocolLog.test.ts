// A protocol log in the editor: its language, outline, folds, problems, lenses and hovers, and what they lead to.

import assert from 'node:assert/strict';
import { rmSync } from 'node:fs';
import { mkdtemp, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import * as vscode from 'vscode';
import type { InternalApi } from '../../src/extension/extension.ts';
import type { Assessment } from '../../src/model/assessment.ts';
import type { LogSummary } from '../../src/model/protocolLog.ts';
import {
  clearRows,
  interleave,
  largeLog,
  logText,
  maskedRows,
  noCredentialsRows,
  sessionRows,
  soundRows,
} from '../support/protocolLogs.ts';
import { watchHost } from './support/hostWatch.ts';
import { activateExtension, emptyList, waitFor } from './support/window.ts';

const plans = [soundRows, noCredentialsRows, clearRows, maskedRows].map((rows, index) =>
  sessionRows({ id: `08DE00000000000${index}`, rows, remote: `127.0.0.${20 + index}:2` }),
);

describe('a protocol log in the editor', function () {
  this.timeout(60_000);
  let api: InternalApi;
  let folder: string;
  let document: vscode.TextDocument;

  const inFolder = async (name: string, content: string): Promise<vscode.Uri> => {
    const path = join(folder, name);
    await writeFile(path, content);
    return vscode.Uri.file(path);
  };

  before(async () => {
    api = await activateExtension();
    folder = await mkdtemp(join(tmpdir(), 'smtp-tls-log-'));
    const [sound = [], failing = [], ...others] = plans;
    const rows = [...sound, ...failing, ...interleave(...others)];
    document = await vscode.workspace.openTextDocument(await inFolder('SEND2026010506-1.LOG', logText('Send', rows)));
    await vscode.window.showTextDocument(document);
  });

  after(async () => {
    await vscode.commands.executeCommand('workbench.action.closeAllEditors');
    await emptyList(api);
    rmSync(folder, { recursive: true, force: true });
  });

  it('has its language by its name, and by its first line', async () => {
    assert.equal(document.languageId, 'smtp-protocol-log');
    const other = await vscode.workspace.openTextDocument(await inFolder('copied', logText('Receive', [])));
    assert.equal(other.languageId, 'smtp-protocol-log');
  });

  it('is outlined by session', async () => {
    const symbols = await vscode.commands.executeCommand<vscode.DocumentSymbol[]>(
      'vscode.executeDocumentSymbolProvider',
      document.uri,
    );
    assert.deepEqual(
      symbols.map(({ name, detail, children }) => [name, detail.split(' · ')[0], children.map((child) => child.name)]),
      [
        ['127.0.0.20', 'TLS 1.2', []],
        ['127.0.0.21', 'TLS failed: NoCredentials', ['NoCredentials']],
        ['127.0.0.22', 'without TLS, no STARTTLS offered', []],
        ['127.0.0.23', 'TLS failed: InvalidToken', ['InvalidToken']],
      ],
    );
    assert.equal(symbols[0]?.range.start.line, 5);
    assert.equal(symbols[0].range.end.line, 5 + soundRows.length - 1);
  });

  it('folds rows of one session', async () => {
    const folds = await vscode.commands.executeCommand<vscode.FoldingRange[]>(
      'vscode.executeFoldingRangeProvider',
      document.uri,
    );
    const ranges = folds.map(({ start, end }) => [start, end]);
    const second = 5 + soundRows.length;
    assert.deepEqual(ranges.slice(0, 2), [
      [5, second - 1],
      [second, second + noCredentialsRows.length - 1],
    ]);
  });

  it('has a problem on each line where TLS failed, with the reason', async () => {
    const problems = (): readonly vscode.Diagnostic[] => vscode.languages.getDiagnostics(document.uri);
    await waitFor('problems', () => problems().length === 2, 20_000);
    const [first] = problems().toSorted((one, other) => one.range.start.line - other.range.start.line);
    assert.match(
      document.lineAt(first?.range.start.line ?? 0).text,
      /TLS negotiation failed with error NoCredentials$/,
    );
    assert.match(first?.message ?? '', /TLS with 127\.0\.0\.21 failed.*could not use its own certificate/s);
    assert.equal((first?.code as { value: string }).value, 'handshake/failed');
  });

  it('offers by lenses to show the session and to probe its server', async () => {
    const lenses = await vscode.commands.executeCommand<vscode.CodeLens[]>(
      'vscode.executeCodeLensProvider',
      document.uri,
      20,
    );
    assert.deepEqual(
      lenses.map(({ command }) => command?.command),
      [
        'smtpTls.analyseLog',
        'smtpTls.showLogSession',
        'smtpTls.probeLogHost',
        'smtpTls.showLogSession',
        'smtpTls.probeLogHost',
      ],
    );
    assert.match(lenses[0]?.command?.title ?? '', /4 sessions, 1 with TLS, 2 failed/);
    const { command } = lenses[1] ?? {};
    const assessment = await vscode.commands.executeCommand<Assessment>(
      command?.command ?? '',
      ...((command?.arguments ?? []) as readonly unknown[]),
    );
    assert.equal(assessment.transcript.length, noCredentialsRows.length);
    const panels = (): boolean =>
      vscode.window.tabGroups.all.some(({ tabs }) => tabs.some(({ input }) => input instanceof vscode.TabInputWebview));
    await waitFor('the panel', panels, 20_000);
    await vscode.window.showTextDocument(document);
  });

  it('tells by a hover of what session a row is, without Markdown of the log', async () => {
    const hovers = await vscode.commands.executeCommand<vscode.Hover[]>(
      'vscode.executeHoverProvider',
      document.uri,
      new vscode.Position(6, 3),
    );
    const text = hovers
      .flatMap(({ contents }) => contents.map((one) => (one as vscode.MarkdownString).value))
      .join('\n');
    assert.match(text, /Session.*08DE000000000000/);
    assert.match(text, /command:smtpTls\.showLogSession/);
    assert.match(text, /command:smtpTls\.probeLogHost/);
  });

  it('sends nothing before a person asks for it, then probes the server of the session', async () => {
    const key = '127.0.0.21:2';
    assert.equal(api.store.get(key), undefined);
    const line = 5 + soundRows.length + 2;
    const editor = await vscode.window.showTextDocument(document);
    editor.selection = new vscode.Selection(line, 0, line, 0);
    await vscode.commands.executeCommand('smtpTls.probeLogHost');
    await waitFor('the probe', () => api.store.get(key)?.assessment !== undefined, 30_000);
    assert.equal(api.store.get(key)?.assessment?.verdict, 'unreachable');
  });

  it('is analysed by the command, whose summary leads to the failed sessions', async () => {
    const summary = await vscode.commands.executeCommand<LogSummary>('smtpTls.analyseLog', document.uri);
    assert.deepEqual([summary.sessions, summary.failed], [4, 2]);
    const shown = vscode.window.activeTextEditor?.document;
    assert.match(shown?.getText() ?? '', /^SEND2026010506-1\.LOG\n {2}4 sessions: 1 with TLS/);
    assert.ok(shown);
    const lenses = await vscode.commands.executeCommand<vscode.CodeLens[]>(
      'vscode.executeCodeLensProvider',
      shown.uri,
      20,
    );
    const offered = lenses.map(({ command }) => (command?.title ?? '').replace(/^\$\([^)]*\) /, ''));
    const each = (line: string, host: string): readonly string[] => [
      'Show Session as Transcript',
      `Go to Line ${line}`,
      `Probe This Host (127.0.0.${host}:2)`,
    ];
    assert.deepEqual(offered, [...each('45', '21'), ...each('70', '23')]);
    const [show] = lenses;
    assert.match(shown.lineAt(show?.range.start.line ?? 0).text, /NoCredentials: line \d+|InvalidToken: line \d+/);
    const assessment = await vscode.commands.executeCommand<Assessment>(
      show?.command?.command ?? '',
      ...((show?.command?.arguments ?? []) as readonly unknown[]),
    );
    assert.ok(assessment.findings.some(({ rule }) => rule === 'handshake/failed'));
  });

  it('holds up no other extension, at 8 MB', async () => {
    const pieces = [...largeLog(8 * 1024 * 1024)].map((piece) => piece.toString());
    const large = await vscode.workspace.openTextDocument(await inFolder('SEND2026010599-1.LOG', pieces.join('')));
    let symbols: readonly vscode.DocumentSymbol[] = [];
    const { taskMs: longest } = await watchHost(async () => {
      symbols = await vscode.commands.executeCommand('vscode.executeDocumentSymbolProvider', large.uri);
    });
    assert.ok(symbols.length > 1_000, String(symbols.length));
    console.log(`        longest stretch: ${Math.round(longest)} ms`);
    assert.ok(longest < 100, `${Math.round(longest)} ms`);
  });
});
