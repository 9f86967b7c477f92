// Host 1: a desktop VS Code, with folders of its own for settings and extensions.
import { resolveCliArgsFromVSCodeExecutablePath, runTests, TestRunFailedError } from '@vscode/test-electron';
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { _electron } from 'playwright-core';
import { atEnd, plainEnvironment, runProcess, startProcess, temporaryFolder } from './processes.mjs';
import { developedExtension } from './project.mjs';
import { quietSettings, themes, waitForWorkbench } from './workbenchSettings.mjs';

/** Folders and arguments of one private VS Code. */
async function prepare(options) {
  const { executable, settings = {}, theme = 'dark', vsix, workspace, trusted = true } = options;
  const data = temporaryFolder('desktop');
  const user = join(data.path, 'user');
  const extensions = join(data.path, 'extensions');
  mkdirSync(join(user, 'User'), { recursive: true });
  const userSettings = { ...quietSettings, 'workbench.colorTheme': themes[theme].id, ...settings };
  writeFileSync(join(user, 'User', 'settings.json'), JSON.stringify(userSettings, undefined, 2));
  const folders = [`--user-data-dir=${user}`, `--extensions-dir=${extensions}`];
  const args = [...folders, '--skip-welcome', '--skip-release-notes', '--disable-updates', '--disable-telemetry'];
  // Electron's sandbox refuses to run as root.
  if (process.getuid?.() === 0) args.push('--no-sandbox');
  if (trusted) args.push('--disable-workspace-trust');
  if (vsix !== undefined) await installPackage(executable, folders, vsix);
  if (workspace !== undefined) args.push(workspace);
  return { data, args, extension: developedExtension(options, data.path) };
}

async function installPackage(executable, folders, vsix) {
  const [cli, ...cliArgs] = resolveCliArgsFromVSCodeExecutablePath(executable, { reuseMachineInstall: true });
  const shell = process.platform === 'win32';
  const args = [...cliArgs, ...folders, '--install-extension', vsix];
  const { code, output } = await runProcess(shell ? `"${cli}"` : cli, args, { shell, timeoutMs: 60_000 });
  if (code !== 0) throw new Error(`${vsix} was not installed:\n${output}`);
}

/** Runs a suite inside the extension host; its log goes to this process's output. Gives the exit code. */
export async function runDesktopSuite({ executable, extensionTestsPath, env = {}, ...options }) {
  const { data, args, extension } = await prepare({ executable, extensionTestsPath, ...options });
  try {
    return await runTests({
      vscodeExecutablePath: executable,
      extensionDevelopmentPath: extension,
      extensionTestsPath,
      extensionTestsEnv: env,
      launchArgs: args,
      reuseMachineInstall: true,
    });
  } catch (error) {
    if (error instanceof TestRunFailedError) return error.code ?? 1;
    throw error;
  } finally {
    await data.remove();
  }
}

/** Opens a window to be driven by a test. Gives `page` and `close()`. */
export async function openDesktopWindow({ executable, viewport = { width: 1440, height: 900 }, env = {}, ...options }) {
  const { data, args, extension } = await prepare({ executable, ...options });
  if (extension !== undefined) args.push(`--extensionDevelopmentPath=${extension}`);
  let app;
  const close = async () => {
    await app?.end();
    await data.remove();
  };
  try {
    const electron = await _electron.launch({ executablePath: executable, args, env: plainEnvironment(env) });
    app = { end: atEnd(() => electron.close()) };
    const page = await electron.firstWindow();
    const window = await electron.browserWindow(page);
    await window.evaluate((shown, size) => shown.setContentSize(size.width, size.height), viewport);
    await waitForWorkbench(page, options.theme);
    return { kind: 'desktop', page, serverOutput: () => '', close };
  } catch (error) {
    await close();
    throw error;
  }
}

/** Opens a window for a person. Gives the started process. */
export async function startDesktop({ executable, ...options }) {
  const { data, args, extension } = await prepare({ executable, ...options });
  const started = startProcess(executable, [...args, `--extensionDevelopmentPath=${extension}`], {
    env: plainEnvironment(),
  });
  void started.exited.then(data.remove);
  return started;
}
