// (d) One probe from the command line, from a cold start: processor time, wall time, memory.
import { spawn } from 'node:child_process';
import { join } from 'node:path';
import { plainEnvironment } from '../../host/processes.mjs';
import { toolArguments } from '../peers/debianTools.mjs';
import { serverName, startServer } from '../setting.mjs';
import { describeSample, median, rounded } from '../statistics.mjs';

const runs = 15;

/** A run of a Node program with its own account of processor time and memory. */
async function runMeasured(builds, args, expected) {
  const startedAt = performance.now();
  const child = spawn(process.execPath, ['--require', join(builds, 'tellUsage.js'), ...args], {
    env: plainEnvironment(),
    stdio: ['ignore', 'pipe', 'pipe', 'pipe'],
  });
  let usage = '';
  let output = '';
  child.stdio[3].on('data', (chunk) => (usage += chunk));
  for (const stream of [child.stdout, child.stderr]) stream.on('data', (chunk) => (output += chunk));
  const code = await new Promise((resolve) => child.once('close', resolve));
  const wallMs = performance.now() - startedAt;
  if (!expected.includes(code)) throw new Error(`${args[0]} ended with ${code}: ${output.slice(0, 500)}`);
  return { wallMs, ...JSON.parse(usage) };
}

async function timeTool(tool, args) {
  const startedAt = performance.now();
  const child = spawn(tool.file, args, { env: tool.env, stdio: 'ignore' });
  const code = await new Promise((resolve) => child.once('exit', resolve));
  if (code !== 0) throw new Error(`${tool.file} ended with ${code}`);
  return { wallMs: performance.now() - startedAt };
}

function reportMemory(report, text, samples) {
  const values = samples.map(({ peakBytes }) => peakBytes / 2 ** 20);
  report({
    name: `peak memory of a command line probe${text}`,
    value: rounded(Math.max(...values), 0),
    unit: 'MB',
    limit: { most: 120 },
  });
}

export async function measureColdStart({ builds, certificates, peers, report }) {
  const server = await startServer(builds, certificates);
  const flooding = await startServer(builds, certificates, { floodBytes: 2 ** 20 });
  const target = { host: '127.0.0.1', port: server.ports[0], caFile: certificates.root, serverName };
  const probeArguments = (port, ...extra) => [
    ...[join(builds, 'cli.js'), 'probe', `127.0.0.1:${port}`, '--servername', serverName, ...extra],
  ];
  const trusting = ['--ca', certificates.root];
  const kinds = {
    // Exit status 1 and 3 are about what the probe found: an unknown root, a reply without an end.
    probe: () => runMeasured(builds, probeArguments(target.port, ...trusting), [0]),
    bare: () => {
      const bare = [join(builds, 'bareOnce.js'), target.host, String(target.port), serverName, target.caFile];
      return runMeasured(builds, bare, [0]);
    },
    // What Node.js takes to do nothing: the part of every wall time here that is not this project's.
    empty: () => runMeasured(builds, ['--eval', '0'], [0]),
    stores: () => runMeasured(builds, probeArguments(target.port), [1]),
    allStores: () => runMeasured(builds, probeArguments(target.port, ...trusting, '--all-stores'), [0]),
    flooded: () => runMeasured(builds, probeArguments(flooding.ports[0], ...trusting), [1, 3]),
  };
  const { swaks } = peers.tools;
  if (swaks !== undefined) kinds.swaks = () => timeTool(swaks, toolArguments('swaks', target));
  const samples = Object.fromEntries(Object.keys(kinds).map((kind) => [kind, []]));
  for (let run = -1; run < runs; run++) {
    for (const [kind, measure] of Object.entries(kinds)) {
      const sample = await measure();
      // The first of each fills the file cache.
      if (run >= 0) samples[kind].push(sample);
    }
  }
  await Promise.all([server.stop(), flooding.stop()]);
  const all = (kind, field) => samples[kind].map((sample) => sample[field]);
  const ratios = (field, over) => all('probe', field).map((value, index) => value / samples[over][index][field]);
  report({
    name: 'processor time of a cold command line probe ÷ bare script',
    value: rounded(median(ratios('cpuMs', 'bare'))),
    limit: { most: 1.3 },
    detail: {
      probeMs: describeSample(all('probe', 'cpuMs'), '', 0),
      bareMs: describeSample(all('bare', 'cpuMs'), '', 0),
      withStoresOfThisMachineMs: describeSample(all('stores', 'cpuMs'), '', 0),
      withAllStoresMs: describeSample(all('allStores', 'cpuMs'), '', 0),
    },
  });
  const wall = {
    probeMs: describeSample(all('probe', 'wallMs'), '', 0),
    bareMs: describeSample(all('bare', 'wallMs'), '', 0),
  };
  report({
    name: 'wall time of the same ÷ bare script',
    value: rounded(median(ratios('wallMs', 'bare'))),
    detail: wall,
  });
  const name = 'wall time of the same ÷ swaks';
  if (swaks === undefined) report({ name, missing: 'swaks with TLS is neither installed nor to be had from apt-get' });
  else {
    const detail = { swaksMs: describeSample(all('swaks', 'wallMs'), '', 0) };
    report({ name, value: rounded(median(ratios('wallMs', 'swaks'))), limit: { most: 1.5 }, detail });
    for (const [kind, text] of [
      ['bare', 'bare script'],
      ['empty', 'Node.js that does nothing'],
    ]) {
      const values = all(kind, 'wallMs').map((wallMs, index) => wallMs / samples.swaks[index].wallMs);
      report({ name: `wall time of ${text} ÷ swaks`, value: rounded(median(values)) });
    }
  }
  reportMemory(report, '', samples.probe);
  reportMemory(report, ' with the stores of this machine', samples.stores);
  reportMemory(report, ' of a server that sends 1 MB inside TLS', samples.flooded);
}
