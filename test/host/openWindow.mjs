// Opens VS Code with the extension for a ui test, on whichever host this machine offers.
import { openBrowserWindow } from './browserHost.mjs';
import { openDesktopWindow } from './desktopHost.mjs';
import { pickHost } from './pickHost.mjs';

/** Options: `workspace`, `settings`, `theme`, `viewport`, `deviceScaleFactor`, `vsix`, `trusted`, `env`, `forPerson`. */
export async function openWindow(options = {}) {
  const host = await pickHost();
  if (host.kind === 'desktop') return openDesktopWindow({ ...options, executable: host.executable });
  return openBrowserWindow(options);
}
