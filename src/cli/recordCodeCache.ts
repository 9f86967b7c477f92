// A step of the build: runs the command line with the arguments given, then writes its code cache.

import { compileProgram, runProgram, writeCodeCache } from './codeCache.ts';

const program = compileProgram(__dirname);
process.once('exit', (status) => {
  // A run that failed has not called what a sound one needs.
  if (status === 0) writeCodeCache(program);
});
runProgram(program, require, module);
