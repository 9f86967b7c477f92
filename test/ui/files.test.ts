// A person takes files out of VS Code and into it: a chain, a report that a browser reads, a result from elsewhere.

import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { pathToFileURL } from 'node:url';
import type { Locator } from 'playwright-core';
import { openBrowser } from './support/browser.ts';
import { answerFileDialog, simpleFileDialog } from './support/fileDialog.ts';
import { openUiLab } from './support/lab.ts';
import type { UiLab } from './support/lab.ts';
import { closePanels, probeByPalette } from './support/panel.ts';
import { openWorkbench } from './support/workbench.ts';
import type { Workbench } from './support/workbench.ts';

const pictures = join(process.cwd(), 'dist', 'pictures');

/** The text of a file that is being written, once it is whole. */
async function readWhole(workbench: Workbench, path: string, end: RegExp): Promise<string> {
  const deadline = performance.now() + 15_000;
  for (;;) {
    const text = existsSync(path) ? readFileSync(path, 'utf8') : '';
    if (end.test(text)) return text;
    if (performance.now() > deadline) throw new Error(`Not written: ${path}`);
    await workbench.page.waitForTimeout(50);
  }
}

describe('files out of VS Code and into it', () => {
  let lab: UiLab;
  let workbench: Workbench;

  before(async function () {
    this.timeout(120_000);
    lab = await openUiLab({ ids: ['starttls/not-offered', 'sound/rsa-chain'] });
    workbench = await openWorkbench({
      workspace: lab.workspace,
      settings: simpleFileDialog,
      viewport: { width: 1400, height: 900 },
    });
    await workbench.clickActivityBar('SMTP TLS');
    await row('starttls/not-offered').filter({ hasText: 'Broken' }).waitFor({ timeout: 60_000 });
    await row('sound/rsa-chain').filter({ hasText: 'Sound' }).waitFor({ timeout: 60_000 });
  });

  after(async function () {
    this.timeout(30_000);
    await workbench?.close();
    await lab?.close();
  });

  afterEach(async function () {
    if (this.currentTest?.state !== 'failed') return;
    await workbench.screenshot(join(pictures, `files-failed-${this.currentTest.title.slice(0, 12)}.png`));
  });

  const row = (name: string): Locator =>
    workbench.page.locator('.part.sidebar .monaco-list-row').filter({ hasText: name });
  const choice = (text: string): Locator =>
    workbench.page.locator('.quick-input-widget:visible .quick-input-list .monaco-list-row').filter({ hasText: text });
  /** The window that tests drive shows no notification by itself. */
  const findNotification = async (text: string): Promise<Locator> => {
    await workbench.runCommand('Notifications: Show Notifications');
    const found = workbench.page.locator('.notification-list-item').filter({ hasText: text });
    await found.first().waitFor();
    return found.first();
  };

  it('exports a report on what is chosen, which a browser shows', async function () {
    this.timeout(90_000);
    const { page } = workbench;
    await workbench.runCommand('Export Report');
    await choice('sound/rsa-chain').waitFor();
    await choice('starttls/not-offered').waitFor();
    await workbench.screenshot(join(pictures, 'export-endpoints.png'));
    await page.keyboard.press('Enter');
    await choice('one file with the drawings').waitFor();
    await workbench.screenshot(join(pictures, 'export-formats.png'));
    await choice('one file with the drawings').click();
    await choice('With all names').click();
    await choice('Save…').click();
    const path = join(lab.workspace, 'for-the-firewall-team.html');
    await answerFileDialog(workbench, 'smtp-tls-report.html', path);
    await readWhole(workbench, path, /<\/html>\s*$/);
    await findNotification(`The report is saved as ${basename(path)}.`);
    await workbench.screenshot(join(pictures, 'export-saved.png'));
    await workbench.runCommand('Notifications: Clear All Notifications');
    const browser = await openBrowser();
    try {
      const report = await browser.newPage({ viewport: { width: 1200, height: 1000 } });
      await report.goto(pathToFileURL(path).href);
      assert.equal(await report.locator('h1').first().textContent(), 'SMTP TLS report');
      assert.equal(await report.locator('tbody').first().locator('tr').count(), 2);
      assert.ok((await report.locator('body').innerText()).includes(lab.target('starttls/not-offered')));
      await report.screenshot({ path: join(pictures, 'export-report.png') });
    } finally {
      await browser.close();
    }
  });

  it('saves the chain as sent', async function () {
    this.timeout(60_000);
    const frame = await probeByPalette(workbench, lab.target('sound/rsa-chain'));
    await frame.locator('button', { hasText: 'Save chain…' }).click();
    const path = join(lab.workspace, 'chain.pem');
    await answerFileDialog(workbench, '-chain.pem', path);
    await workbench.page.locator('.statusbar', { hasText: '2 certificates were saved.' }).waitFor();
    const text = readFileSync(path, 'utf8');
    assert.equal(text.match(/-----BEGIN CERTIFICATE-----/g)?.length, 2);
    assert.match(text, /^# 1 CN=mx\.lab\.test/);
    await closePanels(workbench);
  });

  it('takes a result that the command line made elsewhere, and holds it against the one made here', async function () {
    this.timeout(90_000);
    const file = join(lab.workspace, 'far.json');
    const program = join(process.cwd(), 'dist', 'cli.js');
    const target = lab.target('sound/rsa-chain');
    // Its exit status tells the verdict.
    spawnSync(process.execPath, [program, 'probe', '--json', '--output', file, '--servername', 'mx.lab.test', target]);
    const text = readFileSync(file, 'utf8');
    writeFileSync(file, text.replace(/"hostName": "[^"]*"/, '"hostName": "far.example.net"'));
    await workbench.runCommand('Import Result');
    await answerFileDialog(workbench, '/', file);
    const frame = await workbench.findWebviewFrame('#page header');
    await frame.locator('body', { hasText: 'far.example.net' }).waitFor();
    await workbench.screenshot(join(pictures, 'imported-result.png'));
    await closePanels(workbench);
    await workbench.runCommand('Compare Results');
    await choice('sound/rsa-chain').click();
    await choice('imported, from far.example.net').waitFor();
    await workbench.screenshot(join(pictures, 'compare-with.png'));
    await choice('imported, from far.example.net').click();
    const compared = await workbench.findWebviewFrame('h1:has-text("compared with")');
    const body = await compared.locator('body').innerText();
    assert.match(body, /The two probes were not made alike \(probed from/);
    assert.match(body, /from far\.example\.net/);
    await workbench.screenshot(join(pictures, 'compared.png'));
  });
});
