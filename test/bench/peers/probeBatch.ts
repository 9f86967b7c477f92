// Many probes through the worker pool, on request: what the extension and the command line do, seen from outside.

import { readFileSync } from 'node:fs';
import { openWorkerPool } from '../../../src/engine/workerPool.ts';
import type { WorkerRunner } from '../../../src/engine/workerPool.ts';
import { deadlinesWithin, defaultDeadlines } from '../../../src/model/limits.ts';
import type { Assessment } from '../../../src/model/assessment.ts';
import type { ProbeOptions } from '../../../src/model/options.ts';

interface Request {
  readonly host: string;
  readonly ports: readonly number[];
  readonly count: number;
  readonly name: string;
  readonly caFile: string;
  readonly workerPath: string;
  readonly concurrency?: number;
  readonly connectionsPerHost?: number;
  readonly wholeMs?: number;
}

let pool: WorkerRunner | undefined;

/** Milliseconds of processor time of another process so far; undefined where there is no /proc. */
function processorTime(pid: number | undefined): number | undefined {
  if (pid === undefined || process.platform !== 'linux') return undefined;
  // proc(5): the name in field 2 may hold blanks; utime and stime are fields 14 and 15, in hundredths of a second.
  const fields = readFileSync(`/proc/${pid}/stat`, 'latin1')
    .replace(/^.*\) /s, '')
    .split(' ');
  return (Number(fields[11]) + Number(fields[12])) * 10;
}

function peakMemory(pid: number | undefined): number | undefined {
  if (pid === undefined || process.platform !== 'linux') return undefined;
  const kilobytes = /^VmHWM:\s+(\d+) kB/m.exec(readFileSync(`/proc/${pid}/status`, 'latin1'))?.[1];
  return kilobytes === undefined ? undefined : Number(kilobytes) * 1_024;
}

function summarise(assessment: Assessment): object {
  const done = assessment.transcript.find(({ text }) => text.startsWith('TLS handshake done'));
  const { verification, capabilitiesInTls } = assessment.evidence;
  return {
    chainMs: done?.at,
    totalMs: assessment.durationMs,
    verdict: assessment.verdict,
    isVerified: verification.status === 'known' && verification.value.stores.some(({ trusted }) => trusted),
    hasInner: capabilitiesInTls.status === 'known',
    ending: assessment.ending?.code,
    detail: assessment.ending?.detail,
  };
}

async function run(request: Request): Promise<object> {
  const { host, ports, count, name, caFile, workerPath, concurrency, connectionsPerHost, wholeMs } = request;
  pool ??= openWorkerPool({
    workerPath,
    ...(concurrency === undefined ? {} : { concurrency }),
    ...(connectionsPerHost === undefined ? {} : { connectionsPerHost }),
  });
  const runner = pool;
  const options: ProbeOptions = {
    serverName: name,
    authorities: readFileSync(caFile, 'utf8'),
    deadlines: wholeMs === undefined ? defaultDeadlines : deadlinesWithin(wholeMs),
  };
  const startedAt = performance.now();
  const cpuBefore = processorTime(runner.processId());
  const ownBefore = process.cpuUsage();
  const samples = await Promise.all(
    Array.from({ length: count }, async (_, index) => {
      const endpoint = { host, port: ports[index % ports.length] ?? 0, tlsMode: 'starttls' } as const;
      return { port: endpoint.port, ...summarise(await runner.run({ endpoint, options })) };
    }),
  );
  const wallMs = performance.now() - startedAt;
  const own = process.cpuUsage(ownBefore);
  const cpuAfter = processorTime(runner.processId());
  return {
    wallMs,
    cpuMs: cpuBefore === undefined || cpuAfter === undefined ? undefined : cpuAfter - cpuBefore,
    hostCpuMs: (own.user + own.system) / 1_000,
    peakBytes: peakMemory(runner.processId()),
    samples,
  };
}

process.on('message', (message: Request) => {
  void run(message).then((result) => process.send?.(result));
});
process.on('disconnect', () => void pool?.close().finally(() => process.exit(0)));
