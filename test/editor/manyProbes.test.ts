// Two thousand endpoints in one run: every one gets its result, and the extension host never holds its breath.

import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import type { InternalApi } from '../../src/extension/extension.ts';
import { endpointKey } from '../../src/formats/targetText.ts';
import { loopbackAddress, openFleetServer } from './support/fleetServer.ts';
import type { FleetServer } from './support/fleetServer.ts';
import { activateExtension, waitFor } from './support/window.ts';

const count = 2_000;
interface Longest {
  /** Of this thread's own time: other processes that want the processor do not count. */
  readonly taskMs: number;
  /** As a person feels it. */
  readonly waitMs: number;
}

/** What this thread has computed so far, in milliseconds. Before Node.js 23.9 only that of the whole process is told. */
function computedMs(): number {
  const usage: () => NodeJS.CpuUsage =
    'threadCpuUsage' in process ? (process.threadCpuUsage as () => NodeJS.CpuUsage) : process.cpuUsage;
  const { user, system } = usage.call(process);
  return (user + system) / 1_000;
}

/** The longest turn of the event loop while `work` went on: no task in it can have been longer. */
async function watchHost(work: () => Promise<unknown>): Promise<Longest> {
  const longest = { taskMs: 0, waitMs: 0 };
  let [computed, at] = [computedMs(), performance.now()];
  let timer: NodeJS.Timeout | undefined;
  const look = (): void => {
    const [computedNow, now] = [computedMs(), performance.now()];
    longest.taskMs = Math.max(longest.taskMs, computedNow - computed);
    longest.waitMs = Math.max(longest.waitMs, now - at);
    [computed, at] = [computedNow, now];
    timer = setTimeout(look, 5);
  };
  look();
  await work();
  clearTimeout(timer);
  return longest;
}

function describeLongest({ taskMs, waitMs }: Longest): string {
  return `longest task ${taskMs.toFixed(0)} ms, longest wait ${waitMs.toFixed(0)} ms`;
}

describe('two thousand endpoints', () => {
  let api: InternalApi;
  let fleet: FleetServer;
  const keys: string[] = [];

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
    await vscode.commands.executeCommand('smtpTls.endpoints.focus');
  });

  after(async () => {
    await api.listing.setSort('file');
    removeAll();
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

  it('are probed in one run while the extension host stays responsive', async function () {
    this.timeout(180_000);
    await api.listing.setSort('severity');
    const from = performance.now();
    const before = process.memoryUsage().rss;
    const longest = await watchHost(async () => vscode.commands.executeCommand('smtpTls.probeAll'));
    const seconds = (performance.now() - from) / 1_000;
    const grown = (process.memoryUsage().rss - before) / 2 ** 20;
    const heap = process.memoryUsage().heapUsed / 2 ** 20;
    console.log(
      `      run of 2,000: ${seconds.toFixed(1)} s; ${describeLongest(longest)}; ` +
        `memory of the extension host +${grown.toFixed(0)} MB, heap ${heap.toFixed(0)} MB`,
    );
    const verdicts = new Set(keys.map((key) => api.store.get(key)?.assessment?.verdict));
    assert.deepEqual([...verdicts], ['sound']);
    assert.ok(longest.taskMs < 100, describeLongest(longest));
    removeAll();
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
