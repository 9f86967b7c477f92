// Builds every bundle of the project into dist/. `--watch` keeps building, `--tests` adds the test bundles.
import { build, context, transform } from 'esbuild';
import { mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { basename, dirname, join, relative, sep } from 'node:path';
import { minify } from 'terser';
import { recordCodeCache } from './src/cli/codeCacheBuild.mjs';
import { joinedText, moduleText, readModule } from './src/extension/joinedParts.mjs';

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
  legalComments: 'none',
  logLevel: 'warning',
};

function filesEndingWith(folder, ending) {
  return readdirSync(folder, { recursive: true })
    .filter((name) => name.endsWith(ending))
    .map((name) => join(folder, name));
}

/** The modules that the extension, the engine and the command line load by `await import('…')`, when they are first needed. */
function lazyModules(...folders) {
  const files = folders.flatMap((folder) => filesEndingWith(folder, '.ts'));
  const paths = files.flatMap((file) =>
    [...readFileSync(file, 'utf8').matchAll(/\bimport\('(\.[^']+\.ts)'\)/g)].map(([, path]) =>
      join(dirname(file), path),
    ),
  );
  return [...new Set(paths)].sort();
}

/** `src/rules/ruleBook.ts` → `lazy/rules-ruleBook`. */
function lazyName(path) {
  return `lazy/${relative('src', path).replace(/\.ts$/, '').replaceAll(sep, '-')}`;
}

/** Where the part of this name is found in a build whose parts are joined. */
function stubName(name) {
  return name.replace(/^lazy\//, 'byName/');
}

/** `import()` becomes a `require` at the time of the call: VS Code gives `vscode` to required modules only. */
const required = { format: 'cjs', platform: 'node', target: 'node20', supported: { 'dynamic-import': false } };

/** Needed for few addresses only, and a third of what is loaded at activation otherwise: a part of its own. */
const library = 'ip-address';

/** esbuild would copy the four hundred names of the editor into an object of each part, at activation. */
function requireEditor(text) {
  const direct = text.replace(/\bimport ?\* ?as ([\w$]+) from ?"vscode";/g, 'const $1 = require("vscode");');
  if (/\bfrom ?"vscode"/.test(direct)) throw new Error('The editor is imported in one way only: as vscode.');
  return direct;
}

/** What every window loads by itself, right behind the activation. */
const loadedAtStart = ['savedEndpoints', 'fleetText', 'historyFolder', 'views/fleetTests'];

/** The parts that are loaded together with some, by name: those that they import, and so on. */
function partsBelow({ outputs }, paths) {
  const found = new Set();
  const visit = (path) => {
    for (const { kind, path: imported } of outputs[path].imports) {
      const name = basename(imported, '.js');
      if (kind !== 'import-statement' || outputs[imported] === undefined || found.has(name)) continue;
      found.add(name);
      visit(imported);
    }
  };
  for (const path of paths) visit(path);
  return found;
}

/** The files of dist/lazy that hold several parts each. */
const joinedFiles = ['activation', 'start', 'shared'];

/**
 * Where each part is found when it is shipped, by its name: the file, and its number in it. Reading those of the
 * activation one by one takes a third of its time, and all others are a fifth smaller in one piece.
 */
function placesOfParts(metafile) {
  const named = loadedAtStart.map((name) => lazyName(join('src', 'extension', `${name}.ts`)));
  const atActivation = partsBelow(metafile, ['dist/extension.js']);
  const atStart = partsBelow(
    metafile,
    named.map((name) => `dist/${name}.js`),
  );
  for (const name of named) atStart.add(basename(name));
  const fileOf = (name) => (atActivation.has(name) ? 'activation' : atStart.has(name) ? 'start' : 'shared');
  // Beside its neighbours of the same room, where the same words stand, a part takes less room in the package.
  const sourceOf = (path) => Object.keys(metafile.outputs[path].inputs)[0] ?? '';
  const bySource = (one, other) => (sourceOf(one) < sourceOf(other) ? -1 : 1);
  const names = Object.keys(metafile.outputs).filter(isInLazy).sort(bySource).map(partName);
  return new Map(names.map((name, number) => [name, { file: fileOf(name), number }]));
}

function isInLazy(path) {
  return basename(dirname(path)) === 'lazy';
}

function partName(path) {
  return basename(path, '.js');
}

/** esbuild names things part by part; named over a whole file anew, all are 3 % smaller in the package. */
async function writeShrunk(path, text) {
  const { code } = await minify(text, { ecma: 2020 });
  writeFileSync(path, `${code}\n`);
}

/** What is shipped: the parts in few files. */
async function writeJoined(outputFiles, metafile) {
  const places = placesOfParts(metafile);
  const joined = new Map(joinedFiles.map((file) => [file, new Map()]));
  for (const { path, text } of outputFiles) {
    const own = places.get(partName(path));
    const required = (specifier) => {
      const place = places.get(partName(specifier));
      if (place !== undefined && place.file === own?.file) return `part(${place.number})`;
      if (place !== undefined)
        return own === undefined
          ? `require("./lazy/${place.file}.js")(${place.number})`
          : `${place.file}(${place.number})`;
      const folder = own === undefined ? './lazy/' : './';
      return `require("${specifier === library ? `${folder}${library}.js` : specifier}")`;
    };
    const awaited = (specifier) => `Promise.resolve().then(()=>${required(specifier)})`;
    const module = readModule(text, { required, awaited });
    if (own === undefined) await writeShrunk(path, moduleText(module));
    else joined.get(own.file).set(own.number, module);
  }
  for (const [file, parts] of joined) {
    const others = joinedFiles.filter((name) => name !== file);
    await writeShrunk(join('dist', 'lazy', `${file}.js`), joinedText(parts, others));
  }
  // The command line of one file, which is not shipped, goes by their names.
  for (const name of lazyModules('src/cli', 'src/engine').map(lazyName)) {
    const { file, number } = places.get(basename(name));
    writeFileSync(join('dist', `${stubName(name)}.js`), `module.exports=require("../lazy/${file}.js")(${number});\n`);
  }
}

/** While the program is worked on, every part has a file of its own, with its source map. */
async function writeEach(outputFiles) {
  for (const { path, text } of outputFiles) {
    const pointed = text.replaceAll(`("${library}")`, `("./${library}.js")`);
    if (pointed !== text && !isInLazy(path)) throw new Error(`${path} is not beside ${library}.`);
    const { code, map } = await transform(requireEditor(pointed), { ...required, sourcemap: 'external' });
    writeFileSync(`${path}.map`, map);
    writeFileSync(path, `${code}//# sourceMappingURL=${basename(path)}.map\n`);
  }
}

/** Turns the parts, which esbuild splits as ES modules only, into modules that can be required. */
const writeRequired = {
  name: 'required modules',
  setup: ({ onEnd }) => {
    onEnd(async ({ outputFiles, metafile, errors }) => {
      if (errors.length > 0) return;
      for (const folder of ['lazy', 'byName']) mkdirSync(join('dist', folder), { recursive: true });
      if (production) await writeJoined(outputFiles, metafile);
      else await writeEach(outputFiles);
    });
  },
};

/**
 * The extension, the worker, the command line as it goes with the extension, and what is loaded on demand, as one graph:
 * what several of them need is a part of its own in dist/lazy, shipped once and loaded once.
 */
function program() {
  const lazy = lazyModules('src/extension', 'src/engine', 'src/cli').map((path) => [lazyName(path), path]);
  return {
    ...node,
    format: 'esm',
    splitting: true,
    sourcemap: production ? false : 'inline',
    external: ['vscode', library],
    entryPoints: {
      extension: 'src/extension/extension.ts',
      worker: 'src/engine/worker.ts',
      logWorker: 'src/engine/logWorker.ts',
      cliParts: 'src/cli/main.ts',
      ...Object.fromEntries(lazy),
    },
    chunkNames: 'lazy/[hash]',
    define: { packageVersion: JSON.stringify(version) },
    outdir: 'dist',
    write: false,
    metafile: true,
    plugins: [writeRequired],
  };
}

/** The command line is one file for the sake of its code cache; what it loads on demand is the extension's. */
const lazyImports = {
  name: 'lazy imports',
  setup: ({ onResolve }) => {
    onResolve({ filter: /^\.{1,2}\// }, ({ kind, path, resolveDir }) => {
      if (kind !== 'dynamic-import') return undefined;
      const name = lazyName(relative(process.cwd(), join(resolveDir, path)));
      return { path: `./${production ? stubName(name) : name}.js`, external: true };
    });
  },
};

const bundles = [
  program(),
  { ...node, entryPoints: { [library]: library }, outdir: 'dist/lazy' },
  {
    ...node,
    ...required,
    entryPoints: { cliMain: 'src/cli/main.ts' },
    plugins: [lazyImports],
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
    entryPoints: {
      panel: 'media/panel/panel.ts',
      panelStyle: 'media/panel/panel.css',
      hybrid: 'media/hybrid/hybrid.ts',
      hybridStyle: 'media/hybrid/hybrid.css',
    },
    outdir: 'dist',
  },
];

/** Every `*.test.ts`, one by one under the same path in dist/test/. */
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
  const paths = filesEndingWith('test', '.test.ts');
  bundles.push(
    { ...suites, entryPoints: [...paths.filter((path) => !isUnit(path)), 'test/editor/index.ts'] },
    {
      ...suites,
      entryPoints: paths.filter(isUnit),
      alias: { vscode: './test/support/vscode.ts' },
      // What a unit test never reaches may name more of the editor than its stand-in has.
      logOverride: { 'import-is-undefined': 'silent' },
    },
  );
}

rmSync('dist', { recursive: true, force: true });
if (watch) {
  for (const bundle of bundles) await (await context(bundle)).watch();
  console.log('watching');
} else {
  bundles.push({ ...node, entryPoints: { recordCodeCache: 'src/cli/recordCodeCache.ts' }, outdir: 'dist' });
  await Promise.all(bundles.map((bundle) => build(bundle)));
  // The extension's page goes without the picture, which weighs a sixth of the package.
  if (production)
    writeFileSync('dist/README.md', readFileSync('README.md', 'utf8').replace(/^!\[[^\]]*\]\([^)]*\)\n\n/m, ''));
  const trouble = await recordCodeCache('dist');
  if (trouble !== undefined) console.log(`The command line is built without a code cache: ${trouble}`);
}
