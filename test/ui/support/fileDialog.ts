// VS Code's own file dialog, answered by typing a path. `simpleFileDialog` has it on every host.

import type { Workbench } from './workbench.ts';

/** Settings with which no dialog of the desktop comes, which would be no part of the window. */
export const simpleFileDialog = { 'files.simpleDialog.enable': true } as const;

/** `proposal`: how the path ends that the dialog itself writes once it has opened. */
export async function answerFileDialog(workbench: Workbench, proposal: string, path: string): Promise<void> {
  const { page } = workbench;
  const input = page.locator('.quick-input-widget:visible .quick-input-box input');
  const read = async (): Promise<string> => ((await input.count()) === 0 ? '' : input.inputValue());
  const end = performance.now() + 20_000;
  const inTime = (): void => {
    if (performance.now() > end) throw new Error(`The dialog did not take ${path}.`);
  };
  while (!(await read()).endsWith(proposal)) {
    inTime();
    await page.waitForTimeout(50);
  }
  // While it reads a folder, it writes its own path over what is typed, and is deaf to Enter.
  while ((await read()) !== path) {
    inTime();
    await input.fill(path);
    await page.waitForTimeout(500);
  }
  while ((await read()) === path) {
    inTime();
    await input.press('Enter');
    await page.waitForTimeout(500);
  }
}
