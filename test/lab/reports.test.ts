// Reports of the built command line: every format of a probe, stored results judged again, fleet files, redaction.

import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { faults } from '../../src/lab/faults.ts';
import { startLab } from '../../src/lab/lab.ts';
import type { Lab } from '../../src/lab/lab.ts';
import { reportFormats } from '../../src/report/index.ts';
import { openUntouchedServer } from './untouchedServer.ts';
import type { UntouchedServer } from './untouchedServer.ts';

const program = join(process.cwd(), 'dist', 'cli.js');

/** A day within the year for which a finding can be accepted. */
const soon = new Date(Date.now() + 30 * 86_400_000).toISOString().slice(0, 10);

interface Ended {
  readonly status: number | null;
  readonly output: string;
  readonly errors: string;
}

interface Stored {
  readonly endpoint: { readonly host: string; readonly port: number };
  readonly verdict: string;
  readonly findings: readonly { readonly rule: string }[];
}

function run(args: readonly string[], input = '', cwd = process.cwd()): Promise<Ended> {
  const child = spawn(process.execPath, [program, ...args], { stdio: ['pipe', 'pipe', 'pipe'], cwd });
  child.stdin.on('error', () => undefined);
  child.stdin.end(input);
  const parts = { output: '', errors: '' };
  child.stdout.on('data', (chunk: Buffer) => (parts.output += chunk.toString()));
  child.stderr.on('data', (chunk: Buffer) => (parts.errors += chunk.toString()));
  return new Promise((settle) => child.once('close', (status) => settle({ status, ...parts })));
}

describe('reports of the command line', function () {
  this.timeout(30_000);
  let lab: Lab;
  let folder: string;
  let sound: string;
  let broken: string;
  /** Two results of the lab, one a line. */
  let stored: string;
  let untouched: UntouchedServer;

  function inFolder(name: string, content: string): string {
    const path = join(folder, name);
    writeFileSync(path, content);
    return path;
  }

  function hostOf(id: string): string {
    const endpoint = lab.entries.find((entry) => entry.fault.id === id)?.endpoint;
    assert.ok(endpoint);
    return `${endpoint.host}:${endpoint.port}`;
  }

  before(async () => {
    lab = await startLab(faults.filter(({ id }) => id === 'sound/starttls' || id === 'starttls/not-offered'));
    sound = hostOf('sound/starttls');
    broken = hostOf('starttls/not-offered');
    folder = mkdtempSync(join(tmpdir(), 'smtp-tls-reports-'));
    inFolder('roots.pem', lab.authorities);
    const trust = ['--ca', join(folder, 'roots.pem'), '--servername', 'mx.lab.test'];
    stored = (await run(['probe', sound, broken, ...trust, '--format', 'ndjson'])).output;
    assert.equal(stored.trimEnd().split('\n').length, 2);
    untouched = await openUntouchedServer();
  });

  after(async () => {
    await lab.close();
    await untouched.close();
    rmSync(folder, { recursive: true, force: true });
  });

  for (const { id } of reportFormats) {
    it(`writes ${id} of stored results, without touching the servers`, async () => {
      const { port } = untouched;
      const [first = ''] = stored.split('\n');
      const elsewhere = JSON.parse(first) as Stored;
      const moved = { ...elsewhere, endpoint: { ...elsewhere.endpoint, port } };
      const file = inFolder('stored.ndjson', `${stored}${JSON.stringify(moved)}\n`);
      const { status, output, errors } = await run(['report', file, '--format', id]);
      assert.deepEqual([status, errors], [1, '']);
      assert.ok(output.includes(broken) && output.includes('starttls/not-offered'), output.slice(0, 500));
      assert.equal(untouched.touches(), 0, 'a connection was made');
    });
  }

  it('judges by the facts alone: what a file says of findings and verdicts does not count', async () => {
    const forged = stored
      .trimEnd()
      .split('\n')
      .map((text) =>
        JSON.stringify({ ...(JSON.parse(text) as Stored), verdict: 'sound', findings: [], summary: 'Fine.' }),
      )
      .join('\n');
    const { status, output } = await run(['report', '-', '--json'], forged);
    const { assessments } = JSON.parse(output) as { readonly assessments: readonly Stored[] };
    assert.equal(status, 1);
    assert.deepEqual(
      assessments.map(({ verdict }) => verdict),
      ['sound', 'broken'],
    );
    assert.ok(assessments[1]?.findings.some(({ rule }) => rule === 'starttls/not-offered'));
    assert.doesNotMatch(output, /"Fine\."/);
  });

  it('reads our own document, lines of a history and several files', async () => {
    const document = inFolder('document.json', (await run(['report', '-', '--json'], stored)).output);
    const lines = stored.trimEnd().split('\n');
    const history = lines.map((text, index) =>
      JSON.stringify({ version: 1, id: `id-${index}`, key: broken, assessment: JSON.parse(text) as Stored }),
    );
    const file = inFolder('history.ndjson', `\n${history.join('\n\n')}\n`);
    const { status, output, errors } = await run([
      'report',
      document,
      file,
      '--format',
      'ndjson',
      '--fail-on',
      'never',
    ]);
    assert.deepEqual([status, errors], [0, '']);
    assert.equal(output.trimEnd().split('\n').length, 4);
  });

  it('names what is damaged by file and line, and reports on the rest', async () => {
    const [first = '', second = ''] = stored.trimEnd().split('\n');
    const file = inFolder(
      'damaged.ndjson',
      `${first}\n{"half\n${second.replace('"transcript":[', '"transcript":[7,')}\n`,
    );
    const { status, output, errors } = await run(['report', file, join(folder, 'missing.json'), '--format', 'ndjson']);
    assert.equal(status, 2);
    assert.equal(output.trimEnd().split('\n').length, 1);
    assert.match(errors, /damaged\.ndjson: Line 2 is not JSON: /);
    assert.match(errors, /damaged\.ndjson: Line 3 cannot be used: "transcript\[0\]" is not an object\./);
    assert.match(errors, /"[^"]*missing\.json" cannot be read: there is no such file or folder\./);
  });

  it('refuses flags that mean nothing where nothing is probed', async () => {
    const { status, errors } = await run(['report', 'x.json', '--ca', 'roots.pem']);
    assert.equal(status, 2);
    assert.match(errors, /--ca does not go with report, which probes nothing\./);
    assert.match((await run(['report'])).errors, /No file with results was given\./);
    for (const nothing of ['[]', '{"assessments": []}']) {
      const empty = await run(['report', '-'], nothing);
      assert.deepEqual([empty.status, /standard input: It holds no assessment\./.test(empty.errors)], [2, true]);
    }
  });

  it('takes out every name on request', async () => {
    for (const { id } of reportFormats) {
      const { output, errors } = await run(['report', '-', '--format', id, '--redact', '-v'], stored);
      assert.equal(errors, '');
      assert.doesNotMatch(output, /127\.0\.0\.1|lab\.test/, id);
      assert.match(output, /address-1/, id);
    }
  });

  it('probes a fleet file by what stands in it, and points findings to their lines', async () => {
    const [host, port] = broken.split(':');
    const [, soundPort] = sound.split(':');
    const text = [
      '// Our servers',
      '{',
      '  "endpoints": [',
      `    { "host": "${host}", "port": ${soundPort}, "serverName": "mx.lab.test", "authorities": "roots.pem" },`,
      '    { "host": "not a host" },',
      `    { "host": "${host}", "port": ${port}, "accept": [`,
      `      { "rule": "starttls/not-offered", "until": "${soon}", "reason": "It is replaced." }`,
      '    ] }',
      '  ]',
      '}',
      '',
    ].join('\n');
    inFolder('smtp-tls.json', text);
    const { status, output, errors } = await run(
      ['probe', '--fleet', 'smtp-tls.json', '--format', 'sarif', '--timeout', '20'],
      '',
      folder,
    );
    assert.equal(status, 2, errors);
    assert.match(errors, /^smtp-tls-probe: smtp-tls\.json:5:\d+: .*not a host/m);
    interface Result {
      readonly ruleId: string;
      readonly locations: readonly { readonly physicalLocation: unknown }[];
      readonly suppressions?: readonly { readonly justification: string }[];
    }
    const { results } = (JSON.parse(output) as { runs: { results: readonly Result[] }[] }).runs[0] ?? { results: [] };
    const found = results.find(({ ruleId }) => ruleId === 'starttls/not-offered');
    assert.deepEqual(found?.locations[0]?.physicalLocation, {
      artifactLocation: { uri: 'smtp-tls.json' },
      region: { startLine: 6, startColumn: 5 },
    });
    assert.equal(found?.suppressions?.[0]?.justification, 'It is replaced.');
    assert.deepEqual(
      results.filter(({ ruleId }) => ruleId.startsWith('certificate/')),
      [],
      'the first server is trusted by the roots of its own entry',
    );
  });

  it('judges stored results by the policy of a fleet file', async () => {
    const [host, port] = broken.split(':');
    const accept = [{ rule: 'starttls/not-offered', until: soon, reason: 'It is replaced.' }];
    const file = inFolder(
      'policy.smtp-tls.json',
      JSON.stringify({ endpoints: [{ host, port: Number(port), accept }] }),
    );
    const { status, errors } = await run(['report', '-', '--fleet', file], stored);
    assert.deepEqual([status, errors], [0, ''], 'an accepted error counts as a warning');
    assert.equal((await run(['report', '-', '--fleet', file, '--fail-on', 'warning'], stored)).status, 1);
  });

  it('writes into the file of --output', async () => {
    const path = join(folder, 'report.html');
    const { status, output } = await run(['report', '-', '--format', 'html', '-o', path], stored);
    assert.deepEqual([status, output], [1, '']);
    assert.match(readFileSync(path, 'utf8'), /^<!doctype html>[^]*<\/html>\n$/);
    const nothing = await run(['report', join(folder, 'missing.json'), '--format', 'html', '-o', path]);
    assert.equal(nothing.status, 2);
    assert.match(readFileSync(path, 'utf8'), /missing\.json[^]*<\/html>\n$/, 'a report of nothing says why');
  });
});
