// Host 2: a VS Code server on loopback with the extension in it, and a Chromium that shows it.
import { randomBytes } from 'node:crypto';
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { format } from 'node:util';
import { chromium } from 'playwright-core';
import { installBrowserHost, installServerAndNode } from './installBrowserHost.mjs';
import { atEnd, plainEnvironment, runProcess, startProcess, temporaryFolder } from './processes.mjs';
import { cacheFolder, copyShippedFiles, developedExtension, manifest } from './project.mjs';
import { quietSettings, themes, waitForWorkbench } from './workbenchSettings.mjs';

const serverStartMs = 60_000;

/** What the extension host says about the native modules that are left out on purpose. */
const missingNativeModule = /Could not locate the bindings file|native-watchdog/;

const chromiumFlags = [
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
];

function remotePath(path) {
  return process.platform === 'win32' ? `/${path.replaceAll('\\', '/')}` : path;
}

async function listeningPort(server) {
  const end = performance.now() + serverStartMs;
  let exitCode;
  void server.exited.then((code) => (exitCode = code));
  while (performance.now() < end && exitCode === undefined) {
    const output = server.output();
    const port = /agent listening on (\d+)/.exec(output)?.[1];
    if (port !== undefined && output.includes('agent started')) return Number(port);
    await sleep(50);
  }
  const why = exitCode === undefined ? `was not ready within ${serverStartMs / 1_000} s` : `ended with ${exitCode}`;
  throw new Error(`The VS Code server ${why}:\n${shortOutput(server.output())}`);
}

/**
 * Starts the server. Options:
 * `workspace` (a folder; none opens an empty window), `settings` (user settings), `theme` (a key of `themes`), `vsix` (a
 * package to install; without it the source folder is the extension), `extensionTestsPath`, `trusted` (false: Workspace
 * Trust is on and the folder is not trusted), `env` (for the server and so for the extension host), `forPerson` (the
 * extension as people get it, and a window that shows dialogs and notifications, which one that tests drive does not).
 * Gives `address` (to be opened as it is; it holds the server's token), `port`, `output()`, `exited`, `stop()`.
 */
export async function startBrowserServer(options = {}) {
  const { workspace, settings = {}, theme = 'dark', vsix, extensionTestsPath, trusted = true, env = {} } = options;
  const { forPerson = false } = options;
  const { node, server } = await installServerAndNode();
  const data = temporaryFolder('server');
  mkdirSync(join(data.path, 'data', 'User'), { recursive: true });
  const userSettings = { ...quietSettings, 'workbench.colorTheme': themes[theme].id, ...settings };
  writeFileSync(join(data.path, 'data', 'User', 'settings.json'), JSON.stringify(userSettings, undefined, 2));
  const program = join(server, 'out', 'server-main.js');
  const common = ['--accept-server-license-terms', '--server-data-dir', data.path, '--telemetry-level', 'off'];
  const environment = plainEnvironment(env);
  if (vsix !== undefined) {
    const args = [program, ...common, '--install-extension', vsix];
    const { code, output } = await runProcess(node, args, { env: environment, timeoutMs: 60_000 });
    if (code !== 0 || !/successfully installed/i.test(output))
      throw new Error(`${vsix} was not installed:\n${shortOutput(output)}`);
  }
  // A token, because whoever reaches this server may run programs as us: other users, and any page in a browser.
  const token = randomBytes(24).toString('hex');
  const tokenFile = join(data.path, 'token');
  writeFileSync(tokenFile, token, { mode: 0o600 });
  const args = [program, '--host', '127.0.0.1', '--port', '0', '--connection-token-file', tokenFile, ...common];
  if (trusted) args.push('--disable-workspace-trust');
  if (forPerson)
    copyShippedFiles(join(data.path, 'extensions', `${manifest.publisher}.${manifest.name}-${manifest.version}`));
  // Without this flag the payload in the address is ignored; with it VS Code shows no dialogs and no notifications.
  else args.push('--enable-smoke-test-driver');
  const started = startProcess(node, args, { env: environment, cwd: data.path });
  const stop = async () => {
    await started.stop();
    await data.remove();
  };
  try {
    const port = await listeningPort(started);
    const payload = [
      ['skipWelcome', 'true'],
      ['skipReleaseNotes', 'true'],
    ];
    const uri = (path) => `vscode-remote://127.0.0.1:${port}${remotePath(path)}`;
    const developed = developedExtension(options, data.path);
    if (developed !== undefined) payload.push(['extensionDevelopmentPath', uri(developed)]);
    if (extensionTestsPath !== undefined) payload.push(['extensionTestsPath', uri(extensionTestsPath)]);
    const address = new URL(`http://127.0.0.1:${port}/`);
    address.searchParams.set('tkn', token);
    if (workspace === undefined) address.searchParams.set('ew', 'true');
    else address.searchParams.set('folder', remotePath(workspace));
    if (!forPerson) address.searchParams.set('payload', JSON.stringify(payload));
    return { address: address.href, port, output: started.output, exited: started.exited, stop };
  } catch (error) {
    await stop();
    throw error;
  }
}

/** Starts Chromium with one page. Gives `page` and `close()`. */
async function openPage({ viewport = { width: 1440, height: 900 }, deviceScaleFactor = 1 } = {}) {
  const { browser: executablePath } = await installBrowserHost();
  // Chromium's sandbox refuses to run as root; where it can run it stays on.
  const flags = process.getuid?.() === 0 ? ['--no-sandbox', ...chromiumFlags] : chromiumFlags;
  const signals = { handleSIGINT: false, handleSIGTERM: false, handleSIGHUP: false };
  const browser = await chromium.launch({ executablePath, headless: true, args: flags, ...signals });
  const close = atEnd(() => browser.close());
  const page = await browser.newPage({ viewport, deviceScaleFactor });
  return { page, close };
}

/** A server's output without the stack traces of the native modules that are left out on purpose. */
function shortOutput(text) {
  const lines = text.split('\n');
  const noise = /^\s+(→|at |'\/|tries:|\]|\})|bindings file|vsda|Gallery|gallery|^\s*$/;
  return lines
    .filter((line) => !noise.test(line))
    .slice(-40)
    .join('\n');
}

/** Opens VS Code in a headless browser: the options of `startBrowserServer` and `viewport`, `deviceScaleFactor`. */
export async function openBrowserWindow(options = {}) {
  const server = await startBrowserServer(options);
  let browser;
  const close = async () => {
    await browser?.close();
    await server.stop();
  };
  try {
    browser = await openPage(options);
    await browser.page.goto(server.address);
    await waitForWorkbench(browser.page, options.theme);
    return { kind: 'browser', page: browser.page, serverOutput: server.output, close };
  } catch (error) {
    mkdirSync(cacheFolder, { recursive: true });
    const picture = join(cacheFolder, 'failed-start.png');
    await browser?.page.screenshot({ path: picture }).catch(() => undefined);
    await close();
    const text = `VS Code did not open in the browser (${picture}): ${error.message}\n${shortOutput(server.output())}`;
    throw new Error(text, { cause: error });
  }
}

/**
 * Runs a suite inside the extension host. `onText` gets what the suite logs. Gives the suite's exit code; throws when
 * it does not come within `timeoutMs`.
 */
export async function runBrowserSuite({ extensionTestsPath, onText, timeoutMs = 300_000, ...options }) {
  const server = await startBrowserServer({ ...options, extensionTestsPath });
  let browser;
  try {
    browser = await openPage(options);
    const { page } = browser;
    const exit = new Promise((resolve) => {
      void page.exposeFunction('codeAutomationExit', (code) => resolve(code));
    });
    await page.exposeFunction('codeAutomationLog', (_type, args) => {
      const text = format(...args);
      if (!missingNativeModule.test(text)) onText(`${text}\n`);
    });
    await page.goto(server.address);
    const timer = new AbortController();
    const tooLate = sleep(timeoutMs, 'too late', { signal: timer.signal }).catch(() => 'ended');
    const code = await Promise.race([exit, tooLate]);
    timer.abort();
    if (code === 'too late') {
      throw new Error(`The suite did not end within ${timeoutMs / 1_000} s.\n${shortOutput(server.output())}`);
    }
    return code;
  } finally {
    await browser?.close();
    await server.stop();
  }
}
