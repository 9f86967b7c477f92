// Runs mocha over the files named as arguments, in this process, and sends the outcome to the process that started it.
import Mocha from 'mocha';
import { setTimeout as sleep } from 'node:timers/promises';
import { followRunner } from './mochaOutcome.mjs';
import { endEverything } from './processes.mjs';

const graceMs = 10_000;

const mocha = new Mocha({
  ui: 'bdd',
  timeout: 10_000,
  slow: 1_000,
  reporter: 'spec',
  color: Boolean(process.stdout.isTTY),
});
for (const file of process.argv.slice(2)) mocha.addFile(file);

const outcome = await new Promise((resolve) => {
  let counted;
  const runner = mocha.run(() => resolve(counted));
  counted = followRunner(runner);
});
await endEverything();
if (process.connected) await new Promise((resolve) => process.send(outcome, () => resolve()));
process.exitCode = outcome.failed === 0 ? 0 : 1;
process.removeAllListeners('disconnect');
if (process.connected) process.disconnect();

// What is well closed lets the process end by itself now. Unreferenced, so the wait itself keeps nothing alive.
await sleep(graceMs, undefined, { ref: false });
console.error(`The tests left something open: ${process.getActiveResourcesInfo().join(', ')}`);
process.exit(3);
