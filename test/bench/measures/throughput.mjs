// (c) A thousand probes at concurrency 50 through the worker pool: their rate, and the worker's memory.
import { spawn } from 'node:child_process';
import { join } from 'node:path';
import { findOnPath } from '../../host/project.mjs';
import { startChild } from '../peers/child.mjs';
import { toolArguments } from '../peers/debianTools.mjs';
import { serverName, startServer } from '../setting.mjs';
import { describeSample, median, rounded } from '../statistics.mjs';

const rounds = 5;
const probesPerRound = 1_000;
const concurrency = 50;
const toolRuns = 120;

/** Runs a second under `xargs -P4`, one process a probe. */
async function timeProcesses(file, args) {
  const startedAt = performance.now();
  const child = spawn('xargs', ['-P4', '-I{}', file, ...args], { stdio: ['pipe', 'ignore', 'ignore'] });
  child.stdin.end(Array.from({ length: toolRuns }, (_, index) => `${index}\n`).join(''));
  const code = await new Promise((resolve) => child.once('exit', resolve));
  if (code !== 0) throw new Error(`${file} under xargs ended with ${code}`);
  return toolRuns / ((performance.now() - startedAt) / 1_000);
}

export async function measureThroughput({ builds, certificates, peers, report }) {
  const server = await startServer(builds, certificates);
  const request = { host: '127.0.0.1', ports: server.ports, name: serverName, caFile: certificates.root, concurrency };
  const probes = startChild(join(builds, 'probeBatch.js'));
  const bare = startChild(join(builds, 'bareBatch.js'));
  const worker = { ...request, connectionsPerHost: concurrency, workerPath: join(builds, 'worker.js') };
  await probes.ask({ ...worker, count: 200 });
  await bare.ask({ ...request, count: 200 });
  const { openssl } = peers.tools;
  const withTool = openssl !== undefined && findOnPath('xargs') !== undefined;
  const target = { host: '127.0.0.1', port: server.ports[0], caFile: certificates.root, serverName };
  const rates = { probe: [], bare: [], openssl: [] };
  let failures = 0;
  let peakBytes;
  for (let round = 0; round < rounds; round++) {
    const ours = await probes.ask({ ...worker, count: probesPerRound });
    failures += ours.samples.filter(({ isVerified, hasInner }) => !isVerified || !hasInner).length;
    peakBytes = ours.peakBytes;
    rates.probe.push(probesPerRound / (ours.wallMs / 1_000));
    const theirs = await bare.ask({ ...request, count: probesPerRound });
    rates.bare.push(theirs.samples.length / (theirs.wallMs / 1_000));
    if (withTool) rates.openssl.push(await timeProcesses(openssl.file, toolArguments('openssl', target)));
  }
  await Promise.all([probes.stop(), bare.stop(), server.stop()]);
  const against = (name) => rates.probe.map((rate, index) => rate / rates[name][index]);
  report({
    name: `rate at concurrency ${concurrency} ÷ bare script`,
    value: rounded(median(against('bare'))),
    limit: { least: 0.75 },
    detail: { probe: describeSample(rates.probe, '/s', 0), bare: describeSample(rates.bare, '/s', 0) },
  });
  const name = 'the same ÷ openssl s_client under xargs -P4';
  if (withTool) {
    const detail = { openssl: describeSample(rates.openssl, '/s', 0) };
    report({ name, value: rounded(median(against('openssl'))), limit: { least: 1.8 }, detail });
  } else report({ name, missing: 'openssl or xargs is not installed' });
  report({ name: `probes of ${rounds * probesPerRound} that failed`, value: failures, limit: { most: 0 } });
  if (peakBytes === undefined) report({ name: "worker's peak memory", missing: 'only known through /proc' });
  else
    report({ name: "worker's peak memory", value: rounded(peakBytes / 2 ** 20, 0), unit: 'MB', limit: { most: 150 } });
}
