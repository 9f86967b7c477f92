// "Explain Mail Error" in a real editor: from a selection, by a lens, as a rendered page; nothing is probed by itself.

import assert from 'node:assert/strict';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import * as vscode from 'vscode';
import type { InternalApi } from '../../src/extension/extension.ts';
import type { MailErrorReport } from '../../src/model/mailError.ts';
import type { TlsReportExplanation } from '../../src/model/tlsReport.ts';
import { microsoftReport, reportMail } from '../support/tlsReports.ts';
import { activateExtension, emptyList, waitFor } from './support/window.ts';

const log = [
  'Nov 27 10:00:00 mail postfix/qmgr[1]: A1: from=<a@example.com>, size=100, nrcpt=1 (queue active)',
  'Nov 27 10:00:01 mail postfix/smtp[2]: A1: to=<b@example.net>, relay=mx.example.net[192.0.2.10]:25, dsn=4.7.4, status=deferred (TLS is required, but was not offered by host mx.example.net[192.0.2.10])',
  'Nov 27 10:00:02 mail postfix/smtpd[3]: warning: unknown[192.0.2.11]: SASL LOGIN authentication failed: UGFzc3dvcmQ6',
  '',
].join('\n');

function previews(): readonly vscode.Tab[] {
  return vscode.window.tabGroups.all.flatMap(({ tabs }) =>
    tabs.filter(({ input }) => input instanceof vscode.TabInputWebview && /markdown\.preview$/.test(input.viewType)),
  );
}

async function lensesOf(content: string): Promise<readonly vscode.CodeLens[]> {
  const document = await vscode.workspace.openTextDocument({ language: 'plaintext', content });
  await vscode.window.showTextDocument(document);
  return vscode.commands.executeCommand<vscode.CodeLens[]>('vscode.executeCodeLensProvider', document.uri, 50);
}

describe('mail errors in the editor', function () {
  this.timeout(60_000);
  let api: InternalApi;

  before(async () => {
    api = await activateExtension();
  });

  after(async () => {
    await vscode.commands.executeCommand('workbench.action.closeAllEditors');
    await emptyList(api);
  });

  it('are explained from the selection, rendered, and nothing is probed', async () => {
    const document = await vscode.workspace.openTextDocument({ language: 'plaintext', content: log });
    const editor = await vscode.window.showTextDocument(document);
    editor.selection = new vscode.Selection(1, 0, 2, 0);
    const report = await vscode.commands.executeCommand<MailErrorReport>('smtpTls.explainError');
    assert.deepEqual(
      report.explanations.map(({ id, probe }) => [id, probe?.endpoint.host]),
      [['tls-required-not-offered', 'mx.example.net']],
    );
    await waitFor('The page', () => previews().some(({ label }) => /\.md$/.test(label)), 10_000);
    assert.equal(api.store.all().length, 0, 'nothing was added or probed');
  });

  it('have a page with its sections', async () => {
    await vscode.commands.executeCommand('smtpTls.explainError', '451 5.7.3 Must issue a STARTTLS command first');
    // Pages are numbered from 1; the one before was of the selection.
    const page = await vscode.workspace.openTextDocument(
      vscode.Uri.from({ scheme: 'smtp-tls', path: '/mail-errors/2.md' }),
    );
    assert.match(page.getText(), /## The receiving Exchange demands TLS/);
    assert.match(page.getText(), /### What to do\n/);
    const gone = await vscode.workspace.openTextDocument(
      vscode.Uri.from({ scheme: 'smtp-tls', path: '/mail-errors/99999.md' }),
    );
    assert.match(gone.getText(), /no longer kept/);
  });

  it('have a lens each, with the probe where the text names a host', async () => {
    const lenses = await lensesOf(log);
    const titles = lenses.map(({ command, range }) => [range.start.line, command?.command]);
    assert.deepEqual(titles, [
      [1, 'smtpTls.explainError'],
      [1, 'smtpTls.probe'],
    ]);
    const [explain, probe] = lenses;
    assert.deepEqual(probe?.command?.arguments, [{ host: 'mx.example.net', port: 25, tls: 'starttls' }]);
    const report = await vscode.commands.executeCommand<MailErrorReport>(
      'smtpTls.explainError',
      ...((explain?.command?.arguments ?? []) as unknown[]),
    );
    assert.deepEqual(
      report.explanations.map(({ id }) => id),
      ['tls-required-not-offered'],
    );
    assert.deepEqual(await lensesOf('A text about a garden, in which nothing failed.'), []);
  });

  it('have the page of a report on TLS: an open file, a packed one, a mail; and say why one cannot be read', async () => {
    const text = JSON.stringify(microsoftReport);
    const folder = mkdtempSync(join(tmpdir(), 'tls-report-'));
    const packed = gzipSync(text);
    const mail = reportMail({ bytes: packed, contentType: 'application/tlsrpt+gzip', name: 'a.json.gz' });
    const file = (name: string, content: string | Uint8Array): vscode.Uri => {
      writeFileSync(join(folder, name), content);
      return vscode.Uri.file(join(folder, name));
    };
    try {
      for (const input of [text, file('report.json.gz', packed), file('report.eml', mail)]) {
        const report = await vscode.commands.executeCommand<TlsReportExplanation>('smtpTls.explainError', input);
        assert.deepEqual([report.kind, report.failures[0]?.sessions], ['tls-report', 7]);
      }
      const pages = await Promise.all(
        [5, 6, 7].map((id) =>
          vscode.workspace.openTextDocument(vscode.Uri.from({ scheme: 'smtp-tls', path: `/mail-errors/${id}.md` })),
        ),
      );
      const page = pages.map((one) => one.getText()).find((one) => one.includes('Microsoft Corporation'));
      assert.match(page ?? '', /contoso\.com: MTA-STS policy[^]*### What to do\n/);
      const bomb = file('bomb.json.gz', gzipSync(Buffer.alloc(20_000_000)));
      assert.equal(await vscode.commands.executeCommand('smtpTls.explainError', bomb), undefined);
      assert.equal(api.store.all().length, 0, 'nothing was added or probed');
    } finally {
      rmSync(folder, { recursive: true });
    }
  });
});
