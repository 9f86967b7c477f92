// The whole catalogue in a forked worker on the Node that newer hosts carry: its OpenSSL differs, and Node 24 and later
// crash in getPeerCertificate() on a chain with a brainpool key, which a probe must therefore never call.

import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { openWorkerPool } from '../../src/engine/workerPool.ts';
import type { WorkerRunner } from '../../src/engine/workerPool.ts';
import type { Fault } from '../../src/lab/fault.ts';
import { startLab } from '../../src/lab/lab.ts';
import type { Lab } from '../../src/lab/lab.ts';
import type { Assessment } from '../../src/model/assessment.ts';
import { skipTest } from '../host/skipTest.ts';

const root = process.cwd();

interface NodeInstaller {
  readonly installNode: () => Promise<string>;
}

async function findNode(): Promise<string> {
  const script = pathToFileURL(join(root, 'test', 'host', 'installBrowserHost.mjs')).href;
  return ((await import(script)) as NodeInstaller).installNode();
}

describe('the catalogue on Node 24 or later', () => {
  let lab: Lab;
  let pool: WorkerRunner | undefined;
  const assessments = new Map<Fault, Assessment>();

  before(async function () {
    this.timeout(180_000);
    lab = await startLab();
    let nodePath: string;
    try {
      nodePath = await findNode();
    } catch (error) {
      skipTest(this, `no Node 24: ${error instanceof Error ? (error.message.split('\n')[0] ?? '') : String(error)}`);
      return;
    }
    const version = execFileSync(nodePath, ['--version'], { encoding: 'utf8' });
    assert.ok(Number(/^v(\d+)/.exec(version)?.[1]) >= 24, version);
    const runner = openWorkerPool({ workerPath: join(root, 'dist', 'worker.js'), nodePath });
    pool = runner;
    await Promise.all(
      lab.entries.map(async ({ fault, endpoint, options }) => {
        assessments.set(fault, await runner.run({ endpoint, options }));
      }),
    );
  });

  after(async () => {
    await pool?.close();
    await lab.close();
  });

  it('gives each server its verdict and its rules', () => {
    const wrong = [...assessments]
      .map(([fault, { verdict, findings, summary }]) => ({
        id: fault.id,
        summary,
        seen: [verdict, ...new Set(findings.map(({ rule }) => rule))].sort().join(' '),
        expected: [fault.expectedVerdict, ...fault.expectedRules].sort().join(' '),
      }))
      .filter(({ seen, expected }) => seen !== expected);
    assert.deepEqual(wrong, []);
    assert.ok(assessments.size > 100, `${assessments.size} servers were probed`);
  });

  it('lives through a brainpool authority in one piece', () => {
    const brainpool = [...assessments].find(([{ id }]) => id === 'certificate/brainpool-authority');
    assert.equal(brainpool?.[1].verdict, 'sound');
    assert.match(brainpool[1].vantage.engine.runtime, /^Node\.js (?:2[4-9]|[3-9]\d)\./);
  });
});
