// A person opens a protocol log: sees where TLS failed, opens such a session in the panel, and has the whole log analysed.

import assert from 'node:assert/strict';
import { join } from 'node:path';
import type { Locator } from 'playwright-core';
import {
  clearRows,
  interleave,
  logText,
  maskedRows,
  noCredentialsRows,
  sessionRows,
  soundRows,
} from '../support/protocolLogs.ts';
import { closePanels } from './support/panel.ts';
import { openWorkbench } from './support/workbench.ts';
import type { Workbench } from './support/workbench.ts';

const pictures = join(process.cwd(), 'dist', 'pictures');
const name = 'SEND2026010506-1.LOG';

function logFile(): string {
  const plans = [maskedRows, noCredentialsRows, clearRows, soundRows].map((rows, index) =>
    sessionRows({ id: `08DE00000000000${index}`, rows, remote: `192.0.2.${20 + index}:25` }),
  );
  const [first = [], second = [], ...others] = plans;
  return logText('Send', [...first, ...second, ...interleave(...others)]);
}

describe('a protocol log', () => {
  let workbench: Workbench;

  const lens = (text: string): Locator => workbench.page.locator('.codelens-decoration a', { hasText: text });

  const openLog = async (): Promise<void> => {
    await workbench.page.keyboard.press('Control+P');
    await workbench.typeInQuickInput(name);
    await workbench.page.locator('.quick-input-widget .monaco-list-row').filter({ hasText: name }).first().click();
    await workbench.page.locator('.tab', { hasText: name }).waitFor();
  };

  before(async function () {
    this.timeout(120_000);
    workbench = await openWorkbench({
      files: { [name]: logFile() },
      settings: { 'editor.wordWrap': 'off' },
      viewport: { width: 1600, height: 1000 },
    });
  });

  after(async function () {
    this.timeout(30_000);
    await workbench?.close();
  });

  afterEach(async function () {
    if (this.currentTest?.state !== 'failed') return;
    await workbench.screenshot(join(pictures, `protocol-log-failed-${this.currentTest.title.slice(0, 12)}.png`));
  });

  it('shows its language, its sessions and where TLS failed', async function () {
    this.timeout(60_000);
    const { page } = workbench;
    await openLog();
    await page.locator('.statusbar-item', { hasText: 'Exchange SMTP Protocol Log' }).waitFor();
    await lens('Analyse Protocol Log (4 sessions, 1 with TLS, 2 failed)').waitFor({ timeout: 30_000 });
    await page.locator('.monaco-editor .squiggly-error').first().waitFor();
    await workbench.runCommand('Problems: Focus on Problems View');
    const row = page.locator('.markers-panel .monaco-list-row').filter({ hasText: 'TLS with 192.0.2.21 failed' });
    await row.first().waitFor();
    await workbench.runCommand('Explorer: Focus on Outline View');
    await page
      .locator('.outline-tree .monaco-list-row, .outline-pane .monaco-list-row')
      .filter({ hasText: '192.0.2.20' })
      .first()
      .waitFor();
    await workbench.screenshot(join(pictures, 'protocol-log.png'));
  });

  it('opens a session in the panel, with what the rules and causes say of it', async function () {
    this.timeout(60_000);
    // The editor in full again: its lenses are laid out anew then.
    await workbench.runCommand('View: Hide Panel');
    await openLog();
    await lens('Show Session as Transcript').first().click();
    const frame = await workbench.findWebviewFrame('#page header');
    await frame.locator('header', { hasText: 'Broken' }).waitFor();
    await frame.getByText('A firewall on the way rewrites SMTP').first().waitFor();
    assert.match((await frame.locator('#page').textContent()) ?? '', /TLS negotiation failed with error InvalidToken/);
    await workbench.screenshot(join(pictures, 'protocol-log-session.png'));
    await closePanels(workbench);
  });

  it('is analysed as a whole, with a way to each failed session', async function () {
    this.timeout(60_000);
    await openLog();
    await workbench.runCommand('SMTP TLS: Analyse Protocol Log');
    await workbench.page.locator('.tab', { hasText: `${name}.txt` }).waitFor();
    await lens('Go to Line').first().waitFor();
    await workbench.screenshot(join(pictures, 'protocol-log-summary.png'));
    await lens('Show Session as Transcript').last().click();
    const frame = await workbench.findWebviewFrame('#page header');
    await frame.getByText('could not use its own certificate').first().waitFor();
    await closePanels(workbench);
  });
});
