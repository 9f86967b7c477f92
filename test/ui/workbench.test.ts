// The window opens with the extension in it and answers the keyboard: what every other ui test stands on.

import assert from 'node:assert/strict';
import { openWorkbench } from './support/workbench.ts';
import type { Workbench } from './support/workbench.ts';

describe('the window', () => {
  let workbench: Workbench;

  before(async function () {
    this.timeout(120_000);
    workbench = await openWorkbench({ files: { 'notes.txt': 'A file of the workspace.\n' } });
  });

  after(async function () {
    this.timeout(30_000);
    await workbench?.close();
  });

  it('shows the files of the workspace', async () => {
    const row = workbench.page.locator('.explorer-viewlet .monaco-list-row').filter({ hasText: 'notes.txt' });
    await row.waitFor();
    assert.equal(await row.count(), 1);
  });

  it('offers the main command in the palette', async function () {
    this.timeout(40_000);
    const { page } = workbench;
    await page.keyboard.press('F1');
    await page.locator('.quick-input-widget .quick-input-box input').fill('>Probe SMTP TLS');
    const row = page.locator('.quick-input-widget .monaco-list-row').filter({ hasText: 'Probe SMTP TLS' }).first();
    await row.waitFor({ timeout: 30_000 });
    await page.keyboard.press('Escape');
    await page.locator('.quick-input-widget').waitFor({ state: 'hidden' });
  });

  it('runs a command by its title', async function () {
    this.timeout(40_000);
    await workbench.runCommand('Search: Find in Files');
    await workbench.page.locator('.search-view').waitFor();
    await workbench.clickActivityBar('Explorer');
    await workbench.page.locator('.explorer-viewlet').waitFor();
  });
});
