// What every measure needs: the builds, a scripted server with its certificates, and the tools to compare with.
import { spawnSync } from 'node:child_process';
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { startChild } from './peers/child.mjs';

export const serverName = 'mx.bench.example';

export function makeCertificates(folder, kind) {
  const path = join(folder, `certificates-${kind}`);
  mkdirSync(path);
  const { status, stderr } = spawnSync(process.execPath, [join(folder, 'certificates.js'), path, serverName, kind]);
  if (status !== 0) throw new Error(`The certificates could not be made: ${stderr}`);
  return { root: join(path, 'root.pem'), chain: join(path, 'chain.pem'), key: join(path, 'key.pem') };
}

/** A scripted server in its own process. Gives its ports, and `countConnections()` since the last count. */
export async function startServer(builds, certificates, options = {}) {
  const { ports = 1, silentPorts = 0, floodBytes = 0, host = '127.0.0.1', ...startOptions } = options;
  const child = startChild(join(builds, 'smtpServer.js'), startOptions);
  const { chain: certificate, key } = certificates;
  const config = { name: serverName, certificate, key, ports, silentPorts, floodBytes, host };
  const answer = await child.ask({ kind: 'start', config });
  return {
    ...answer,
    stop: child.stop,
    countConnections: async () => (await child.ask({ kind: 'count' })).accepted,
  };
}
