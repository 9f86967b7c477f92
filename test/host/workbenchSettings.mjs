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
  // Else every port of the lab asks to be forwarded.
  'remote.autoForwardPorts': false,
  'security.workspace.trust.startupPrompt': 'never',
};

/** The setting's value, the name in the list of themes, and the window's class once that theme is read and shown. */
export const themes = {
  dark: { id: 'Dark Modern', name: 'Dark Modern', windowClass: 'vscode-theme-defaults-themes-dark_modern-json' },
  light: { id: 'Light Modern', name: 'Light Modern', windowClass: 'vscode-theme-defaults-themes-light_modern-json' },
  'high-contrast': {
    id: 'Default High Contrast',
    name: 'Dark High Contrast',
    windowClass: 'vscode-theme-defaults-themes-hc_black-json',
  },
  'high-contrast-light': {
    id: 'Default High Contrast Light',
    name: 'Light High Contrast',
    windowClass: 'vscode-theme-defaults-themes-hc_light-json',
  },
};

/** Waits until the window is drawn in its theme. */
export async function waitForWorkbench(page, theme = 'dark') {
  const timeout = 60_000;
  await page.waitForSelector('.monaco-workbench .part.statusbar', { timeout });
  await page.waitForSelector(`.monaco-workbench.${themes[theme].windowClass}`, { timeout });
}
