// The tree inside VS Code: groups, filter, order, badge, many nodes at once, drag and drop; and the status bar with it.

import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import type { InternalApi } from '../../src/extension/extension.ts';
import type { TreeElement } from '../../src/extension/views/endpointTree.ts';
import { endpointKey } from '../../src/formats/targetText.ts';
import { loopbackAddress, openFleetServer } from './support/fleetServer.ts';
import type { FleetServer } from './support/fleetServer.ts';
import { activateExtension, openLab, waitFor } from './support/window.ts';
import type { EditorLab } from './support/window.ts';

function outlineOf(api: InternalApi): string {
  // What stands below endpoints has tests of its own.
  return api
    .treeText()
    .split('\n')
    .filter((line) => /^ {0,2}\[[^\]]+\] (?:Sound|Bare|Own|Lab|Other|Silent)/.test(line))
    .join('\n');
}

describe('the tree', () => {
  let api: InternalApi;
  let lab: EditorLab;
  let fleet: FleetServer;
  const keys: Record<'bare' | 'sound' | 'own', string> = { bare: '', sound: '', own: '' };

  const add = (host: string, port: number, name: string, group?: string): string => {
    const endpoint = { host, port, tlsMode: 'starttls' } as const;
    const profile = { ...fleet.profile, name, ...(group === undefined ? {} : { group }) };
    api.store.apply({ kind: 'added', endpoint, profile });
    return endpointKey(endpoint);
  };

  const elementOf = (key: string): TreeElement => {
    const element = api.tree.tree.elementFor(key);
    assert.ok(element, `${key} is not shown`);
    return element;
  };

  const groupOf = (name: string): TreeElement => {
    const element = api.tree.tree.getChildren().find(({ group }) => group === name);
    assert.ok(element, `There is no group ${name}`);
    return element;
  };

  before(async function () {
    this.timeout(60_000);
    api = await activateExtension();
    lab = await openLab('starttls/not-offered');
    fleet = await openFleetServer();
    const bare = lab.entry('starttls/not-offered');
    keys.sound = add(loopbackAddress(0), fleet.port, 'Sound one', 'Lab');
    keys.bare = add(bare.host, bare.port, 'Bare one', 'Lab');
    keys.own = add(loopbackAddress(1), fleet.port, 'Own one');
    await vscode.commands.executeCommand('smtpTls.endpoints.focus');
  });

  after(async () => {
    api.listing.setFilter(undefined);
    await api.listing.setSort('file');
    await vscode.commands.executeCommand('workbench.action.closeAllEditors');
    for (const { key } of api.store.all()) api.store.apply({ kind: 'removed', key });
    await fleet.close();
    await lab.close();
  });

  it('has groups with counts, and endpoints of no group below them', () => {
    assert.equal(
      outlineOf(api),
      [
        '[circle-outline] Lab - 2 not probed yet',
        '  [circle-outline] Sound one - Not probed yet',
        '  [circle-outline] Bare one - Not probed yet',
        '[circle-outline] Own one - Not probed yet',
      ].join('\n'),
    );
  });

  it('probes a group by its node, counts the broken on the badge, and says so in the status bar', async function () {
    this.timeout(20_000);
    await vscode.commands.executeCommand('smtpTls.probeGroup', groupOf('Lab'));
    assert.equal(
      outlineOf(api),
      [
        '[error] Lab - 1 broken · 1 sound',
        '  [pass] Sound one - Sound · now',
        '  [error] Bare one - Broken · now',
        '[circle-outline] Own one - Not probed yet',
      ].join('\n'),
    );
    await waitFor('The badge', () => api.tree.view.badge?.value === 1);
    await waitFor('The status bar', () => api.statusText() === '$(error) 1 broken');
  });

  it('probes all nodes that are selected, and no other', async function () {
    this.timeout(20_000);
    const before = new Map(api.store.all().map(({ key, assessment }) => [key, assessment]));
    const selected = [elementOf(keys.sound), elementOf(keys.own)];
    await vscode.commands.executeCommand('smtpTls.probeAgain', selected[0], selected);
    const probed = api.store.all().filter(({ key, assessment }) => assessment !== before.get(key));
    assert.deepEqual(probed.map(({ key }) => key).sort(), [keys.sound, keys.own].sort());
    assert.equal(api.store.get(keys.own)?.assessment?.verdict, 'sound');
  });

  it('shows what the filter leaves, says so, and probes no more than that', async function () {
    this.timeout(20_000);
    api.listing.setFilter(new Set(['broken']));
    assert.equal(outlineOf(api), '[error] Lab - 1 broken · 1 sound\n  [error] Bare one - Broken · now');
    await waitFor('The message', () => /^Only broken: 1 of 3/.test(api.tree.view.message ?? ''));
    const before = api.store.get(keys.sound)?.assessment;
    const bare = api.store.get(keys.bare)?.assessment;
    await vscode.commands.executeCommand('smtpTls.probeAll');
    assert.equal(api.store.get(keys.sound)?.assessment, before);
    assert.notEqual(api.store.get(keys.bare)?.assessment, bare);
    await vscode.commands.executeCommand('smtpTls.probeGroup', groupOf('Lab'));
    assert.equal(api.store.get(keys.sound)?.assessment, before);
    await vscode.commands.executeCommand('smtpTls.probeGroup', { group: 'Lab' });
    assert.notEqual(api.store.get(keys.sound)?.assessment, before, 'a group by its name is the whole group');
    await vscode.commands.executeCommand('smtpTls.clearFilter');
    await waitFor('The end of the message', () => (api.tree.view.message ?? '') === '');
    assert.match(outlineOf(api), /Own one/);
  });

  it('sorts by severity and by name, and keeps the order for the workspace', async () => {
    const names = (): readonly string[] => [...outlineOf(api).matchAll(/\] (\w+)/g)].map(([, name]) => name ?? '');
    await api.listing.setSort('severity');
    assert.deepEqual(names(), ['Lab', 'Bare', 'Sound', 'Own']);
    await api.listing.setSort('name');
    assert.deepEqual(names(), ['Lab', 'Bare', 'Sound', 'Own']);
    await api.listing.setSort('file');
    assert.deepEqual(names(), ['Lab', 'Sound', 'Bare', 'Own']);
  });

  it('moves an endpoint into the group it is dropped on, and out of it again', async () => {
    const drop = async (key: string, target: TreeElement | undefined): Promise<void> => {
      const data = new vscode.DataTransfer();
      const { token } = new vscode.CancellationTokenSource();
      await api.tree.drag.handleDrag?.([elementOf(key)], data, token);
      await api.tree.drag.handleDrop?.(target, data, token);
    };
    await drop(keys.own, groupOf('Lab'));
    assert.match(outlineOf(api), /^\[error\] Lab - 1 broken · 2 sound\n/);
    assert.equal(api.tree.tree.getParent(elementOf(keys.own))?.group, 'Lab');
    await drop(keys.own, elementOf(keys.bare));
    assert.equal(api.store.get(keys.own)?.profile.group, 'Lab', 'beside its neighbour it stays');
    await drop(keys.own, undefined);
    assert.equal(api.store.get(keys.own)?.profile.group, undefined);
    assert.equal(api.store.get(keys.own)?.profile.name, 'Own one');
    const foreign = new vscode.DataTransfer();
    foreign.set('application/vnd.code.tree.smtptls.endpoints', new vscode.DataTransferItem([{ key: keys.own }, 7]));
    await api.tree.drag.handleDrop?.(groupOf('Lab'), foreign, new vscode.CancellationTokenSource().token);
    assert.equal(api.store.get(keys.own)?.profile.group, undefined, 'what is no key moves nothing');
  });

  it('moves an endpoint of a fleet file inside the file', async function () {
    this.timeout(30_000);
    const folder = vscode.workspace.workspaceFolders?.[0];
    assert.ok(folder);
    const file = vscode.Uri.joinPath(folder.uri, 'smtp-tls.json');
    const read = async (): Promise<string> => new TextDecoder().decode(await vscode.workspace.fs.readFile(file));
    const text = `{
  "groups": [
    // Stays where it is.
    { "name": "Lab north", "endpoints": [{ "name": "Listed", "host": "127.2.0.1", "port": 2525 }] },
    { "name": "Lab south", "endpoints": [] }
  ]
}
`;
    await vscode.workspace.fs.writeFile(file, Buffer.from(text));
    try {
      await waitFor('The group', () => /\] Lab north - 1 not probed yet/.test(api.treeText()), 10_000);
      assert.match(api.treeText(), /\[folder\] Lab south - no endpoints\n/);
      const data = new vscode.DataTransfer();
      const { token } = new vscode.CancellationTokenSource();
      await api.tree.drag.handleDrag?.([elementOf('127.2.0.1:2525')], data, token);
      await api.tree.drag.handleDrop?.(groupOf('Lab south'), data, token);
      await waitFor('The move', () => /\] Lab south - 1 not probed yet\n {2}\S+ Listed/.test(api.treeText()), 10_000);
      const moved = await read();
      assert.match(moved, /\/\/ Stays where it is\./);
      assert.match(moved, /"Lab south"[^]*"Listed"/);
    } finally {
      await vscode.workspace.fs.delete(file);
      await waitFor('The end of the list', () => api.store.get('127.2.0.1:2525') === undefined, 10_000);
    }
  });

  it('cancels a run with all that waits, well within two seconds', async function () {
    this.timeout(30_000);
    const silent = Array.from({ length: 300 }, (_, index) => {
      return add(loopbackAddress(index), fleet.silentPort, `Silent ${index}`, 'Other');
    });
    const run = vscode.commands.executeCommand('smtpTls.probeGroup', { group: 'Other' });
    const running = (): number => silent.filter((key) => api.store.get(key)?.isRunning).length;
    await waitFor('The first silent servers', () => running() >= 40, 15_000);
    assert.deepEqual(api.launcher.tally, { done: 0, total: 300 });
    await waitFor('The status bar', () => /^\$\(sync~spin\) 0 of 300/.test(api.statusText() ?? ''));
    const from = performance.now();
    await vscode.commands.executeCommand('smtpTls.cancelAll');
    await run;
    const took = performance.now() - from;
    assert.ok(took < 2_000, `${took.toFixed(0)} ms`);
    assert.equal(running(), 0);
    assert.equal(api.launcher.tally, undefined);
    for (const key of silent) api.store.apply({ kind: 'removed', key });
  });

  it('takes one endpoint out of a run that goes on', async function () {
    this.timeout(30_000);
    const silent = add(loopbackAddress(0), fleet.silentPort, 'Silent', 'Other');
    const sound = add(loopbackAddress(2), fleet.port, 'Sound two', 'Other');
    const run = vscode.commands.executeCommand('smtpTls.probeGroup', groupOf('Other'));
    await waitFor('The connection', () => api.store.get(silent)?.isRunning === true);
    await waitFor('The context of the group', () => {
      return api.tree.tree.getTreeItem(groupOf('Other')).contextValue === 'group.running';
    });
    await vscode.commands.executeCommand('smtpTls.cancel', elementOf(silent));
    await run;
    assert.equal(api.store.get(silent)?.assessment?.ending?.code, 'cancelled');
    assert.equal(api.store.get(sound)?.assessment?.verdict, 'sound');
    for (const key of [silent, sound]) api.store.apply({ kind: 'removed', key });
  });
});
