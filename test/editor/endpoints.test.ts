// The list of endpoints: kept on disk, read from the folder's file, changed with it.

import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import type { InternalApi } from '../../src/extension/extension.ts';
import { foldSavedLines, parseSavedLine } from '../../src/extension/savedEndpoint.ts';
import type { SavedEndpoint } from '../../src/extension/savedEndpoint.ts';
import { activateExtension, emptyList, openLab, probe, waitFor } from './support/window.ts';
import type { EditorLab } from './support/window.ts';

async function readSaved(api: InternalApi): Promise<readonly SavedEndpoint[]> {
  await api.save();
  const bytes = await vscode.workspace.fs.readFile(vscode.Uri.joinPath(api.storage, 'endpoints.ndjson'));
  const lines = new TextDecoder().decode(bytes).split('\n');
  return foldSavedLines(lines.filter((line) => line !== '').map(parseSavedLine));
}

describe('the list of endpoints', () => {
  let api: InternalApi;
  let lab: EditorLab;

  before(async function () {
    this.timeout(60_000);
    api = await activateExtension();
    await emptyList(api);
    lab = await openLab('sound/rsa-chain');
  });

  after(async () => {
    await vscode.commands.executeCommand('workbench.action.closeAllEditors');
    await emptyList(api);
    await lab.close();
  });

  it('is on disk with the last result, and gone from there when removed', async () => {
    const entry = lab.entry('sound/rsa-chain');
    await probe({ ...entry, name: 'Edge server' });
    const isHere = ({ endpoint }: SavedEndpoint): boolean => endpoint.port === entry.port;
    const saved = (await readSaved(api)).find(isHere);
    assert.equal(saved?.profile.name, 'Edge server');
    const key = `127.0.0.1:${entry.port}`;
    const kept = await api.history.last(key);
    assert.equal(kept?.verdict, 'sound');
    assert.deepEqual(kept, structuredClone(api.store.get(key)?.assessment));
    await vscode.commands.executeCommand('smtpTls.removeEndpoint', { key: `127.0.0.1:${entry.port}` });
    assert.equal((await readSaved(api)).some(isHere), false);
  });

  it("follows the folder's smtp-tls.json without probing anything", async function () {
    const folder = vscode.workspace.workspaceFolders?.[0];
    assert.ok(folder);
    this.timeout(20_000);
    const file = vscode.Uri.joinPath(folder.uri, 'smtp-tls.json');
    const write = async (endpoints: readonly unknown[]): Promise<void> =>
      vscode.workspace.fs.writeFile(file, Buffer.from(JSON.stringify({ endpoints })));
    await write([{ name: 'First', host: '127.0.0.1', port: 1 }, { host: 'bad host' }, { host: '127.0.0.2', port: 1 }]);
    await waitFor('The list', () => api.treeText().includes('First'), 10_000);
    assert.match(api.treeText(), /\[circle-outline\] First - Not probed yet\n/);
    assert.match(api.treeText(), /\[circle-outline\] 127\.0\.0\.2:1 - Not probed yet\n/);
    assert.deepEqual(
      api.store.all().map(({ isRunning, assessment }) => isRunning || assessment !== undefined),
      [false, false],
    );
    await vscode.workspace.fs.delete(file);
    await waitFor('The end of the list', () => api.store.all().length === 0, 10_000);
  });
});
