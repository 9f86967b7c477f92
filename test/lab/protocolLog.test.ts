// The command `log` as people run it, on a log that is larger than the memory it may take.

import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { closeSync, mkdtempSync, openSync, rmSync, writeFileSync, writeSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import type { LogSummary } from '../../src/model/protocolLog.ts';
import { clearRows, largeLog, logText, noCredentialsRows, sessionRows, soundRows } from '../support/protocolLogs.ts';

const program = join(process.cwd(), 'dist', 'cli.js');

interface Ended {
  readonly status: number | null;
  readonly output: string;
  readonly errors: string;
}

function run(args: readonly string[], input = ''): Promise<Ended> {
  const child = spawn(process.execPath, [program, 'log', ...args], { stdio: ['pipe', 'pipe', 'pipe'] });
  child.stdin.on('error', () => undefined);
  child.stdin.end(input);
  const parts = { output: '', errors: '' };
  child.stdout.on('data', (chunk: Buffer) => (parts.output += chunk.toString()));
  child.stderr.on('data', (chunk: Buffer) => (parts.errors += chunk.toString()));
  return new Promise((settle) => child.once('close', (status) => settle({ status, ...parts })));
}

describe('protocol logs on the command line', function () {
  this.timeout(60_000);
  let folder: string;

  const inFolder = (name: string, text: string | Buffer): string => {
    const path = join(folder, name);
    writeFileSync(path, text);
    return path;
  };

  before(() => {
    folder = mkdtempSync(join(tmpdir(), 'smtp-tls-log-'));
  });

  after(() => rmSync(folder, { recursive: true, force: true }));

  it('ends with 1 when a session failed at TLS, and says why', async () => {
    const rows = [soundRows, noCredentialsRows].flatMap((plan, index) =>
      sessionRows({ id: `08DE${index}`, rows: plan }),
    );
    const { status, output, errors } = await run([inFolder('SEND2026010506-1.LOG', logText('Send', rows))]);
    assert.deepEqual([status, errors], [1, '']);
    assert.match(output, /2 sessions: 1 with TLS, 0 without, 1 failed at TLS/);
    assert.match(output, /NoCredentials: line \d+, session 08DE1/);
    assert.match(output, /The Exchange server that wrote the log could not use its own certificate/);
  });

  it('ends with 0 when none did, reads standard input, and gives JSON', async () => {
    const rows = [soundRows, clearRows].flatMap((plan, index) => sessionRows({ id: `08DE${index}`, rows: plan }));
    const { status, output, errors } = await run(['--json', '-'], logText('Send', rows));
    assert.deepEqual([status, errors], [0, '']);
    const { logs } = JSON.parse(output) as { logs: readonly { file: string; summary: LogSummary }[] };
    assert.deepEqual(
      logs.map(({ file, summary }) => [file, summary.sessions, summary.withTls, summary.notOffered]),
      [['standard input', 2, 1, 1]],
    );
  });

  it('reads a log that was packed, and says what is wrong with one that is cut', async () => {
    const packed = gzipSync(logText('Send', sessionRows({ id: '08DE1', rows: noCredentialsRows })));
    const { status, output } = await run([inFolder('SEND1.LOG.gz', packed)]);
    assert.equal(status, 1);
    assert.match(output, /1 session: 0 with TLS, 0 without, 1 failed at TLS/);
    const cut = await run([inFolder('SEND2.LOG.gz', packed.subarray(0, packed.length - 20))]);
    assert.equal(cut.status, 2);
    assert.match(cut.errors, /SEND2\.LOG\.gz" cannot be read: unexpected end of file\./);
  });

  it('ends with 2 for what is no protocol log, and reads the rest', async () => {
    const log = inFolder('SEND2026010507-1.LOG', logText('Send', sessionRows({ id: '08DE', rows: soundRows })));
    const other = inFolder('other.txt', 'no log\n');
    const { status, output, errors } = await run([join(folder, 'missing.log'), other, log]);
    assert.equal(status, 2);
    assert.match(errors, /"[^"]*missing\.log" cannot be read: there is no such file or folder\./);
    assert.match(
      errors,
      /"[^"]*other\.txt" holds no session of a protocol log\. Line 1 is no row of a protocol log: no log/,
    );
    assert.match(output, /1 session: 1 with TLS/);
    assert.match((await run([])).errors, /No protocol log was given/);
    assert.match((await run(['--verbose', log])).errors, /--verbose does not go with log/);
  });

  it('reads a log of 30 MB in bounded memory', async function () {
    const path = join(folder, 'SEND2026010508-1.LOG');
    const file = openSync(path, 'w');
    for (const piece of largeLog(30 * 1024 * 1024)) writeSync(file, piece);
    closeSync(file);
    // A heap that the rows of the log would not fit into.
    const child = spawn(process.execPath, ['--max-old-space-size=40', program, 'log', '--json', path]);
    let output = '';
    child.stdout.on('data', (chunk: Buffer) => (output += chunk.toString()));
    const status = await new Promise((settle) => child.once('close', settle));
    assert.equal(status, 1);
    const { logs } = JSON.parse(output) as { logs: readonly { summary: LogSummary }[] };
    assert.ok((logs[0]?.summary.sessions ?? 0) > 7_000);
    assert.equal(logs[0]?.summary.incomplete, 0);
  });
});
