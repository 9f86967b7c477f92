// What a person does with a result: searches it, follows its fix, looks at older ones, finds all as it was after a reload.

import assert from 'node:assert/strict';
import { createServer } from 'node:net';
import type { AddressInfo, Server } from 'node:net';
import { join } from 'node:path';
import type { Frame } from 'playwright-core';
import { openUiLab } from './support/lab.ts';
import type { UiLab } from './support/lab.ts';
import { closePanels, findFaults, probeByPalette, waitUntil } from './support/panel.ts';
import { openWorkbench } from './support/workbench.ts';
import type { Workbench } from './support/workbench.ts';

const pictures = join(process.cwd(), 'dist', 'pictures');

/** What the clipboard holds, as a person sees it who pastes it into a box. */
async function pasted(workbench: Workbench): Promise<string> {
  await workbench.page.keyboard.press('F1');
  const input = workbench.page.locator('.quick-input-widget:visible .quick-input-box input');
  await input.waitFor();
  await input.fill('');
  await workbench.page.keyboard.press('Control+V');
  await workbench.page.waitForTimeout(200);
  const text = await input.inputValue();
  await workbench.page.keyboard.press('Escape');
  return text;
}

/** A server whose every word is meant to do harm where it is shown. */
async function openHostileServer(): Promise<{ readonly target: string; readonly close: () => Promise<void> }> {
  const server: Server = createServer((socket) => {
    socket.on('error', () => undefined);
    socket.write('220 <img src=x onerror="window.hacked=1"><script>window.hacked=1</script> \u001b[31mred ESMTP\r\n');
    socket.on('data', (data) => {
      const isGreeting = data.toString('latin1').toUpperCase().startsWith('EHLO');
      socket.write(isGreeting ? '250-<b>mx</b>\r\n250 X<IFRAME>&amp;"\'\r\n' : '221 </script><h1>bye</h1>\r\n');
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    target: `127.0.0.1:${(server.address() as AddressInfo).port}`,
    close: () => new Promise<void>((resolve) => server.close(() => resolve())),
  };
}

describe('working with the panel', () => {
  let lab: UiLab;
  let workbench: Workbench;

  before(async function () {
    this.timeout(120_000);
    lab = await openUiLab({
      ids: ['sound/rsa-chain', 'starttls/not-offered', 'certificate/chain-of-everything', 'session/endless-reply'],
      probeOnOpen: false,
    });
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

  it('says what to do right below the verdict, before anything else', async function () {
    this.timeout(60_000);
    const frame = await probeByPalette(workbench, lab.target('starttls/not-offered'));
    await frame.locator('h1', { hasText: /^Broken\./ }).waitFor();
    await frame.locator('header .first-fix .steps li').first().waitFor();
    const verdictEnd = Number(await frame.evaluate("document.querySelector('h1').getBoundingClientRect().bottom"));
    const fixStart = Number(await frame.evaluate("document.querySelector('.steps').getBoundingClientRect().top"));
    assert.ok(fixStart - verdictEnd < 150, `${fixStart - verdictEnd} px`);
    assert.equal(await frame.locator('.finding .fix').count(), 0);
  });

  it('shows the fix for the product that a person chose, here and on every other page', async function () {
    this.timeout(90_000);
    const frame = await probeByPalette(workbench, lab.target('starttls/not-offered'));
    await frame.locator('.picker label', { hasText: 'Postfix' }).click();
    await frame.locator('.first-fix .product', { hasText: 'Exchange' }).waitFor({ state: 'hidden' });
    assert.ok(await frame.locator('.first-fix .product', { hasText: 'Postfix' }).isVisible());
    await closePanels(workbench);
    const other = await probeByPalette(workbench, lab.target('certificate/chain-of-everything'));
    await other.locator('.first-fix .product', { hasText: 'Postfix' }).waitFor();
    assert.equal(await other.locator('.first-fix .product:visible').count(), 1);
    // By the keyboard: the arrows move among the products.
    await other.locator('.picker input[value="Postfix"]').focus();
    await workbench.page.keyboard.press('ArrowLeft');
    await other.locator('.first-fix .product', { hasText: 'Exchange' }).waitFor();
    await other.locator('.picker label', { hasText: 'All' }).click();
    await waitUntil(other, "document.querySelectorAll('.first-fix .part:not([hidden])').length > 1");
  });

  it('copies a command of a fix, and nothing of the sentence around it', async function () {
    this.timeout(60_000);
    const frame = await probeByPalette(workbench, lab.target('certificate/chain-of-everything'));
    await frame.locator('h1', { hasText: /^Broken\./ }).waitFor();
    const command = frame.locator('.first-fix code.command', { hasText: 'Enable-ExchangeCertificate' }).first();
    const text = (await command.textContent()) ?? '';
    await frame.locator(`.first-fix .copy[aria-label="Copy: ${text}"]`).click();
    await workbench.page.locator('.statusbar', { hasText: 'The command is in the clipboard.' }).waitFor();
    assert.equal(await pasted(workbench), text);
    assert.match(text, /^Enable-ExchangeCertificate -Thumbprint <thumbprint> -Services SMTP$/);
  });

  it('searches the transcript by the keyboard, also where lines are left out', async function () {
    this.timeout(60_000);
    const frame = await probeByPalette(workbench, lab.target('session/endless-reply'));
    await frame.locator('h1', { hasText: /^Inconclusive\./ }).waitFor();
    const isDrawn = "document.getElementById('line-500') !== null";
    assert.equal(await frame.evaluate(isDrawn), false);
    await frame.locator('#search input').focus();
    await workbench.page.keyboard.type('250-');
    await frame.locator('.count', { hasText: /^1 of [\d,]+$/ }).waitFor();
    await workbench.page.keyboard.press('Enter');
    await frame.locator('.count', { hasText: /^2 of / }).waitFor();
    await workbench.page.keyboard.press('Shift+Enter');
    await workbench.page.keyboard.press('Shift+Enter');
    const last = /of ([\d,]+)/.exec((await frame.locator('.count').textContent()) ?? '')?.[1];
    assert.equal(await frame.locator('.count').textContent(), `${last} of ${last}`);
    assert.equal(await frame.locator('mark.current').count(), 1);
    assert.equal(await frame.evaluate("document.activeElement?.closest('#search') !== null"), true);
    const middle = (await frame.evaluate(
      "[...document.querySelectorAll('.gap button')].map((gap) => gap.textContent).join('')",
    )) as string;
    assert.match(middle, /more lines/);
    await workbench.page.keyboard.press('Escape');
    assert.equal(await frame.locator('#search input').inputValue(), '');
    assert.equal(await frame.locator('mark').count(), 0);
    await workbench.page.keyboard.type('no such text');
    await frame.locator('.count', { hasText: 'No match' }).waitFor();
  });

  it('shows the bytes of every line and hides them again', async function () {
    this.timeout(60_000);
    const frame = await probeByPalette(workbench, lab.target('sound/rsa-chain'));
    await frame.locator('button', { hasText: 'Show bytes' }).click();
    await frame
      .locator('.bytes', { hasText: /^32 32 30 20 .*0d 0a$/ })
      .first()
      .waitFor();
    await frame.locator('button', { hasText: 'Hide bytes' }).click();
    assert.equal(await frame.locator('.bytes').count(), 0);
  });

  it('lists older results, opens one in a panel of its own and keeps it through a reload', async function () {
    this.timeout(120_000);
    const target = lab.target('sound/rsa-chain');
    const frame = await probeByPalette(workbench, target);
    await frame.locator('h1', { hasText: /^Sound\./ }).waitFor();
    await frame.locator('.past').first().waitFor();
    const before = await frame.locator('.past').count();
    await frame.locator('button', { hasText: 'Probe again' }).click();
    await waitUntil(frame, `document.querySelectorAll('.past').length > ${before}`);
    assert.equal(await frame.locator('.past.is-shown').count(), 1);
    await workbench.screenshot(join(pictures, 'history-dark-1600.png'));
    await frame.locator('.past button', { hasText: 'Open' }).first().click();
    const past = await workbench.findWebviewFrame('.banner:has-text("Result of")');
    assert.equal(await past.locator('button', { hasText: 'Probe again' }).isVisible(), false);
    await past.locator('.line', { hasText: '250-STARTTLS' }).first().waitFor();
    assert.deepEqual(await findFaults(past), []);
    await workbench.page.waitForTimeout(1_500);
    const isLoadedAgain = workbench.page.waitForEvent('load', { timeout: 30_000 });
    await workbench.runCommand('Developer: Reload Window');
    await isLoadedAgain;
    const restored = await workbench.findWebviewFrame('.banner:has-text("Result of")', 60_000);
    await restored.locator('h1', { hasText: /^Sound\./ }).waitFor();
    assert.equal(await restored.locator('dd', { hasText: target }).count(), 1);
  });

  it('is after a reload where it was: scrolled, with what stood open', async function () {
    this.timeout(120_000);
    const frame = await probeByPalette(workbench, lab.target('certificate/chain-of-everything'));
    await frame.locator('h1', { hasText: /^Broken\./ }).waitFor();
    await frame.locator('.finding .fix summary').first().click();
    await frame.locator('#certificate-details-1 summary').click();
    const opened = (await frame.evaluate("document.querySelector('.finding .fix[open]').id")) as string;
    await frame.evaluate('window.scrollTo(0, 640)');
    // The place is kept once scrolling rests.
    await workbench.page.waitForTimeout(1_500);
    const isLoadedAgain = workbench.page.waitForEvent('load', { timeout: 30_000 });
    await workbench.runCommand('Developer: Reload Window');
    await isLoadedAgain;
    const restored = await workbench.findWebviewFrame('#page header', 60_000);
    await restored.locator('h1', { hasText: /^Broken\./ }).waitFor();
    await waitUntil(restored, 'Math.abs(window.scrollY - 640) < 2');
    assert.equal(await restored.evaluate(`document.getElementById(${JSON.stringify(opened)}).open`), true);
    assert.equal(await restored.evaluate("document.getElementById('certificate-details-1').open"), true);
  });

  it('keeps the focus on a folded fix through a new result', async function () {
    this.timeout(60_000);
    const frame = await probeByPalette(workbench, lab.target('certificate/chain-of-everything'));
    await frame.locator('h1', { hasText: /^Broken\./ }).waitFor();
    await frame.locator('.finding .fix summary').first().focus();
    await workbench.page.keyboard.press('Enter');
    const focused = (await frame.evaluate("document.activeElement?.parentElement?.id ?? ''")) as string;
    assert.match(focused, /^fix-/);
    const place = await frame.locator('.place').textContent();
    await workbench.page.waitForTimeout(1_100);
    // Another view asks for the probe: the focus is in the page all the while.
    await frame.evaluate(
      "[...document.querySelectorAll('button')].find((one) => one.textContent === 'Probe again').click()",
    );
    await waitUntil(frame, `document.querySelector('.place')?.textContent !== ${JSON.stringify(place)}`);
    await frame.locator('h1', { hasText: /^Broken\./ }).waitFor();
    assert.equal(await frame.evaluate("document.activeElement?.parentElement?.id ?? ''"), focused);
    assert.equal(await frame.evaluate(`document.getElementById(${JSON.stringify(focused)}).open`), true);
  });

  it('shows what a hostile server says as text and nothing else', async function () {
    this.timeout(60_000);
    const hostile = await openHostileServer();
    try {
      const frame: Frame = await probeByPalette(workbench, hostile.target);
      await frame.locator('.line', { hasText: '<img src=x onerror="window.hacked=1"><script>' }).waitFor();
      await frame.locator('.line', { hasText: '250 X<IFRAME>&amp;"\'' }).waitFor();
      await frame.locator('h1').waitFor();
      await frame.locator('#search input').fill('<b>');
      await frame.locator('.count', { hasText: /^1 of/ }).waitFor();
      assert.equal(await frame.evaluate('window.hacked'), undefined);
      assert.equal(await frame.locator('#page img, #page iframe, #page script, #page b').count(), 0);
      assert.equal(await frame.locator('h1').count(), 1);
    } finally {
      await hostile.close();
    }
  });
});
