// The forked worker with real processes: every job ends exactly once, whatever happens to the process.

import assert from 'node:assert/strict';
import { createServer } from 'node:net';
import type { AddressInfo, Server, Socket } from 'node:net';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { openWorkerPool } from '../../src/engine/workerPool.ts';
import type { WorkerPoolOptions, WorkerRunner } from '../../src/engine/workerPool.ts';
import type { RunProgress } from '../../src/engine/runner.ts';
import { deadlinesWithin } from '../../src/model/limits.ts';
import type { Endpoint } from '../../src/model/endpoint.ts';

const workerPath = join(process.cwd(), 'dist', 'worker.js');
const options = { deadlines: deadlinesWithin(5_000) };

interface PlainServer {
  readonly endpoint: Endpoint;
  readonly openCount: () => number;
  readonly connectionCount: () => number;
  readonly close: () => Promise<void>;
}

async function listen(onConnection: (socket: Socket) => void): Promise<PlainServer> {
  const open = new Set<Socket>();
  let connections = 0;
  const server: Server = createServer((socket) => {
    connections++;
    open.add(socket);
    socket.on('close', () => open.delete(socket));
    socket.on('error', () => undefined);
    onConnection(socket);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  return {
    endpoint: { host: '127.0.0.1', port, tlsMode: 'starttls' },
    openCount: () => open.size,
    connectionCount: () => connections,
    close: () =>
      new Promise((resolve) => {
        for (const socket of open) socket.destroy();
        server.close(() => resolve());
      }),
  };
}

/** Speaks plain SMTP without STARTTLS. */
function speakPlain(socket: Socket): void {
  socket.write('220 plain.test\r\n');
  socket.on('data', (data) => {
    if (/^QUIT/i.test(data.toString())) socket.end('221 bye\r\n');
    else socket.write('250 plain.test\r\n');
  });
}

function isAlive(processId: number): boolean {
  try {
    process.kill(processId, 0);
    return true;
  } catch {
    return false;
  }
}

async function until(condition: () => boolean, limitMs: number): Promise<void> {
  const end = Date.now() + limitMs;
  while (!condition() && Date.now() < end) await sleep(10);
  assert.ok(condition(), `not so within ${limitMs} ms: ${condition.toString()}`);
}

describe('worker pool', () => {
  const closing: (() => Promise<void>)[] = [];
  const openPool = (extra: Partial<WorkerPoolOptions> = {}): WorkerRunner => {
    const pool = openWorkerPool({ workerPath, ...extra });
    closing.push(() => pool.close());
    return pool;
  };
  const openServer = async (onConnection: (socket: Socket) => void): Promise<PlainServer> => {
    const server = await listen(onConnection);
    closing.push(() => server.close());
    return server;
  };
  afterEach(async () => {
    for (const close of closing.splice(0)) await close();
  });

  it('starts no process before the first probe, and ends it when idle', async () => {
    const server = await openServer(speakPlain);
    const pool = openPool({ idleMs: 100 });
    assert.equal(pool.processId(), undefined);
    const assessment = await pool.run({ endpoint: server.endpoint, options });
    assert.equal(assessment.verdict, 'broken');
    assert.deepEqual(
      assessment.findings.map(({ rule }) => rule),
      ['starttls/not-offered'],
    );
    const processId = pool.processId();
    assert.ok(processId !== undefined);
    await until(() => pool.processId() === undefined && !isAlive(processId), 3_000);
  });

  it('tells the transcript while it happens', async () => {
    const server = await openServer((socket) => {
      speakPlain(socket);
    });
    const pool = openPool();
    const progress: RunProgress[] = [];
    const assessment = await pool.run({
      endpoint: server.endpoint,
      options,
      onProgress: (event) => progress.push(event),
    });
    const lines = progress.flatMap((event) => (event.kind === 'line' ? [event.line] : []));
    assert.deepEqual(lines, assessment.transcript);
    assert.ok(progress.some((event) => event.kind === 'stage' && event.stage.status === 'running'));
  });

  it('tries a job once more, alone, when its process is killed, and reports it the second time', async () => {
    const silent = await openServer(() => undefined);
    const pool = openPool();
    const progress: RunProgress[] = [];
    const job = pool.run({ endpoint: silent.endpoint, options, onProgress: (event) => progress.push(event) });
    for (const round of [1, 2]) {
      await until(() => silent.connectionCount() === round, 3_000);
      process.kill(pool.processId() ?? 0, 'SIGKILL');
    }
    const assessment = await job;
    assert.equal(assessment.verdict, 'inconclusive');
    assert.equal(assessment.ending?.code, 'internal');
    assert.match(assessment.summary, /SIGKILL/);
    assert.equal(progress.filter(({ kind }) => kind === 'restarted').length, 1);
    await sleep(100);
    assert.equal(silent.connectionCount(), 2);
    assert.equal(silent.openCount(), 0);
  });

  it('loses no other job when the process is killed', async () => {
    const silent = await openServer(() => undefined);
    const plain = await openServer(speakPlain);
    const pool = openPool({ concurrency: 4 });
    const short = { deadlines: deadlinesWithin(800) };
    const jobs = [
      pool.run({ endpoint: silent.endpoint, options: short }),
      ...Array.from({ length: 30 }, () => pool.run({ endpoint: plain.endpoint, options })),
    ];
    await until(() => silent.connectionCount() > 0, 3_000);
    process.kill(pool.processId() ?? 0, 'SIGKILL');
    const verdicts = (await Promise.all(jobs)).map(({ verdict }) => verdict);
    assert.deepEqual(verdicts, ['inconclusive', ...Array.from({ length: 30 }, () => 'broken')]);
  });

  it('ends a cancelled job within a second, closes its socket and keeps the others', async () => {
    const silent = await openServer(() => undefined);
    const pool = openPool();
    const cancel = new AbortController();
    const job = pool.run({ endpoint: silent.endpoint, options, signal: cancel.signal });
    await until(() => silent.connectionCount() === 1, 3_000);
    const from = Date.now();
    cancel.abort();
    const assessment = await job;
    assert.ok(Date.now() - from < 1_000);
    assert.equal(assessment.ending?.code, 'cancelled');
    assert.equal(assessment.verdict, 'inconclusive');
    await until(() => silent.openCount() === 0, 1_000);
    const plain = await openServer(speakPlain);
    assert.equal((await pool.run({ endpoint: plain.endpoint, options })).verdict, 'broken');
  });

  it('ends a job that was cancelled before it began, or waits in the queue', async () => {
    const silent = await openServer(() => undefined);
    const pool = openPool({ concurrency: 1 });
    const first = pool.run({ endpoint: silent.endpoint, options: { deadlines: deadlinesWithin(300) } });
    const cancel = new AbortController();
    const second = pool.run({ endpoint: silent.endpoint, options, signal: cancel.signal });
    cancel.abort();
    assert.equal((await second).ending?.code, 'cancelled');
    assert.equal(
      (await pool.run({ endpoint: silent.endpoint, options, signal: cancel.signal })).ending?.code,
      'cancelled',
    );
    assert.equal((await first).ending?.code, 'greeting-timeout');
  });

  it('leaves no process and no socket when it is closed in the middle', async () => {
    const silent = await openServer(() => undefined);
    const pool = openPool();
    const jobs = [1, 2, 3].map(() => pool.run({ endpoint: silent.endpoint, options }));
    await until(() => silent.connectionCount() === 3, 3_000);
    const processId = pool.processId() ?? 0;
    await pool.close();
    for (const assessment of await Promise.all(jobs)) assert.equal(assessment.ending?.code, 'cancelled');
    assert.equal(isAlive(processId), false);
    await until(() => silent.openCount() === 0, 1_000);
  });

  it('reports a worker that cannot be started', async () => {
    const pool = openPool({ workerPath: join(process.cwd(), 'dist', 'no-such-worker.js') });
    const plain = await openServer(speakPlain);
    const assessment = await pool.run({ endpoint: plain.endpoint, options });
    assert.equal(assessment.verdict, 'inconclusive');
    assert.equal(assessment.ending?.code, 'internal');
    assert.match(assessment.summary, /exit code 1/);
  });
});
