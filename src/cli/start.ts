// `dist/cli.js`: starts the program beside it, main.ts, with its code cache where there is one.

import { compileProgram, runProgram } from './codeCache.ts';

runProgram(compileProgram(__dirname), require, module);
