// (a) How many round trips a probe takes: the slope of its time over the round trip time of a slow link.
import { spawn } from 'node:child_process';
import { accessSync, constants } from 'node:fs';
import { join } from 'node:path';
import { runProcess, startProcess } from '../../host/processes.mjs';
import { findOnPath, projectFolder } from '../../host/project.mjs';
import { startChild } from '../peers/child.mjs';
import { toolArguments } from '../peers/debianTools.mjs';
import { serverName, startServer } from '../setting.mjs';
import { fitLine, median, rounded } from '../statistics.mjs';

const roundTripTimes = [0, 50, 100];
const repeats = 7;

/** Longer than a probe without round trips takes, shorter than a delayed ACK of 40 ms on top of it. */
const stallLimitMs = 35;

/** A relay on loopback: everywhere to be had, but see relay.mjs for what it cannot show. */
async function openRelay(builds, server) {
  const relay = startChild(join(builds, 'relay.js'));
  const { port } = await relay.ask({ kind: 'start', port: server.port });
  return {
    host: '127.0.0.1',
    port,
    prefix: [],
    setRoundTrip: (roundTripMs) => relay.ask({ kind: 'delay', roundTripMs }),
    countConnections: async () => (await relay.ask({ kind: 'count' })).accepted,
    stop: () => Promise.all([relay.stop(), server.stop()]),
  };
}

function readLine(child) {
  return new Promise((resolve, reject) => {
    const onExit = () => reject(new Error('The slow link ended.'));
    child.once('exit', onExit);
    child.stdout.once('data', (line) => {
      child.off('exit', onExit);
      resolve(line);
    });
  });
}

/** A link that delays packets, in a network namespace; undefined where this machine or this user cannot make one. */
async function openTunnel(builds, certificates) {
  if (process.platform !== 'linux') return undefined;
  const programs = ['unshare', 'nsenter', 'python3', 'ip'].map(findOnPath);
  if (process.getuid() !== 0 || programs.includes(undefined)) return undefined;
  try {
    accessSync('/dev/net/tun', constants.W_OK);
  } catch {
    return undefined;
  }
  const script = join(projectFolder, 'test/bench/peers/slowLink.py');
  const link = startProcess('unshare', ['-n', 'python3', script], { stdio: ['pipe', 'pipe', 'pipe'] });
  try {
    await readLine(link.child);
  } catch {
    return undefined;
  }
  const prefix = ['nsenter', `--net=/proc/${link.child.pid}/ns/net`];
  const server = await startServer(builds, certificates, { host: '0.0.0.0', prefix });
  return {
    host: '192.0.2.2',
    port: server.ports[0],
    prefix,
    setRoundTrip: async (roundTripMs) => {
      const answered = readLine(link.child);
      link.child.stdin.write(`${roundTripMs / 2}\n`);
      await answered;
    },
    countConnections: server.countConnections,
    stop: () => Promise.all([server.stop(), link.stop()]),
  };
}

/** Wall time of a tool from its start to its end, without waiting for input. */
async function timeTool(file, args, env) {
  const startedAt = performance.now();
  const child = spawn(file, args, { env, stdio: 'ignore' });
  const code = await new Promise((resolve, reject) => {
    child.once('error', reject);
    child.once('exit', resolve);
  });
  return { wallMs: performance.now() - startedAt, code };
}

function describeFit(medians) {
  const { slope, intercept } = fitLine(medians);
  return {
    slope: rounded(slope),
    interceptMs: rounded(intercept, 1),
    medians: medians.map(([, ms]) => rounded(ms, 1)),
  };
}

/** Medians over the round trip times of each named time that `sample` gives. */
async function measureSlopes(link, names, sample) {
  const points = Object.fromEntries(names.map((name) => [name, []]));
  for (const roundTripMs of roundTripTimes) {
    await link.setRoundTrip(roundTripMs);
    await sample();
    const samples = [];
    for (let index = 0; index < repeats; index++) samples.push(await sample());
    for (const name of names) points[name].push([roundTripMs, median(samples.map((one) => one[name]))]);
  }
  return Object.fromEntries(names.map((name) => [name, describeFit(points[name])]));
}

async function measureProbe(link, context) {
  const batch = startChild(join(context.builds, 'probeBatch.js'), { prefix: link.prefix });
  const request = { ...context.request(link), workerPath: join(context.builds, 'worker.js') };
  await link.setRoundTrip(0);
  await batch.ask({ ...request, count: 100 });
  await link.countConnections();
  let probes = 0;
  const slopes = await measureSlopes(link, ['chainMs', 'totalMs'], async () => {
    const { samples } = await batch.ask({ ...request, count: 1 });
    const [sample] = samples;
    if (!sample.isVerified || !sample.hasInner) throw new Error(`A probe over the link failed: ${sample.detail}`);
    probes++;
    return sample;
  });
  const connections = await link.countConnections();
  await batch.stop();
  return { slopes, connectionsPerProbe: connections / probes };
}

async function measureBare(link, context) {
  const batch = startChild(join(context.builds, 'bareBatch.js'), { prefix: link.prefix });
  const request = { ...context.request(link), concurrency: 1 };
  await link.setRoundTrip(0);
  await batch.ask({ ...request, count: 50 });
  const slopes = await measureSlopes(link, ['chainMs', 'totalMs'], async () => {
    const { samples, errors } = await batch.ask({ ...request, count: 1 });
    if (samples.length === 0) throw new Error(`The bare script failed over the link: ${errors[0]}`);
    return samples[0];
  });
  await batch.stop();
  return slopes;
}

async function measureTool(link, name, tool, caFile) {
  const args = toolArguments(name, { host: link.host, port: link.port, caFile, serverName });
  const [program, ...rest] = [...link.prefix, tool.file, ...args];
  const { wallMs } = await measureSlopes(link, ['wallMs'], async () => {
    const sample = await timeTool(program, rest, tool.env);
    if (sample.code !== 0) {
      const { output } = await runProcess(program, rest, { env: tool.env, timeoutMs: 20_000 });
      throw new Error(`${name} ended with ${sample.code}: ${output.trim().split('\n').at(-1)}`);
    }
    return sample;
  });
  return wallMs;
}

async function measureLink(kind, link, { builds, certificates, peers, report }) {
  const request = ({ host, port }) => ({ host, ports: [port], name: serverName, caFile: certificates.root });
  const context = { builds, request };
  const probe = await measureProbe(link, context);
  const { chainMs, totalMs } = probe.slopes;
  const title = (text) => `${kind}: ${text}`;
  report({
    name: title('round trips to the verified chain'),
    value: chainMs.slope,
    limit: { most: 5.3 },
    detail: chainMs,
  });
  report({
    name: title('round trips to EHLO inside TLS'),
    value: totalMs.slope,
    limit: { most: 7.3 },
    detail: totalMs,
  });
  report({
    name: title('time without round trips (no stall)'),
    value: totalMs.interceptMs,
    unit: 'ms',
    limit: { most: stallLimitMs },
  });
  report({ name: title('TCP connections of one probe'), value: probe.connectionsPerProbe, limit: { most: 1 } });
  const bare = await measureBare(link, context);
  report({ name: title('bare script, to the chain'), value: bare.chainMs.slope, detail: bare.chainMs });
  report({ name: title('bare script, to EHLO inside TLS'), value: bare.totalMs.slope, detail: bare.totalMs });
  for (const [name, tool] of Object.entries(peers.tools)) {
    if (tool === undefined) continue;
    try {
      const fit = await measureTool(link, name, tool, certificates.root);
      report({ name: title(`${name}, whole run`), value: fit.slope, detail: fit });
    } catch (error) {
      report({ name: title(`${name}, whole run`), missing: error.message });
    }
  }
}

/** Debian's Postfix behind a relay: the server whose tickets, Nagle and delayed ACK make the stall. */
async function measurePostfix(setting) {
  const { builds, certificates, report } = setting;
  const helper = startChild(join(builds, 'realPeers.js'));
  const { chain: chainFile, key: keyFile } = certificates;
  const answer = await helper.ask({ kind: 'postfix', chainFile, keyFile, hostName: serverName });
  if (answer.status !== 'had') {
    report({ name: 'postfix: round trips', missing: answer.reason });
    await helper.stop();
    return;
  }
  try {
    const relay = await openRelay(builds, { port: answer.port, stop: () => helper.ask({ kind: 'close' }) });
    await measureLink('postfix', relay, setting);
    await relay.stop();
  } finally {
    await helper.stop();
  }
}

export async function measureRoundTrips(setting) {
  const { builds, certificates, report } = setting;
  const tunnel = await openTunnel(builds, certificates);
  if (tunnel === undefined) {
    report({
      name: 'link: round trips',
      missing: 'a delayed link needs Linux, root, unshare, nsenter, ip and python3',
    });
  } else {
    await measureLink('link', tunnel, setting);
    await tunnel.stop();
  }
  const server = await startServer(builds, certificates);
  const relay = await openRelay(builds, { port: server.ports[0], stop: server.stop });
  await measureLink('relay', relay, setting);
  await relay.stop();
  await measurePostfix(setting);
}
