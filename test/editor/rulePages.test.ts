// The pages of the rules: every one opens, rendered, and tells where it is found.

import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import type { InternalApi } from '../../src/extension/extension.ts';
import { rulePages } from '../../src/rules/ruleBook.ts';
import { activateExtension, emptyList, openLab, probe, waitFor } from './support/window.ts';
import type { EditorLab } from './support/window.ts';

const sections = ['What it means', 'Why it matters', 'How to check by hand', 'What to do', 'Sources'];

function pageUri(rule: string): vscode.Uri {
  return vscode.Uri.from({ scheme: 'smtp-tls', path: `/rules/${rule}.md` });
}

function previews(): readonly vscode.Tab[] {
  return vscode.window.tabGroups.all.flatMap(({ tabs }) =>
    tabs.filter(({ input }) => input instanceof vscode.TabInputWebview && /markdown\.preview$/.test(input.viewType)),
  );
}

describe('the page of a rule', () => {
  let api: InternalApi;
  let lab: EditorLab;

  before(async function () {
    this.timeout(60_000);
    api = await activateExtension();
    lab = await openLab('certificate/expired');
  });

  after(async () => {
    await vscode.commands.executeCommand('workbench.action.closeAllEditors');
    await emptyList(api);
    await lab.close();
  });

  it('is there for each, with all its sections', async function () {
    this.timeout(60_000);
    for (const { id, title } of rulePages) {
      const text = (await vscode.workspace.openTextDocument(pageUri(id))).getText();
      assert.ok(text.startsWith(`# ${title}`.slice(0, 12)), `${id}: ${text.slice(0, 80)}`);
      const places = sections.map((section) => text.indexOf(`\n## ${section}\n`));
      assert.ok(
        places.every((place, index) => place > (places[index - 1] ?? 0)),
        `${id}: ${places.join()}`,
      );
    }
  });

  it('opens rendered by the command, however the rule is named', async function () {
    this.timeout(30_000);
    for (const [argument, file] of [
      ['certificate/expired', 'expired.md'],
      [{ rule: 'starttls/not-offered' }, 'not-offered.md'],
      [{ kind: 'finding', id: 'x', key: 'y', finding: 0, rule: 'tls/old-version' }, 'old-version.md'],
    ] as const) {
      await vscode.commands.executeCommand('smtpTls.explainRule', argument);
      await waitFor(file, () => previews().some(({ label }) => label.endsWith(file)), 10_000);
    }
    assert.equal(previews().length, 1, 'one preview is used again');
  });

  it('opens rendered where its address is opened', async function () {
    this.timeout(30_000);
    await vscode.commands.executeCommand('workbench.action.closeAllEditors');
    await vscode.commands.executeCommand('vscode.open', pageUri('ehlo/refused'));
    const shown = (): unknown => vscode.window.tabGroups.activeTabGroup.activeTab?.input;
    await waitFor('The page', () => shown() !== undefined, 10_000);
    const input = shown();
    assert.ok(input instanceof vscode.TabInputCustom, 'a rendered page, not its source');
    assert.equal(input.uri.toString(), pageUri('ehlo/refused').toString());
  });

  it('tells where the rule is found now, and forgets it with the endpoint', async function () {
    this.timeout(30_000);
    const entry = lab.entry('certificate/expired');
    await probe(entry);
    const key = `127.0.0.1:${entry.port}`;
    const document = await vscode.workspace.openTextDocument(pageUri('certificate/expired'));
    await waitFor('The endpoint on the page', () => document.getText().includes('## Where it is found now'));
    assert.ok(
      document.getText().includes(`](../../transcript/127.0.0.1%3A${entry.port}`),
      document.getText().slice(-300),
    );
    await vscode.commands.executeCommand('smtpTls.removeEndpoint', { key });
    await waitFor('The page without it', () => !document.getText().includes('Where it is found now'));
  });
});
