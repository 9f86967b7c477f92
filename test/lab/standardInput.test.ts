// Standard input of the built command line: waited for, in pieces, and told of when it cannot be had.

import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { closeSync, openSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { asJson7, sound } from '../support/connectorExports.ts';

const program = join(process.cwd(), 'dist', 'cli.js');

/** Longer than it takes to start and ask for the first byte. */
const pauseMs = 600;

interface Case {
  readonly args: readonly string[];
  readonly text: string;
  readonly expected: RegExp;
}

const cases: readonly Case[] = [
  { args: ['explain'], text: '454 4.7.5 certificate verify failed: certificate has expired\n', expected: /expired/ },
  { args: ['hybrid', '-'], text: asJson7(sound), expected: /hybrid mail flow/ },
  { args: ['report', '-'], text: '{}', expected: /standard input: The assessment cannot be used/ },
  {
    args: ['check-config', '-'],
    text: 'smtpd_tls_security_level = none\n',
    expected: /^standard input:1:28: error: [^]*1 file checked: 1 error/,
  },
  { args: ['log', '-'], text: '#Software: Microsoft Exchange Server\n', expected: /standard input/ },
];

/** A pipe of Node.js is a socket: non-blocking as soon as anybody looks at it, with nothing to read at first. */
async function readLate({ args, text }: Pick<Case, 'args' | 'text'>): Promise<string> {
  const child = spawn(process.execPath, [program, ...args], { stdio: ['pipe', 'pipe', 'pipe'] });
  child.stdin.on('error', () => undefined);
  let output = '';
  for (const stream of [child.stdout, child.stderr]) stream.on('data', (chunk: Buffer) => (output += chunk.toString()));
  const ended = new Promise((settle) => child.once('close', settle));
  await sleep(pauseMs);
  child.stdin.write(text.slice(0, 10));
  await sleep(100);
  child.stdin.end(text.slice(10));
  await ended;
  return output;
}

describe('standard input', function () {
  this.timeout(30_000);

  for (const one of cases) {
    it(`of ${one.args.join(' ')} may come late and in pieces`, async () => {
      const output = await readLate(one);
      assert.doesNotMatch(output, /cannot be read|EAGAIN/);
      assert.match(output, one.expected);
    });
  }

  it('ends in a document of one head, whatever the command', async () => {
    const all = await Promise.all(
      cases
        .filter(({ args }) => args[0] !== 'report')
        .map(async ({ args, text }) => {
          const output = await readLate({ args: [...args, '--json'], text });
          return /^\{\n {2}"format": "(.*)",\n {2}"version": 1,/m.exec(output)?.[1];
        }),
    );
    assert.deepEqual(all, ['smtp-tls-explanation', 'smtp-tls-hybrid', 'smtp-tls-check', 'smtp-tls-log']);
  });

  it('that cannot be read is told of', async () => {
    const directory = openSync(tmpdir(), 'r');
    try {
      const child = spawn(process.execPath, [program, 'explain'], { stdio: [directory, 'ignore', 'pipe'] });
      let errors = '';
      child.stderr?.on('data', (chunk: Buffer) => (errors += chunk.toString()));
      const status = await new Promise((settle) => child.once('close', settle));
      assert.equal(status, 2);
      assert.match(errors, /"standard input" cannot be read: it is a folder\.$/m);
    } finally {
      closeSync(directory);
    }
  });
});
