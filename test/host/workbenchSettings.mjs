// How VS Code is set up for tests and the demo, alike on every host and every run.

export const quietSettings = {
  'chat.disableAIFeatures': true,
  'workbench.secondarySideBar.defaultVisibility': 'hidden',
  'workbench.startupEditor': 'none',
  // The named theme, not the system's preference.
  'window.autoDetectColorScheme': false,
  'window.autoDetectHighContrast': false,
  'workbench.tips.enabled': false,
  'workbench.reduceMotion': 'on',
  'extensions.autoCheckUpdates': false,
  'extensions.autoUpdate': 'off',
  'extensions.ignoreRecommendations': true,
  'telemetry.telemetryLevel': 'off',
  'update.mode': 'none',
  'git.enabled': false,
  'security.workspace.trust.startupPrompt': 'never',
};

/** The setting's value, and the class that VS Code puts on its window and every webview's body echoes. */
export const themes = {
  dark: { id: 'Dark Modern', windowClass: 'vs-dark' },
  light: { id: 'Light Modern', windowClass: 'vs' },
  'high-contrast': { id: 'Default High Contrast', windowClass: 'hc-black' },
  'high-contrast-light': { id: 'Default High Contrast Light', windowClass: 'hc-light' },
};

/** Waits until the window is drawn in its theme. */
export async function waitForWorkbench(page, theme = 'dark') {
  const timeout = 60_000;
  await page.waitForSelector('.monaco-workbench .part.statusbar', { timeout });
  await page.waitForSelector(`.monaco-workbench.${themes[theme].windowClass}`, { timeout });
}
