// `npm start`: VS Code with the extension on the lab's broken servers; or the same in the terminal; or one real host.
import { mkdirSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { startBrowserServer } from './browserHost.mjs';
import { startDesktop } from './desktopHost.mjs';
import { isServerInstalled } from './installBrowserHost.mjs';
import { startLabProcess } from './labProcess.mjs';
import { openWindow } from './openWindow.mjs';
import { pickHost } from './pickHost.mjs';
import { endEverything, runProcess, temporaryFolder, exitFlushed } from './processes.mjs';
import { projectFolder } from './project.mjs';
import { runCli, runTerminal } from './terminal.mjs';

const help = `Usage: npm start                        VS Code with the extension, on a workspace of broken servers
       npm start -- --terminal          probes the same servers in the terminal, two lines each
       npm start -- --terminal NAME …   the whole report on these, such as greeting/rewritten
       npm start -- HOST[:PORT] …       probes these with the command line, transcript included
       npm start -- --once FILE.png     opens VS Code, saves a picture of it, and ends
       npm start -- --help              this text

The broken servers run on this machine's loopback only and end with this command.
Options of the command line may follow a HOST, such as --ca FILE; "node dist/cli.js --help" lists them.
A machine without a display gets VS Code in the browser, on an address printed here.

Environment: VSCODE_PATH  the desktop VS Code to use
             CHROMIUM_PATH  the browser to use for pictures
             SMTP_TLS_HOST  desktop or browser, to force one`;

const whereToClick = `The list of servers opens by itself; the envelope in the activity bar, on the left, brings it back.
Click a server to see what was said, why it failed and what to do.`;

async function build() {
  const { code, output } = await runProcess(process.execPath, ['esbuild.config.mjs'], { cwd: projectFolder });
  process.stdout.write(output);
  if (code !== 0) throw new Error(`The build failed (${code}).`);
}

/** Waits until the extension's tree has stopped changing, at most `mostMs`. */
async function settleTree(page, mostMs) {
  const sidebar = page.locator('.part.sidebar');
  const end = performance.now() + mostMs;
  let last = '';
  let quiet = 0;
  while (quiet < 4 && performance.now() < end) {
    await page.waitForTimeout(500);
    const text = await sidebar.innerText();
    quiet = text === last ? quiet + 1 : 0;
    last = text;
  }
}

async function savePicture(workspace, file) {
  const window = await openWindow({ workspace, forPerson: true });
  // The extension shows its list by itself, because the workspace has it probe on opening.
  const heading = window.page.locator('.part.sidebar .composite.title').filter({ hasText: 'SMTP TLS' });
  await heading.waitFor({ timeout: 30_000 });
  await settleTree(window.page, 30_000);
  mkdirSync(dirname(file), { recursive: true });
  await window.page.screenshot({ path: file });
  await window.close();
  console.log(`Saved ${file}`);
}

async function showToPerson(workspace) {
  const host = await pickHost({ forPerson: true });
  if (host.kind === 'desktop') {
    console.log(`Opening VS Code (${host.origin}). Close its window, or press Ctrl-C here, to end.`);
    console.log(whereToClick);
    const started = await startDesktop({ executable: host.executable, workspace });
    await started.exited;
    return;
  }
  console.log(`VS Code in the browser, because ${host.reasons.join('; ')}.`);
  if (!isServerInstalled()) console.log('It is fetched into .vscode-test now, once; that takes about half a minute.');
  const server = await startBrowserServer({ workspace, forPerson: true });
  const { address, port } = server;
  console.log(`\nOpen this address in a browser on this machine (Ctrl-C here ends it):\n\n  ${address}\n`);
  console.log(`Over SSH, first forward its port: ssh -L ${port}:127.0.0.1:${port} user@host`);
  console.log(whereToClick);
  await server.exited;
}

async function runWindow(picture) {
  const folder = temporaryFolder('demo');
  const workspace = join(folder.path, 'smtp-tls-lab');
  const lab = await startLabProcess(workspace);
  console.log(`${lab.endpoints.length} servers of the lab are running; their workspace is ${workspace}`);
  if (picture === undefined) await showToPerson(workspace);
  else await savePicture(workspace, picture);
  return 0;
}

async function main(args) {
  const [first, second] = args;
  if (args.includes('--help') || args.includes('-h')) {
    console.log(help);
    return 0;
  }
  if (first === '--once' && second === undefined) throw new Error('--once needs the name of a file.');
  await build();
  if (first === undefined) return runWindow();
  if (first === '--once') return runWindow(resolve(second));
  if (first === '--terminal') return runTerminal(args.slice(1));
  return runCli(['probe', ...args, '-v']);
}

let status = 1;
try {
  const code = await main(process.argv.slice(2));
  status = typeof code === 'number' ? code : 1;
} catch (error) {
  console.error(error.message);
}
await endEverything();
exitFlushed(status);
