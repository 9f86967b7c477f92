// `npm start`: VS Code with the extension on the lab's broken servers; or the same in the terminal; or one real host.
import { mkdirSync, readFileSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { startBrowserServer } from './browserHost.mjs';
import { startDesktop } from './desktopHost.mjs';
import { isServerInstalled } from './installBrowserHost.mjs';
import { endpointArgument, groupEndpoints, startLabProcess } from './labProcess.mjs';
import { openWindow } from './openWindow.mjs';
import { pickHost } from './pickHost.mjs';
import { endEverything, runProcess, startProcess, temporaryFolder } from './processes.mjs';
import { projectFolder } from './project.mjs';

const help = `Usage: npm start                        VS Code with the extension, on a workspace of broken servers
       npm start -- --terminal          probes the same servers in the terminal
       npm start -- HOST[:PORT] …       probes these with the command line, transcript included
       npm start -- --once FILE.png     opens VS Code, saves a picture of it, and ends
       npm start -- --help              this text

The broken servers run on this machine's loopback only and end with this command.
Options of the command line may follow a HOST, such as --ca FILE; "node dist/cli.js --help" lists them.
A machine without a display gets VS Code in the browser, on an address printed here.

Environment: VSCODE_PATH  the desktop VS Code to use
             CHROMIUM_PATH  the browser to use for pictures
             SMTP_TLS_HOST  desktop or browser, to force one`;

const cli = join(projectFolder, 'dist', 'cli.js');

async function build() {
  const { code, output } = await runProcess(process.execPath, ['esbuild.config.mjs'], { cwd: projectFolder });
  process.stdout.write(output);
  if (code !== 0) throw new Error(`The build failed (${code}).`);
}

/** Runs the command line with this terminal; gives its exit code. */
async function runCli(args) {
  const started = startProcess(process.execPath, [cli, ...args], { stdio: 'inherit', detached: false });
  return started.exited;
}

async function readVerdicts(groups, common, folder) {
  const verdicts = new Map();
  for (const [index, { options, endpoints }] of groups.entries()) {
    const file = join(folder, `group-${index}.json`);
    const args = [cli, 'probe', '--json', '--output', file, ...common, ...options, ...endpoints.map(endpointArgument)];
    const { code, output } = await runProcess(process.execPath, args);
    if (code !== 0 && code !== 3) throw new Error(`The command line ended with ${code}:\n${output}`);
    for (const { endpoint, verdict } of JSON.parse(readFileSync(file, 'utf8')).assessments) {
      verdicts.set(endpointArgument(endpoint), verdict);
    }
  }
  return verdicts;
}

/** Probes every server of the lab, shows what the command line shows, and compares with what the lab expects. */
async function runTerminal() {
  const folder = temporaryFolder('terminal');
  const lab = await startLabProcess(join(folder.path, 'workspace'));
  const groups = groupEndpoints(lab.endpoints, folder.path);
  // Some of these servers never answer: nobody should wait two minutes for them here.
  const common = ['--ca', lab.authorities, '--fail-on', 'never', '--timeout', '6', '--per-host', '20'];
  const reading = readVerdicts(groups, common, folder.path);
  reading.catch(() => undefined);
  for (const { options, endpoints } of groups) {
    const code = await runCli(['probe', ...common, ...options, ...endpoints.map(endpointArgument)]);
    if (code !== 0 && code !== 3) throw new Error(`The command line ended with ${code}.`);
  }
  const verdicts = await reading;
  await lab.stop();
  await folder.remove();
  const different = lab.endpoints.filter((each) => verdicts.get(endpointArgument(each)) !== each.expectedVerdict);
  console.log('');
  for (const endpoint of different) {
    const verdict = verdicts.get(endpointArgument(endpoint)) ?? 'none';
    console.log(`${endpoint.id ?? endpoint.name}: expected ${endpoint.expectedVerdict}, got ${verdict}`);
  }
  const asExpected = lab.endpoints.length - different.length;
  console.log(`${asExpected} of ${lab.endpoints.length} verdicts as expected`);
  return different.length === 0 ? 0 : 1;
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
  const window = await openWindow({ workspace });
  const item = window.page.locator('.activitybar .action-item:has([aria-label^="SMTP TLS"])').first();
  await item.click({ timeout: 30_000 });
  // Off the icon, or its tooltip is in the picture.
  await window.page.mouse.move(900, 500);
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
    const started = await startDesktop({ executable: host.executable, workspace });
    await started.exited;
    return;
  }
  console.log(`VS Code in the browser, because ${host.reasons.join('; ')}.`);
  if (!isServerInstalled()) console.log('It is fetched into .vscode-test now, once; that takes about half a minute.');
  const server = await startBrowserServer({ workspace });
  console.log(`\nOpen this address in a browser on this machine (Ctrl-C ends it):\n\n  ${server.address}\n`);
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
  if (first === '--terminal') return runTerminal();
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
process.exit(status);
