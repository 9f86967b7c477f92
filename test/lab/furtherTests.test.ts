// Further tests by the built command line, against servers and a name server on loopback.

import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseAssessmentFile } from '../../src/formats/assessmentFile.ts';
import { multiLine, startServer } from '../../src/lab/server.ts';
import type { LabServer } from '../../src/lab/server.ts';
import { labName, makeWorld } from '../../src/lab/world.ts';
import type { Assessment } from '../../src/model/assessment.ts';
import { startNameServer } from '../support/nameServer.ts';
import type { ScriptedNameServer } from '../support/nameServer.ts';

const program = join(process.cwd(), 'dist', 'cli.js');

describe('further tests on the command line', function () {
  this.timeout(30_000);
  let server: LabServer;
  let nameServer: ScriptedNameServer;
  let folder: string;
  let trust: readonly string[];

  before(async () => {
    const world = await makeWorld();
    server = await startServer({
      tlsMode: 'starttls',
      tls: { chain: world.chain },
      ehlo: multiLine(250, `${labName} Hello desk.example [203.0.113.5]`, 'SIZE 1000'),
      startTls: '502 5.5.1 Unknown: "XXXXXXXX"',
      refusesTls: true,
    });
    nameServer = await startNameServer({
      'PTR 5.113.0.203.in-addr.arpa': ['desk.example'],
      'A desk.example': ['203.0.113.5'],
      'A 5.113.0.203.list.example': ['127.0.0.2'],
    });
    folder = mkdtempSync(join(tmpdir(), 'smtp-tls-further-'));
    writeFileSync(join(folder, 'roots.pem'), world.authorities);
    trust = ['--ca', join(folder, 'roots.pem'), '--servername', labName];
  });

  after(async () => {
    await server.close();
    await nameServer.close();
    rmSync(folder, { recursive: true, force: true });
  });

  function run(...args: readonly string[]): Promise<{ readonly status: number | null; readonly output: string }> {
    const child = spawn(process.execPath, [program, 'probe', ...args, ...trust], {
      stdio: ['ignore', 'pipe', 'inherit'],
    });
    let output = '';
    child.stdout.on('data', (chunk: Buffer) => (output += chunk.toString()));
    return new Promise((settle) => child.once('close', (status) => settle({ status, output })));
  }

  async function assess(...args: readonly string[]): Promise<Assessment> {
    const { output } = await run(...args, '--json');
    const [assessment] = parseAssessmentFile(output).assessments;
    assert.ok(assessment, output);
    return assessment;
  }

  it('are made in one go, told in the report, and none is made unasked', async () => {
    const before = server.accepted();
    assert.equal((await assess(`127.0.0.1:${server.port}`)).furtherTests, undefined);
    assert.equal(server.accepted(), before + 1);
    const { furtherTests = [] } = await assess(
      `localhost:${server.port}`,
      ...['--family', '4', '--all-addresses', '--repeat', '3', '--try-starttls', '--without-sni'],
      ...['--reputation', '--resolver', nameServer.address, '--block-list', 'list.example'],
    );
    assert.deepEqual(
      furtherTests.map(({ kind }) => kind),
      ['addresses', 'unoffered-starttls', 'left-out', 'reputation'],
    );
    const [addresses, unoffered, , reputation] = furtherTests;
    assert.ok(addresses?.kind === 'addresses' && unoffered?.kind === 'unoffered-starttls');
    assert.equal(addresses.digests.length, 3);
    assert.equal(unoffered.outcome, 'rewritten');
    assert.ok(reputation?.kind === 'reputation');
    assert.deepEqual(
      [reputation.egress?.address, reputation.pointer?.isConfirmed, reputation.blockLists[0]?.status],
      ['203.0.113.5', true, 'listed'],
    );
  });

  it('stand in the text for people', async () => {
    const { status, output } = await run(
      `127.0.0.1:${server.port}`,
      ...['--try-starttls', '--control-host', `localhost:${server.port}`],
    );
    assert.equal(status, 1);
    assert.match(output, /Further test: STARTTLS sent although it was not offered\n +Another command arrived/);
    assert.match(output, /Further test: Control host\n +It was reached/);
  });

  it('send a verb that no server knows, and name the firewall that takes it', async () => {
    const asked = await assess(`127.0.0.1:${server.port}`, '--nonsense-verb');
    assert.deepEqual(
      asked.furtherTests?.map((test) => (test.kind === 'unknown-verb' ? test.outcome : test.kind)),
      ['refused'],
    );
    const old = await startServer({
      tlsMode: 'starttls',
      ehlo: multiLine(250, labName, 'SIZE 1000'),
      unknown: '250 OK',
    });
    try {
      const { causes = [], furtherTests = [] } = await assess(`127.0.0.1:${old.port}`, '--nonsense-verb');
      assert.ok(furtherTests[0]?.kind === 'unknown-verb' && furtherTests[0].outcome === 'accepted');
      const firewall = causes.find(({ id }) => id === 'smtp-inspection');
      assert.match(JSON.stringify(firewall?.evidenceFor), /A verb that no server knows was accepted/);
    } finally {
      await old.close();
    }
  });

  it('ask all stores on demand, and the given one decides', async () => {
    const world = await makeWorld();
    const sound = await startServer({ tlsMode: 'starttls', tls: { chain: world.chain } });
    writeFileSync(join(folder, 'roots.pem'), world.authorities);
    try {
      const where = `127.0.0.1:${sound.port}`;
      const [one, all] = [await assess(where), await assess(where, '--all-stores')];
      const storesOf = ({ evidence: { verification } }: Assessment): readonly string[] =>
        verification.status === 'known' ? verification.value.stores.map(({ store }) => store) : [];
      assert.deepEqual(storesOf(one), ['given']);
      assert.deepEqual(storesOf(all).slice(0, 2), ['given', 'mozilla']);
      assert.deepEqual([all.verdict, all.findings], [one.verdict, one.findings]);
    } finally {
      await sound.close();
    }
  });

  it('work for several hosts, in processes of their own', async () => {
    const { output } = await run(
      `127.0.0.1:${server.port}`,
      `localhost:${server.port}`,
      ...['--family', '4', '--all-addresses', '--json'],
    );
    const { assessments } = parseAssessmentFile(output);
    assert.deepEqual(
      assessments.map(({ furtherTests }) => furtherTests?.map(({ kind }) => kind)),
      [['addresses'], ['addresses']],
    );
  });
});
