// (f) Size and loading time of the extension host's bundle, and the size of the package.
import { spawnSync } from 'node:child_process';
import { cpSync, mkdirSync, readFileSync, readdirSync, statSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { runProcess } from '../../host/processes.mjs';
import { manifest, projectFolder, toolScript } from '../../host/project.mjs';
import { buildExtension } from '../builds.mjs';
import { describeSample, median, rounded } from '../statistics.mjs';

const runs = 11;

/** Stands in for the editor: every name in its typings is a class, a function and a record at once. */
function editorStub() {
  const typings = readFileSync(join(projectFolder, 'node_modules', '@types', 'vscode', 'index.d.ts'), 'utf8');
  const names = [...typings.matchAll(/^\texport (?:abstract )?(?:class|enum|namespace|const|function) (\w+)/gm)];
  return `
const anything = () => new Proxy(class {}, {
  get: (target, key) => key in target ? target[key] : typeof key === 'symbol' ? undefined : anything(),
  apply: () => anything(),
});
for (const name of ${JSON.stringify([...new Set(names.map(([, name]) => name))])}) module.exports[name] = anything();
`;
}

/** The stub is loaded first: its time is not the extension's. */
const timing = `
require('vscode');
const startedAt = performance.now();
require(process.argv[2]);
process.stdout.write(String(performance.now() - startedAt));
`;

function timeLoading(folder, file) {
  const modules = join(folder, 'node_modules', 'vscode');
  mkdirSync(modules, { recursive: true });
  writeFileSync(join(modules, 'index.js'), editorStub());
  writeFileSync(join(folder, 'timeLoading.cjs'), timing);
  const samples = [];
  for (let run = 0; run < runs; run++) {
    const { status, stdout, stderr } = spawnSync(process.execPath, [join(folder, 'timeLoading.cjs'), file]);
    if (status !== 0) throw new Error(stderr.toString('utf8').trim().split('\n').slice(0, 6).join(' '));
    samples.push(Number(stdout.toString('utf8')));
  }
  return samples;
}

/** A copy of what is packaged, built for production there: dist/ itself may be in use. */
async function buildPackage(folder) {
  const copy = join(folder, 'project');
  mkdirSync(copy);
  for (const entry of readdirSync(projectFolder, { withFileTypes: true })) {
    const isSource = entry.isDirectory() ? ['src', 'media'].includes(entry.name) : entry.isFile();
    if (isSource) cpSync(join(projectFolder, entry.name), join(copy, entry.name), { recursive: true });
  }
  symlinkSync(join(projectFolder, 'node_modules'), join(copy, 'node_modules'), 'junction');
  await runTool(copy, ['esbuild.config.mjs', '--production']);
  const file = join(folder, 'package.vsix');
  const args = [...manifest.scripts.package.split(' ').slice(1, -1), file];
  const vsce = toolScript('@vscode/vsce', 'vsce');
  try {
    await runTool(copy, [vsce, ...args]);
    return { file };
  } catch (error) {
    // The size is told all the same: links in the README do not change it.
    await runTool(copy, [vsce, ...args, '--no-rewrite-relative-links']);
    return { file, complaint: error.message };
  }
}

async function runTool(folder, args) {
  const { code, output } = await runProcess(process.execPath, args, { cwd: folder, timeoutMs: 120_000 });
  if (code === 0) return;
  throw new Error(output.split('\n').find((line) => /error/i.test(line)) ?? output.slice(-300));
}

async function measurePackage(folder, report) {
  const name = 'size of the .vsix';
  try {
    const { file, complaint } = await buildPackage(folder);
    report({ name, value: rounded(statSync(file).size / 1_000, 0), unit: 'KB', limit: { most: 500 } });
    if (complaint !== undefined) report({ name: 'npm run package as it is', missing: complaint.trim() });
  } catch (error) {
    report({ name, missing: error.message.trim() });
  }
}

export async function measureExtension({ folder, report }) {
  const target = join(folder, 'extension');
  mkdirSync(target);
  try {
    const { file, bytes } = await buildExtension(target);
    report({
      name: "size of the extension host's bundle",
      value: rounded(bytes / 1_000, 0),
      unit: 'KB',
      limit: { most: 120 },
    });
    const samples = timeLoading(target, file);
    report({
      name: 'time to load it (the editor stubbed)',
      value: rounded(median(samples), 1),
      unit: 'ms',
      limit: { most: 50 },
      detail: { ms: describeSample(samples, '', 1) },
    });
  } catch (error) {
    const [reason] = error.message.split('\n').filter((line) => /error/i.test(line));
    report({ name: "the extension host's bundle", missing: (reason ?? error.message).slice(0, 300) });
  }
  await measurePackage(folder, report);
}
