// Runs the editor suite inside the extension host of the VS Code this machine offers, and sends the outcome up: on the
// package as it is shipped, installed like a person does it, or on the source folder when called with `--source`.
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { runBrowserSuite } from './browserHost.mjs';
import { buildPackage } from './buildPackage.mjs';
import { runDesktopSuite } from './desktopHost.mjs';
import { pickHost } from './pickHost.mjs';
import { temporaryFolder } from './processes.mjs';
import { projectFolder } from './project.mjs';

/** What test/editor/index.ts logs first. */
const suiteBegins = 'Suite in the extension host';

const folder = temporaryFolder('editor');
const report = join(folder.path, 'report.json');
const workspace = join(folder.path, 'workspace');
mkdirSync(workspace);
writeFileSync(join(workspace, 'readme.txt'), 'An empty workspace.\n');

/** The workbench logs a good deal before the suite begins; it is shown only when the suite never does. */
let held = '';
let hasBegun = false;
function showSuite(text) {
  hasBegun ||= text.startsWith(suiteBegins);
  if (hasBegun) process.stdout.write(text);
  else held += text;
}

/** Bytes of a .vsix that downloads in a moment. */
const largestPackage = 500 * 1024;

async function makePackage() {
  const { path, bytes } = await buildPackage(folder.path);
  process.stdout.write(`The package has ${(bytes / 1024).toFixed(0)} KB.\n`);
  if (bytes > largestPackage) throw new Error(`The package is larger than ${largestPackage / 1024} KB.`);
  return path;
}

const host = await pickHost();
const options = {
  workspace,
  ...(process.argv.includes('--source') ? {} : { vsix: await makePackage() }),
  extensionTestsPath: join(projectFolder, 'dist', 'test', 'editor', 'index.js'),
  env: { SMTP_TLS_TEST_REPORT: report },
};
let code;
try {
  code =
    host.kind === 'desktop'
      ? await runDesktopSuite({ ...options, executable: host.executable })
      : await runBrowserSuite({ ...options, onText: showSuite });
} finally {
  if (!hasBegun) process.stdout.write(held);
}
if (!existsSync(report)) throw new Error(`The suite ended with ${code} and left no report.`);
const outcome = JSON.parse(readFileSync(report, 'utf8'));
await folder.remove();
if (code !== 0 && outcome.failed === 0) throw new Error(`VS Code ended with ${code} although no test failed.`);
if (process.connected) await new Promise((resolve) => process.send(outcome, () => resolve()));
process.removeAllListeners('disconnect');
if (process.connected) process.disconnect();
process.exitCode = outcome.failed === 0 ? 0 : 1;
