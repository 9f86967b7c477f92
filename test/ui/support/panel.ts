// What tests of the panel share: probing by the palette, waiting inside the page, its faults for people who cannot see it.

import axe from 'axe-core';
import type { AxeResults } from 'axe-core';
import type { Frame } from 'playwright-core';
import type { Workbench } from './workbench.ts';

/** Probes as a person does; gives the page that shows it. */
export async function probeByPalette(workbench: Workbench, target: string): Promise<Frame> {
  await workbench.runCommand('Probe SMTP TLS');
  await workbench.typeInQuickInput(target);
  await workbench.acceptQuickInput();
  const frame = await workbench.findWebviewFrame('#page header');
  await frame.locator('dd', { hasText: target }).first().waitFor();
  return frame;
}

/** Where one is open, it is closed: its frame would be mistaken for the next one's. */
export async function closePanels(workbench: Workbench): Promise<void> {
  await workbench.runCommand('View: Close All Editors');
  await workbench.page.locator('.editor-group-container.empty').waitFor();
}

/** What axe-core finds that is serious or worse. */
export async function findFaults(frame: Frame): Promise<readonly string[]> {
  if (!(await frame.evaluate("typeof axe === 'object'"))) await frame.evaluate(axe.source);
  const results = (await frame.evaluate('axe.run(document, { resultTypes: ["violations"] })')) as AxeResults;
  return results.violations
    .filter(({ impact }) => impact === 'serious' || impact === 'critical')
    .flatMap(({ id, nodes }) => nodes.slice(0, 3).map(({ html }) => `${id}: ${html.slice(0, 200)}`));
}

/** The page's policy forbids Playwright's own waiting, which evaluates a text inside the page. */
export async function waitUntil(frame: Frame, expression: string, timeoutMs = 10_000): Promise<void> {
  const end = performance.now() + timeoutMs;
  while ((await frame.evaluate(expression)) !== true) {
    if (performance.now() > end) throw new Error(`Not within ${timeoutMs} ms: ${expression}`);
    await frame.page().waitForTimeout(50);
  }
}

export async function widen(workbench: Workbench, width: number, height = 1000): Promise<void> {
  await workbench.page.setViewportSize({ width, height });
  // VS Code lays itself out anew in the frames that follow, and the pages in it after that.
  await workbench.page.waitForTimeout(250);
}
