// Installs VS Code in the browser once, into .vscode-test: the code-server package, a Node it can run on, a Chromium.
import { existsSync, mkdirSync, readdirSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { plainEnvironment, runProcess } from './processes.mjs';
import { cacheFolder, findOnPath, npmCommand } from './project.mjs';

const codeServerVersion = '4.139.1';
/** What code-server 4.139 runs on. */
const nodeMajor = 24;

const installFolder = join(cacheFolder, 'browser-host');

function isAlive(pid) {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return error.code === 'EPERM';
  }
}

/** Half-made installations of runs that were interrupted. */
function removeLeftovers() {
  for (const name of readdirSync(installFolder)) {
    const pid = Number(/^partial-(\d+)-/.exec(name)?.[1]);
    if (Number.isInteger(pid) && !isAlive(pid)) rmSync(join(installFolder, name), { recursive: true, force: true });
  }
}

/**
 * Makes `name` below the installation folder by `fill(folder)`, in a folder of its own that gets its name only when it
 * is complete: an interrupted installation is never taken for a finished one.
 */
async function installOnce(name, fill) {
  const final = join(installFolder, name);
  if (existsSync(final)) return final;
  mkdirSync(installFolder, { recursive: true });
  removeLeftovers();
  const partial = join(installFolder, `partial-${process.pid}-${name}`);
  rmSync(partial, { recursive: true, force: true });
  mkdirSync(partial);
  try {
    // Without a package.json of its own npm would install into the project above.
    writeFileSync(join(partial, 'package.json'), '{ "private": true }\n');
    await fill(partial);
    renameSync(partial, final);
  } catch (error) {
    rmSync(partial, { recursive: true, force: true });
    // Another run was faster.
    if (!existsSync(final)) throw error;
  }
  return final;
}

async function runNpm(folder, args) {
  const npm = npmCommand();
  const quiet = ['--no-audit', '--no-fund', '--loglevel=error', '--ignore-scripts', '--no-package-lock'];
  const options = { cwd: folder, env: plainEnvironment(), shell: npm.shell };
  for (const attempt of [1, 2]) {
    const { code, output } = await runProcess(npm.file, [...npm.args, 'install', ...quiet, ...args], options);
    if (code === 0) return;
    if (attempt === 2) throw new Error(`"npm install ${args.join(' ')}" failed (${code}):\n${output.trim()}`);
  }
}

function nodePackage() {
  const platform = process.platform === 'win32' ? 'win' : process.platform;
  const prefix = process.platform === 'darwin' && process.arch === 'arm64' ? 'node-bin' : 'node';
  return `${prefix}-${platform}-${process.arch}`;
}

/** The path of a Node new enough for the server: this one, or the binary from the npm registry. */
export async function installNode() {
  if (Number(process.versions.node.split('.')[0]) >= nodeMajor) return process.execPath;
  const name = nodePackage();
  const folder = await installOnce(`${name}-${nodeMajor}`, (partial) => runNpm(partial, [`${name}@${nodeMajor}`]));
  return join(folder, 'node_modules', name, 'bin', process.platform === 'win32' ? 'node.exe' : 'node');
}

const serverName = `code-server-${codeServerVersion}`;

export function isServerInstalled() {
  return existsSync(join(installFolder, serverName));
}

/** The folder of the VS Code server. Its native modules are left out: they serve the terminal and the file watcher. */
async function installServer() {
  const inside = join('node_modules', 'code-server', 'lib', 'vscode');
  const folder = await installOnce(serverName, async (partial) => {
    await runNpm(partial, [`code-server@${codeServerVersion}`]);
    await runNpm(join(partial, inside), ['--omit=dev']);
    await runNpm(join(partial, inside, 'extensions'), ['--omit=dev']);
  });
  return join(folder, inside);
}

function findBrowser() {
  const named = process.env['CHROMIUM_PATH'];
  if (named) {
    if (!existsSync(named)) throw new Error(`CHROMIUM_PATH names ${named}, which does not exist.`);
    return named;
  }
  const names = ['chromium', 'chromium-browser', 'google-chrome', 'google-chrome-stable', 'microsoft-edge'];
  const folders = [process.env['PROGRAMFILES'], process.env['PROGRAMFILES(X86)'], process.env['LOCALAPPDATA']];
  const places = {
    linux: ['/usr/bin/chromium'],
    darwin: ['Google Chrome', 'Chromium', 'Microsoft Edge'].map(
      (app) => `/Applications/${app}.app/Contents/MacOS/${app}`,
    ),
    win32: folders
      .filter(Boolean)
      .flatMap((folder) => [
        join(folder, 'Google', 'Chrome', 'Application', 'chrome.exe'),
        join(folder, 'Microsoft', 'Edge', 'Application', 'msedge.exe'),
      ]),
  };
  const known = (places[process.platform] ?? []).find((path) => existsSync(path));
  return known ?? names.map(findOnPath).find((path) => path !== undefined);
}

/** A Chromium: the machine's own, or Debian's package where we may install it. */
export async function installBrowser() {
  const found = findBrowser();
  if (found !== undefined) return found;
  const hint = 'Install Chromium or Google Chrome (Debian: apt-get install chromium), or name one in CHROMIUM_PATH.';
  if (findOnPath('apt-get') === undefined || process.getuid?.() !== 0) throw new Error(`No browser was found. ${hint}`);
  const env = plainEnvironment({ DEBIAN_FRONTEND: 'noninteractive' });
  const common = ['-q', '-o', 'DPkg::Lock::Timeout=120', '-o', 'Acquire::Retries=3'];
  await runProcess('apt-get', [...common, 'update'], { env });
  const args = [...common, 'install', '-y', '--no-install-recommends', 'chromium'];
  const { output } = await runProcess('apt-get', args, { env });
  const installed = findBrowser();
  if (installed === undefined) {
    throw new Error(`No browser was found, and apt-get could not install one. ${hint}\n${output.trim().slice(-2_000)}`);
  }
  return installed;
}

/** Gives `{ node, server }`: the Node program and the folder of the VS Code server. Idempotent. */
export async function installServerAndNode() {
  const [node, server] = await Promise.all([installNode(), installServer()]);
  return { node, server };
}

/** Gives `{ node, server, browser }`. Idempotent: what is there already is used. */
export async function installBrowserHost() {
  const [programs, browser] = await Promise.all([installServerAndNode(), installBrowser()]);
  return { ...programs, browser };
}
