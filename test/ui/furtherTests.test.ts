// A person asks for a further test: by the button of a cause, and by the command, which says beforehand what it sends.

import assert from 'node:assert/strict';
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import type { Frame } from 'playwright-core';
import { openUiLab } from './support/lab.ts';
import type { UiLab } from './support/lab.ts';
import { findFaults, probeByPalette, waitUntil } from './support/panel.ts';
import { openWorkbench } from './support/workbench.ts';
import type { Workbench } from './support/workbench.ts';

const pictures = join(process.cwd(), 'dist', 'pictures');

describe('further tests', () => {
  let lab: UiLab;
  let workbench: Workbench;
  let frame: Frame;

  before(async function () {
    this.timeout(120_000);
    lab = await openUiLab({ ids: ['starttls/not-offered'], probeOnOpen: false });
    workbench = await openWorkbench({ workspace: lab.workspace, viewport: { width: 1600, height: 1400 } });
    mkdirSync(pictures, { recursive: true });
    frame = await probeByPalette(workbench, lab.target('starttls/not-offered'));
    await frame.locator('h1', { hasText: /^Broken\./ }).waitFor();
  });

  after(async function () {
    this.timeout(30_000);
    await workbench?.close();
    await lab?.close();
  });

  it('have no place in the panel before one was made', async () => {
    assert.equal(await frame.locator('#further-tests').isVisible(), false);
  });

  it('are a button of a cause, with what it sends below it, and tell what came of them', async function () {
    this.timeout(30_000);
    const box = frame.locator('.next-test', { hasText: 'Send STARTTLS all the same' }).first();
    await box.locator('p', { hasText: 'sends STARTTLS unasked' }).waitFor();
    await box.locator('button').click();
    await waitUntil(frame, "document.querySelector('#further-tests h3') !== null");
    const text = await frame.locator('#further-tests').innerText();
    assert.match(text, /STARTTLS sent although it was not offered/);
    assert.match(text, /STARTTLS was (?:accepted although it was not offered|refused)/);
  });

  it('are chosen from a list that says what each sends, and only what was chosen is told', async function () {
    this.timeout(30_000);
    await workbench.runCommand('SMTP TLS: Run a Further Test…');
    const list = workbench.page.locator('.quick-input-widget:visible');
    await list
      .locator('.monaco-list-row', {
        hasText: 'Connects 2 times to each address of the name (at most 16), one at a time.',
      })
      .waitFor();
    assert.equal(await list.locator('.monaco-list-row').count(), 7);
    await workbench.screenshot(join(pictures, 'further-tests-choice.png'));
    for (const name of ['Every address of the name', 'Ports side by side']) {
      await list.locator('.monaco-list-row', { hasText: name }).click();
    }
    await workbench.page.keyboard.press('Enter');
    await waitUntil(frame, "document.querySelectorAll('#further-tests h3').length === 2");
    const section = frame.locator('#further-tests');
    assert.equal(await section.locator('table').count(), 2);
    assert.match(await section.innerText(), /Every address of the name\s+All connections showed the same\./);
    assert.match(await section.innerText(), /connection-refused/);
    await section.scrollIntoViewIfNeeded();
    await workbench.screenshot(join(pictures, 'further-tests.png'));
    assert.deepEqual(await findFaults(frame), []);
  });
});
