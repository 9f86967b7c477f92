// Builds every bundle of the project into dist/. `--watch` keeps building, `--tests` adds the test bundles.
import { build, context } from 'esbuild';
import { readdirSync, readFileSync, rmSync } from 'node:fs';
import { dirname, join, relative, sep } from 'node:path';
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

function sourceFiles(folder) {
  return readdirSync(folder, { recursive: true })
    .filter((name) => name.endsWith('.ts'))
    .map((name) => join(folder, name));
}

/**
 * Every module that the extension loads by `await import('…')`: a bundle of its own in dist/lazy, read from disk when it
 * is first needed. Bundles share no module state: what they work on is handed to them.
 */
function lazyModules() {
  const paths = sourceFiles('src/extension').flatMap((file) =>
    [...readFileSync(file, 'utf8').matchAll(/\bimport\('(\.[^']+\.ts)'\)/g)].map((match) =>
      join(dirname(file), match[1]),
    ),
  );
  return [...new Set(paths)].sort();
}

/** `src/report/html.ts` → `report-html`. */
function lazyName(path) {
  return relative('src', path).replace(/\.ts$/, '').replaceAll(sep, '-');
}

/** Leaves each dynamic import to its own bundle below `folder`, as seen from the importing bundle. */
function lazyImports(folder) {
  return {
    name: 'lazy imports',
    setup: ({ onResolve }) => {
      onResolve({ filter: /^\.{1,2}\// }, ({ kind, path, resolveDir }) => {
        if (kind !== 'dynamic-import') return undefined;
        const name = lazyName(relative(process.cwd(), join(resolveDir, path)));
        return { path: `${folder}/${name}.js`, external: true };
      });
    },
  };
}

/** `import()` becomes a `require` at the time of the call: VS Code gives `vscode` to required modules only. */
const extensionCode = { ...node, external: ['vscode'], supported: { 'dynamic-import': false } };

const bundles = [
  {
    ...extensionCode,
    entryPoints: { extension: 'src/extension/extension.ts' },
    plugins: [lazyImports('./lazy')],
    outdir: 'dist',
  },
  {
    ...extensionCode,
    entryPoints: Object.fromEntries(lazyModules().map((path) => [lazyName(path), path])),
    plugins: [lazyImports('.')],
    outdir: 'dist/lazy',
  },
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
  const suites = {
    ...node,
    sourcemap: 'linked',
    minify: false,
    external: ['vscode', 'mocha', 'playwright-core', 'esbuild', 'typescript', 'axe-core'],
    outbase: '.',
    outdir: 'dist',
  };
  const isUnit = (path) => path.startsWith(join('test', 'unit'));
  const paths = testFiles('test');
  bundles.push(
    { ...suites, entryPoints: [...paths.filter((path) => !isUnit(path)), 'test/editor/index.ts'] },
    { ...suites, entryPoints: paths.filter(isUnit), alias: { vscode: './test/support/vscode.ts' } },
  );
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
