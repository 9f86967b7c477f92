// The keyboard in the tree of endpoints, and what the tree takes from a folder that nobody trusts.

import assert from 'node:assert/strict';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Locator } from 'playwright-core';
import { openUiLab } from './support/lab.ts';
import type { UiLab } from './support/lab.ts';
import { openWorkbench } from './support/workbench.ts';
import type { Workbench } from './support/workbench.ts';

const pictures = join(process.cwd(), 'dist', 'pictures');

function rowIn({ page }: Workbench, text: string | RegExp): Locator {
  return page.locator('.part.sidebar .monaco-list-row').filter({ hasText: text }).first();
}

/** Whether keys go to the tree; a page that has the keyboard is a frame. */
async function treeHasKeys({ page }: Workbench): Promise<boolean> {
  return page.evaluate(
    "document.activeElement !== null && document.activeElement.tagName !== 'IFRAME' && document.activeElement.closest('.part.sidebar .monaco-list') !== null",
  );
}

async function waitForKeys(workbench: Workbench, inTree: boolean): Promise<void> {
  const end = performance.now() + 10_000;
  while ((await treeHasKeys(workbench)) !== inTree) {
    assert.ok(
      performance.now() < end,
      inTree ? 'The keyboard is not in the tree' : 'The keyboard is still in the tree',
    );
    await workbench.page.waitForTimeout(50);
  }
}

describe('keys in the tree', function () {
  this.timeout(180_000);
  let lab: UiLab;
  let workbench: Workbench;

  before(async () => {
    lab = await openUiLab({ ids: ['starttls/not-offered', 'certificate/expired'], probeOnOpen: false });
    workbench = await openWorkbench({ workspace: lab.workspace });
    await workbench.clickActivityBar('SMTP TLS');
  });

  after(async () => {
    await workbench.close();
    await lab.close();
  });

  it('stay there when a click or Enter shows the panel: F5 and arrows go on', async () => {
    const { page } = workbench;
    const names = ['starttls/not-offered', 'certificate/expired'];
    const rows = page.locator('.part.sidebar .monaco-list-row');
    for (const name of names)
      await rowIn(workbench, new RegExp(`${name}.*Not probed yet`)).waitFor({ timeout: 30_000 });
    const texts = await rows.allInnerTexts();
    const [first = '', second = ''] = names.toSorted((a, b) => indexOf(texts, a) - indexOf(texts, b));
    const shows = async (name: string): Promise<void> => {
      await page.locator('.tab.active', { hasText: name }).waitFor();
      // A page that wants the keyboard takes it when it is drawn.
      await workbench.findWebviewFrame('#page header');
      await page.waitForTimeout(1_000);
      assert.equal(await treeHasKeys(workbench), true);
    };
    await rowIn(workbench, first).click();
    await shows(first);
    await page.keyboard.press('F5');
    await rowIn(workbench, new RegExp(`${first}.*Broken`)).waitFor({ timeout: 20_000 });
    await page.keyboard.press('ArrowDown');
    await page.keyboard.press('Enter');
    await shows(second);
    await page.keyboard.press('F5');
    await rowIn(workbench, new RegExp(`${second}.*Broken`)).waitFor({ timeout: 20_000 });
    assert.equal(await treeHasKeys(workbench), true);
    await workbench.screenshot(join(pictures, 'tree-keys.png'));
  });

  it('go to the panel by a double click, and by the button of the row', async () => {
    await rowIn(workbench, 'starttls/not-offered').dblclick();
    await waitForKeys(workbench, false);
    await rowIn(workbench, 'starttls/not-offered').click();
    await workbench.page.waitForTimeout(1_000);
    assert.equal(await treeHasKeys(workbench), true);
    await rowIn(workbench, 'starttls/not-offered').hover();
    await rowIn(workbench, 'starttls/not-offered').locator('.action-label[aria-label*="Open"]').first().click();
    await waitForKeys(workbench, false);
  });
});

describe('the tree of a folder that is not trusted', function () {
  this.timeout(180_000);
  let lab: UiLab;
  let workbench: Workbench;

  before(async () => {
    lab = await openUiLab({ ids: ['certificate/expired'] });
    const file = join(lab.workspace, 'smtp-tls.json');
    const [host = '', port = ''] = lab.target('certificate/expired').split(':');
    const { endpoints } = JSON.parse(readFileSync(file, 'utf8')) as { endpoints: readonly object[] };
    const accept = [{ rule: 'certificate/expired', until: nextMonth(), reason: 'so that it seems sound' }];
    const entry = { ...endpoints[0], name: 'Hidden fault', host, port: Number(port), accept };
    writeFileSync(file, JSON.stringify({ monitor: { everyMinutes: 5 }, endpoints: [entry] }, null, 2));
    workbench = await openWorkbench({ workspace: lab.workspace, trusted: false });
    await workbench.clickActivityBar('SMTP TLS');
  });

  after(async () => {
    await workbench.close();
    await lab.close();
  });

  it('names hosts, probes nothing by itself, and takes no policy, name or trust store from the file', async () => {
    await rowIn(workbench, 'Hidden fault').waitFor({ timeout: 30_000 });
    // The folder's setting asks to probe on opening.
    await workbench.page.waitForTimeout(3_000);
    assert.match(await rowIn(workbench, 'Hidden fault').innerText(), /Not probed yet/);
    await rowIn(workbench, 'Hidden fault').click();
    await workbench.page.keyboard.press('F5');
    await rowIn(workbench, /Hidden fault.*Broken/).waitFor({ timeout: 30_000 });
    const frame = await workbench.findWebviewFrame('#page header');
    await frame.locator('.finding').first().waitFor();
    const text = await frame.locator('#page').innerText();
    assert.match(text, /expired/i);
    assert.doesNotMatch(text, /accepted until|so that it seems sound/i);
    // Judged by Mozilla's roots, not by those that the file names; by the address, not by a name that it gives.
    await frame.locator('.store', { hasText: "Not trusted by Mozilla's roots" }).waitFor();
    assert.match(text, /127\.0\.0\.1/);
    await workbench.screenshot(join(pictures, 'tree-not-trusted.png'));
  });
});

function indexOf(texts: readonly string[], name: string): number {
  return texts.findIndex((text) => text.includes(name));
}

function nextMonth(): string {
  return new Date(Date.now() + 30 * 86_400_000).toISOString().slice(0, 10);
}
