// A person probes a server: the palette, the panel, the tree; in three themes and two widths, by mouse and keyboard.

import assert from 'node:assert/strict';
import { createServer } from 'node:net';
import type { AddressInfo, Server } from 'node:net';
import { join } from 'node:path';
import type { Locator } from 'playwright-core';
import { openUiLab } from './support/lab.ts';
import type { UiLab } from './support/lab.ts';
import { closePanels, findFaults, probeByPalette, waitUntil, widen } from './support/panel.ts';
import { openSwitch } from './support/switch.ts';
import type { Switch } from './support/switch.ts';
import { openWorkbench } from './support/workbench.ts';
import type { Theme, Workbench } from './support/workbench.ts';

const pictures = join(process.cwd(), 'dist', 'pictures');

const servers = [
  'sound/rsa-chain',
  'starttls/not-offered',
  'greeting/rewritten',
  'certificate/chain-of-everything',
  'certificate/incomplete-chain',
  'certificate/expires-in-10-days',
  'session/endless-reply',
];

describe('the panel', () => {
  let lab: UiLab;
  let workbench: Workbench;

  before(async function () {
    this.timeout(120_000);
    lab = await openUiLab({ ids: servers, probeOnOpen: false });
    workbench = await openWorkbench({ workspace: lab.workspace, viewport: { width: 1600, height: 1000 } });
  });

  after(async function () {
    this.timeout(30_000);
    await workbench?.close();
    await lab?.close();
  });

  afterEach(async function () {
    this.timeout(30_000);
    await closePanels(workbench);
  });

  it('lists the servers of the folder and probes none unasked', async function () {
    this.timeout(60_000);
    await workbench.clickActivityBar('SMTP TLS');
    const row = workbench.page.locator('.part.sidebar .monaco-list-row').filter({ hasText: 'sound/rsa-chain' });
    await row.waitFor({ timeout: 30_000 });
    assert.match((await row.getAttribute('aria-label')) ?? '', /Not probed yet/);
  });

  it('refuses a target that is none, while it is typed', async function () {
    this.timeout(40_000);
    await workbench.runCommand('Probe SMTP TLS');
    await workbench.typeInQuickInput('mail.example.com:99999');
    const message = workbench.page.locator('.quick-input-widget .quick-input-message');
    await message.filter({ hasText: 'is not a port' }).waitFor();
    await workbench.typeInQuickInput('mail.example.com:465');
    await message.filter({ hasText: 'TLS from the first byte' }).waitFor();
    await workbench.page.keyboard.press('Escape');
  });

  it('shows verdict, transcript, session and certificates of a sound server', async function () {
    this.timeout(60_000);
    const frame = await probeByPalette(workbench, lab.target('sound/rsa-chain'));
    await frame.locator('h1', { hasText: /^Sound\./ }).waitFor();
    await frame.locator('.line', { hasText: '250-STARTTLS' }).first().waitFor();
    await frame.locator('.tls-start', { hasText: /TLS 1\.[23] · .*encrypted from here/ }).waitFor();
    assert.equal(await frame.locator('.chain > .certificate').count(), 3);
    assert.equal(await frame.locator('.stage').count(), 8);
    await workbench.screenshot(join(pictures, 'sound-dark-1600.png'));
  });

  it('leads from a finding to its line, and to its explanation', async function () {
    this.timeout(60_000);
    const frame = await probeByPalette(workbench, lab.target('starttls/not-offered'));
    await frame.locator('h1', { hasText: /^Broken\./ }).waitFor();
    const link = frame.locator('.finding button', { hasText: /^Line \d+$/ }).first();
    const number = /\d+/.exec((await link.textContent()) ?? '')?.[0] ?? '';
    await link.click();
    await frame.locator(`#line-${number}.target`).waitFor();
    assert.equal(await frame.evaluate('document.activeElement.id'), `line-${number}`);
    await frame.locator(`#line-${number} .squiggle-error`).waitFor();
    await frame.locator('.finding button', { hasText: 'Explain' }).first().click();
    const explanation = await workbench.findWebviewFrame('h2:has-text("What it means")');
    assert.equal(await explanation.locator('h1').textContent(), 'The server does not offer STARTTLS');
  });

  it('leads from the row of a cause in the tree to its card, and to its explanation', async function () {
    this.timeout(60_000);
    const frame = await probeByPalette(workbench, lab.target('greeting/rewritten'));
    await frame.locator('.head-cause', { hasText: 'Cause: A firewall on the way rewrites SMTP' }).waitFor();
    await closePanels(workbench);
    const rows = workbench.page.locator('.part.sidebar .monaco-list-row');
    const row = rows.filter({ hasText: 'greeting/rewritten' }).first();
    await row.locator('.monaco-tl-twistie').click();
    await rows.filter({ hasText: 'Cause: A firewall on the way rewrites SMTP' }).click();
    const opened = await workbench.findWebviewFrame('#page header');
    await opened.locator('#cause-0.target h3', { hasText: 'Confirmed: A firewall on the way' }).waitFor();
    await opened.locator('#cause-0 button', { hasText: 'Explain' }).click();
    const explanation = await workbench.findWebviewFrame('h2:has-text("What it explains")');
    assert.equal(await explanation.locator('h1').textContent(), 'A firewall on the way rewrites SMTP');
    await row.locator('.monaco-tl-twistie').click();
  });

  it('is worked by the keyboard alone', async function () {
    this.timeout(60_000);
    const frame = await probeByPalette(workbench, lab.target('sound/rsa-chain'));
    await frame.locator('h1', { hasText: /^Sound\./ }).waitFor();
    await frame.locator('button', { hasText: 'Probe again' }).focus();
    const before = await frame.locator('.place').textContent();
    // Two probes of one second that took as long read the same.
    await workbench.page.waitForTimeout(1_100);
    await workbench.page.keyboard.press('Enter');
    await waitUntil(frame, `document.querySelector('.place')?.textContent !== ${JSON.stringify(before)}`);
    await frame.locator('h1', { hasText: /^Sound\./ }).waitFor();
    await waitUntil(frame, 'document.activeElement?.textContent === "Probe again"');
    await workbench.page.keyboard.press('Tab');
    assert.equal(await frame.evaluate('document.activeElement?.textContent'), 'Copy as…');
  });

  it('stays quick with a reply of a thousand lines', async function () {
    this.timeout(60_000);
    const frame = await probeByPalette(workbench, lab.target('session/endless-reply'));
    await frame.locator('h1', { hasText: /^Inconclusive\./ }).waitFor();
    assert.ok((await frame.locator('.line').count()) < 300);
    await frame.locator('.gap button').first().click();
    await waitUntil(frame, 'document.querySelectorAll(".line").length > 1000', 5_000);
  });

  it('comes back after a reload, and the tree with it', async function () {
    this.timeout(90_000);
    const target = lab.target('certificate/incomplete-chain');
    const frame = await probeByPalette(workbench, target);
    await frame.locator('h1', { hasText: /^Broken\./ }).waitFor();
    // What came of it is written a moment later.
    await workbench.page.waitForTimeout(1_500);
    const isLoadedAgain = workbench.page.waitForEvent('load', { timeout: 30_000 });
    await workbench.runCommand('Developer: Reload Window');
    await isLoadedAgain;
    const restored = await workbench.findWebviewFrame('#page header', 60_000);
    await restored.locator('h1', { hasText: /^Broken\./ }).waitFor();
    await restored.locator('dd', { hasText: target }).first().waitFor();
    await workbench.clickActivityBar('SMTP TLS');
    const row = workbench.page
      .locator('.part.sidebar .monaco-list-row')
      .filter({ hasText: 'certificate/incomplete-chain' });
    await row.waitFor({ timeout: 30_000 });
    assert.match((await row.getAttribute('aria-label')) ?? '', /Broken/);
  });
});

describe('the panel in a folder that is not trusted', () => {
  let lab: UiLab;
  let workbench: Workbench;

  before(async function () {
    this.timeout(120_000);
    lab = await openUiLab({ ids: ['sound/rsa-chain'], probeOnOpen: true });
    workbench = await openWorkbench({ workspace: lab.workspace, trusted: false });
  });

  after(async function () {
    this.timeout(30_000);
    await workbench?.close();
    await lab?.close();
  });

  it('probes when asked, never by itself, and takes no trust store from the folder', async function () {
    this.timeout(90_000);
    await workbench.clickActivityBar('SMTP TLS');
    const row = workbench.page.locator('.part.sidebar .monaco-list-row').filter({ hasText: 'sound/rsa-chain' });
    await row.waitFor({ timeout: 30_000 });
    await workbench.page.waitForTimeout(1_500);
    assert.match((await row.getAttribute('aria-label')) ?? '', /Not probed yet/);
    const frame = await probeByPalette(workbench, lab.target('sound/rsa-chain'));
    await frame.locator('h1', { hasText: /^Broken\./ }).waitFor();
    await frame.locator('.store', { hasText: "Not trusted by Mozilla's roots" }).waitFor();
  });
});

describe('the look of the panel', () => {
  let lab: UiLab;
  let workbench: Workbench;
  let silent: Server;
  let changing: Switch;

  before(async function () {
    this.timeout(120_000);
    lab = await openUiLab({ ids: servers });
    silent = createServer((socket) => void socket.on('error', () => socket.destroy()));
    await new Promise<void>((resolve) => silent.listen(0, '127.0.0.1', resolve));
    changing = await openSwitch(lab.target('certificate/chain-of-everything'));
    workbench = await openWorkbench({ workspace: lab.workspace, viewport: { width: 1600, height: 1000 } });
    await workbench.clickActivityBar('SMTP TLS');
  });

  after(async function () {
    this.timeout(30_000);
    await workbench?.close();
    await changing?.close();
    silent?.close();
    await lab?.close();
  });

  const rows = (): Locator => workbench.page.locator('.part.sidebar .monaco-list-row');

  /** What the last probe gave is marked while the next one runs, which has to be readable, too. */
  const lookAtOldParts = async (theme: Theme): Promise<void> => {
    changing.leadTo(lab.target('certificate/chain-of-everything'));
    const frame = await probeByPalette(workbench, `127.0.0.1:${changing.port}`);
    await frame.locator('h1', { hasText: /^Broken\./ }).waitFor();
    changing.leadTo(`127.0.0.1:${(silent.address() as AddressInfo).port}`);
    await frame.locator('button', { hasText: 'Probe again' }).click();
    await frame.locator('.is-old .section-body:visible').first().waitFor();
    assert.deepEqual(await findFaults(frame), [], 'while the next probe runs');
    await workbench.screenshot(join(pictures, `old-parts-${theme}.png`));
    assert.ok((await frame.locator('.is-old:visible').count()) >= 3, 'The second probe ended too early.');
    await frame.locator('button', { hasText: 'Cancel' }).click();
    await frame.locator('button', { hasText: 'Probe again' }).waitFor();
    await closePanels(workbench);
  };

  for (const theme of ['dark', 'light', 'high-contrast', 'high-contrast-light'] satisfies readonly Theme[]) {
    it(`is readable for everybody, ${theme}`, async function () {
      this.timeout(180_000);
      await workbench.switchTheme(theme);
      // The folder opted in: everything that it lists is probed on opening.
      await rows()
        .filter({ hasText: 'chain-of-everything' })
        .filter({ hasText: 'Broken' })
        .waitFor({ timeout: 60_000 });
      await rows()
        .filter({ hasText: 'endless-reply' })
        .filter({ hasText: 'Inconclusive' })
        .waitFor({ timeout: 60_000 });
      for (const name of ['chain-of-everything', 'greeting/rewritten', 'starttls/not-offered', 'sound/rsa-chain']) {
        await rows().filter({ hasText: name }).first().click();
        const frame = await workbench.findWebviewFrame('#page header');
        await frame.locator('h1').waitFor();
        for (const width of [1600, 800]) {
          await widen(workbench, width);
          assert.deepEqual(await findFaults(frame), [], `${name}, ${width} px`);
          await workbench.screenshot(join(pictures, `${name.replaceAll('/', '-')}-${theme}-${width}.png`));
        }
        await widen(workbench, 1600);
        await closePanels(workbench);
      }
      if (theme === 'dark') await takeReadmePicture(workbench);
      await lookAtOldParts(theme);
    });
  }
});

/** The panel beside the tree, with the stages of a broken server open. */
async function takeReadmePicture(workbench: Workbench): Promise<void> {
  const rows = workbench.page.locator('.part.sidebar .monaco-list-row');
  const row = rows.filter({ hasText: 'starttls/not-offered' }).first();
  await row.click();
  const frame = await workbench.findWebviewFrame('#page header');
  await frame.locator('.squiggle-error').first().waitFor();
  await row.locator('.monaco-tl-twistie').click();
  await rows.filter({ hasText: 'TLS handshake' }).first().waitFor();
  await widen(workbench, 1280, 960);
  // Nothing under the pointer: no hover stands in the picture.
  await workbench.page.mouse.move(700, 950);
  await workbench.page.waitForTimeout(600);
  await workbench.screenshot(join(pictures, 'panel.png'));
  await row.locator('.monaco-tl-twistie').click();
  await widen(workbench, 1600);
  await closePanels(workbench);
}
