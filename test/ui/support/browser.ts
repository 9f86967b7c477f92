// The browser in which VS Code is tested, for pages that people open outside VS Code.

import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { chromium } from 'playwright-core';
import type { Browser } from 'playwright-core';

export async function openBrowser(): Promise<Browser> {
  const host = join(process.cwd(), 'test', 'host', 'installBrowserHost.mjs');
  const { installBrowser } = (await import(pathToFileURL(host).href)) as { installBrowser: () => Promise<string> };
  const args = process.getuid?.() === 0 ? ['--no-sandbox'] : [];
  return chromium.launch({ executablePath: await installBrowser(), args });
}
