// A person pastes an error, and opens a bounce: what it means is a page, and the probe waits for a click.

import assert from 'node:assert/strict';
import { join } from 'node:path';
import type { Frame } from 'playwright-core';
import { openWorkbench } from './support/workbench.ts';
import type { Workbench } from './support/workbench.ts';

const pictures = join(process.cwd(), 'dist', 'pictures');

const queueError =
  '451 4.4.0 Primary target IP address responded with: “451 5.7.3 Must issue a STARTTLS command first.” Attempted failover to alternate host, but that did not succeed.';

const bounce = [
  'From: postmaster@contoso.example',
  'Subject: Undeliverable: hello',
  'MIME-Version: 1.0',
  'Content-Type: multipart/report; report-type=delivery-status; boundary="b1"',
  '',
  '--b1',
  'Content-Type: text/plain; charset=us-ascii',
  '',
  'Your message could not be delivered.',
  '',
  '--b1',
  'Content-Type: message/delivery-status',
  '',
  'Reporting-MTA: dns; AM0PR01MB1234.eurprd01.prod.exchangelabs.com',
  '',
  'Final-Recipient: rfc822; someone@fabrikam.example',
  'Action: failed',
  'Status: 5.4.317',
  'Remote-MTA: dns; mail.fabrikam.example',
  'Diagnostic-Code: smtp; 550 5.4.317 Message expired, cannot connect to remote server',
  ' [Message=UntrustedRoot] [LastAttemptedServerName=mail.fabrikam.example]',
  ' [LastAttemptedIP=192.0.2.25:25]',
  '',
  '--b1--',
  '',
].join('\n');

describe('an explained mail error', () => {
  let workbench: Workbench;

  /** The rendered page that says this. */
  const findPage = async (text: string): Promise<Frame> => {
    const end = performance.now() + 30_000;
    do {
      for (const frame of workbench.page.frames()) {
        const heading = frame.locator('h2', { hasText: text }).first();
        // A frame may go away while it is asked.
        if (await heading.isVisible().catch(() => false)) return frame;
      }
      await workbench.page.waitForTimeout(100);
    } while (performance.now() < end);
    await workbench.screenshot(join(pictures, 'mail-error-missing.png'));
    throw new Error(`No page says "${text}".`);
  };

  before(async function () {
    this.timeout(120_000);
    workbench = await openWorkbench({
      files: { 'bounce.eml': bounce },
      viewport: { width: 1400, height: 900 },
    });
  });

  after(async function () {
    this.timeout(30_000);
    await workbench?.close();
  });

  it('is read from a pasted line, with its wrapper, its causes and what to do', async function () {
    this.timeout(90_000);
    const { page } = workbench;
    await workbench.runCommand('Explain Mail Error');
    // Nothing is open and the clipboard may be empty: the line is typed.
    const row = page.locator('.quick-input-widget:visible .monaco-list-row', { hasText: 'Type or paste a line' });
    await row.click();
    await page.locator('.quick-input-widget:visible', { hasText: 'Nothing is sent.' }).waitFor();
    await workbench.typeInQuickInput(queueError);
    await workbench.acceptQuickInput();
    const frame = await findPage('The receiving Exchange demands TLS');
    const text = await frame.locator('body').innerText();
    assert.match(text, /Must issue a STARTTLS command first/);
    assert.match(text, /4\.4\.0/);
    assert.match(text, /What to do/);
    await workbench.screenshot(join(pictures, 'mail-error-pasted.png'));
    await workbench.runCommand('View: Close All Editors');
  });

  it('has a lens over a bounce, which leads to the page and offers the probe', async function () {
    this.timeout(90_000);
    const { page } = workbench;
    await workbench.runCommand('Go to File');
    await workbench.typeInQuickInput('bounce.eml');
    await page.locator('.quick-input-widget:visible .monaco-list-row', { hasText: 'bounce.eml' }).first().waitFor();
    await workbench.acceptQuickInput();
    const lens = page.locator('.codelens-decoration a', { hasText: 'Explain this mail error' }).first();
    await lens.waitFor({ timeout: 30_000 });
    await page.locator('.codelens-decoration a', { hasText: 'mail.fabrikam.example:25' }).first().waitFor();
    await workbench.screenshot(join(pictures, 'mail-error-lens.png'));
    await lens.click();
    const frame = await findPage('Exchange Online could not follow the certificate');
    assert.match(await frame.locator('body').innerText(), /mail\.fabrikam\.example/);
    await workbench.screenshot(join(pictures, 'mail-error-bounce.png'));
  });
});
