// Two thousand endpoints in one run, their fleet file open in an editor: every one gets its result, the tree follows,
// and the extension host never holds its breath.

import assert from 'node:assert/strict';
import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import * as vscode from 'vscode';
import type { InternalApi } from '../../src/extension/extension.ts';
import { endpointKey } from '../../src/formats/targetText.ts';
import { loopbackAddress, openFleetServer } from './support/fleetServer.ts';
import type { FleetServer } from './support/fleetServer.ts';
import { describeLongest, heldUpMs, watchHost } from './support/hostWatch.ts';
import { activateExtension, waitFor } from './support/window.ts';

const count = 2_000;

/** What two thousand results and all that views make of them may take, when nothing is left to be thrown away. */
const mostHeapMegabytes = 120;

/** Megabytes in use once the garbage is gone. */
async function readHeap(): Promise<number> {
  setFlagsFromString('--expose-gc');
  const collect = runInNewContext('gc') as () => void;
  collect();
  await new Promise((resolve) => setImmediate(resolve));
  collect();
  return process.memoryUsage().heapUsed / 2 ** 20;
}

/** When VS Code asked the tree for rows while `work` went on: the longest time between two asks, in milliseconds. */
async function watchRows({ tree }: InternalApi['tree'], work: () => Promise<unknown>): Promise<number> {
  const asked = [performance.now()];
  const { getTreeItem } = tree;
  tree.getTreeItem = (element) => {
    asked.push(performance.now());
    return getTreeItem.call(tree, element);
  };
  try {
    await work();
  } finally {
    tree.getTreeItem = getTreeItem;
  }
  asked.push(performance.now());
  return Math.max(...asked.slice(1).map((at, index) => at - (asked[index] ?? 0)));
}

describe('two thousand endpoints', () => {
  let api: InternalApi;
  let fleet: FleetServer;
  let file: vscode.Uri;
  const keys: string[] = [];

  /** In every four: one that refuses, one with a certificate for another name, two sound ones. */
  const writeFleet = async (): Promise<void> => {
    const groups = ['Perimeter', 'Hubs', 'Branches'].map((name) => ({ name, endpoints: [] as unknown[] }));
    for (let index = 0; index < count; index++) {
      const host = loopbackAddress(index);
      const port = index % 4 === 0 ? 1 : fleet.port;
      const serverName = index % 4 === 1 ? 'mx.elsewhere.example' : fleet.profile.serverName;
      const authorities = vscode.Uri.parse(fleet.profile.authorities ?? '').fsPath;
      groups[index % 3]?.endpoints.push({ name: `Server ${index}`, host, port, serverName, authorities });
      keys.push(endpointKey({ host, port, tlsMode: 'starttls' }));
    }
    await vscode.workspace.fs.writeFile(file, Buffer.from(JSON.stringify({ groups }, undefined, 2)));
  };

  const problems = (): number =>
    vscode.languages.getDiagnostics(file).filter(({ source }) => source === 'SMTP TLS').length;

  const addAll = (port: number): void => {
    for (let index = 0; index < count; index++) {
      const endpoint = { host: loopbackAddress(index), port, tlsMode: 'starttls' } as const;
      api.store.apply({ kind: 'added', endpoint, profile: { ...fleet.profile, group: `Group ${index % 3}` } });
      keys.push(endpointKey(endpoint));
    }
  };

  const removeAll = (): void => {
    for (const key of keys.splice(0)) api.store.apply({ kind: 'removed', key });
  };

  before(async function () {
    this.timeout(60_000);
    api = await activateExtension();
    fleet = await openFleetServer();
    const folder = vscode.workspace.workspaceFolders?.[0];
    assert.ok(folder);
    file = vscode.Uri.joinPath(folder.uri, 'large.smtp-tls.json');
    await vscode.commands.executeCommand('smtpTls.endpoints.focus');
  });

  after(async () => {
    await api.listing.setSort('file');
    removeAll();
    await vscode.workspace.fs.delete(file).then(undefined, () => undefined);
    await fleet.close();
  });

  it('are in the tree at once', async function () {
    this.timeout(60_000);
    await vscode.commands.executeCommand('smtpTls.endpoints.focus');
    const shown = await watchHost(async () => {
      addAll(fleet.port);
      await new Promise((resolve) => setTimeout(resolve, 3_000));
    });
    const { tree } = api.tree;
    const from = performance.now();
    const items = tree
      .getChildren()
      .flatMap((group) => tree.getChildren(group))
      .map((element) => tree.getTreeItem(element));
    const took = performance.now() - from;
    assert.equal(items.length, count);
    console.log(`      rows of 2,000 endpoints: ${took.toFixed(1)} ms; ${describeLongest(shown)}`);
    assert.ok(took < 50, `${took.toFixed(1)} ms`);
  });

  it('of an open fleet file are probed in one run while the extension host stays responsive', async function () {
    this.timeout(180_000);
    removeAll();
    await api.listing.setSort('severity');
    const opening = await watchHost(async () => {
      await writeFleet();
      await vscode.window.showTextDocument(file);
      await waitFor('The endpoints of the file', () => api.store.size === count, 30_000);
    });
    const before = await readHeap();
    const from = performance.now();
    let seconds = 0;
    let stillest = 0;
    const longest = await watchHost(async () => {
      stillest = await watchRows(api.tree, async () => vscode.commands.executeCommand('smtpTls.probeAll'));
      seconds = (performance.now() - from) / 1_000;
      await waitFor('Their problems', () => problems() === count / 2, 20_000);
    });
    const grown = (await readHeap()) - before;
    const told = `longest without a new row in the tree ${(stillest / 1_000).toFixed(1)} s`;
    const memory = `results take ${grown.toFixed(0)} MB, the process ${(process.memoryUsage().rss / 2 ** 20).toFixed(0)} MB`;
    console.log(`      opening: ${describeLongest(opening)}`);
    console.log(`      run of 2,000: ${seconds.toFixed(1)} s; ${describeLongest(longest)}; ${told}; ${memory}`);
    const verdicts = new Map<string, number>();
    for (const key of keys) {
      const verdict = api.store.get(key)?.assessment?.verdict ?? 'none';
      verdicts.set(verdict, (verdicts.get(verdict) ?? 0) + 1);
    }
    assert.deepEqual(
      verdicts,
      new Map([
        ['unreachable', count / 4],
        ['broken', count / 4],
        ['sound', count / 2],
      ]),
    );
    assert.ok(opening.taskMs < heldUpMs, describeLongest(opening));
    assert.ok(longest.taskMs < heldUpMs, describeLongest(longest));
    // When VS Code asks for rows is its own affair, and a window that shares its processor asks seldom.
    assert.ok(stillest < Math.max(3_000, seconds * 800), told);
    assert.ok(grown < mostHeapMegabytes, memory);
    await vscode.commands.executeCommand('workbench.action.closeAllEditors');
    await vscode.workspace.fs.delete(file);
    await waitFor('The end of the fleet', () => api.store.size === 0, 20_000);
    keys.splice(0);
  });

  it('that keep silent are cancelled within two seconds', async function () {
    this.timeout(60_000);
    addAll(fleet.silentPort);
    const run = vscode.commands.executeCommand('smtpTls.probeAll');
    const running = (): number => keys.filter((key) => api.store.get(key)?.isRunning).length;
    await waitFor('As many open connections as there may be', () => running() >= 400, 30_000);
    const from = performance.now();
    await vscode.commands.executeCommand('smtpTls.cancelAll');
    await run;
    const took = performance.now() - from;
    console.log(`      cancelling 2,000, 400 of them connected: ${took.toFixed(0)} ms`);
    assert.ok(took < 2_000, `${took.toFixed(0)} ms`);
    assert.equal(running(), 0);
  });
});
