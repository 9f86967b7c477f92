// The built command line as people run it: in terminals and pipes, with full disks and files that do not fit.

import assert from 'node:assert/strict';
import { spawn, spawnSync } from 'node:child_process';
import type { StdioOptions } from 'node:child_process';
import { closeSync, existsSync, mkdtempSync, openSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { makeAuthority } from '../../src/lab/authority.ts';
import { faults } from '../../src/lab/faults.ts';
import { makeKey } from '../../src/lab/keys.ts';
import { startLab } from '../../src/lab/lab.ts';
import type { Lab } from '../../src/lab/lab.ts';
import { skipTest } from '../host/skipTest.ts';
import { openUntouchedServer } from './untouchedServer.ts';
import type { UntouchedServer } from './untouchedServer.ts';

const program = join(process.cwd(), 'dist', 'cli.js');

interface Run {
  readonly args: readonly string[];
  /** Standard input; none is an empty one. */
  readonly input?: string | Buffer;
  /** A file descriptor in place of the pipe that is read. */
  readonly stdout?: number;
  readonly environment?: Readonly<Record<string, string>>;
}

interface Ended {
  readonly status: number | null;
  readonly output: string;
  readonly errors: string;
}

describe('the command line', function () {
  this.timeout(30_000);
  let lab: Lab;
  let folder: string;
  let host: string;
  /** What a probe of the sound server needs. */
  let sound: readonly string[];
  let untouched: UntouchedServer;

  function inFolder(name: string, content: string | Buffer): string {
    const path = join(folder, name);
    writeFileSync(path, content);
    return path;
  }

  before(async () => {
    lab = await startLab(faults.filter(({ id }) => id === 'sound/starttls'));
    const { endpoint } = lab.entries[0] ?? {};
    assert.ok(endpoint);
    host = `${endpoint.host}:${endpoint.port}`;
    folder = mkdtempSync(join(tmpdir(), 'smtp-tls-command-'));
    const trust = ['--ca', inFolder('roots.pem', lab.authorities), '--servername', 'mx.lab.test'];
    sound = ['probe', host, ...trust];
    untouched = await openUntouchedServer();
  });

  after(async () => {
    await lab.close();
    await untouched.close();
    rmSync(folder, { recursive: true, force: true });
  });

  function start(file: string, args: readonly string[], { input = '', stdout, environment }: Omit<Run, 'args'>) {
    const stdio: StdioOptions = ['pipe', stdout ?? 'pipe', 'pipe'];
    const child = spawn(file, args, { stdio, env: { ...process.env, ...environment } });
    child.stdin?.on('error', () => undefined);
    child.stdin?.end(input);
    const parts = { output: '', errors: '' };
    child.stdout?.on('data', (chunk: Buffer) => (parts.output += chunk.toString()));
    child.stderr?.on('data', (chunk: Buffer) => (parts.errors += chunk.toString()));
    const ended = new Promise<Ended>((settle) => child.once('close', (status) => settle({ status, ...parts })));
    return { child, ended };
  }

  const run = ({ args, ...rest }: Run): Promise<Ended> => start(process.execPath, [program, ...args], rest).ended;

  /** A run that must end before anything is asked of a server. */
  async function reasonBeforeProbing(...args: readonly string[]): Promise<string> {
    const before = untouched.touches();
    const { port } = untouched;
    const { status, output, errors } = await run({ args: ['probe', `127.0.0.1:${port}`, ...args] });
    assert.deepEqual([status, output], [2, ''], errors);
    assert.equal(untouched.touches(), before, 'a connection was made');
    return errors;
  }

  /** What stays on each line of a terminal. */
  function linesOnScreen(text: string): readonly string[] {
    return text.split(/\r*\n/).map((line) => line.split('\r\u001b[K').at(-1) ?? '');
  }

  async function onTerminal(args: readonly string[]): Promise<readonly string[] | undefined> {
    if (spawnSync('script', ['--version']).status !== 0) return undefined;
    const command = [process.execPath, program, ...args].map((word) => `'${word}'`).join(' ');
    const environment = { NO_COLOR: '1', TERM: 'xterm' };
    const { status, output } = await start('script', ['-qec', command, '/dev/null'], { environment }).ended;
    assert.equal(status, 0, output);
    assert.match(output, /probing …|0\/2/, 'progress is shown');
    return linesOnScreen(output);
  }

  it('leaves nothing of the progress on a terminal', async function () {
    const lines = await onTerminal(sound);
    if (lines === undefined) return skipTest(this, 'no script command');
    assert.match(lines[0] ?? '', /^✓ Sound/);
    assert.deepEqual(
      lines.filter((line) => /probing …|\d\/\d/.test(line)),
      [],
    );
  });

  it('keeps the verdict lines of several hosts free of the progress on a terminal', async function () {
    const lines = await onTerminal([...sound, host.replace('127.0.0.1', 'localhost'), '--family', '4']);
    if (lines === undefined) return skipTest(this, 'no script command');
    assert.equal(lines.filter((line) => line.startsWith('✓ Sound')).length, 2, lines.join('\n'));
    assert.deepEqual(
      lines.filter((line) => /\d\/2 /.test(line)),
      [],
    );
  });

  it('probes many hosts without a warning', async () => {
    const { port } = untouched;
    const hosts = Array.from({ length: 14 }, (_, index) => `127.0.0.${index + 1}:${port}`);
    const { errors, output } = await run({ args: ['probe', ...hosts, '--format', 'ndjson', '--timeout', '10'] });
    assert.equal(errors, '');
    const probed = output
      .trimEnd()
      .split('\n')
      .map((line) => (JSON.parse(line) as { endpoint: { host: string } }).endpoint.host);
    assert.deepEqual(
      probed,
      hosts.map((text) => text.split(':')[0]),
    );
  });

  it('refuses roots that cannot be used before it probes', async () => {
    const key = inFolder('key-as-root.pem', makeAuthority(makeKey('ec-p256')).keyPem);
    assert.match(await reasonBeforeProbing('--ca', key), /--ca: .*"PRIVATE KEY", not a certificate/);
    assert.match(await reasonBeforeProbing('--ca', folder), /--ca: .*it is a folder/);
  });

  it('warns of a damaged root among good ones and goes on', async () => {
    const damaged = '-----BEGIN CERTIFICATE-----\nMAMCAQE=\n-----END CERTIFICATE-----\n';
    const roots = inFolder('partly.pem', damaged + lab.authorities);
    const { status, errors } = await run({ args: ['probe', host, '--ca', roots, '--servername', 'mx.lab.test'] });
    assert.equal(status, 0);
    assert.match(errors, /^smtp-tls-probe: --ca: .*Certificate 1: .*\n$/);
  });

  it('refuses a client key that does not fit before it probes', async () => {
    const own = makeAuthority(makeKey('ec-p256'));
    const certificate = inFolder('client.pem', own.pem);
    const key = inFolder('other.key', makeAuthority(makeKey('ec-p256')).keyPem);
    const errors = await reasonBeforeProbing('--cert', certificate, '--key', key);
    assert.equal(errors, 'smtp-tls-probe: --key: the key does not belong to the certificate.\n');
    assert.match(await reasonBeforeProbing('--pfx', certificate), /--pfx: the file is no PKCS #12 file/);
  });

  it('takes the passphrase from the environment', async () => {
    const own = makeAuthority(makeKey('ec-p256'));
    const cipher = { cipher: 'aes-256-cbc', passphrase: 'hidden' };
    const key = own.key.export({ type: 'pkcs8', format: 'pem', ...cipher }).toString();
    const files = ['--cert', inFolder('own.pem', own.pem), '--key', inFolder('own.key', key)];
    const withPassphrase = (passphrase: string): Promise<Ended> =>
      run({ args: [...sound, ...files], environment: { SMTP_TLS_PASSPHRASE: passphrase } });
    assert.equal((await withPassphrase('hidden')).status, 0);
    const { status, errors } = await withPassphrase('wrong');
    assert.equal(status, 2);
    assert.match(errors, /--passphrase: the passphrase does not open the key/);
  });

  it('says that a list is empty', async () => {
    for (const input of ['', '\n# none\n']) {
      const { status, output, errors } = await run({ args: ['probe', '-'], input });
      assert.deepEqual([status, output], [2, '']);
      assert.match(errors, /No host was given\./);
    }
  });

  it('reads a list in UTF-16', async () => {
    const input = Buffer.from(`\uFEFF${host}\r\n`, 'utf16le');
    const { status, output, errors } = await run({ args: ['probe', '-', ...sound.slice(2)], input });
    assert.deepEqual([status, errors], [0, '']);
    assert.match(output, /^✓ Sound/);
  });

  it('probes the other hosts beside an address of the other family', async () => {
    const { status, output, errors } = await run({ args: [...sound, '::1', '--family', '4'] });
    assert.equal(status, 2);
    assert.match(errors, /"::1" is an IPv6 address, against --family 4/);
    assert.match(output, /^✓ Sound/);
  });

  it('complains when standard output is full', async function () {
    if (!existsSync('/dev/full')) return skipTest(this, 'no /dev/full');
    for (const args of [sound, [...sound, '--json'], ['--list-rules'], ['--help']]) {
      const full = openSync('/dev/full', 'w');
      const { status, errors } = await run({ args, stdout: full });
      closeSync(full);
      assert.equal(status, 2, args.join(' '));
      assert.equal(errors, 'smtp-tls-probe: The output cannot be written: no space is left.\n');
    }
  });

  it('ends quietly with its own status when the reader goes away', async () => {
    const expectStatus = async (args: readonly string[], expected: number): Promise<void> => {
      const { child, ended } = start(process.execPath, [program, ...args], {});
      child.stdout?.destroy();
      const { status, errors } = await ended;
      assert.deepEqual([status, errors], [expected, '']);
    };
    await expectStatus(sound, 0);
    // Not trusted without the lab's roots.
    await expectStatus(['probe', host, '--ca', inFolder('strange.pem', makeAuthority(makeKey('ec-p256')).pem)], 1);
  });

  it('opens the report file before it probes, and keeps what stood in it', async () => {
    assert.match(await reasonBeforeProbing('-o', folder), /--output: .* cannot be opened: it is a folder/);
    assert.match(await reasonBeforeProbing('-o', join(folder, 'no', 'report')), /--output: .*no such file or folder/);
    const path = inFolder('report.txt', 'an older report, longer than the new one will be\n'.repeat(1_000));
    const { status, output, errors } = await run({ args: [...sound, '-o', path] });
    assert.deepEqual([status, output, errors], [0, '', '']);
    assert.match(readFileSync(path, 'utf8'), /^✓ Sound/);
    assert.doesNotMatch(readFileSync(path, 'utf8'), /older report/);
  });

  it('gives the report on standard output when the file fails at last', async function () {
    if (!existsSync('/dev/full')) return skipTest(this, 'no /dev/full');
    const { status, output, errors } = await run({ args: [...sound, '--json', '-o', '/dev/full'] });
    assert.equal(status, 2);
    assert.match(errors, /--output: "\/dev\/full" cannot be written: no space is left\./);
    assert.equal((JSON.parse(output) as { assessments: unknown[] }).assessments.length, 1);
  });
});
