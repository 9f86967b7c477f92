// A person tries it without a mail server: the walkthrough, the lab, its results, and a probe copied as a command.

import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import { join } from 'node:path';
import { promisify } from 'node:util';
import type { Locator } from 'playwright-core';
import { openWorkbench } from './support/workbench.ts';
import type { Theme, Workbench } from './support/workbench.ts';

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

/** A click on an endpoint opens its panel, which takes the keys; the selection stays. */
async function focusList(workbench: Workbench): Promise<void> {
  await workbench.runCommand('Focus on Endpoints View');
  await workbench.page.locator('.part.sidebar .monaco-list:focus').waitFor();
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
  await page.locator('.monaco-menu .action-label', { hasText: 'Copy as' }).click();
  const items = page.locator('.quick-input-widget .monaco-list-row');
  await items.filter({ hasText: tool }).first().waitFor();
  await workbench.screenshot(join(pictures, `copy-as-${tool.replaceAll(/\W+/g, '-')}.png`));
  await items.filter({ hasText: tool }).first().click();
  await page.locator('.part.statusbar', { hasText: 'is in the clipboard' }).waitFor();
  return page.evaluate('navigator.clipboard.readText()');
}

describe('the lab inside VS Code', () => {
  for (const theme of ['dark', 'light'] satisfies readonly Theme[]) {
    it(`opens from the walkthrough, teaches, and is gone when closed, ${theme}`, async function () {
      this.timeout(180_000);
      const workbench = await openWorkbench({ theme, viewport: { width: 1600, height: 1000 } });
      const { page } = workbench;
      try {
        await page.context().grantPermissions(['clipboard-read', 'clipboard-write']);
        await openWalkthrough(workbench);
        await page.waitForTimeout(1_000);
        await workbench.screenshot(join(pictures, `walkthrough-${theme}.png`));
        await page
          .locator('.gettingStartedContainer .button-link, .gettingStartedContainer .monaco-button', {
            hasText: 'Open the Lab',
          })
          .first()
          .click();
        for (const [name, verdict] of lessons) {
          await rows(workbench).filter({ hasText: name }).filter({ hasText: verdict }).waitFor({ timeout: 60_000 });
        }
        await workbench.screenshot(join(pictures, `lab-${theme}.png`));
        const sound = rows(workbench).filter({ hasText: 'All is well' });
        if (workbench.kind === 'browser') {
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
      } catch (error) {
        await workbench.screenshot(join(pictures, `lab-failed-${theme}.png`));
        throw error;
      } finally {
        await workbench.close();
      }
    });
  }

  it('answers to keys in the list alone, and leaves nothing behind after a reload', async function () {
    this.timeout(180_000);
    const workbench = await openWorkbench({ viewport: { width: 1600, height: 1000 } });
    const { page } = workbench;
    try {
      await workbench.runCommand('SMTP TLS: Open the Lab of Broken Servers');
      const row = rows(workbench).filter({ hasText: 'No STARTTLS' });
      const wrongPort = rows(workbench).filter({ hasText: 'TLS on the wrong port' });
      await wrongPort.filter({ hasText: 'Broken' }).waitFor({ timeout: 60_000 });
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
      // A click shows the result, and the keys with it go there.
      await wrongPort.click();
      await workbench.findWebviewFrame('#page header');
      await page.waitForTimeout(500);
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
    } catch (error) {
      await workbench.screenshot(join(pictures, 'lab-failed-keys.png'));
      throw error;
    } finally {
      await workbench.close();
    }
  });
});
