// "Run a Further Test…". What it does is loaded when it is first asked for.

import { commandIds } from '../contributions.ts';
import type { Command } from './command.ts';

export const furtherTestCommand: Command = {
  id: commandIds.furtherTest,
  run: async (app, argument) => (await import('../furtherTestRun.ts')).runFurtherTest(app, argument),
};
