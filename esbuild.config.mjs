// Builds every bundle of the project into dist/. `--watch` keeps building, `--tests` adds the test bundles.
import { build, context } from 'esbuild';
import { readdirSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { recordCodeCache } from './src/cli/codeCacheBuild.mjs';

const { version } = JSON.parse(readFileSync('package.json', 'utf8'));
const production = process.argv.includes('--production');
const watch = process.argv.includes('--watch');
const tests = process.argv.includes('--tests');

/** Node 20 is the oldest host: the CLI's floor, and older than the Node in every supported VS Code. */
const node = {
  bundle: true,
  platform: 'node',
  format: 'cjs',
  target: 'node20',
  mainFields: ['module', 'main'],
  sourcemap: production ? false : 'linked',
  minify: production,
  logLevel: 'warning',
};

const bundles = [
  { ...node, entryPoints: { extension: 'src/extension/extension.ts' }, external: ['vscode'], outdir: 'dist' },
  { ...node, entryPoints: { rules: 'src/rules/index.ts' }, outdir: 'dist' },
  { ...node, entryPoints: { worker: 'src/engine/worker.ts' }, outdir: 'dist' },
  {
    ...node,
    entryPoints: { cliMain: 'src/cli/main.ts' },
    outdir: 'dist',
    define: { packageVersion: JSON.stringify(version) },
  },
  {
    ...node,
    entryPoints: { cli: 'src/cli/start.ts' },
    outdir: 'dist',
    banner: { js: '#!/usr/bin/env node' },
  },
  { ...node, entryPoints: { lab: 'src/lab/main.ts' }, outdir: 'dist' },
  {
    bundle: true,
    platform: 'browser',
    format: 'iife',
    target: 'es2023',
    sourcemap: production ? false : 'linked',
    minify: production,
    logLevel: 'warning',
    entryPoints: { panel: 'media/panel/panel.ts', panelStyle: 'media/panel/panel.css' },
    outdir: 'dist',
  },
];

/** Every `*.test.ts` below a folder of test/, bundled one by one under the same path in dist/test/. */
function testFiles(folder) {
  return readdirSync(folder, { recursive: true })
    .filter((name) => name.endsWith('.test.ts'))
    .map((name) => join(folder, name));
}

if (tests) {
  bundles.push({
    ...node,
    sourcemap: 'linked',
    minify: false,
    entryPoints: [...testFiles('test'), 'test/editor/index.ts'],
    external: ['vscode', 'mocha', 'playwright-core', 'esbuild', 'typescript', 'axe-core'],
    outbase: '.',
    outdir: 'dist',
  });
}

rmSync('dist', { recursive: true, force: true });
if (watch) {
  for (const bundle of bundles) await (await context(bundle)).watch();
  console.log('watching');
} else {
  bundles.push({ ...node, entryPoints: { recordCodeCache: 'src/cli/recordCodeCache.ts' }, outdir: 'dist' });
  await Promise.all(bundles.map((bundle) => build(bundle)));
  const trouble = await recordCodeCache('dist');
  if (trouble !== undefined) console.log(`The command line is built without a code cache: ${trouble}`);
}
