// A person asks what a finding means: from the panel, the tree, the Problems view and the palette to the rendered page.

import assert from 'node:assert/strict';
import { join } from 'node:path';
import type { Frame, Locator } from 'playwright-core';
import { openUiLab } from './support/lab.ts';
import type { UiLab } from './support/lab.ts';
import { openWorkbench } from './support/workbench.ts';
import type { Workbench } from './support/workbench.ts';

const pictures = join(process.cwd(), 'dist', 'pictures');

const sections = ['What it means', 'Why it matters', 'How to check by hand', 'What to do', 'Sources'];

describe('the page of a rule', () => {
  let lab: UiLab;
  let workbench: Workbench;

  const probe = async (): Promise<Frame> => {
    await workbench.runCommand('Probe SMTP TLS');
    await workbench.typeInQuickInput(lab.target('starttls/not-offered'));
    await workbench.acceptQuickInput();
    const frame = await workbench.findWebviewFrame('#page header');
    await frame.locator('h3', { hasText: 'The server does not offer STARTTLS' }).first().waitFor();
    return frame;
  };
  /** The rendered page whose heading this is. */
  const findPage = async (title: string): Promise<Frame> => {
    const end = performance.now() + 20_000;
    do {
      for (const frame of workbench.page.frames()) {
        const heading = frame.locator('h1').first();
        // A frame may go away while it is asked.
        const isHere = await heading.isVisible().catch(() => false);
        const text = isHere ? await heading.textContent({ timeout: 2_000 }).catch(() => undefined) : undefined;
        if (text?.trim() === title) return frame;
      }
      await workbench.page.waitForTimeout(100);
    } while (performance.now() < end);
    await workbench.screenshot(join(pictures, 'rule-page-missing.png'));
    throw new Error(`No page "${title}" is shown.`);
  };
  const closeAll = async (): Promise<void> => {
    await workbench.runCommand('View: Close All Editors');
    await workbench.page.locator('.editor-group-container.empty').waitFor();
  };
  const treeRow = (text: string): Locator =>
    workbench.page.locator('.pane-body .monaco-list-row').filter({ hasText: text }).first();

  before(async function () {
    this.timeout(120_000);
    lab = await openUiLab({ ids: ['starttls/not-offered'], probeOnOpen: false });
    workbench = await openWorkbench({ workspace: lab.workspace, viewport: { width: 1600, height: 1000 } });
  });

  after(async function () {
    this.timeout(30_000);
    await workbench?.close();
    await lab?.close();
  });

  it('opens from the panel, with all its sections and commands', async function () {
    this.timeout(90_000);
    const panel = await probe();
    await panel
      .locator('.finding')
      .getByRole('button', { name: /^Explain/ })
      .first()
      .click();
    const page = await findPage('The server does not offer STARTTLS');
    const headings = await page.locator('h2').allTextContents();
    assert.deepEqual(
      headings.map((text) => text.trim()),
      [...sections, 'Where it is found now'],
    );
    const commands = await page.locator('pre').allTextContents();
    assert.ok(commands.some((text) => text.includes('swaks --server HOST --port PORT --quit-after FIRST-HELO')));
    assert.ok(commands.some((text) => text.includes('Get-ReceiveConnector')));
    for (const product of ['Exchange:', 'Postfix:', 'Exim:']) {
      assert.equal(await page.locator('li strong', { hasText: product }).count(), 1, product);
    }
    await workbench.screenshot(join(pictures, 'rule-page-dark.png'));
    await page.locator('h2', { hasText: 'What to do' }).scrollIntoViewIfNeeded();
    await page.locator('h2', { hasText: 'Where it is found now' }).scrollIntoViewIfNeeded();
    await workbench.screenshot(join(pictures, 'rule-page-dark-end.png'));
  });

  it('leads from where the rule is found to the transcript', async function () {
    this.timeout(60_000);
    const page = await findPage('The server does not offer STARTTLS');
    await page.locator('h2:has-text("Where it is found now") ~ ul a').first().click();
    const lines = workbench.page.locator('.monaco-editor .view-line').filter({ hasText: 'EHLO' }).first();
    await lines.waitFor({ timeout: 20_000 });
    await workbench.screenshot(join(pictures, 'rule-page-to-transcript.png'));
  });

  it('opens from the tree', async function () {
    this.timeout(60_000);
    await closeAll();
    await workbench.clickActivityBar('SMTP TLS');
    const row = treeRow('starttls/not-offered');
    await row.waitFor();
    await row.locator('.monaco-tl-twistie').click();
    const finding = treeRow('The server does not offer STARTTLS');
    await finding.waitFor({ timeout: 10_000 });
    await finding.hover();
    await finding.locator('[aria-label*="Explain"]').first().click();
    await findPage('The server does not offer STARTTLS');
    await workbench.screenshot(join(pictures, 'rule-page-from-tree.png'));
  });

  it('opens from the palette for every rule', async function () {
    this.timeout(60_000);
    await closeAll();
    await workbench.runCommand('Explain Rule');
    await workbench.typeInQuickInput('weak-key-exchange');
    const choice = workbench.page
      .locator('.quick-input-widget .monaco-list-row')
      .filter({ hasText: 'weak-key-exchange' });
    await choice.first().waitFor();
    await workbench.screenshot(join(pictures, 'rule-choice.png'));
    await workbench.acceptQuickInput();
    await findPage('The key exchange uses too small a group');
  });

  it('opens rendered from the Problems view', async function () {
    this.timeout(60_000);
    await closeAll();
    await workbench.runCommand('Problems: Focus on Problems View');
    const code = workbench.page.locator('.markers-panel a', { hasText: 'starttls/not-offered' }).first();
    await code.waitFor({ timeout: 20_000 });
    await code.click({ modifiers: ['Control'] });
    await findPage('The server does not offer STARTTLS');
    await workbench.screenshot(join(pictures, 'rule-page-from-problems.png'));
  });

  for (const theme of ['light', 'high-contrast'] as const) {
    it(`can be read in the ${theme} theme`, async function () {
      this.timeout(60_000);
      await closeAll();
      await workbench.switchTheme(theme);
      await workbench.runCommand('Explain Rule');
      await workbench.typeInQuickInput('certificate/expired');
      await workbench.acceptQuickInput();
      await findPage('The certificate has expired');
      await workbench.screenshot(join(pictures, `rule-page-${theme}.png`));
    });
  }
});
