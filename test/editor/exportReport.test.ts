// "Export Report…" inside VS Code: every format, redacted or not, into an editor and into the clipboard.

import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import type { InternalApi } from '../../src/extension/extension.ts';
import { reportFormats } from '../../src/report/index.ts';
import { activateExtension, emptyList, openLab, probe, waitFor } from './support/window.ts';
import type { EditorLab } from './support/window.ts';

function exportReport(argument: unknown, selected?: unknown): Thenable<unknown> {
  return vscode.commands.executeCommand('smtpTls.exportReport', argument, selected);
}

describe('exporting a report', function () {
  this.timeout(30_000);
  let lab: EditorLab;
  let api: InternalApi;
  let broken: string;
  let sound: string;

  before(async () => {
    api = await activateExtension();
    lab = await openLab('sound/rsa-chain', 'starttls/not-offered');
    const keys: string[] = [];
    for (const id of ['starttls/not-offered', 'sound/rsa-chain']) {
      const entry = lab.entry(id);
      await probe(entry);
      keys.push(`${entry.host}:${entry.port}`);
    }
    [broken = '', sound = ''] = keys;
  });

  after(async () => {
    await vscode.commands.executeCommand('workbench.action.closeAllEditors');
    await emptyList(api);
    await lab.close();
  });

  for (const { id, language } of reportFormats) {
    it(`opens ${id} in an editor`, async () => {
      const text = await exportReport({ key: broken, format: id, redact: false, to: 'editor' });
      assert.ok(typeof text === 'string' && text.includes(broken) && text.includes('starttls/not-offered'));
      await waitFor('The editor', () => vscode.window.activeTextEditor?.document.getText().includes(broken) === true);
      const document = vscode.window.activeTextEditor?.document;
      assert.equal(document?.languageId, language);
      assert.equal(document.getText().replaceAll('\r\n', '\n'), text.replaceAll('\r\n', '\n'));
      assert.doesNotMatch(text, /"version": "0\.0\.0"/);
    });
  }

  it('takes every selected endpoint, and names none of them when it is redacted', async () => {
    const nodes = [{ key: broken }, { key: sound }];
    const argument = { key: broken, format: 'markdown', to: 'clipboard' };
    const text = await exportReport({ ...argument, redact: false }, nodes);
    assert.equal(await vscode.env.clipboard.readText(), text);
    assert.match(String(text), /^# SMTP TLS report\n\n2 results: 1 broken, 1 sound\./);
    const redacted = String(await exportReport({ ...argument, redact: true }, nodes));
    assert.match(redacted, /^> \*\*Redacted\.\*\*/);
    assert.doesNotMatch(redacted, /127\.0\.0\.1|lab\.test/);
  });

  it('says that there is nothing to report on yet', async () => {
    const endpoint = { host: '127.0.0.1', port: 9, tlsMode: 'starttls' } as const;
    api.store.apply({ kind: 'added', endpoint });
    try {
      assert.equal(await exportReport({ key: '127.0.0.1:9', format: 'html', redact: false, to: 'editor' }), undefined);
    } finally {
      api.store.apply({ kind: 'removed', key: '127.0.0.1:9' });
    }
  });
});
