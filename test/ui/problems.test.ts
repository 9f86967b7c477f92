// A person works on a fleet file: runs its tests, reads the problems on its lines, mends one and accepts another.

import assert from 'node:assert/strict';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Locator } from 'playwright-core';
import { openUiLab } from './support/lab.ts';
import type { UiLab } from './support/lab.ts';
import { openWorkbench } from './support/workbench.ts';
import type { Workbench } from './support/workbench.ts';

const pictures = join(process.cwd(), 'dist', 'pictures');

function fleetText(lab: UiLab): string {
  const entry = (id: string, name: string, rest: Readonly<Record<string, unknown>> = {}): string => {
    const [host = '', port = ''] = lab.target(id).split(':');
    const fields = { name, host, port: Number(port), serverName: 'mx.lab.test', authorities: 'lab-root.pem', ...rest };
    return `    ${JSON.stringify(fields, null, 2).replaceAll('\n', '\n    ')}`;
  };
  return [
    '{',
    '  // Kept by the mail team.',
    '  "endpoints": [',
    [
      entry('certificate/expired', 'Edge'),
      entry('sound/starttls', 'Hub'),
      entry('sound/tls-1-2', 'Partner', { expect: { minimumTls: 'TLSv1.3' } }),
      entry('pairing/tls-on-plaintext-port', 'Submission', { tls: 'implicit' }),
    ].join(',\n'),
    '  ]',
    '}',
    '',
  ].join('\n');
}

describe('problems and tests of a fleet', () => {
  let lab: UiLab;
  let workbench: Workbench;
  let path: string;

  const problem = (text: string | RegExp): Locator =>
    workbench.page.locator('.markers-panel .monaco-list-row').filter({ hasText: text }).first();
  const test = (text: string): Locator =>
    workbench.page.locator('.test-explorer .monaco-list-row').filter({ hasText: text }).first();

  /** Its fixes are asked for when a row is chosen, and are there with its light bulb. */
  const openFixes = async (row: Locator): Promise<void> => {
    await row.click();
    await row.getByRole('button', { name: 'Show fixes' }).click();
  };

  /** Where the problem is, with the cursor in its wavy line. */
  const goTo = async (row: Locator, line: number): Promise<void> => {
    await row.dblclick();
    await workbench.page.locator('.statusbar-item', { hasText: new RegExp(`^Ln ${line},`) }).waitFor();
    // It takes the focus a moment later, and would take it from the next palette.
    await workbench.page.locator('.monaco-editor.focused').waitFor();
  };

  const openFleetFile = async (): Promise<void> => {
    await workbench.page.keyboard.press('Control+P');
    await workbench.typeInQuickInput('smtp-tls.json');
    await workbench.page
      .locator('.quick-input-widget .monaco-list-row')
      .filter({ hasText: 'smtp-tls.json' })
      .first()
      .click();
    await workbench.page.locator('.tab', { hasText: 'smtp-tls.json' }).waitFor();
  };

  before(async function () {
    this.timeout(120_000);
    const ids = ['certificate/expired', 'sound/starttls', 'sound/tls-1-2', 'pairing/tls-on-plaintext-port'];
    lab = await openUiLab({ ids, probeOnOpen: false });
    path = join(lab.workspace, 'smtp-tls.json');
    writeFileSync(path, fleetText(lab));
    workbench = await openWorkbench({ workspace: lab.workspace, viewport: { width: 1600, height: 1000 } });
  });

  after(async function () {
    this.timeout(30_000);
    await workbench?.close();
    await lab?.close();
  });

  it('runs the fleet as tests, and shows the finding where one fails', async function () {
    this.timeout(90_000);
    await openFleetFile();
    await workbench.runCommand('Testing: Focus on Test Explorer View');
    const file = test('smtp-tls.json');
    await file.waitFor({ timeout: 30_000 });
    await workbench.runCommand('Test: Run All Tests');
    if ((await file.getAttribute('aria-expanded')) !== 'true') await file.locator('.monaco-tl-twistie').click();
    await test('Edge').waitFor({ timeout: 30_000 });
    for (const [name, state] of [
      ['Edge', 'Failed'],
      ['Hub', 'Passed'],
      ['Partner', 'Failed'],
      ['Submission', 'Failed'],
    ] as const) {
      const row = workbench.page.locator(
        `.test-explorer .monaco-list-row[aria-label*="${name} "][aria-label*="(${state}"]`,
      );
      await row.first().waitFor({ timeout: 30_000 });
    }
    await workbench.screenshot(join(pictures, 'tests-dark-1600.png'));
    await workbench.page.getByText('The certificate has expired. The server').first().waitFor();
    await workbench.page.getByText('TLS 1.3 or newer').first().waitFor();
  });

  it('has every finding in the Problems panel, at its line of the file', async function () {
    this.timeout(60_000);
    await workbench.runCommand('Problems: Focus on Problems View');
    await problem('Edge: The certificate has expired').waitFor({ timeout: 30_000 });
    await problem('Partner: The TLS version is older than its owner demands').waitFor();
    await problem('Submission: TLS was spoken to a port that begins in clear text').waitFor();
    await workbench.screenshot(join(pictures, 'problems-dark-1600.png'));
    await goTo(problem('Edge: The certificate has expired'), 6);
    assert.ok((await workbench.page.locator('.monaco-editor .squiggly-error').count()) >= 1);
  });

  it('accepts a finding from its light bulb until a date, for a reason', async function () {
    this.timeout(90_000);
    await workbench.runCommand('Problems: Focus on Problems View');
    await openFixes(problem('Edge: The certificate has expired'));
    const choice = 'Accept until a date: The certificate has expired';
    await workbench.page.locator('.monaco-menu .action-item').filter({ hasText: choice }).first().waitFor();
    await workbench.screenshot(join(pictures, 'problems-fixes-dark-1600.png'));
    await workbench.chooseInMenu(choice);
    const input = workbench.page.locator('.quick-input-widget:visible');
    await input.filter({ hasText: 'Until when is it accepted' }).waitFor();
    await workbench.typeInQuickInput('2020-01-01');
    await input.filter({ hasText: 'That day has passed' }).waitFor();
    const until = new Date(Date.now() + 20 * 86_400_000).toISOString().slice(0, 10);
    await workbench.typeInQuickInput(until);
    await workbench.acceptQuickInput();
    await input.filter({ hasText: 'Why is it accepted' }).waitFor();
    await workbench.typeInQuickInput('Renewed with the move in spring');
    await workbench.acceptQuickInput();
    await problem(`accepted until ${until}: Renewed with the move in spring`).waitFor({ timeout: 15_000 });
    const text = readFileSync(path, 'utf8');
    assert.match(text, /"rule": "certificate\/expired"/);
    assert.match(text, /Renewed with the move in spring/);
    assert.match(text, /^ {2}\/\/ Kept by the mail team\.$/m);
    await workbench.screenshot(join(pictures, 'problems-accepted-dark-1600.png'));
  });

  it('corrects a TLS mode in the editor by one key, and the problem is gone', async function () {
    this.timeout(90_000);
    await workbench.runCommand('Problems: Focus on Problems View');
    const row = problem('Submission: TLS was spoken');
    const text = readFileSync(path, 'utf8').split('"Submission"')[0] ?? '';
    await goTo(row, text.split('\n').length + 1);
    await workbench.page.keyboard.press('Control+.');
    const choice = workbench.page
      .locator('.action-widget .monaco-list-row')
      .filter({ hasText: 'Use STARTTLS on port' });
    await choice.first().waitFor();
    await workbench.screenshot(join(pictures, 'problems-pairing-dark-1600.png'));
    await choice.first().click();
    await row.waitFor({ state: 'detached', timeout: 30_000 });
    assert.match(readFileSync(path, 'utf8'), /"tls": "starttls"/);
  });

  it('leads from a problem to the explanation of its rule', async function () {
    this.timeout(60_000);
    await workbench.runCommand('Problems: Focus on Problems View');
    await problem('Partner: The TLS version').locator('a', { hasText: 'expectation/tls-version' }).click();
    await workbench.page
      .locator('.tab', { hasText: /tls-version/ })
      .first()
      .waitFor({ timeout: 15_000 });
    await workbench.screenshot(join(pictures, 'problems-explanation-dark-1600.png'));
  });

  it('is as readable in a light theme', async function () {
    this.timeout(60_000);
    await workbench.switchTheme('light');
    await workbench.page.locator('.tab', { hasText: 'smtp-tls.json' }).click();
    await workbench.runCommand('Problems: Focus on Problems View');
    await problem('Partner: The TLS version').waitFor({ timeout: 30_000 });
    await workbench.screenshot(join(pictures, 'problems-light-1600.png'));
  });
});
