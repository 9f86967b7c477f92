// The command line's program as V8 compiled it, kept in a file beside it: half of a cold start was compiling.

import { createHash } from 'node:crypto';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { Script } from 'node:vm';

/** What the program is called with: what Node.js gives a CommonJS module. */
type ProgramFunction = (
  exports: unknown,
  require: NodeJS.Require,
  module: NodeJS.Module,
  fileName: string,
  folder: string,
) => void;

/** `cliMain.js` of one folder, compiled. */
export interface Program {
  readonly folder: string;
  readonly source: Buffer;
  readonly script: Script;
  /** Whether V8 took the code from the cache. */
  readonly isFromCache: boolean;
}

const head = '(function (exports, require, module, __filename, __dirname) { ';
const tail = '\n})';
const sealLength = 32;

export function programPath(folder: string): string {
  return join(folder, 'cliMain.js');
}

function cachePath(folder: string): string {
  return join(folder, 'cliMain.cache');
}

/**
 * SHA-256 over all that a cache depends on, and the cache itself. V8 alone looks only at its version, its flags and the
 * source's length: a changed source of the same length would run as the old one, and damaged code could crash it.
 */
function seal(source: Buffer, code: Uint8Array): Buffer {
  const { node, v8 } = process.versions;
  const origin = `${node} ${v8} ${process.platform} ${process.arch} ${source.length}\n`;
  return createHash('sha256').update(origin).update(source).update(code).digest();
}

/** The code that was made from this very source by this Node.js; undefined when there is none. */
function readCode(folder: string, source: Buffer): Buffer | undefined {
  let file;
  try {
    file = readFileSync(cachePath(folder));
  } catch {
    return undefined;
  }
  const code = file.subarray(sealLength);
  return seal(source, code).equals(file.subarray(0, sealLength)) ? code : undefined;
}

/** Compiles `cliMain.js` of a folder, with its code cache where that can be used. @throws When there is no program. */
export function compileProgram(folder: string): Program {
  const filename = programPath(folder);
  const source = readFileSync(filename);
  const cachedData = readCode(folder, source);
  const script = new Script(head + source.toString() + tail, {
    filename,
    // Stack traces name the places in the file.
    columnOffset: -head.length,
    ...(cachedData === undefined ? {} : { cachedData }),
  });
  return { folder, source, script, isFromCache: cachedData !== undefined && script.cachedDataRejected === false };
}

/** Runs the program in the place of the module that starts it, whose `require` and `module` it gets. */
export function runProgram(
  { folder, script }: Program,
  startRequire: NodeJS.Require,
  startModule: NodeJS.Module,
): void {
  const program = script.runInThisContext() as ProgramFunction;
  program(startModule.exports, startRequire, startModule, programPath(folder), folder);
}

/** Keeps what V8 has compiled of the program until now, the functions that have been called included. */
export function writeCodeCache({ folder, source, script }: Program): void {
  const code = script.createCachedData();
  writeFileSync(cachePath(folder), Buffer.concat([seal(source, code), code]));
}
