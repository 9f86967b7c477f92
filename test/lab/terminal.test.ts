// `npm start -- --terminal`, but for the build before it: every server of the lab gets the verdict of the catalogue.

import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';

interface Ended {
  readonly code: number | null;
  readonly output: string;
}

async function runTerminal(...names: readonly string[]): Promise<Ended> {
  const moduleOf = (name: string): string =>
    JSON.stringify(pathToFileURL(join(process.cwd(), 'test', 'host', name)).href);
  const script = `
    import { exitFlushed } from ${moduleOf('processes.mjs')};
    import { runTerminal } from ${moduleOf('terminal.mjs')};
    exitFlushed(await runTerminal(${JSON.stringify(names)}));`;
  const args = ['--input-type=module', '--eval', script];
  const child = spawn(process.execPath, args, { stdio: ['ignore', 'pipe', 'pipe'] });
  let output = '';
  for (const stream of [child.stdout, child.stderr]) stream.on('data', (chunk: Buffer) => (output += chunk.toString()));
  const code = await new Promise<number | null>((settle) => child.once('close', settle));
  return { code, output };
}

describe('the lab in the terminal', () => {
  it('gives every server the verdict of the catalogue, two lines each', async function () {
    this.timeout(90_000);
    const { code, output } = await runTerminal();
    const [, asExpected, all] = /^(\d+) of (\d+) verdicts as expected$/m.exec(output) ?? [];
    const others = output.split('\n').filter((line) => line.includes('(expected: '));
    assert.deepEqual({ code, others, asExpected }, { code: 0, others: [], asExpected: all }, output.slice(-2_000));
    assert.ok(Number(all) > 100);
  });

  it('shows chosen ones in full, by what their owner expects', async function () {
    this.timeout(60_000);
    const { code, output } = await runTerminal('expectation/issuer', 'sound/starttls');
    assert.equal(code, 0, output);
    assert.match(output, /EHLO/);
    assert.match(output, /expectation\/issuer/);
    assert.match(output, /2 of 2 verdicts as expected/);
  });
});
