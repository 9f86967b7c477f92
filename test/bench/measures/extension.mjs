// (f) Size and loading time of what the extension host loads at activation, and the size of the package.
import { spawnSync } from 'node:child_process';
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { buildPackage } from '../../host/buildPackage.mjs';
import { projectFolder } from '../../host/project.mjs';
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
const before = new Set(Object.keys(require.cache));
const startedAt = performance.now();
require(process.argv[2]);
const ms = performance.now() - startedAt;
const loaded = Object.keys(require.cache).filter((path) => !before.has(path));
const bytes = loaded.reduce((sum, path) => sum + require('node:fs').statSync(path).size, 0);
process.stdout.write(JSON.stringify({ ms, bytes, files: loaded.length }));
`;

function timeLoading(folder, file) {
  const modules = join(folder, 'node_modules', 'vscode');
  mkdirSync(modules, { recursive: true });
  writeFileSync(join(modules, 'index.js'), editorStub());
  writeFileSync(join(folder, 'timeLoading.cjs'), timing);
  const samples = [];
  for (let run = 0; run < runs; run++) {
    const { status, stdout, stderr } = spawnSync(process.execPath, [join(folder, 'timeLoading.cjs'), file], {
      env: { ...process.env, NODE_PATH: join(folder, 'node_modules') },
    });
    if (status !== 0) throw new Error(stderr.toString('utf8').trim().split('\n').slice(0, 6).join(' '));
    samples.push(JSON.parse(stdout.toString('utf8')));
  }
  return samples;
}

async function measurePackage(folder, report) {
  const name = 'size of the .vsix';
  try {
    const { bytes } = await buildPackage(folder);
    report({ name, value: rounded(bytes / 1_024, 0), unit: 'KB', limit: { most: 500 } });
  } catch (error) {
    report({ name, missing: error.message.trim() });
  }
}

export async function measureExtension({ folder, builds, report }) {
  const target = join(folder, 'extension');
  mkdirSync(target);
  const samples = timeLoading(target, join(builds, 'extension.js'));
  const { files, bytes } = samples[0];
  report({
    name: 'size of what is loaded at activation',
    value: rounded(bytes / 1_024, 0),
    unit: 'KB',
    limit: { most: 120 },
    detail: { files },
  });
  const times = samples.map(({ ms }) => ms);
  report({
    name: 'time to load it (the editor stubbed)',
    value: rounded(median(times), 1),
    unit: 'ms',
    limit: { most: 50 },
    detail: { ms: describeSample(times, '', 1) },
  });
  await measurePackage(target, report);
}
