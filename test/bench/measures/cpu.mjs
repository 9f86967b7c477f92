// (b) Processor time of one warm probe in the worker, diagnosis and message included, against the bare script's.
import { join } from 'node:path';
import { startChild } from '../peers/child.mjs';
import { serverName, startServer } from '../setting.mjs';
import { describeSample, median, rounded } from '../statistics.mjs';

const rounds = 9;
const probesPerRound = 200;
const warmUp = 300;
const concurrency = 10;

export async function measureProcessorTime({ builds, certificates, report }) {
  if (process.platform !== 'linux') {
    report({ name: 'processor time of a warm probe', missing: 'another process is only measured through /proc' });
    return;
  }
  const server = await startServer(builds, certificates);
  const request = { host: '127.0.0.1', ports: server.ports, name: serverName, caFile: certificates.root, concurrency };
  const probes = startChild(join(builds, 'probeBatch.js'));
  const bare = startChild(join(builds, 'bareBatch.js'));
  const worker = { ...request, connectionsPerHost: concurrency, workerPath: join(builds, 'worker.js') };
  const plain = { ...request, hasSharedContext: false };
  const lean = { ...request, hasSharedContext: true };
  await probes.ask({ ...worker, count: warmUp });
  await bare.ask({ ...plain, count: warmUp });
  const times = { probe: [], host: [], plain: [], lean: [] };
  for (let round = 0; round < rounds; round++) {
    const ours = await probes.ask({ ...worker, count: probesPerRound });
    const failed = ours.samples.find(({ isVerified, hasInner }) => !isVerified || !hasInner);
    if (failed !== undefined) throw new Error(`A probe failed: ${failed.detail}`);
    times.probe.push(ours.cpuMs / probesPerRound);
    times.host.push(ours.hostCpuMs / probesPerRound);
    for (const [name, options] of Object.entries({ plain, lean })) {
      const { cpuMs, samples } = await bare.ask({ ...options, count: probesPerRound });
      if (samples.length < probesPerRound) throw new Error('A bare probe failed.');
      times[name].push(cpuMs / probesPerRound);
    }
  }
  await Promise.all([probes.stop(), bare.stop(), server.stop()]);
  const ratios = (name) => times.probe.map((own, index) => own / times[name][index]);
  const detail = {
    probeMs: describeSample(times.probe),
    hostMs: describeSample(times.host),
    bareMs: describeSample(times.plain),
    leanMs: describeSample(times.lean),
  };
  report({
    name: 'processor time of a warm probe ÷ bare script',
    value: rounded(median(ratios('plain'))),
    limit: { most: 1.3 },
    detail: { ...detail, ratio: describeSample(ratios('plain')) },
  });
  report({
    name: 'the same ÷ bare script that shares one secure context',
    value: rounded(median(ratios('lean'))),
    detail: { ratio: describeSample(ratios('lean')) },
  });
}
