// `dist/cli.js`: starts the program, main.ts. Built here, it is one file beside this one with a code cache; in the package
// for VS Code it is `cliParts.js`, which shares its parts with the extension.

import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { compileProgram, programPath, runProgram } from './codeCache.ts';

const program = programPath(__dirname);
if (!existsSync(program)) module.require(join(__dirname, 'cliParts.js'));
// `--enable-source-maps`: Node.js reads the source maps only of modules that it loads itself.
else if (process.sourceMapsEnabled) module.require(program);
else runProgram(compileProgram(__dirname), require, module);
