// The one place that decides which VS Code runs the tests and `npm start`: a desktop one, or VS Code in the browser.
import { SilentReporter, downloadAndUnzipVSCode } from '@vscode/test-electron';
import { existsSync, realpathSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { runProcess, temporaryFolder } from './processes.mjs';
import { cacheFolder, findOnPath, manifest } from './project.mjs';

/** Set by test/run.mjs for the processes it starts, so that the choice is made once per run. */
export const pickedHostVariable = 'SMTP_TLS_PICKED_HOST';

/** The longest silence of the download server; without internet the name look-up fails at once anyway. */
const downloadTimeoutMs = 5_000;

export function hasDisplay() {
  if (process.platform === 'win32' || process.platform === 'darwin') return true;
  return Boolean(process.env['DISPLAY']) || Boolean(process.env['WAYLAND_DISPLAY']);
}

/** The Electron program behind the `code` command, or undefined when `code` is something else (a remote one, say). */
function electronBehind(command) {
  const folder = dirname(realpathSync(command));
  const candidates = {
    linux: [join(folder, '..', 'code'), join(folder, '..', 'code-insiders'), join(folder, '..', 'codium')],
    darwin: ['Electron', 'Code', 'Code - Insiders'].map((name) => join(folder, '..', '..', '..', 'MacOS', name)),
    win32: [join(folder, '..', 'Code.exe'), join(folder, '..', 'Code - Insiders.exe')],
  };
  return (candidates[process.platform] ?? []).find((path) => existsSync(path));
}

function isOlder(version, minimum) {
  const [left, right] = [version, minimum].map((text) => text.split('.').map(Number));
  for (const index of [0, 1, 2]) {
    if (left[index] !== right[index]) return left[index] < right[index];
  }
  return false;
}

/** Why this `code` cannot be used, or undefined when it can. */
async function refusal(command) {
  const folder = temporaryFolder('version');
  const args = ['--version', `--user-data-dir=${folder.path}`];
  const shell = process.platform === 'win32';
  const { code, output } = await runProcess(shell ? `"${command}"` : command, args, { timeoutMs: 15_000, shell });
  await folder.remove();
  const version = /^\d+\.\d+\.\d+/m.exec(output)?.[0];
  if (code !== 0 || version === undefined) return 'it does not tell its version';
  const minimum = manifest.engines.vscode.replace(/^\D+/, '');
  return isOlder(version, minimum) ? `it is ${version}, older than ${minimum}` : undefined;
}

async function findDesktop(reasons) {
  const named = process.env['VSCODE_PATH'];
  if (named) {
    return { executable: electronBehind(named) ?? realpathSync(named), origin: 'VSCODE_PATH' };
  }
  const command = findOnPath('code');
  if (command !== undefined) {
    const executable = electronBehind(command);
    const why = executable === undefined ? 'it is not a desktop VS Code' : await refusal(command);
    if (executable !== undefined && why === undefined) return { executable, origin: `"code" on the PATH (${command})` };
    reasons.push(`"code" on the PATH was not taken: ${why}`);
  }
  try {
    const executable = await downloadAndUnzipVSCode({
      version: 'stable',
      cachePath: cacheFolder,
      timeout: downloadTimeoutMs,
      reporter: new SilentReporter(),
    });
    return { executable, origin: 'downloaded into .vscode-test' };
  } catch (error) {
    reasons.push(`VS Code could not be downloaded (${error instanceof Error ? error.message : String(error)})`);
    return undefined;
  }
}

/**
 * Gives `{ kind: 'desktop', executable, origin, prefix }` or `{ kind: 'browser', reasons }`.
 * `prefix` is the command line to put before whatever starts the desktop (xvfb-run where there is no display).
 * `forPerson`: the window is to be looked at, so a virtual display does not count.
 * SMTP_TLS_HOST=desktop or =browser forces one.
 */
export async function pickHost({ forPerson = false } = {}) {
  const picked = process.env[pickedHostVariable];
  if (picked) return JSON.parse(picked);
  const forced = process.env['SMTP_TLS_HOST'];
  if (forced === 'browser') return { kind: 'browser', reasons: ['SMTP_TLS_HOST=browser'] };
  const named = process.env['VSCODE_PATH'];
  if (named && !existsSync(named)) throw new Error(`VSCODE_PATH names ${named}, which does not exist.`);
  const reasons = [];
  const prefix = [];
  let canShow = hasDisplay();
  if (!canShow && !forPerson && findOnPath('xvfb-run') !== undefined) {
    prefix.push('xvfb-run', '-a');
    canShow = true;
  }
  if (canShow) {
    const desktop = await findDesktop(reasons);
    if (desktop !== undefined) return { kind: 'desktop', ...desktop, prefix };
  } else {
    reasons.push(forPerson ? 'this machine has no display' : 'this machine has no display and no xvfb-run');
  }
  if (forced === 'desktop') throw new Error(`SMTP_TLS_HOST=desktop, but there is none: ${reasons.join('; ')}.`);
  return { kind: 'browser', reasons };
}
