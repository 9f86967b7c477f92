// Many bare probes in one warm process, on request.
import { readFileSync } from 'node:fs';
import { createSecureContext } from 'node:tls';
import { probeBare } from './bareProbe.mjs';

async function run({ host, ports, count, concurrency, name, caFile, hasSharedContext }) {
  const ca = readFileSync(caFile);
  const trust = hasSharedContext ? { context: createSecureContext({ ca }) } : { ca };
  const samples = [];
  const errors = [];
  let next = 0;
  const startedAt = performance.now();
  const startedCpu = process.cpuUsage();
  const work = async () => {
    while (next < count) {
      const port = ports[next++ % ports.length];
      try {
        samples.push(await probeBare({ host, port, name, ...trust }));
      } catch (error) {
        errors.push(error.message);
      }
    }
  };
  await Promise.all(Array.from({ length: concurrency }, work));
  const { user, system } = process.cpuUsage(startedCpu);
  return { wallMs: performance.now() - startedAt, cpuMs: (user + system) / 1_000, samples, errors };
}

process.on('message', (message) => {
  void run(message).then((result) => process.send(result));
});
process.on('disconnect', () => process.exit(0));
