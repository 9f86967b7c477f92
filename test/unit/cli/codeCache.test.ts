// The code cache is used for the source, and by the Node.js, that it was made from; else the program runs without it.

import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { buildSync } from 'esbuild';
import { compileProgram, runProgram, writeCodeCache } from '../../../src/cli/codeCache.ts';
import type { Program } from '../../../src/cli/codeCache.ts';

/** Two programs of one length: V8 cannot tell them apart. */
function programSaying(word: 'first' | 'other'): string {
  return `"use strict"; module.exports.fail = () => { throw new Error('on the first line'); };
const { basename } = require('node:path');
function say() { return '${word}'; }
module.exports.said = [say(), basename(__filename), __dirname];
`;
}

interface Exported {
  readonly said: readonly string[];
  readonly fail: () => void;
}

describe('code cache of the command line', () => {
  let folder: string;
  let programFile: string;
  let cacheFile: string;

  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'smtp-tls-code-cache-'));
    programFile = join(folder, 'cliMain.js');
    cacheFile = join(folder, 'cliMain.cache');
    writeFileSync(programFile, programSaying('first'));
  });

  afterEach(() => rmSync(folder, { recursive: true, force: true }));

  function run(): { readonly program: Program; readonly exported: Exported } {
    const program = compileProgram(folder);
    const startModule = { exports: {} } as NodeJS.Module;
    runProgram(program, require, startModule);
    return { program, exported: startModule.exports as Exported };
  }

  function record(): void {
    writeCodeCache(run().program);
  }

  function assertRuns(word: string, isFromCache: boolean): void {
    const { program, exported } = run();
    assert.deepEqual(exported.said, [word, 'cliMain.js', folder]);
    assert.equal(program.isFromCache, isFromCache);
  }

  it('is used for the source that it was made from', () => {
    record();
    assertRuns('first', true);
  });

  it('is not needed', () => {
    assertRuns('first', false);
    assert.equal(existsSync(cacheFile), false, 'a start writes nothing');
  });

  it('is not used for another source of the same length', () => {
    record();
    writeFileSync(programFile, programSaying('other'));
    assertRuns('other', false);
  });

  it('is sealed with the source that was compiled, not with what is in the file by then', () => {
    const program = compileProgram(folder);
    writeFileSync(programFile, programSaying('other'));
    writeCodeCache(program);
    assertRuns('other', false);
  });

  it('is not used when it is damaged, cut short or empty', () => {
    record();
    const whole = readFileSync(cacheFile);
    const damaged = Buffer.from(whole);
    damaged.writeUInt8(damaged.readUInt8(damaged.length - 9) ^ 1, damaged.length - 9);
    for (const content of [damaged, whole.subarray(0, whole.length - 1), whole.subarray(0, 10), Buffer.alloc(0)]) {
      writeFileSync(cacheFile, content);
      assertRuns('first', false);
    }
  });

  it('leaves the places in stack traces as they are, used or not', () => {
    const column = programSaying('first').indexOf('new Error') + 1;
    for (const isFromCache of [false, true]) {
      const { program, exported } = run();
      assert.equal(program.isFromCache, isFromCache);
      assert.throws(exported.fail, ({ stack = '' }: Error) => stack.includes(`${programFile}:1:${column}`));
      writeCodeCache(program);
    }
  });

  function buildPrograms(...names: string[]): void {
    const entryPoints = names.map((name) => join(process.cwd(), 'src/cli', `${name}.ts`));
    buildSync({ entryPoints, outdir: folder, bundle: true, platform: 'node', format: 'cjs', logLevel: 'silent' });
  }

  /** Standard output, standard error, exit status. */
  function runNode(...args: string[]): readonly [string, string, number | null] {
    const { stdout, stderr, status } = spawnSync(process.execPath, args, { cwd: folder, encoding: 'utf8' });
    return [stdout, stderr, status];
  }

  it('is recorded by a run that ends well, and refused by a V8 with other flags', function () {
    this.timeout(20_000);
    buildPrograms('start', 'recordCodeCache', 'codeCache');
    writeFileSync(programFile, 'console.log(process.argv[2]); process.exit(Number(process.argv[3]));');
    assert.deepEqual(runNode('recordCodeCache.js', 'recording', '3'), ['recording\n', '', 3]);
    assert.equal(existsSync(cacheFile), false);
    assert.deepEqual(runNode('recordCodeCache.js', 'recording', '0'), ['recording\n', '', 0]);
    assert.equal(existsSync(cacheFile), true);
    const ask = ['--print', "require('./codeCache.js').compileProgram('.').isFromCache"];
    assert.deepEqual(runNode(...ask), ['true\n', '', 0]);
    assert.deepEqual(runNode('start.js', 'starting', '3'), ['starting\n', '', 3]);
    const otherFlags = ['--no-opt', '--stack-size=900'];
    assert.deepEqual(runNode(...otherFlags, ...ask), ['false\n', '', 0]);
    assert.deepEqual(runNode(...otherFlags, 'start.js', 'starting', '3'), ['starting\n', '', 3]);
  });

  it('leaves source maps to Node.js when they are asked for', function () {
    this.timeout(20_000);
    buildPrograms('start');
    const source = join(folder, 'program.ts');
    writeFileSync(source, '\n\nconst word: string = process.argv[2];\nthrow new Error(word);\n');
    const bundle = { format: 'cjs', sourcemap: 'linked', minify: true, logLevel: 'silent' } as const;
    buildSync({ entryPoints: [source], outfile: programFile, allowOverwrite: true, ...bundle });
    assert.match(runNode('start.js', 'thrown')[1], /Error: thrown\n.*cliMain\.js:1:/);
    assert.match(runNode('--enable-source-maps', 'start.js', 'thrown')[1], /Error: thrown\n.*program\.ts:4:7/);
  });
});
