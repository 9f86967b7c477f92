// `npm test`: every part, or those named as arguments. The last line says how many passed and failed.
import { existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { installBrowserHost } from './host/installBrowserHost.mjs';
import { pickHost, pickedHostVariable } from './host/pickHost.mjs';
import { endEverything, startProcess } from './host/processes.mjs';
import { projectFolder, toolScript } from './host/project.mjs';

const parts = ['lint', 'types', 'unit', 'lab', 'servers', 'editor', 'ui'];
const needWindow = new Set(['editor', 'ui']);

/** Longest time of one part. */
const partTimeoutMs = 20 * 60_000;

/** What the run has come to. */
const total = { passed: 0, failed: 0, skipped: 0 };
const failures = [];
const skips = [];

function heading(text) {
  console.log(`\n=== ${text}`);
}

function countFailure(part, text) {
  total.failed++;
  failures.push(`${part}: ${text}`);
}

function countSkip(part, text) {
  total.skipped++;
  skips.push(`${part}: ${text}`);
}

/** Runs scripts of this project one after the other; gives their exit code (0, or the first other) and output. */
async function runScripts(commands) {
  let output = '';
  for (const args of commands) {
    const started = startProcess(process.execPath, args, { cwd: projectFolder, onText: (text) => (output += text) });
    const code = await started.exited;
    if (code !== 0) return { code, output };
  }
  return { code: 0, output };
}

/** A part that is one check. */
async function runCheck(part, commands) {
  const started = performance.now();
  const { code, output } = await runScripts(commands);
  heading(`${part} (${seconds(started)})`);
  process.stdout.write(output);
  if (code === 0) total.passed++;
  else countFailure(part, `ended with ${code}`);
}

function seconds(since) {
  return `${((performance.now() - since) / 1_000).toFixed(1)} s`;
}

const checks = {
  lint: () =>
    runCheck('lint', [
      [toolScript('eslint'), '.'],
      [toolScript('prettier'), '--check', '--log-level', 'warn', '.'],
    ]),
  types: () =>
    runCheck('types', [
      [toolScript('typescript', 'tsc'), '--noEmit'],
      [toolScript('typescript', 'tsc'), '--noEmit', '-p', 'media/tsconfig.json'],
    ]),
};

async function build() {
  const started = performance.now();
  const { code, output } = await runScripts([['esbuild.config.mjs', '--tests']]);
  heading(`build (${seconds(started)})`);
  process.stdout.write(output);
  if (code !== 0) countFailure('build', `ended with ${code}`);
  return code === 0;
}

function filesEndingWith(folder, ending) {
  if (!existsSync(folder)) return [];
  const names = readdirSync(folder, { recursive: true }).filter((name) => name.endsWith(ending));
  return names.sort().map((name) => join(folder, name));
}

/** Starts a part in a process of its own, which sends its outcome as one message. */
async function runSuite(part, command, prefix, env) {
  const [file, ...args] = [...prefix, process.execPath, ...command];
  const started = startProcess(file, args, {
    cwd: projectFolder,
    env: { ...process.env, ...env },
    stdio: ['ignore', 'inherit', 'inherit', 'ipc'],
  });
  let outcome;
  started.child.on('message', (message) => (outcome = message));
  let timedOut = false;
  const timer = setTimeout(() => {
    timedOut = true;
    void started.stop();
  }, partTimeoutMs);
  const code = await started.exited;
  clearTimeout(timer);
  await started.stop();
  return { code, outcome, timedOut };
}

function countSuite(part, { code, outcome, timedOut }) {
  if (timedOut) return countFailure(part, `did not end within ${partTimeoutMs / 60_000} minutes`);
  if (outcome === undefined) return countFailure(part, `ended with ${code} before it could count`);
  total.passed += outcome.passed;
  total.failed += outcome.failed;
  for (const { title, reason } of outcome.failures) {
    failures.push(`${part}: ${title}\n${reason.replace(/^/gm, '      ')}`);
  }
  for (const { title, reason } of outcome.skipped) countSkip(part, reason === '' ? title : `${title}: ${reason}`);
  if (outcome.passed + outcome.failed + outcome.skipped.length === 0) return countFailure(part, 'ran no test');
  if (code !== 0 && outcome.failed === 0) countFailure(part, `all tests passed, but it ended with ${code}`);
}

/** Parts whose tests are not written yet are named, not passed over. */
function hasTests(part) {
  if (filesEndingWith(join(projectFolder, 'test', part), '.test.ts').length > 0) return true;
  countSkip(part, `test/${part} has no *.test.ts`);
  return false;
}

async function runSuites(selected, host) {
  for (const part of selected) {
    heading(part);
    const files = filesEndingWith(join(projectFolder, 'dist', 'test', part), '.test.js');
    const command = part === 'editor' ? ['test/host/runEditorSuite.mjs'] : ['test/host/runMocha.mjs', ...files];
    const prefix = needWindow.has(part) && host.kind === 'desktop' ? host.prefix : [];
    const env = host === undefined ? {} : { [pickedHostVariable]: JSON.stringify(host) };
    countSuite(part, await runSuite(part, command, prefix, env));
  }
}

/** Chooses the VS Code and has it ready before the first test runs; undefined where there can be none. */
async function prepareHost() {
  const started = performance.now();
  const host = await pickHost();
  if (host.kind === 'browser') await installBrowserHost();
  const why =
    host.kind === 'browser' ? `in the browser, because ${host.reasons.join('; ')}` : `desktop, ${host.origin}`;
  heading(`VS Code (${seconds(started)})\n${why}`);
  return host;
}

function summarize() {
  if (skips.length > 0) console.log(`\n*** SKIPPED ***\n${skips.map((text) => `  SKIPPED ${text}`).join('\n')}`);
  if (failures.length > 0) console.log(`\nFailed:\n${failures.map((text) => `  ${text}`).join('\n')}`);
  const skipped = total.skipped > 0 ? `, ${total.skipped} skipped` : '';
  console.log(`\n${total.passed} passed, ${total.failed} failed${skipped}`);
}

async function main(names) {
  const unknown = names.filter((name) => !parts.includes(name));
  if (unknown.length > 0) throw new Error(`There is no part ${unknown.join(', ')}; parts are ${parts.join(', ')}.`);
  const selected = names.length === 0 ? parts : parts.filter((part) => names.includes(part));
  const suites = selected.filter((part) => !(part in checks)).filter(hasTests);
  // The checks use the processor and the installation mostly the network: together they take half the time.
  const preparing = suites.some((part) => needWindow.has(part)) ? prepareHost() : Promise.resolve(undefined);
  const prepared = preparing.then(
    (host) => ({ host }),
    (error) => ({ error }),
  );
  await Promise.all(selected.filter((part) => part in checks).map((part) => checks[part]()));
  if (suites.length === 0) return;
  const isBuilt = await build();
  const { host, error } = await prepared;
  if (error !== undefined) console.error(error.message);
  const runnable = suites.filter((part) => {
    if (!isBuilt) countFailure(part, 'not run, because the build failed');
    else if (error !== undefined && needWindow.has(part))
      countFailure(part, `not run: ${error.message.split('\n')[0]}`);
    else return true;
    return false;
  });
  await runSuites(runnable, host);
}

try {
  await main(process.argv.slice(2));
} catch (error) {
  console.error(error);
  countFailure('run', error.message);
}
await endEverything();
summarize();
process.exitCode = total.failed === 0 && total.passed > 0 ? 0 : 1;
