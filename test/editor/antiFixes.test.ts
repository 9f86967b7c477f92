// Anti-fixes as problems: in open exports of connectors, in other files when asked for, with their light bulbs and pages.

import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import { activateExtension, waitFor } from './support/window.ts';

const exported = `[
  {
    "Name": "Outbound to Office 365",
    "SmartHosts": ["contoso-com.mail.protection.outlook.com"],
    "RequireTLS": false,
    "TlsAuthLevel": "EncryptionOnly"
  },
  { "Name": "To Internet", "AddressSpaces": ["SMTP:*;1"], "RequireTLS": false }
]
`;

const script = 'Set-SendConnector "Outbound to Office 365" -IgnoreSTARTTLS $true\n';

/** No problem came within this time. */
const quietMs = 1_200;

describe('anti-fixes', function () {
  this.timeout(30_000);

  let folder: vscode.Uri;
  const written: vscode.Uri[] = [];

  const write = async (name: string, text: string): Promise<vscode.Uri> => {
    const uri = vscode.Uri.joinPath(folder, name);
    await vscode.workspace.fs.writeFile(uri, Buffer.from(text));
    written.push(uri);
    return uri;
  };

  const problems = (uri: vscode.Uri): readonly vscode.Diagnostic[] =>
    vscode.languages.getDiagnostics(uri).filter(({ source }) => source === 'SMTP TLS');

  const ids = (uri: vscode.Uri): readonly unknown[] =>
    problems(uri).map(({ code }) => (typeof code === 'object' ? code.value : code));

  const setScope = (scope: string | undefined): Thenable<void> =>
    vscode.workspace.getConfiguration('smtpTls').update('antiFixes', scope, vscode.ConfigurationTarget.Global);

  const actionsAt = async (uri: vscode.Uri, range: vscode.Range): Promise<readonly vscode.CodeAction[]> =>
    (await vscode.commands.executeCommand<vscode.CodeAction[]>('vscode.executeCodeActionProvider', uri, range)).filter(
      ({ title }) => /^(?:Write "|What to do )/.test(title),
    );

  before(async () => {
    await activateExtension();
    const workspace = vscode.workspace.workspaceFolders?.[0];
    assert.ok(workspace);
    folder = workspace.uri;
  });

  afterEach(async () => {
    await setScope(undefined);
    await vscode.commands.executeCommand('workbench.action.closeAllEditors');
    for (const uri of written.splice(0)) await vscode.workspace.fs.delete(uri).then(undefined, () => undefined);
  });

  it('are marked in an export of connectors as soon as it is open, and follow what is typed', async () => {
    const uri = await write('connectors.json', exported);
    const document = await vscode.workspace.openTextDocument(uri);
    const editor = await vscode.window.showTextDocument(document);
    await waitFor('Two problems', () => problems(uri).length === 2);
    assert.deepEqual(ids(uri), ['connector-export/require-tls-off', 'connector-export/tls-auth-level-encryption-only']);
    const [first, second] = problems(uri);
    assert.equal(first && document.getText(first.range), 'false');
    assert.equal(first?.range.start.line, 4);
    assert.equal(first?.severity, vscode.DiagnosticSeverity.Error);
    assert.equal(second?.severity, vscode.DiagnosticSeverity.Warning);
    assert.match(first?.message ?? '', /does not demand TLS\. Where STARTTLS is missing/);
    const range = first?.range;
    assert.ok(range);
    await editor.edit((edit) => edit.replace(range, 'true'));
    await waitFor('One problem', () => problems(uri).length === 1);
    await document.save();
  });

  it('are looked for in other files only when the person asks for it', async () => {
    const uri = await write('fix.ps1', script);
    await vscode.window.showTextDocument(await vscode.workspace.openTextDocument(uri));
    await new Promise((resolve) => setTimeout(resolve, quietMs));
    assert.deepEqual(ids(uri), []);
    await setScope('openFiles');
    await waitFor('A problem', () => problems(uri).length === 1);
    await setScope('off');
    await waitFor('No problem', () => problems(uri).length === 0);
  });

  it('have a light bulb with the safe replacement and the page', async () => {
    const uri = await write('fix.ps1', script);
    const document = await vscode.workspace.openTextDocument(uri);
    await vscode.window.showTextDocument(document);
    await setScope('openFiles');
    await waitFor('A problem', () => problems(uri).length === 1);
    const [problem] = problems(uri);
    assert.ok(problem);
    const actions = await actionsAt(uri, problem.range);
    assert.deepEqual(
      actions.map(({ title }) => title),
      ['Write "$false"', 'What to do in its place: The Send connector ignores STARTTLS'],
    );
    const [replace, explain] = actions;
    assert.equal(replace?.isPreferred, true);
    assert.ok(replace?.edit);
    await vscode.workspace.applyEdit(replace.edit);
    assert.match(document.getText(), /-IgnoreSTARTTLS \$false\n/);
    await waitFor('No problem', () => problems(uri).length === 0);
    assert.deepEqual(explain?.command?.arguments, [{ rule: 'exchange/ignore-starttls' }]);
    await document.save();
  });

  it('have a page each, which leads to rules', async () => {
    const uri = vscode.Uri.from({ scheme: 'smtp-tls', path: '/rules/exchange/ignore-starttls.md' });
    const text = (await vscode.workspace.openTextDocument(uri)).getText();
    assert.match(text, /^# The Send connector ignores STARTTLS\n/);
    assert.match(text, /## What to do in its place\n\nSet-SendConnector /);
    assert.match(text, /\]\(\.\.\/starttls\/not-offered\.md\)/);
    await vscode.commands.executeCommand('smtpTls.explainRule', { rule: 'exchange/ignore-starttls' });
    const isShown = (): boolean =>
      vscode.window.tabGroups.all.some(({ tabs }) => tabs.some(({ label }) => label.endsWith('ignore-starttls.md')));
    await waitFor('The page', isShown, 10_000);
  });

  it('are found by the command in files that nobody opened, stay there, and go with the fault', async () => {
    const uri = await write('postfix/main.cf', 'smtp_tls_security_level = none\n');
    const other = await write('node_modules/strange/main.cf', 'smtp_tls_security_level = none\n');
    const result = await vscode.commands.executeCommand<{ readonly problems: number; readonly isCut: boolean }>(
      'smtpTls.findAntiFixes',
    );
    assert.deepEqual([result.problems, result.isCut], [1, false]);
    assert.deepEqual(ids(uri), ['postfix/client-tls-off']);
    assert.deepEqual(ids(other), []);
    const document = await vscode.workspace.openTextDocument(uri);
    const editor = await vscode.window.showTextDocument(document);
    await editor.edit((edit) => edit.replace(new vscode.Range(0, 26, 0, 30), 'may'));
    await waitFor('No problem', () => problems(uri).length === 0);
    await document.save();
    await vscode.workspace.fs.delete(vscode.Uri.joinPath(folder, 'node_modules'), { recursive: true });
  });

  it('are looked for again in files that change, where the whole workspace is asked for', async () => {
    await setScope('workspace');
    const uri = await write('late.ps1', script);
    await waitFor('A problem', () => problems(uri).length === 1, 10_000);
    await vscode.workspace.fs.delete(uri);
    await waitFor('No problem', () => problems(uri).length === 0, 10_000);
  });
});
