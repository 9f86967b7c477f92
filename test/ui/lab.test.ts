// A person tries it without a mail server: the walkthrough, the lab, its results, and a probe copied as a command.

import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import { join } from 'node:path';
import { promisify } from 'node:util';
import type { Locator } from 'playwright-core';
import { openWorkbench } from './support/workbench.ts';
import type { Workbench } from './support/workbench.ts';

const run = promisify(execFile);
const pictures = join(process.cwd(), 'dist', 'pictures');

const lessons = [
  ['All is well', 'Sound'],
  ['No STARTTLS', 'Broken'],
  ['A firewall in between', 'Broken'],
  ['A missing certificate', 'Broken'],
  ['A certificate with three faults', 'Broken'],
  ['No forward secrecy', 'Weak'],
  ['TLS on the wrong port', 'Broken'],
] as const;

function rows(workbench: Workbench): Locator {
  return workbench.page.locator('.part.sidebar .monaco-list-row');
}

/** Wherever the keys are; the selection stays. */
async function focusList(workbench: Workbench): Promise<void> {
  await workbench.runCommand('Focus on Endpoints View');
  await workbench.page.locator('.part.sidebar .monaco-list:focus').waitFor();
  // VS Code notes which view has the keys a moment after it has them.
  await workbench.page.waitForTimeout(500);
}

/** Until a page has the keys. */
async function waitForPageFocus({ page }: Workbench): Promise<void> {
  const end = performance.now() + 10_000;
  while ((await page.evaluate('document.activeElement?.tagName')) !== 'IFRAME') {
    assert.ok(performance.now() < end, 'The page does not get the keys.');
    await page.waitForTimeout(50);
  }
}

async function openWalkthrough(workbench: Workbench): Promise<void> {
  await workbench.runCommand('Welcome: Open Walkthrough...');
  await workbench.typeInQuickInput('Find out why mail stops at TLS');
  const entry = workbench.page.locator('.quick-input-widget .monaco-list-row', { hasText: 'Find out why mail' });
  await entry.first().waitFor({ timeout: 30_000 });
  await entry.first().click();
  await workbench.page
    .locator('.gettingStartedContainer .step-title', { hasText: 'Try it without a mail server' })
    .waitFor();
}

async function copyFromMenu(workbench: Workbench, row: Locator, tool: string): Promise<string> {
  const { page } = workbench;
  await row.click({ button: 'right' });
  await workbench.chooseInMenu('Copy as');
  const item = page.locator('.quick-input-widget:visible .monaco-list-row').filter({ hasText: tool }).first();
  await item.waitFor();
  await workbench.screenshot(join(pictures, `copy-as-${tool.replaceAll(/\W+/g, '-')}.png`));
  await item.click();
  await page.locator('.part.statusbar', { hasText: `${tool}: the command for` }).waitFor();
  return page.evaluate('navigator.clipboard.readText()');
}

async function openLabFromWalkthrough(workbench: Workbench): Promise<void> {
  await workbench.page
    .locator('.gettingStartedContainer .button-link, .gettingStartedContainer .monaco-button', {
      hasText: 'Open the Lab',
    })
    .first()
    .click();
  for (const [name, verdict] of lessons) {
    await rows(workbench).filter({ hasText: name }).filter({ hasText: verdict }).waitFor({ timeout: 60_000 });
  }
}

describe('the lab inside VS Code', () => {
  let workbench: Workbench;

  before(async function () {
    this.timeout(120_000);
    workbench = await openWorkbench({ viewport: { width: 1600, height: 1000 } });
  });

  after(async function () {
    this.timeout(30_000);
    await workbench?.close();
  });

  afterEach(async function () {
    if (this.currentTest?.state !== 'failed') return;
    await workbench.screenshot(join(pictures, `lab-failed-${this.currentTest.title.slice(0, 12)}.png`));
  });

  it('opens from the walkthrough, teaches, and is gone when closed', async function () {
    this.timeout(120_000);
    const { page } = workbench;
    await openWalkthrough(workbench);
    await workbench.screenshot(join(pictures, 'walkthrough-dark.png'));
    await openLabFromWalkthrough(workbench);
    await workbench.screenshot(join(pictures, 'lab-dark.png'));
    const sound = rows(workbench).filter({ hasText: 'All is well' });
    if (workbench.kind === 'browser') {
      await page.context().grantPermissions(['clipboard-read', 'clipboard-write']);
      const command = await copyFromMenu(workbench, sound, 'openssl s_client');
      assert.match(
        command,
        /^echo QUIT \| openssl s_client -connect 127\.0\.0\.1:\d+ -starttls smtp -name \S+ -servername mx\.lab\.test /,
      );
      // What a person pastes works, on the very server of the lab.
      const { stdout } = await run('bash', ['-c', command], { timeout: 20_000 });
      assert.match(stdout, /Verify return code: 0 \(ok\)/);
      assert.match(await copyFromMenu(workbench, sound, 'SslStream'), /^& \{\n/);
    }
    await workbench.runCommand('SMTP TLS: Close the Lab');
    await sound.waitFor({ state: 'detached', timeout: 30_000 });
  });

  it('opens again from there, and both can be read in a light theme', async function () {
    this.timeout(120_000);
    await workbench.switchTheme('light');
    await workbench.screenshot(join(pictures, 'walkthrough-light.png'));
    await openLabFromWalkthrough(workbench);
    await workbench.screenshot(join(pictures, 'lab-light.png'));
  });

  it('answers to keys in the list alone, and leaves nothing behind after a reload', async function () {
    this.timeout(120_000);
    const { page } = workbench;
    const row = rows(workbench).filter({ hasText: 'No STARTTLS' });
    const wrongPort = rows(workbench).filter({ hasText: 'TLS on the wrong port' });
    await row.click();
    const frame = await workbench.findWebviewFrame('#page header');
    const head = frame.locator('#page header').first();
    await head.filter({ hasText: 'Broken' }).waitFor();
    const before = await head.innerText();
    // The head tells the time to the second.
    await page.waitForTimeout(1_200);
    await focusList(workbench);
    await page.keyboard.press('F5');
    const end = performance.now() + 15_000;
    while ((await head.innerText()) === before) {
      assert.ok(performance.now() < end, `F5 in the list does not probe again:\n${before}`);
      await page.waitForTimeout(100);
    }
    // A double click goes to the result, and the keys with it.
    await wrongPort.dblclick();
    await page.locator('.tab.active', { hasText: 'TLS on the wrong port' }).waitFor();
    await waitForPageFocus(workbench);
    await page.keyboard.press('Delete');
    await page.waitForTimeout(500);
    assert.equal(await wrongPort.count(), 1, 'Delete elsewhere is none of ours');
    await focusList(workbench);
    await page.keyboard.press('Delete');
    await wrongPort.waitFor({ state: 'detached' });
    await workbench.screenshot(join(pictures, 'lab-keys.png'));

    const isLoadedAgain = page.waitForEvent('load', { timeout: 30_000 });
    await workbench.runCommand('Developer: Reload Window');
    await isLoadedAgain;
    await workbench.clickActivityBar('SMTP TLS');
    await page
      .locator('.part.sidebar .welcome-view-content', { hasText: 'Probe SMTP TLS' })
      .waitFor({ timeout: 60_000 });
    assert.equal(await row.count(), 0);
  });
});
