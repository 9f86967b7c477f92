// A person opens an export of connectors, then looks through the whole folder for anti-fixes, mends one and reads a page.

import assert from 'node:assert/strict';
import { join } from 'node:path';
import type { Locator } from 'playwright-core';
import { openWorkbench } from './support/workbench.ts';
import type { Workbench } from './support/workbench.ts';

const pictures = join(process.cwd(), 'dist', 'pictures');

const files = {
  'exchange/Get-SendConnector.json': `[
  {
    "Name": "Outbound to Office 365",
    "AddressSpaces": ["smtp:contoso.mail.onmicrosoft.com;1"],
    "CloudServicesMailEnabled": true,
    "IgnoreSTARTTLS": false,
    "RequireTLS": false,
    "SmartHosts": ["contoso-com.mail.protection.outlook.com"],
    "TlsAuthLevel": "EncryptionOnly",
    "TlsDomain": null
  },
  {
    "Name": "To Internet",
    "AddressSpaces": ["SMTP:*;1"],
    "IgnoreSTARTTLS": true,
    "RequireTLS": false,
    "TlsAuthLevel": null
  }
]
`,
  'postfix/main.cf':
    'myhostname = mx.contoso.com\n# Until their certificate is mended:\nsmtp_tls_security_level = none\n',
  'app/mail.js': `const transporter = nodemailer.createTransport({
  host: 'mx.contoso.com',
  port: 587,
  tls: { rejectUnauthorized: false },
});
`,
  'app/database.js': 'const pool = new Pool({ ssl: { rejectUnauthorized: false } });\n',
};

describe('anti-fixes', function () {
  this.timeout(120_000);

  let workbench: Workbench;

  const problem = (text: string | RegExp): Locator =>
    workbench.page.locator('.markers-panel .monaco-list-row').filter({ hasText: text }).first();

  /** Its fixes are asked for when a row is chosen, and its file is open. */
  const openFile = async (name: string): Promise<void> => {
    await workbench.runCommand('Go to File');
    await workbench.typeInQuickInput(name);
    await workbench.page.locator('.quick-input-widget .monaco-list-row.focused').filter({ hasText: name }).waitFor();
    await workbench.acceptQuickInput();
    await workbench.page.locator('.tab.active').filter({ hasText: name }).waitFor();
  };

  /** The menu of fixes at a problem, by the keys that VS Code has for it. */
  const openFixes = async (row: Locator, file: string): Promise<Locator> => {
    const { page } = workbench;
    const fixes = page.locator('.action-widget .monaco-list-row');
    await openFile(file);
    await page.locator('.monaco-editor .squiggly-error').first().waitFor();
    for (let tries = 0; tries < 3; tries++) {
      await row.dblclick();
      await page.locator('.monaco-editor.focused').first().waitFor();
      await page.keyboard.press('Control+.');
      const isOpen = fixes.first().waitFor({ timeout: 5_000 });
      if (await isOpen.then(() => true).catch(() => false)) break;
      await page.keyboard.press('Escape');
    }
    return fixes;
  };

  before(async () => {
    workbench = await openWorkbench({ files, viewport: { width: 1600, height: 1000 } });
  });

  after(async () => {
    await workbench?.close();
  });

  it('are underlined in an export of connectors that is open, and in nothing else yet', async () => {
    await openFile('Get-SendConnector.json');
    const { page } = workbench;
    await page.locator('.monaco-editor .squiggly-error').first().waitFor({ timeout: 30_000 });
    await page.locator('.monaco-editor .squiggly-warning').first().waitFor();
    assert.equal(await page.locator('.monaco-editor .squiggly-error').count(), 2);
    assert.equal(await page.locator('.monaco-editor .squiggly-warning').count(), 1);
    await workbench.screenshot(join(pictures, 'anti-fixes-export.png'));
  });

  it('are listed for the whole folder by the command', async () => {
    await workbench.runCommand('SMTP TLS: Find Anti-Fixes in Workspace');
    await problem('Postfix sends without TLS').waitFor({ timeout: 30_000 });
    await problem('Every certificate of the mail server is accepted').waitFor();
    assert.equal(await problem('database.js').count(), 0);
    await workbench.screenshot(join(pictures, 'anti-fixes-problems.png'));
  });

  it('are mended by the light bulb, or explained on a page', async () => {
    const row = problem('Every certificate of the mail server is accepted');
    const fixes = await openFixes(row, 'mail.js');
    const write = fixes.filter({ hasText: 'Write "true"' }).first();
    await write.waitFor();
    await workbench.screenshot(join(pictures, 'anti-fixes-fixes.png'));
    await write.click();
    await row.waitFor({ state: 'detached' });
    const others = await openFixes(problem('Postfix sends without TLS'), 'main.cf');
    await others.filter({ hasText: 'What to do in its place' }).first().click();
    const frame = await workbench.findWebviewFrame('h2:text("What to do in its place")');
    assert.equal((await frame.locator('h1').first().textContent())?.trim(), 'Postfix sends without TLS');
    await workbench.screenshot(join(pictures, 'anti-fixes-page.png'));
  });
});
