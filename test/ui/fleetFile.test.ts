// A person writes a fleet file: completion, marks on what cannot be used, lenses that probe, a list imported by preview.

import assert from 'node:assert/strict';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { openUiLab } from './support/lab.ts';
import type { UiLab } from './support/lab.ts';
import { widen } from './support/panel.ts';
import { openWorkbench } from './support/workbench.ts';
import type { Theme, Workbench } from './support/workbench.ts';

const pictures = join(process.cwd(), 'dist', 'pictures');

describe('a fleet file in the editor', () => {
  let lab: UiLab;
  let workbench: Workbench;

  const fleet = (): string => `{
  // Kept by the mail team
  "endpoints": [
    { "name": "Sound", "host": "${hostOf('sound/rsa-chain')}", "port": ${portOf('sound/rsa-chain')}, "serverName": "mx.lab.test", "authorities": "lab-root.pem" },
    { "name": "Slip", "host": "mail server", "prot": 25 },
  ],
  "groups": [
    {
      "name": "Edge",
      "endpoints": [
        { "name": "Without STARTTLS", "host": "${hostOf('starttls/not-offered')}", "port": ${portOf('starttls/not-offered')} },
        "127.0.0.1:1",
      ],
    },
  ],
}
`;
  const hostOf = (id: string): string => lab.target(id).split(':')[0] ?? '';
  const portOf = (id: string): string => lab.target(id).split(':')[1] ?? '';
  const lens = (title: string) => workbench.page.locator('.codelens-decoration a', { hasText: title });
  const treeRow = (text: string) =>
    workbench.page.locator('.part.sidebar .monaco-list-row').filter({ hasText: text }).first();

  const openFile = async (): Promise<void> => {
    const tab = workbench.page.locator('.editor-group-container .tab', { hasText: 'smtp-tls.json' });
    if ((await tab.count()) > 0) {
      await tab.first().click();
      return;
    }
    await workbench.page.keyboard.press('Control+p');
    await workbench.typeInQuickInput('smtp-tls.json');
    await workbench.page
      .locator('.quick-input-widget .monaco-list-row', { hasText: 'smtp-tls.json' })
      .first()
      .waitFor();
    await workbench.acceptQuickInput();
    await workbench.page.locator('.editor-group-container .tab.active', { hasText: 'smtp-tls.json' }).waitFor();
  };

  before(async function () {
    this.timeout(120_000);
    lab = await openUiLab({ ids: ['sound/rsa-chain', 'starttls/not-offered'], probeOnOpen: false });
    writeFileSync(join(lab.workspace, 'smtp-tls.json'), fleet());
    workbench = await openWorkbench({ workspace: lab.workspace, viewport: { width: 1600, height: 1000 } });
  });

  after(async function () {
    this.timeout(30_000);
    await workbench?.close();
    await lab?.close();
  });

  it('has its lenses, and marks the bad entry while the good ones are listed', async function () {
    this.timeout(60_000);
    await workbench.clickActivityBar('SMTP TLS');
    await treeRow('Sound').waitFor({ timeout: 30_000 });
    await openFile();
    await lens('Probe all').waitFor({ timeout: 30_000 });
    await lens('Probe group').waitFor();
    assert.equal(
      await lens('Probe')
        .filter({ hasNotText: /all|group/ })
        .count(),
      3,
    );
    await workbench.page.locator('.squiggly-error').first().waitFor();
    await workbench.page.locator('.squiggly-warning').first().waitFor();
    assert.equal(await treeRow('Slip').count(), 0);
    await workbench.screenshot(join(pictures, 'fleet-dark-1600.png'));
  });

  it('probes what its lens stands above', async function () {
    this.timeout(60_000);
    await lens('Probe')
      .filter({ hasNotText: /all|group/ })
      .first()
      .click();
    const frame = await workbench.findWebviewFrame('#page header');
    await frame.locator('h1', { hasText: /^Sound\./ }).waitFor({ timeout: 30_000 });
    await openFile();
    await lens('Probe group').click();
    await treeRow('Without STARTTLS').filter({ hasText: 'Broken' }).waitFor({ timeout: 30_000 });
  });

  it('completes what can be written, with what it means', async function () {
    this.timeout(60_000);
    await openFile();
    await workbench.page.locator('.view-line', { hasText: 'Without STARTTLS' }).first().click();
    await workbench.page.keyboard.press('End');
    await workbench.page.keyboard.press('ArrowLeft');
    await workbench.page.keyboard.press('ArrowLeft');
    await workbench.page.keyboard.press('ArrowLeft');
    await workbench.page.keyboard.type(', ');
    await workbench.page.keyboard.press('Control+Space');
    const widget = workbench.page.locator('.suggest-widget.visible');
    await widget.locator('.monaco-list-row', { hasText: 'serverName' }).first().waitFor({ timeout: 20_000 });
    await widget.locator('.monaco-list-row', { hasText: 'expect' }).first().waitFor();
    await workbench.screenshot(join(pictures, 'fleet-completion-dark-1600.png'));
    await workbench.page.keyboard.press('Escape');
    await workbench.runCommand('File: Revert File');
  });

  it('takes a list by preview, with what was refused named by its line', async function () {
    this.timeout(60_000);
    await workbench.page.context().grantPermissions(['clipboard-read', 'clipboard-write']);
    await workbench.page.evaluate(
      'navigator.clipboard.writeText("host,name,group\\nmx1.example,First,Imported\\nb c,Bad,Imported\\nmx2.example:587,Second,Imported\\n")',
    );
    await workbench.runCommand('SMTP TLS: Import Endpoints');
    const rows = workbench.page.locator('.quick-input-widget .monaco-list-row');
    await rows.filter({ hasText: 'From the clipboard' }).first().click();
    await rows.filter({ hasText: 'First' }).first().waitFor({ timeout: 10_000 });
    const title = workbench.page.locator('.quick-input-title');
    await title.filter({ hasText: 'problems: 1' }).waitFor();
    await workbench.screenshot(join(pictures, 'fleet-import-dark-1600.png'));
    await workbench.acceptQuickInput();
    await treeRow('Second').waitFor({ timeout: 20_000 });
  });

  for (const theme of ['light', 'high-contrast'] as const satisfies readonly Theme[]) {
    it(`can be read in the theme ${theme} and in a narrow window`, async function () {
      this.timeout(60_000);
      await workbench.switchTheme(theme);
      await widen(workbench, 800);
      await openFile();
      await lens('Probe group').first().waitFor();
      await workbench.page.locator('.squiggly-error').first().waitFor();
      await workbench.screenshot(join(pictures, `fleet-${theme}-800.png`));
    });
  }

  it('keeps a mark on its host when an edit is reverted', async function () {
    this.timeout(60_000);
    const { page } = workbench;
    await workbench.clickActivityBar('SMTP TLS');
    await treeRow('Without STARTTLS').hover();
    await treeRow('Without STARTTLS').locator('.action-label.codicon-refresh').click();
    await treeRow('Without STARTTLS').filter({ hasText: 'Broken' }).waitFor({ timeout: 30_000 });
    await openFile();
    const line = page.locator('.view-line', { hasText: 'Without STARTTLS' }).first();
    const distance = async (): Promise<number> => {
      const text = await line.boundingBox();
      const mark = await page.locator('.cdr.squiggly-error').last().boundingBox();
      return text === null || mark === null ? Number.NaN : Math.abs(text.y - mark.y);
    };
    const stands = async (when: string): Promise<void> => {
      const end = performance.now() + 10_000;
      while (!((await distance()) < 10)) {
        assert.ok(performance.now() < end, `The mark is not on its line ${when}.`);
        await page.waitForTimeout(50);
      }
    };
    await stands('at first');
    // The entry stays where it is: an edit behind it, and one on its own line.
    await line.click();
    await page.keyboard.press('End');
    await page.keyboard.type(' ');
    await page.keyboard.press('Control+End');
    await page.keyboard.press('Enter');
    await stands('after an edit');
    await workbench.runCommand('File: Revert File');
    await page.locator('.tab.active:not(.dirty)', { hasText: 'smtp-tls.json' }).waitFor();
    await stands('after the edit was reverted');
    await workbench.screenshot(join(pictures, 'fleet-reverted.png'));
  });
});
