// Where things of this project are on disk, and how its tools are called without a shell.
import {
  cpSync,
  existsSync,
  mkdirSync,
  readFileSync,
  readdirSync,
  realpathSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { createRequire } from 'node:module';
import { delimiter, dirname, join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';

export const projectFolder = realpathSync(resolve(dirname(fileURLToPath(import.meta.url)), '..', '..'));

/** Everything fetched for tests is kept here, outside version control. */
export const cacheFolder = join(projectFolder, '.vscode-test');

export const manifest = JSON.parse(readFileSync(join(projectFolder, 'package.json'), 'utf8'));

/** The script behind a development dependency's command, to be run with `process.execPath`. */
export function toolScript(packageName, command = packageName) {
  const require = createRequire(join(projectFolder, 'package.json'));
  // Some packages hide package.json in `exports`; the folder is found by hand then.
  const folder = require.resolve
    .paths(packageName)
    .map((path) => join(path, packageName))
    .find((path) => existsSync(join(path, 'package.json')));
  if (folder === undefined) throw new Error(`${packageName} is not installed; run "npm ci" first.`);
  const { bin } = JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8'));
  return join(folder, typeof bin === 'string' ? bin : bin[command]);
}

/** How to call npm: by its script where that is known, else by name (through a shell on Windows: it is npm.cmd). */
export function npmCommand() {
  const beside = join(dirname(process.execPath), 'node_modules', 'npm', 'bin', 'npm-cli.js');
  const script = [process.env['npm_execpath'], beside].find((path) => path?.endsWith('npm-cli.js') && existsSync(path));
  if (script !== undefined) return { file: process.execPath, args: [script], shell: false };
  return { file: 'npm', args: [], shell: process.platform === 'win32' };
}

/** The full path of a program on the PATH, or undefined. */
export function findOnPath(name) {
  const endings = process.platform === 'win32' ? ['.exe', '.cmd', '.bat'] : [''];
  for (const folder of (process.env['PATH'] ?? '').split(delimiter)) {
    if (folder === '') continue;
    for (const ending of endings) {
      const path = join(folder, name + ending);
      if (existsSync(path) && statSync(path).isFile()) return path;
    }
  }
  return undefined;
}

/**
 * This project's folder under another path, below `folder`: VS Code shows any theme it finds below the extension under
 * development instead of the one in the settings, and a VS Code in .vscode-test has all its own themes there.
 */
export function linkProject(folder) {
  const link = join(folder, 'extension');
  symlinkSync(projectFolder, link, 'junction');
  return link;
}

/**
 * The folder that VS Code takes as the extension under development; undefined: none. A suite needs one: for an installed
 * package it is a folder that holds nothing but a manifest.
 */
export function developedExtension({ vsix, forPerson = false, extensionTestsPath }, folder) {
  if (forPerson) return undefined;
  if (vsix === undefined) return linkProject(folder);
  if (extensionTestsPath === undefined) return undefined;
  const driver = join(folder, 'driver');
  mkdirSync(driver);
  const { engines } = manifest;
  const driverManifest = { name: 'suite-driver', publisher: 'test', version: '0.0.1', engines };
  writeFileSync(join(driver, 'package.json'), JSON.stringify(driverManifest));
  return driver;
}

/** The paths that an entry of the packager's list names: a path, or `folder/*` with an ending. */
function pathsOf(pattern) {
  const [folder, ending] = pattern.split('/*');
  if (ending === undefined) return [pattern];
  const whole = join(projectFolder, folder);
  if (!existsSync(whole)) return [];
  return readdirSync(whole)
    .filter((name) => name.endsWith(ending))
    .map((name) => `${folder}/${name}`);
}

/** Copies what a package of the extension holds, by the list that the packager reads: an installed extension's folder. */
export function copyShippedFiles(folder) {
  const list = readFileSync(join(projectFolder, '.vscodeignore'), 'utf8').split('\n');
  const patterns = list.filter((line) => line.startsWith('!')).map((line) => line.slice(1).trim());
  for (const path of patterns.flatMap(pathsOf)) {
    const source = join(projectFolder, path);
    if (!existsSync(source)) continue;
    mkdirSync(dirname(join(folder, path)), { recursive: true });
    cpSync(source, join(folder, path), { recursive: true });
  }
}
