// Makes what is shipped, in a copy of the project, so that the bundles under test stay where they are.
import { cpSync, mkdtempSync, readdirSync, statSync, symlinkSync } from 'node:fs';
import { join } from 'node:path';
import { runProcess } from './processes.mjs';
import { manifest, projectFolder, toolScript } from './project.mjs';

const left = new Set(['.git', '.vscode-test', 'dist', 'node_modules']);

async function runScript(folder, script, ...args) {
  const { code, output } = await runProcess(process.execPath, [script, ...args], { cwd: folder, timeoutMs: 120_000 });
  if (code !== 0) throw new Error(`${script} ended with ${code}:\n${output}`);
}

/** In a new folder below `folder`; gives its path. */
function copyProject(folder) {
  const copy = mkdtempSync(join(folder, 'project-'));
  for (const name of readdirSync(projectFolder)) {
    if (!left.has(name)) cpSync(join(projectFolder, name), join(copy, name), { recursive: true });
  }
  symlinkSync(join(projectFolder, 'node_modules'), join(copy, 'node_modules'), 'junction');
  return copy;
}

/** Gives the folder of the bundles as they are shipped. */
export async function buildShipped(folder) {
  const copy = copyProject(folder);
  await runScript(copy, 'esbuild.config.mjs', '--production');
  return join(copy, 'dist');
}

/** The arguments of `npm run package`, but for the last two, which name the file. */
function packagerArguments() {
  const [, ...args] = manifest.scripts.package.split(' ');
  return args.slice(0, args.indexOf('--out'));
}

/** Gives the path and the size in bytes of a new .vsix below `folder`. */
export async function buildPackage(folder) {
  const copy = copyProject(folder);
  const path = join(folder, 'package.vsix');
  await runScript(copy, toolScript('@vscode/vsce', 'vsce'), ...packagerArguments(), '--out', path);
  return { path, bytes: statSync(path).size };
}
