// Two thousand endpoints come back after a reload while the extension host goes on answering.

import assert from 'node:assert/strict';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Store } from '../../src/engine/store.ts';
import type { History } from '../../src/extension/history.ts';
import { openHistoryFolder } from '../../src/extension/historyFolder.ts';
import { openPastResults } from '../../src/extension/pastResults.ts';
import { openSavedEndpoints } from '../../src/extension/savedEndpoints.ts';
import type { SavedEndpoints } from '../../src/extension/savedEndpoints.ts';
import type { Assessment } from '../../src/model/assessment.ts';
import { known } from '../../src/model/evidence.ts';
import { judge } from '../../src/rules/judge.ts';
import { describeLongest, heldUpMs, watchHost } from './support/hostWatch.ts';
import { chain, endpoint, line, soundResult } from '../support/results.ts';

const count = 2_000;

/** As large as a usual result: 20 KB. */
function usualResult(host: string): Assessment {
  const pem = `-----BEGIN CERTIFICATE-----\n${`${'A'.repeat(64)}\n`.repeat(60)}-----END CERTIFICATE-----\n`;
  const base = judge(soundResult({ endpoint: { ...endpoint, host } }));
  const transcript = Array.from({ length: 60 }, (_, index) =>
    line(index + 1, 'server', 'ehlo', `250-KEYWORD${index} ${'x'.repeat(40)}`),
  );
  return { ...base, transcript, evidence: { ...base.evidence, certificates: known(chain({ pem }, { pem })) } };
}

describe('two thousand results', () => {
  let folder: string;

  before(() => {
    folder = mkdtempSync(join(tmpdir(), 'smtp-tls-probe-many-'));
  });

  after(() => rmSync(folder, { recursive: true, force: true }));

  function open(store: Store): { readonly history: History; readonly saved: SavedEndpoints } {
    const fail = (...told: readonly unknown[]): never => assert.fail(told.map(String).join(' '));
    const trouble = { setAside: fail, unsaved: fail, failed: fail, isNewer: fail };
    const limits = (): { results: number; bytes: number } => ({ results: 30, bytes: 4_000_000 });
    const history = openHistoryFolder({ folder: join(folder, 'history'), limits, trouble });
    return { history, saved: openSavedEndpoints({ store, folder, history, trouble }) };
  }

  it('are written and come back without holding up the extension host', async function () {
    this.timeout(120_000);
    const first = new Store();
    const { history, saved } = open(first);
    await saved.load();
    const hosts = Array.from({ length: count }, (_, index) => `mx${index}.example.com`);
    first.applyAll(
      hosts.map((host) => ({ kind: 'added', endpoint: { ...endpoint, host }, profile: { origin: 'person' } })),
    );
    const result = usualResult('mx.example.com');
    assert.ok(Math.abs(JSON.stringify(result).length - 20_000) < 3_000);
    const writing = await watchHost(async () => {
      await Promise.all(
        hosts.map((host) => history.keep(`${host}:25`, { ...result, endpoint: { ...endpoint, host } })),
      );
    });
    await saved.close();
    const second = new Store();
    const again = open(second);
    const pastResults = openPastResults(second, again.history);
    const from = performance.now();
    const reading = await watchHost(async () => {
      await again.saved.load();
      await pastResults.restored();
    });
    const tookMs = performance.now() - from;
    assert.equal(second.all().filter(({ assessment }) => assessment?.verdict === 'sound').length, count);
    const megabytes = process.memoryUsage().heapUsed / 1024 / 1024;
    console.log(
      `${count} results back in ${tookMs.toFixed(0)} ms; reading: ${describeLongest(reading)}; ` +
        `writing: ${describeLongest(writing)}; heap ${megabytes.toFixed(0)} MB`,
    );
    assert.ok(reading.taskMs < heldUpMs && writing.taskMs < heldUpMs, `${reading.taskMs} ms, ${writing.taskMs} ms`);
  });
});
