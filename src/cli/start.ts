// `dist/cli.js`: starts the program beside it, main.ts, with its code cache where there is one.

import { compileProgram, programPath, runProgram } from './codeCache.ts';

// `--enable-source-maps`: Node.js reads the source maps only of modules that it loads itself.
if (process.sourceMapsEnabled) module.require(programPath(__dirname));
else runProgram(compileProgram(__dirname), require, module);
