// Findings on the lines of a fleet file: where they stand, how they follow it, what their light bulbs do, when they go.

import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import type { InternalApi } from '../../src/extension/extension.ts';
import type { EndpointState } from '../../src/engine/store.ts';
import { activateExtension, emptyList, openLab, transcriptUri, waitFor } from './support/window.ts';
import type { EditorLab } from './support/window.ts';

const fileName = 'mail.smtp-tls.json';

describe('findings in a fleet file', () => {
  let api: InternalApi;
  let lab: EditorLab;
  let file: vscode.Uri;

  const portOf = (id: string): number => lab.entry(id).port;

  /** Ten lines before the first entry's host, comments between, one entry on a single line. */
  const fleetText = (acceptance = ''): string => `{
  // Kept by the mail team.
  "endpoints": [
    {
      "name": "Edge", // in the cellar
      "host": "127.0.0.1",
      "port": ${portOf('certificate/expired')},
      "serverName": "mx.lab.test",
      "authorities": ${JSON.stringify(lab.entry('sound/tls-1-2')['authorities'])}${acceptance}
    },
    { "name": "Partner", "host": "127.0.0.1", "port": ${portOf('sound/tls-1-2')}, "serverName": "mx.lab.test",
      "authorities": ${JSON.stringify(lab.entry('sound/tls-1-2')['authorities'])}, "expect": { "minimumTls": "TLSv1.3" } }
  ],
  "groups": [
    {
      "name": "Users",
      "endpoints": [
        {
          "name": "Submission",
          "host": "127.0.0.1",
          "port": ${portOf('pairing/tls-on-plaintext-port')},
          /* as the old handbook says */ "tls": "implicit",
          "serverName": "mx.lab.test",
          "authorities": ${JSON.stringify(lab.entry('sound/tls-1-2')['authorities'])}
        }
      ]
    }
  ]
}
`;

  const write = async (text: string): Promise<void> => vscode.workspace.fs.writeFile(file, Buffer.from(text));
  const keyOf = (id: string, note = ''): string => `127.0.0.1:${portOf(id)}${note}`;
  const stateOf = (key: string): EndpointState | undefined => api.store.get(key);
  const problems = (): readonly vscode.Diagnostic[] =>
    vscode.languages.getDiagnostics(file).filter(({ source }) => source === 'SMTP TLS');
  const problemOf = (name: string): vscode.Diagnostic | undefined =>
    problems().find(({ message }) => message.startsWith(`${name}: `));
  const ruleOf = ({ code }: vscode.Diagnostic): unknown => (typeof code === 'object' ? code.value : code);
  const probe = async (key: string): Promise<void> => {
    await vscode.commands.executeCommand('smtpTls.probeAgain', { key });
  };

  /** What is underlined, and in which line of the text it stands, counted from 0. */
  const underlined = async (problem: vscode.Diagnostic | undefined): Promise<string> => {
    assert.ok(problem);
    const document = await vscode.workspace.openTextDocument(file);
    return `${problem.range.start.line}: ${document.getText(problem.range)}`;
  };

  before(async function () {
    this.timeout(60_000);
    api = await activateExtension();
    await emptyList(api);
    lab = await openLab('certificate/expired', 'sound/tls-1-2', 'pairing/tls-on-plaintext-port');
    const folder = vscode.workspace.workspaceFolders?.[0];
    assert.ok(folder);
    file = vscode.Uri.joinPath(folder.uri, fileName);
    await write(fleetText());
    await waitFor('The fleet', () => api.store.all().length === 3, 10_000);
    const keys = api.store.all().map(({ key }) => key);
    assert.deepEqual(problems(), []);
    await Promise.all(keys.map(probe));
    await waitFor('The problems', () => problems().length === 3, 10_000);
  });

  after(async () => {
    await vscode.commands.executeCommand('workbench.action.closeAllEditors');
    await vscode.workspace.fs.delete(file).then(undefined, () => undefined);
    await waitFor('The end of the fleet', () => api.store.all().length === 0, 10_000);
    await lab.close();
  });

  it('stand at the host of their entry, begin with its name and lead to the transcript', async () => {
    const edge = problemOf('Edge');
    assert.ok(edge);
    assert.equal(await underlined(edge), '5: "127.0.0.1"');
    assert.equal(await underlined(problemOf('Partner')), '10: "127.0.0.1"');
    assert.equal(await underlined(problemOf('Submission')), '19: "127.0.0.1"');
    assert.equal(ruleOf(edge), 'certificate/expired');
    assert.equal(edge.severity, vscode.DiagnosticSeverity.Error);
    assert.match(edge.message, /^Edge: The certificate has expired\. /);
    assert.match(problemOf('Partner')?.message ?? '', /uses TLS 1\.2; its owner demands TLS 1\.3 or newer/);
    const related = edge.relatedInformation ?? [];
    const transcript = transcriptUri(keyOf('certificate/expired')).toString();
    assert.deepEqual([...new Set(related.map(({ location }) => location.uri.toString()))], [transcript]);
    const messages = related.map(({ message }) => message).join('\n');
    assert.match(messages, /^Certificate 1 as sent: CN=/m);
    assert.match(messages, /^(?:Cause|Most likely|Possibly): \S.*\nWhat to do: /m);
    assert.deepEqual(vscode.languages.getDiagnostics(transcriptUri(keyOf('certificate/expired'))), []);
  });

  it('follow the file while it is edited', async function () {
    this.timeout(30_000);
    const document = await vscode.workspace.openTextDocument(file);
    const edit = new vscode.WorkspaceEdit();
    edit.insert(file, new vscode.Position(1, 0), '  // One line more,\n  // and another.\n');
    assert.ok(await vscode.workspace.applyEdit(edit));
    await waitFor('The move', () => problemOf('Edge')?.range.start.line === 7, 10_000);
    assert.equal(await underlined(problemOf('Submission')), '21: "127.0.0.1"');
    assert.equal(problems().length, 3);
    const undo = new vscode.WorkspaceEdit();
    undo.delete(file, new vscode.Range(1, 0, 3, 0));
    assert.ok(await vscode.workspace.applyEdit(undo));
    assert.equal(document.getText(), fleetText());
    await waitFor('The way back', () => problemOf('Edge')?.range.start.line === 5, 10_000);
    assert.ok(await document.save());
  });

  it('change without a connection when their owner accepts them', async function () {
    this.timeout(30_000);
    const key = keyOf('certificate/expired');
    const startedAt = stateOf(key)?.assessment?.startedAt;
    const until = new Date(Date.now() + 40 * 86_400_000).toISOString().slice(0, 10);
    const accept = `,\n      "accept": [{ "rule": "certificate/expired", "until": "${until}", "reason": "Moves in spring" }]`;
    await write(fleetText(accept));
    await waitFor(
      'The acceptance',
      () => problemOf('Edge')?.severity === vscode.DiagnosticSeverity.Information,
      10_000,
    );
    const { message = '' } = problemOf('Edge') ?? {};
    assert.ok(message.includes(`accepted until ${until}: Moves in spring`), message);
    assert.equal(stateOf(key)?.assessment?.verdict, 'weak');
    assert.match(stateOf(key)?.assessment?.summary ?? '', /; 1 finding is accepted until /);
    assert.equal(stateOf(key)?.assessment?.startedAt, startedAt);
    await write(fleetText());
    await waitFor('The end of it', () => problemOf('Edge')?.severity === vscode.DiagnosticSeverity.Error, 10_000);
    assert.equal(stateOf(key)?.assessment?.verdict, 'broken');
    assert.equal(stateOf(key)?.assessment?.startedAt, startedAt);
  });

  const actionsAt = async (problem: vscode.Diagnostic | undefined): Promise<readonly vscode.CodeAction[]> => {
    assert.ok(problem);
    const found = await vscode.commands.executeCommand<readonly vscode.CodeAction[]>(
      'vscode.executeCodeActionProvider',
      file,
      problem.range,
      vscode.CodeActionKind.QuickFix.value,
    );
    const own = /^smtpTls\./;
    return found.filter(({ command }) => own.test(command?.command ?? ''));
  };

  it('offer to probe again, to open, to explain and to accept', async () => {
    const titles = (await actionsAt(problemOf('Edge'))).map(({ title }) => title);
    assert.deepEqual(titles, [
      'Probe Edge again',
      'Open the result of Edge',
      'Explain: The certificate has expired',
      'Accept until a date: The certificate has expired',
    ]);
  });

  it('put a wrong TLS mode right in the file, leave its comments, and probe', async function () {
    this.timeout(30_000);
    const port = portOf('pairing/tls-on-plaintext-port');
    const [fix, other] = await actionsAt(problemOf('Submission'));
    assert.equal(fix?.title, `Use STARTTLS on port ${port}, and probe`);
    assert.equal(fix.isPreferred, true);
    assert.equal(other?.title, 'Use TLS from the first byte on port 465, and probe');
    const { command } = fix;
    assert.ok(command);
    await vscode.commands.executeCommand(command.command, ...((command.arguments ?? []) as unknown[]));
    await waitFor('The result', () => stateOf(`127.0.0.1:${port}`)?.assessment !== undefined, 10_000);
    assert.equal(stateOf(`127.0.0.1:${port}`)?.assessment?.verdict, 'sound');
    const text = new TextDecoder().decode(await vscode.workspace.fs.readFile(file));
    assert.equal(text, fleetText().replace('"tls": "implicit"', '"tls": "starttls"'));
    await waitFor('The end of the problem', () => problemOf('Submission') === undefined, 10_000);
    assert.equal(problems().length, 2);
  });

  it('go with their endpoint, and with the file', async function () {
    this.timeout(30_000);
    const document = await vscode.workspace.openTextDocument(file);
    const text = document.getText();
    const from = text.indexOf('    {\n      "name": "Edge"');
    await write(text.slice(0, from) + text.slice(text.indexOf('{ "name": "Partner"')));
    await waitFor('The end of an entry', () => problems().length === 1, 10_000);
    assert.ok(problemOf('Partner'));
    await vscode.workspace.fs.delete(file);
    await waitFor('The end of the file', () => problems().length === 0, 10_000);
  });
});
