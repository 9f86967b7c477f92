// (g) Activation as VS Code itself tells it, of the installed package: in a window at rest, when the sidebar is opened,
// and while the window starts, because the folder has a fleet file. In the second case it shares the processor with all
// that VS Code starts at that moment, so that figure says as much of the machine as of the extension.
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { buildPackage } from '../../host/buildPackage.mjs';
import { openWindow } from '../../host/openWindow.mjs';
import { temporaryFolder } from '../../host/processes.mjs';
import { manifest } from '../../host/project.mjs';
import { describeSample, median, rounded } from '../statistics.mjs';

const starts = 5;

/** Until VS Code's own extensions have been started. */
const restMs = 10_000;

async function openSidebar(page) {
  await sleep(restMs);
  await page.locator('.activitybar [aria-label="SMTP TLS"]').first().click();
  await page.locator('.part.sidebar .welcome-view-content').first().waitFor();
}

async function waitForStatus(page) {
  await page.locator('.statusbar-item').filter({ hasText: 'SMTP TLS' }).first().waitFor({ timeout: 60_000 });
}

/** What "Show Running Extensions" says of us, in milliseconds. */
async function readActivationTime(page) {
  const input = page.locator('.quick-input-widget:visible .quick-input-box input');
  await page.keyboard.press('F1');
  await input.waitFor();
  await input.fill('>Developer: Show Running Extensions');
  await page.locator('.quick-input-widget:visible .monaco-list-row').first().waitFor();
  await page.keyboard.press('Enter');
  const row = page.locator('.runtime-extensions-editor .monaco-list-row').filter({ hasText: manifest.displayName });
  const time = row.locator('.activation-time');
  await time.filter({ hasText: /\d+ ?ms/ }).waitFor({ timeout: 30_000 });
  return Number(/(\d+) ?ms/.exec(await time.innerText())[1]);
}

/** So tall that the list has a row for every extension: what started fast stands at its end. */
const viewport = { width: 1_280, height: 2_400 };

async function timeActivations(options, activate) {
  const times = [];
  for (let start = 0; start < starts; start++) {
    const window = await openWindow({ ...options, viewport });
    try {
      await activate(window.page);
      times.push(await readActivationTime(window.page));
    } finally {
      await window.close();
    }
  }
  return times;
}

export async function measureActivation({ folder, report }) {
  const { path: vsix } = await buildPackage(folder);
  const workspace = temporaryFolder('workspace');
  const measure = async (name, limit, activate) => {
    const times = await timeActivations({ vsix, workspace: workspace.path }, activate);
    const detail = { ms: describeSample(times, '', 0) };
    report({ name, value: rounded(median(times), 0), unit: 'ms', ...limit, detail });
  };
  await measure('activation, as VS Code tells it, in a window at rest', { limit: { most: 50 } }, openSidebar);
  writeFileSync(join(workspace.path, 'smtp-tls.json'), '{ "endpoints": ["mx.example.com", "192.0.2.1:587"] }\n');
  await measure('activation, as VS Code tells it, while the window starts', {}, waitForStatus);
  await workspace.remove();
}
