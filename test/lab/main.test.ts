// The lab as a program: what it announces, what it writes, and how it ends.

import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { connect } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { build } from 'esbuild';

interface Announced {
  readonly ready: boolean;
  readonly workspace: string | null;
  readonly authorities: string | null;
  readonly endpoints: readonly {
    readonly id: string;
    readonly host: string;
    readonly port: number;
    readonly tlsMode: string;
    readonly serverName: string;
    readonly expectedVerdict: string;
  }[];
}

describe('the lab program', () => {
  let folder: string;
  let program: string;

  before(async function () {
    this.timeout(20_000);
    folder = mkdtempSync(join(tmpdir(), 'smtp-tls-lab-'));
    program = join(folder, 'lab.cjs');
    await build({
      entryPoints: [join(process.cwd(), 'src/lab/main.ts')],
      bundle: true,
      platform: 'node',
      format: 'cjs',
      outfile: program,
      logLevel: 'silent',
    });
  });

  after(() => rmSync(folder, { recursive: true, force: true }));

  /** Runs it to its end; `onLine` sees its first line as soon as it is there. */
  async function run(
    args: readonly string[],
    onLine?: (line: string, end: () => void) => Promise<void>,
  ): Promise<{ readonly code: number | null; readonly output: string; readonly errors: string }> {
    const child = spawn(process.execPath, [program, ...args]);
    let output = '';
    let errors = '';
    let looked: Promise<void> | undefined;
    child.stdout.on('data', (chunk: Buffer) => {
      output += chunk.toString();
      const end = output.indexOf('\n');
      if (end >= 0) looked ??= onLine?.(output.slice(0, end), () => child.stdin.end());
    });
    child.stderr.on('data', (chunk: Buffer) => (errors += chunk.toString()));
    if (onLine === undefined) child.stdin.end();
    const code = await new Promise<number | null>((settle) => child.once('close', settle));
    await looked;
    return { code, output, errors };
  }

  it('announces its servers, writes a workspace, and ends with its input', async function () {
    this.timeout(20_000);
    const workspace = join(folder, 'workspace');
    const wanted = 'certificate/expired,sound/';
    let announced: Announced | undefined;
    const { code, output, errors } = await run(['--workspace', workspace, '--only', wanted], async (line, end) => {
      announced = JSON.parse(line) as Announced;
      const first = announced.endpoints[0];
      await new Promise<void>((settle, refuse) => {
        const socket = connect(first?.port ?? 0, first?.host, () => settle());
        socket.once('error', refuse);
        // An open connection does not keep the lab alive.
        setTimeout(() => socket.destroy(), 5_000).unref();
      });
      end();
    });
    assert.equal(errors, '');
    assert.equal(code, 0);
    assert.equal(output.trimEnd().split('\n').length, 1, 'one line');
    assert.ok(announced);
    assert.equal(announced.ready, true);
    assert.equal(announced.workspace, workspace);
    const expired = announced.endpoints.find(({ id }) => id === 'certificate/expired');
    assert.deepEqual(
      [expired?.tlsMode, expired?.serverName, expired?.expectedVerdict],
      ['starttls', 'mx.lab.test', 'broken'],
    );
    assert.ok(announced.endpoints.every(({ id }) => id === 'certificate/expired' || id.startsWith('sound/')));
    assert.equal(announced.authorities, join(workspace, 'lab-root.pem'));
    assert.equal(readFileSync(announced.authorities ?? '', 'utf8').match(/BEGIN CERTIFICATE/g)?.length, 2);
    const fleet = JSON.parse(readFileSync(join(workspace, 'smtp-tls.json'), 'utf8')) as { endpoints: unknown[] };
    assert.deepEqual(fleet.endpoints.length, announced.endpoints.length);
    assert.deepEqual(fleet.endpoints[0], {
      name: 'sound/starttls',
      host: '127.0.0.1',
      port: announced.endpoints[0]?.port,
      tls: 'starttls',
      serverName: 'mx.lab.test',
      authorities: 'lab-root.pem',
    });
    assert.deepEqual(JSON.parse(readFileSync(join(workspace, '.vscode/settings.json'), 'utf8')), {
      'smtpTls.probeOnOpen': true,
    });
  });

  it('writes into the workspace what its file can carry only, telling failures near the top', async function () {
    this.timeout(20_000);
    const workspace = join(folder, 'carried');
    const wanted =
      'sound/starttls,sound/tls-1-2,greeting/,starttls/not-offered,session/no-greeting,client-certificate/';
    let announced: Announced | undefined;
    await run(['--workspace', workspace, '--only', wanted], async (line, end) => {
      announced = JSON.parse(line) as Announced;
      end();
    });
    const { endpoints } = JSON.parse(readFileSync(join(workspace, 'smtp-tls.json'), 'utf8')) as {
      endpoints: { name: string }[];
    };
    const names = endpoints.map(({ name }) => name);
    const first = ['sound/starttls', 'greeting/rewritten', 'starttls/not-offered', 'sound/tls-1-2'];
    assert.deepEqual(names.slice(0, 4), first);
    const leftOut = announced?.endpoints.map(({ id }) => id).filter((id) => !names.includes(id));
    assert.deepEqual(leftOut, [
      'session/no-greeting',
      'client-certificate/presented',
      'client-certificate/presented-tls-1-2',
    ]);
  });

  it('lists the catalogue', async function () {
    this.timeout(20_000);
    const { code, output } = await run(['--list', '--only', 'greeting/slow']);
    assert.equal(code, 0);
    assert.equal(output, 'greeting/slow  [sound]  The greeting comes after more than five seconds.\n');
  });

  it('names what it does not understand', async function () {
    this.timeout(20_000);
    const unknown = await run(['--only', 'certificate/unknown']);
    assert.equal(unknown.code, 2);
    assert.match(unknown.errors, /^There is no fault "certificate\/unknown"/);
    assert.equal((await run(['--nonsense'])).code, 2);
  });
});
