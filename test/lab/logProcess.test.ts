// The process that reads protocol logs, as the extension uses it: progress, cancel, sessions found again, and its end.

import assert from 'node:assert/strict';
import { closeSync, mkdtempSync, openSync, readFileSync, rmSync, writeFileSync, writeSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { analyseLogFile, LogCancelled, readLogSession } from '../../src/engine/logProcess.ts';
import type { LogProgress } from '../../src/engine/logProcess.ts';
import {
  interleave,
  largeLog,
  logText,
  maskedRows,
  noCredentialsRows,
  sessionRows,
  soundRows,
} from '../support/protocolLogs.ts';

const workerPath = join(process.cwd(), 'dist', 'logWorker.js');

/** Files that this process holds open, its children among them. */
async function childrenOf(pid: number): Promise<readonly string[]> {
  await new Promise((settle) => setTimeout(settle, 300));
  return readFileSync(`/proc/${pid}/task/${pid}/children`, 'utf8').trim().split(' ').filter(Boolean);
}

describe('the process that reads protocol logs', function () {
  this.timeout(90_000);
  let folder: string;
  let large: string;
  let counts: { sessions: number; failed: number };

  before(() => {
    folder = mkdtempSync(join(tmpdir(), 'smtp-tls-log-'));
    large = join(folder, 'SEND2026010506-1.LOG');
    const file = openSync(large, 'w');
    const log = largeLog(20 * 1024 * 1024);
    let step = log.next();
    for (; step.done !== true; step = log.next()) writeSync(file, step.value);
    counts = step.value;
    closeSync(file);
  });

  after(() => rmSync(folder, { recursive: true, force: true }));

  it('tells how far it is, while the host stays free, and gives the summary', async () => {
    const progress: LogProgress[] = [];
    let [last, longest] = [performance.now(), 0];
    const timer = setInterval(() => {
      const now = performance.now();
      longest = Math.max(longest, now - last - 5);
      last = now;
    }, 5);
    const summary = await analyseLogFile({ workerPath, path: large, onProgress: (one) => progress.push(one) });
    clearInterval(timer);
    assert.equal(summary.sessions, counts.sessions);
    assert.equal(summary.failed, counts.failed);
    assert.ok(progress.length > 2, String(progress.length));
    assert.ok(
      progress.every(({ bytes, total }, index) => bytes <= total && bytes >= (progress[index - 1]?.bytes ?? 0)),
    );
    // The host only hears of it: far below what a person notices, also on a machine that is busy.
    assert.ok(longest < 100, `a turn took ${longest} ms`);
  });

  it('finds each failed session again in the file', async () => {
    const { failures } = await analyseLogFile({ workerPath, path: large });
    for (const failure of [failures[0], failures.at(-1)]) {
      assert.ok(failure !== undefined);
      const assessment = await readLogSession({ workerPath, path: large }, failure);
      assert.equal(assessment?.transcript.length, noCredentialsRows.length);
      assert.match(assessment.vantage.engine.runtime, /Microsoft Exchange Server 15\.0\.0\.0/);
      assert.deepEqual(
        assessment.findings.filter(({ severity }) => severity === 'error').map(({ rule }) => rule),
        ['handshake/failed'],
      );
    }
    assert.equal(await readLogSession({ workerPath, path: large }, { id: 'none', from: 0, to: 1 }), undefined);
  });

  it('reads UTF-16 and other orders of fields, and finds their sessions again', async () => {
    const rows = interleave(
      ...[soundRows, maskedRows].map((plan, index) => sessionRows({ id: `08DE${index}`, rows: plan })),
    );
    const wide = join(folder, 'SEND2026010507-1.LOG');
    writeFileSync(wide, Buffer.concat([Buffer.from([0xff, 0xfe]), Buffer.from(logText('Send', rows), 'utf16le')]));
    const turned = join(folder, 'SEND2026010508-1.LOG');
    const order = [2, 3, 0, 1, 4, 5, 6, 7, 8];
    const turn = (line: string): string => {
      const cells = line.split(',');
      return order.map((index) => cells[index] ?? '').join(',');
    };
    const text = logText(
      'Send',
      rows.filter((row) => !row.includes('"')),
    )
      .split('\r\n')
      .map((line) =>
        line.startsWith('#Fields: ') ? `#Fields: ${turn(line.slice(9))}` : line.startsWith('#') ? line : turn(line),
      );
    writeFileSync(turned, text.join('\r\n'));
    for (const path of [wide, turned]) {
      const { failures } = await analyseLogFile({ workerPath, path });
      const [failure] = failures;
      assert.deepEqual(
        failures.map(({ id }) => id),
        ['08DE1'],
        path,
      );
      assert.ok(failure !== undefined);
      const assessment = await readLogSession({ workerPath, path }, failure);
      assert.ok(
        assessment?.findings.some(({ rule }) => rule === 'greeting/rewritten'),
        path,
      );
    }
  });

  it('ends at once when it is cancelled, and leaves no process behind', async function () {
    const others = process.platform === 'linux' ? await childrenOf(process.pid) : [];
    const ours = async (): Promise<readonly string[]> =>
      (await childrenOf(process.pid)).filter((pid) => !others.includes(pid));
    const controller = new AbortController();
    const reading = analyseLogFile({
      workerPath,
      path: large,
      signal: controller.signal,
      onProgress: () => controller.abort(),
    });
    await assert.rejects(reading, LogCancelled);
    await assert.rejects(analyseLogFile({ workerPath, path: large, signal: controller.signal }), LogCancelled);
    if (process.platform !== 'linux') return;
    // A process that was killed goes a moment later.
    const end = performance.now() + 5_000;
    while ((await ours()).length > 0 && performance.now() < end) await pause(50);
    assert.deepEqual(await ours(), []);
  });

  it('says why a file cannot be read', async () => {
    await assert.rejects(analyseLogFile({ workerPath, path: join(folder, 'missing.log') }), /ENOENT/);
    await assert.rejects(analyseLogFile({ workerPath, path: folder }), /not a file|EISDIR/);
    await assert.rejects(analyseLogFile({ workerPath: join(folder, 'none.js'), path: large }), /ended \(1\)/);
  });
});
