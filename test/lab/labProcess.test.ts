// The lab as the extension starts it: listens, tells its endpoints, and ends with the process that started it.

import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { connect } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { build } from 'esbuild';
import { openLabProcess, parseAnnouncement } from '../../src/engine/labProcess.ts';
import type { LabEndpoint } from '../../src/engine/labProcess.ts';

async function canConnect({ endpoint: { host, port } }: LabEndpoint): Promise<boolean> {
  return new Promise((settle) => {
    const socket = connect(port, host);
    socket.once('connect', () => void [socket.destroy(), settle(true)]);
    socket.once('error', () => settle(false));
  });
}

async function waitUntil(what: string, isSo: () => boolean | Promise<boolean>): Promise<void> {
  const end = performance.now() + 5_000;
  while (!(await isSo())) {
    if (performance.now() > end) throw new Error(`${what} did not come to pass.`);
    await new Promise((settle) => setTimeout(settle, 25));
  }
}

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch {
    return false;
  }
}

describe('the lab as a process', () => {
  let folder: string;
  let program: string;
  const only = ['sound/starttls', 'certificate/expired-implicit'];

  before(async function () {
    this.timeout(20_000);
    folder = mkdtempSync(join(tmpdir(), 'smtp-tls-lab-process-'));
    program = join(folder, 'lab.cjs');
    const common = { bundle: true, platform: 'node', format: 'cjs', logLevel: 'silent' } as const;
    await build({ ...common, entryPoints: ['src/lab/main.ts'], outfile: program });
    const parent = [
      `import { openLabProcess } from ${JSON.stringify(join(process.cwd(), 'src/engine/labProcess.ts'))};`,
      `const options = ${JSON.stringify({ program, only, authorities: join(folder, 'orphan.pem') })};`,
      'void openLabProcess(options).then((lab) => console.log(lab.pid));',
    ].join('\n');
    await build({
      ...common,
      stdin: { contents: parent, resolveDir: process.cwd(), loader: 'ts' },
      outfile: join(folder, 'parent.cjs'),
    });
  });

  after(() => rmSync(folder, { recursive: true, force: true }));

  it('listens on ports of the system and is gone when closed', async function () {
    this.timeout(20_000);
    const authorities = join(folder, 'roots.pem');
    const lab = await openLabProcess({ program, only, authorities });
    assert.deepEqual(
      lab.endpoints.map(({ id, endpoint: { host, tlsMode } }) => [id, host, tlsMode]),
      [
        ['sound/starttls', '127.0.0.1', 'starttls'],
        ['certificate/expired-implicit', '127.0.0.1', 'implicit'],
      ],
    );
    assert.match(readFileSync(authorities, 'utf8'), /^-----BEGIN CERTIFICATE-----/);
    const [first] = lab.endpoints;
    assert.ok(first);
    assert.equal(await canConnect(first), true);
    await lab.close();
    assert.equal(await canConnect(first), false);
    await lab.ended;
  });

  it('ends when the process that started it is killed', async function () {
    this.timeout(20_000);
    const parent = spawn(process.execPath, [join(folder, 'parent.cjs')], { stdio: ['ignore', 'pipe', 'inherit'] });
    const pid = await new Promise<number>((settle) => {
      parent.stdout.once('data', (chunk: Buffer) => settle(Number(chunk.toString('utf8'))));
    });
    assert.ok(isAlive(pid));
    parent.kill('SIGKILL');
    await waitUntil('The end of the lab', () => !isAlive(pid));
  });

  it('says why it did not start', async function () {
    this.timeout(20_000);
    const wrong = { program, only: ['no/such-fault'], authorities: join(folder, 'x.pem') };
    await assert.rejects(openLabProcess(wrong), /The lab ended with 2\. There is no fault "no\/such-fault"/);
    await assert.rejects(openLabProcess({ ...wrong, program: join(folder, 'missing.cjs') }), /The lab ended with 1\./);
  });

  it('takes nothing else for an announcement', () => {
    assert.throws(() => parseAnnouncement('{}'), /announced no endpoints/);
    assert.throws(() => parseAnnouncement('ready'), SyntaxError);
    const odd = [{ id: 'x', host: 'a b', port: 25, tlsMode: 'starttls', serverName: 'y' }, 5, { id: 'x' }];
    assert.deepEqual(parseAnnouncement(JSON.stringify({ endpoints: odd })), []);
  });
});
