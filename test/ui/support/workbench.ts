// VS Code as a person uses it: a window on whichever host this machine offers, driven by keyboard and mouse.

import { mkdirSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { pathToFileURL } from 'node:url';
import type { Frame, Page } from 'playwright-core';

export type Theme = 'dark' | 'light' | 'high-contrast' | 'high-contrast-light';

export interface WorkbenchOptions {
  /** Folder to open. Neither this nor `files`: an empty window. */
  readonly workspace?: string;
  /** Texts by path, written into a new folder that is opened and removed again. */
  readonly files?: Readonly<Record<string, string>>;
  /** User settings, added to the quiet ones of every test. */
  readonly settings?: Readonly<Record<string, unknown>>;
  /** Default: dark. */
  readonly theme?: Theme;
  /** In CSS pixels. Default: 1440 × 900. */
  readonly viewport?: { readonly width: number; readonly height: number };
  /** Browser host only. Default: 1. */
  readonly deviceScaleFactor?: number;
  /** A package to install instead of running the source folder. */
  readonly vsix?: string;
  /** `false`: Workspace Trust is on and the folder is not trusted. Default: everything is trusted. */
  readonly trusted?: boolean;
  /** Environment of VS Code and so of the extension. */
  readonly env?: Readonly<Record<string, string>>;
}

interface HostWindow {
  readonly kind: 'browser' | 'desktop';
  readonly page: Page;
  readonly serverOutput: () => string;
  readonly close: () => Promise<void>;
}

export interface Workbench {
  readonly kind: 'browser' | 'desktop';
  readonly page: Page;
  /** The folder that is open. */
  readonly workspace: string | undefined;
  /** Runs the command whose palette entry ends with `title`, as F1, its title and Enter do. */
  readonly runCommand: (title: string) => Promise<void>;
  /** Replaces the text of the quick input that is open, without accepting it. */
  readonly typeInQuickInput: (text: string) => Promise<void>;
  /** Presses Enter in the quick input. */
  readonly acceptQuickInput: () => Promise<void>;
  /** Shows the view container of this name, whether or not it is shown already. */
  readonly clickActivityBar: (label: string) => Promise<void>;
  /** The innermost frame of a webview that has this element, visible. */
  readonly findWebviewFrame: (selector: string, timeoutMs?: number) => Promise<Frame>;
  /** Chooses in the menu that is open. */
  readonly chooseInMenu: (text: string) => Promise<void>;
  /** Chooses the colours from VS Code's list, which is quicker than a window of its own. */
  readonly switchTheme: (theme: Theme) => Promise<void>;
  /** Writes a PNG of the window. */
  readonly screenshot: (path: string) => Promise<void>;
  /** Ends VS Code, its extension host and the browser. */
  readonly close: () => Promise<void>;
}

const quickInput = '.quick-input-widget:visible';
const quickInputText = `${quickInput} .quick-input-box input`;

/** The host's scripts are plain modules that start processes: loaded as they are, never bundled. */
async function loadHostModule<T>(name: string): Promise<T> {
  return (await import(pathToFileURL(join(process.cwd(), 'test', 'host', name)).href)) as T;
}

async function openHostWindow(options: WorkbenchOptions): Promise<HostWindow> {
  const host = await loadHostModule<{ readonly openWindow: (options: WorkbenchOptions) => Promise<HostWindow> }>(
    'openWindow.mjs',
  );
  return host.openWindow(options);
}

interface TemporaryFolder {
  readonly path: string;
  readonly remove: () => Promise<void>;
}

async function writeWorkspace(files: Readonly<Record<string, string>>): Promise<TemporaryFolder> {
  const host = await loadHostModule<{ readonly temporaryFolder: (name: string) => TemporaryFolder }>('processes.mjs');
  const folder = host.temporaryFolder('workspace');
  for (const [name, text] of Object.entries(files)) {
    const path = join(folder.path, name);
    mkdirSync(dirname(path), { recursive: true });
    writeFileSync(path, text);
  }
  return folder;
}

async function openPalette(page: Page): Promise<void> {
  const input = page.locator(quickInputText);
  await page.keyboard.press('F1');
  await input.waitFor({ timeout: 10_000 });
}

async function runCommand(page: Page, title: string): Promise<void> {
  const row = page.locator(`${quickInput} .monaco-list-row .label-name`).filter({ hasText: title }).first();
  // The palette lists what extensions offer only when they are read: it is asked again until then.
  const end = performance.now() + 30_000;
  for (;;) {
    await openPalette(page);
    await page.locator(quickInputText).fill(`>${title}`);
    const found = await row.waitFor({ timeout: 3_000 }).then(
      () => true,
      () => false,
    );
    if (found) break;
    if (performance.now() > end) throw new Error(`The command palette does not offer "${title}".`);
    await page.keyboard.press('Escape');
  }
  await row.click();
}

async function findWebviewFrame(page: Page, selector: string, timeoutMs: number): Promise<Frame> {
  const end = performance.now() + timeoutMs;
  do {
    for (const frame of page.frames()) {
      // A frame may go away while it is asked.
      const isHere = await frame
        .locator(selector)
        .first()
        .isVisible()
        .catch(() => false);
      if (isHere && frame !== page.mainFrame()) return frame;
    }
    await page.waitForTimeout(100);
  } while (performance.now() < end);
  const addresses = page.frames().map((frame) => frame.url().slice(0, 120));
  throw new Error(`No webview shows ${selector}. Frames:\n${addresses.join('\n')}`);
}

async function clickActivityBar(page: Page, label: string): Promise<void> {
  const item = page.locator(`.activitybar .action-item:has([aria-label^="${label}"])`).first();
  await item.waitFor({ timeout: 30_000 });
  // A click on the container that is shown already would hide it.
  const isShown =
    (await item.getAttribute('aria-selected')) === 'true' && (await page.locator('.part.sidebar').isVisible());
  if (!isShown) await item.click();
  const heading = page.locator('.part.sidebar .composite.title').filter({ hasText: label });
  await heading.waitFor({ timeout: 10_000 });
}

/** By Enter: a menu takes no click while it is new, so that the one that opened it chooses nothing. */
async function chooseInMenu(page: Page, text: string): Promise<void> {
  const item = page.locator('.monaco-menu .action-item').filter({ hasText: text }).first();
  await item.hover();
  await page.locator('.monaco-menu .action-item.focused').filter({ hasText: text }).waitFor();
  await page.keyboard.press('Enter');
  await item.waitFor({ state: 'detached' });
}

interface WorkbenchThemes {
  readonly themes: Readonly<Record<Theme, { readonly name: string }>>;
  readonly waitForWorkbench: (page: Page, theme: Theme) => Promise<void>;
}

async function switchTheme(page: Page, theme: Theme): Promise<void> {
  const { themes, waitForWorkbench } = await loadHostModule<WorkbenchThemes>('workbenchSettings.mjs');
  const { name } = themes[theme];
  await runCommand(page, 'Preferences: Color Theme');
  // The palette itself closes first.
  await page.locator(`${quickInputText}[placeholder^="Select Color Theme"]`).waitFor();
  await page.locator(quickInputText).fill(name);
  await page.locator(`${quickInput} .monaco-list-row.focused`).filter({ hasText: name }).waitFor();
  await page.locator(quickInputText).press('Enter');
  await page.locator(quickInput).waitFor({ state: 'hidden' });
  await waitForWorkbench(page, theme);
}

/** Opens VS Code with the extension. Close it in `after`; whatever is left is ended with the test process. */
export async function openWorkbench({ files, ...options }: WorkbenchOptions = {}): Promise<Workbench> {
  const folder = files === undefined ? undefined : await writeWorkspace(files);
  const workspace = folder?.path ?? options.workspace;
  const { kind, page, close } = await openHostWindow(workspace === undefined ? options : { ...options, workspace });
  return {
    kind,
    page,
    workspace,
    close: async () => {
      await close();
      await folder?.remove();
    },
    runCommand: (title) => runCommand(page, title),
    typeInQuickInput: async (text) => {
      await page.locator(quickInputText).waitFor({ timeout: 10_000 });
      await page.locator(quickInputText).fill(text);
    },
    acceptQuickInput: () => page.locator(quickInputText).press('Enter'),
    clickActivityBar: (label) => clickActivityBar(page, label),
    findWebviewFrame: (selector, timeoutMs = 30_000) => findWebviewFrame(page, selector, timeoutMs),
    chooseInMenu: (text) => chooseInMenu(page, text),
    switchTheme: (theme) => switchTheme(page, theme),
    screenshot: async (path) => {
      mkdirSync(dirname(path), { recursive: true });
      await page.screenshot({ path });
    },
  };
}
