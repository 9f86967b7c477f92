// (e) A thousand endpoints that share one address, live and silent ones, at default settings.
import { join } from 'node:path';
import { startChild } from '../peers/child.mjs';
import { serverName, startServer } from '../setting.mjs';
import { rounded } from '../statistics.mjs';

const endpoints = 1_000;
const silent = 100;
const deadlineMs = 3_000;

/** Live and silent ports mixed as evenly as they come. */
function mix(live, quiet) {
  const every = Math.floor(live.length / quiet.length);
  return live.flatMap((port, index) =>
    index % every === 0 && index / every < quiet.length ? [port, quiet[index / every]] : [port],
  );
}

function describeFailures(samples) {
  const counts = {};
  for (const { ending } of samples) counts[ending ?? 'other'] = (counts[ending ?? 'other'] ?? 0) + 1;
  return counts;
}

export async function measureManyEndpoints({ builds, certificates, report }) {
  const server = await startServer(builds, certificates, { ports: endpoints, silentPorts: silent });
  const probes = startChild(join(builds, 'probeBatch.js'));
  const request = {
    host: '127.0.0.1',
    name: serverName,
    caFile: certificates.root,
    workerPath: join(builds, 'worker.js'),
  };
  const run = (ports, wholeMs) =>
    probes.ask({ ...request, ports, count: ports.length, ...(wholeMs === undefined ? {} : { wholeMs }) });
  const isFine = ({ isVerified, hasInner }) => isVerified && hasInner;

  const all = await run(server.ports);
  const falseFailures = all.samples.filter((sample) => !isFine(sample));
  report({
    name: `false failures among ${endpoints} endpoints of one address`,
    value: falseFailures.length,
    limit: { most: 0 },
    detail: { seconds: rounded(all.wallMs / 1_000), ...describeFailures(falseFailures) },
  });

  const live = server.ports.slice(0, endpoints - silent);
  const alone = await run(live, deadlineMs);
  const mixed = await run(mix(live, server.silentPorts), deadlineMs);
  await Promise.all([probes.stop(), server.stop()]);
  const quiet = new Set(server.silentPorts);
  const lost = mixed.samples.filter((sample) => !quiet.has(sample.port) && !isFine(sample));
  const untold = mixed.samples.filter(({ port, ending }) => quiet.has(port) && ending !== 'greeting-timeout');
  report({
    name: `${silent} silent of ${endpoints}: time beyond the deadline ÷ time of the live ones alone`,
    value: rounded(Math.max(0, mixed.wallMs - deadlineMs) / alone.wallMs),
    limit: { most: 1.3 },
    detail: { mixedMs: Math.round(mixed.wallMs), aloneMs: Math.round(alone.wallMs), deadlineMs },
  });
  report({
    name: 'live ones that failed beside them',
    value: lost.length,
    limit: { most: 0 },
    detail: describeFailures(lost),
  });
  report({
    name: 'silent ones not told as greeting-timeout',
    value: untold.length,
    limit: { most: 0 },
    detail: describeFailures(untold),
  });
}
