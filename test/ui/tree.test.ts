// A person runs a fleet from the tree: a group, a selection, filter, order, badge and status bar; and lets it be monitored.

import assert from 'node:assert/strict';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Locator, Page } from 'playwright-core';
import { openUiLab } from './support/lab.ts';
import type { UiLab } from './support/lab.ts';
import { openWorkbench } from './support/workbench.ts';
import type { Theme, Workbench } from './support/workbench.ts';

const pictures = join(process.cwd(), 'dist', 'pictures');

const groups: Readonly<Record<string, readonly string[]>> = {
  Perimeter: ['sound/rsa-chain', 'starttls/not-offered', 'certificate/expires-in-10-days'],
  Inside: ['sound/starttls', 'certificate/incomplete-chain'],
};

interface ListedEndpoint {
  readonly name: string;
}

/** The lab's list, in groups. */
function writeGroups(lab: UiLab, more: Readonly<Record<string, unknown>> = {}): void {
  const file = join(lab.workspace, 'smtp-tls.json');
  const { endpoints } = JSON.parse(readFileSync(file, 'utf8')) as { endpoints: readonly ListedEndpoint[] };
  const find = (id: string): ListedEndpoint => {
    const endpoint = endpoints.find(({ name }) => name === id);
    assert.ok(endpoint, id);
    return endpoint;
  };
  const listed = Object.entries(groups).map(([name, ids]) => ({ name, endpoints: ids.map(find) }));
  writeFileSync(file, JSON.stringify({ ...more, groups: listed }, null, 2));
}

function row(page: Page, name: string): Locator {
  return page.locator('.part.sidebar .monaco-list-row').filter({ hasText: name }).first();
}

/** As they stand on the screen, from top to bottom. */
async function rowTexts(page: Page): Promise<readonly string[]> {
  const rows = await page.locator('.part.sidebar .monaco-list-row').all();
  const found = await Promise.all(
    rows.map(async (one) => {
      const [label, description] = await Promise.all([
        one.locator('.label-name').first().innerText(),
        one.locator('.label-description').first().innerText(),
      ]);
      return { top: Number(await one.getAttribute('data-index')), text: `${label} ${description}`.trim() };
    }),
  );
  return found.sort((a, b) => a.top - b.top).map(({ text }) => text);
}

async function waitForRow(page: Page, name: string, text: RegExp, timeout = 15_000): Promise<void> {
  await page
    .locator('.part.sidebar .monaco-list-row')
    .filter({ hasText: name })
    .filter({ hasText: text })
    .first()
    .waitFor({ timeout });
}

async function clickInline(page: Page, name: string, action: string): Promise<void> {
  await row(page, name).hover();
  await row(page, name).locator(`.action-label[aria-label^="${action}"]`).click();
}

async function clickTitle(page: Page, action: string): Promise<void> {
  await page.locator('.part.sidebar .pane-header, .part.sidebar .composite.title').first().hover();
  await page.locator(`.part.sidebar .action-label[aria-label^="${action}"]`).first().click();
}

describe('the tree of a fleet', () => {
  let lab: UiLab;
  let workbench: Workbench;
  const ids = Object.values(groups).flat();

  before(async function () {
    this.timeout(120_000);
    lab = await openUiLab({ ids, probeOnOpen: false });
    writeGroups(lab);
    workbench = await openWorkbench({ workspace: lab.workspace, viewport: { width: 1200, height: 800 } });
    await workbench.clickActivityBar('SMTP TLS');
    await waitForRow(workbench.page, 'Perimeter', /3 not probed yet/, 30_000);
  });

  after(async function () {
    this.timeout(30_000);
    await workbench?.close();
    await lab?.close();
  });

  afterEach(async function () {
    if (this.currentTest?.state === 'failed')
      await workbench.screenshot(join(pictures, `tree-failed-${this.currentTest.title.slice(0, 12)}.png`));
  });

  it('shows the groups of the file in its order, and no traffic before it is asked for', async () => {
    const texts = await rowTexts(workbench.page);
    assert.match(texts[0] ?? '', /^Perimeter 3 not probed yet/);
    assert.match(texts[4] ?? '', /^Inside 2 not probed yet/);
    assert.equal(texts.filter((text) => /Not probed yet$/.test(text)).length, 5);
  });

  it('probes a group by its button, and counts what is broken on the badge and in the status bar', async function () {
    this.timeout(30_000);
    const { page } = workbench;
    await clickInline(page, 'Perimeter', 'Probe Group');
    await waitForRow(page, 'Perimeter', /1 broken · 1 weak · 1 sound/);
    await page.locator('.activitybar .badge-content').filter({ hasText: /^1$/ }).waitFor();
    const item = page.locator('.statusbar-item').filter({ hasText: '1 broken' });
    await item.waitFor();
    assert.match((await item.getAttribute('class')) ?? '', /warning-kind|has-background-color/);
    await waitForRow(page, 'Inside', /2 not probed yet/);
  });

  it('probes what is selected by one key', async function () {
    this.timeout(30_000);
    const { page } = workbench;
    await row(page, 'sound/starttls').click();
    // A click shows the endpoint's panel, and the panel takes the keyboard when it is there.
    await workbench.findWebviewFrame('#page header');
    await row(page, 'certificate/incomplete-chain').click({ modifiers: ['Control'] });
    await page.keyboard.press('F5');
    await waitForRow(page, 'Inside', /1 broken · 1 sound/);
    await page.locator('.activitybar .badge-content').filter({ hasText: /^2$/ }).waitFor();
  });

  it('filters by verdict, says so, and shows all again by the button', async function () {
    this.timeout(30_000);
    const { page } = workbench;
    await clickTitle(page, 'Filter Endpoints');
    const input = page.locator('.quick-input-widget:visible');
    await input.waitFor();
    await input.getByLabel('Toggle all checkboxes').click();
    await input.locator('.monaco-list-row').filter({ hasText: 'Broken' }).click();
    await page.keyboard.press('Enter');
    await page.locator('.part.sidebar .message').filter({ hasText: 'Only broken: 2 of 5 are shown.' }).waitFor();
    const texts = await rowTexts(page);
    assert.equal(texts.length, 4);
    await workbench.screenshot(join(pictures, 'tree-filtered.png'));
    await clickTitle(page, 'Show All Endpoints');
    await row(page, 'sound/rsa-chain').waitFor();
  });

  it('sorts by severity', async function () {
    this.timeout(30_000);
    const { page } = workbench;
    await workbench.runCommand('Sort Endpoints');
    await page.locator('.quick-input-widget .monaco-list-row').filter({ hasText: 'By severity' }).click();
    await page.waitForTimeout(800);
    const texts = await rowTexts(page);
    assert.match(texts[1] ?? '', /^starttls\/not-offered Broken/);
    assert.match(texts[2] ?? '', /^certificate\/expires-in-10-days Weak/);
    assert.match(texts[3] ?? '', /^sound\/rsa-chain Sound/);
  });

  for (const theme of ['dark', 'light', 'high-contrast'] as const satisfies readonly Theme[]) {
    it(`can be read in ${theme}`, async function () {
      this.timeout(30_000);
      const { page } = workbench;
      await workbench.switchTheme(theme);
      await workbench.screenshot(join(pictures, `tree-${theme}.png`));
      // Never by colour alone: the words stand beside every sign.
      assert.match((await rowTexts(page)).join('\n'), /^starttls\/not-offered Broken · now/m);
    });
  }
});

describe('a monitored fleet', () => {
  let lab: UiLab;
  let workbench: Workbench;

  before(async function () {
    this.timeout(120_000);
    lab = await openUiLab({ ids: Object.values(groups).flat(), probeOnOpen: false });
    writeGroups(lab, { monitor: { everyMinutes: 60 } });
    workbench = await openWorkbench({ workspace: lab.workspace, viewport: { width: 1200, height: 800 } });
    await workbench.clickActivityBar('SMTP TLS');
  });

  after(async function () {
    this.timeout(30_000);
    await workbench?.close();
    await lab?.close();
  });

  afterEach(async function () {
    if (this.currentTest?.state === 'failed') await workbench.screenshot(join(pictures, 'monitor-failed.png'));
  });

  it('asks once, and probes only after a person said so', async function () {
    this.timeout(60_000);
    const { page } = workbench;
    const question = page
      .locator('.notification-list-item')
      .filter({ hasText: 'This folder asks to probe 5 mail servers every 60 minutes.' });
    await workbench.screenshot(join(pictures, 'monitor-toast.png'));
    // The list does not open while it is empty, and a window that a test drives shows no toasts.
    const end = performance.now() + 30_000;
    while (!(await question.isVisible())) {
      assert.ok(performance.now() < end, 'The question did not come.');
      await workbench.runCommand('Notifications: Show Notifications');
      await page.waitForTimeout(500);
    }
    await waitForRow(page, 'Perimeter', /3 not probed yet/);
    await workbench.screenshot(join(pictures, 'monitor-question.png'));
    await question.locator('.monaco-button').filter({ hasText: 'Start' }).click();
    await waitForRow(page, 'Perimeter', /1 broken · 1 weak · 1 sound/, 30_000);
    await waitForRow(page, 'Inside', /1 broken · 1 sound/);
    // First verdicts are no change: nothing pops up.
    assert.equal(await page.locator('.notification-list-item').count(), 0);
  });

  it('pauses, says so in the status bar, and goes on by a click there', async function () {
    this.timeout(60_000);
    const { page } = workbench;
    await workbench.runCommand('Pause Monitoring');
    const paused = page.locator('.statusbar-item').filter({ has: page.locator('.codicon-debug-pause') });
    await paused.waitFor();
    assert.match((await paused.innerText()).trim(), /2 broken/);
    await workbench.screenshot(join(pictures, 'monitor-paused.png'));
    await paused.click();
    await paused.waitFor({ state: 'detached' });
  });
});
