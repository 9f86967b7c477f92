// A person probes, the server changes, they probe again and ask what changed; and nothing that was shown is lost when
// processes die in the middle of a run.

import assert from 'node:assert/strict';
import { readFileSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import type { AddressInfo, Server } from 'node:net';
import { join } from 'node:path';
import type { Page } from 'playwright-core';
import { skipTest } from '../host/skipTest.ts';
import { openUiLab } from './support/lab.ts';
import type { UiLab } from './support/lab.ts';
import { closePanels } from './support/panel.ts';
import { canFindProcesses, findProcesses } from './support/processes.ts';
import { openSwitch } from './support/switch.ts';
import type { Switch } from './support/switch.ts';
import { openWorkbench } from './support/workbench.ts';
import type { Workbench } from './support/workbench.ts';

const pictures = join(process.cwd(), 'dist', 'pictures');

interface ListedEndpoint {
  readonly name: string;
  readonly port: number;
}

async function waitForRow(page: Page, name: string, text: RegExp, timeout = 20_000): Promise<void> {
  const row = page.locator('.part.sidebar .monaco-list-row').filter({ hasText: name }).filter({ hasText: text });
  await row.first().waitFor({ timeout });
}

/** Name and verdict of each endpoint whose result is shown, as a screen reader says them. */
async function shownResults(page: Page): Promise<ReadonlyMap<string, string>> {
  const labels = await page
    .locator('.part.sidebar .monaco-list-row')
    .evaluateAll((rows) => rows.map((row) => row.getAttribute('aria-label') ?? ''));
  const results = labels.flatMap((label) => {
    const name = /\b[a-z]+\/[a-z0-9-]+/.exec(label)?.[0];
    const verdict = /\b(?:Sound|Weak|Broken|Unreachable|Inconclusive)\b/.exec(label)?.[0];
    return name === undefined || verdict === undefined || /\bRunning\b/.test(label) ? [] : [[name, verdict] as const];
  });
  return new Map(results);
}

describe('the history of an endpoint', () => {
  let lab: UiLab;
  let server: Switch;
  let workbench: Workbench;

  before(async function () {
    this.timeout(120_000);
    lab = await openUiLab({ ids: ['sound/rsa-chain', 'starttls/not-offered'], probeOnOpen: false });
    server = await openSwitch(lab.target('sound/rsa-chain'));
    const file = join(lab.workspace, 'smtp-tls.json');
    const { endpoints } = JSON.parse(readFileSync(file, 'utf8')) as { endpoints: readonly ListedEndpoint[] };
    const sound = endpoints.find(({ name }) => name === 'sound/rsa-chain');
    writeFileSync(file, JSON.stringify({ endpoints: [{ ...sound, name: 'Edge server', port: server.port }] }));
    workbench = await openWorkbench({ workspace: lab.workspace, viewport: { width: 1400, height: 900 } });
    await workbench.clickActivityBar('SMTP TLS');
    await waitForRow(workbench.page, 'Edge server', /Not probed yet/, 30_000);
  });

  after(async function () {
    this.timeout(30_000);
    await workbench?.close();
    await server?.close();
    await lab?.close();
  });

  it('says what changed since the last sound probe', async function () {
    this.timeout(120_000);
    const { page } = workbench;
    await workbench.runCommand('Probe Again');
    await waitForRow(page, 'Edge server', /Sound/);
    server.leadTo(lab.target('starttls/not-offered'));
    await workbench.runCommand('Probe Again');
    await waitForRow(page, 'Edge server', /Broken/);
    await workbench.runCommand('What Changed Since the Last Sound Probe');
    const frame = await workbench.findWebviewFrame('h1');
    await frame.locator('h1', { hasText: 'What changed at Edge server' }).waitFor();
    const text = await frame.locator('body').innerText();
    assert.match(text, /Sound before, Broken after: STARTTLS is gone and there is no TLS session to be seen\./);
    assert.match(text, /STARTTLS in clear text\s+STARTTLS\s+not there/);
    assert.match(text, /TLS\s+TLSv1\.3, TLS_\S+\s+could not be learnt/);
    await workbench.screenshot(join(pictures, 'what-changed.png'));
    await closePanels(workbench);
  });

  it('compares two transcripts, in which only what was said differs', async function () {
    this.timeout(60_000);
    const { page } = workbench;
    await workbench.runCommand('Compare Transcripts');
    const diff = page.locator('.monaco-diff-editor');
    await diff.waitFor();
    await page.locator('.diff-editor .line-delete, .monaco-diff-editor .line-delete').first().waitFor();
    await page.locator('.tab', { hasText: /Transcripts of Edge server: Sound, .* ↔ Broken, now/ }).waitFor();
    const lines = await diff.innerText();
    assert.match(lines, /STARTTLS/);
    assert.doesNotMatch(lines, /\d ms/);
    await workbench.screenshot(join(pictures, 'diff-transcripts.png'));
    await closePanels(workbench);
  });

  it('is a timeline from which a past result is opened', async function () {
    this.timeout(60_000);
    const { page } = workbench;
    await workbench.runCommand('Show History');
    const rows = page.locator('.quick-input-widget:visible .monaco-list-row');
    await rows.filter({ hasText: 'Sound' }).waitFor();
    assert.match(await rows.filter({ hasText: 'Broken' }).innerText(), /does not offer STARTTLS/);
    await workbench.screenshot(join(pictures, 'history-timeline.png'));
    await rows.filter({ hasText: 'Sound' }).click();
    const frame = await workbench.findWebviewFrame('#page header');
    await frame.locator('h1', { hasText: /^Sound/ }).waitFor();
    await workbench.screenshot(join(pictures, 'past-result.png'));
    await closePanels(workbench);
  });

  it('comes back with the window', async function () {
    this.timeout(90_000);
    await workbench.page.reload();
    await workbench.clickActivityBar('SMTP TLS');
    await waitForRow(workbench.page, 'Edge server', /Broken/, 60_000);
  });
});

const silentName = 'silent/server';

describe('a run whose processes die', () => {
  let lab: UiLab;
  let silent: Server;
  let workbench: Workbench;

  before(async function () {
    this.timeout(120_000);
    if (!canFindProcesses) skipTest(this, 'The processes of VS Code can be found on Linux only.');
    lab = await openUiLab({ ids: ['sound/', 'starttls/'], probeOnOpen: false });
    // One never answers: the run cannot end before it is killed.
    silent = createServer((socket) => void socket.on('error', () => socket.destroy()));
    await new Promise<void>((resolve) => silent.listen(0, '127.0.0.1', resolve));
    const { port } = silent.address() as AddressInfo;
    const file = join(lab.workspace, 'smtp-tls.json');
    const { endpoints } = JSON.parse(readFileSync(file, 'utf8')) as { endpoints: readonly ListedEndpoint[] };
    writeFileSync(file, JSON.stringify({ endpoints: [{ name: silentName, host: '127.0.0.1', port }, ...endpoints] }));
    workbench = await openWorkbench({ workspace: lab.workspace, viewport: { width: 1400, height: 1600 } });
    await workbench.clickActivityBar('SMTP TLS');
    await waitForRow(workbench.page, silentName, /Not probed yet/, 30_000);
  });

  after(async function () {
    this.timeout(30_000);
    await workbench?.close();
    await lab?.close();
    silent?.close();
  });

  async function waitForResults(count: number): Promise<ReadonlyMap<string, string>> {
    const end = performance.now() + 30_000;
    for (;;) {
      const results = await shownResults(workbench.page);
      if (results.size >= count) return results;
      assert.ok(performance.now() < end, `Only ${results.size} results came.`);
    }
  }

  it('has every result that was shown when the extension host was killed', async function () {
    this.timeout(150_000);
    const { page } = workbench;
    await workbench.runCommand('Probe All Endpoints');
    const shown = await waitForResults(5);
    const hosts = findProcesses('--type=extensionHost');
    assert.notEqual(hosts.length, 0);
    for (const pid of hosts) process.kill(pid, 'SIGKILL');
    await page.reload();
    await workbench.clickActivityBar('SMTP TLS');
    for (const [name, verdict] of shown) await waitForRow(page, name, new RegExp(verdict), 60_000);
    await waitForRow(page, silentName, /Not probed yet/);
    await workbench.screenshot(join(pictures, 'after-the-kill.png'));
    const again = await shownResults(page);
    for (const [name, verdict] of shown) assert.equal(again.get(name), verdict, name);
  });

  it('goes on when a worker is killed, and loses no result', async function () {
    this.timeout(150_000);
    const { page } = workbench;
    await workbench.runCommand('Probe All Endpoints');
    await page.locator('.part.sidebar .monaco-list-row').filter({ hasText: 'Running' }).first().waitFor();
    const end = performance.now() + 20_000;
    let workers = findProcesses('worker.js');
    while (workers.length === 0 && performance.now() < end) workers = findProcesses('worker.js');
    assert.notEqual(workers.length, 0);
    const shown = await shownResults(page);
    for (const pid of workers) process.kill(pid, 'SIGKILL');
    // All but the silent one come to an end; every other server has its verdict.
    const running = page.locator('.part.sidebar .monaco-list-row').filter({ hasText: 'Running' });
    const deadline = performance.now() + 60_000;
    while ((await running.count()) > 1) {
      assert.ok(performance.now() < deadline, 'The run did not go on.');
      await page.waitForTimeout(100);
    }
    const after = await shownResults(page);
    for (const name of shown.keys()) assert.ok(after.has(name), name);
    await workbench.runCommand('Cancel All Probes');
    await waitForRow(page, silentName, /Inconclusive/);
  });
});
