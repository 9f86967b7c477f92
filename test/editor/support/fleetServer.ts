// A mail server that answers on every loopback address of this machine, and beside it one that never says a word.

import { fork } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import * as vscode from 'vscode';
import type { EndpointProfile } from '../../../src/engine/store.ts';
import { makeTestIdentity, serverName } from '../../support/servers/testIdentity.ts';

export interface FleetServer {
  readonly port: number;
  readonly silentPort: number;
  /** How an endpoint on it is to be probed so that it is sound. */
  readonly profile: EndpointProfile;
  readonly close: () => Promise<void>;
}

/** Address `index` of 127.1.0.0/16: Linux answers on all of 127.0.0.0/8. */
export function loopbackAddress(index: number): string {
  return `127.1.${Math.floor(index / 250)}.${(index % 250) + 1}`;
}

export async function openFleetServer(): Promise<FleetServer> {
  const folder = mkdtempSync(join(tmpdir(), 'smtp-tls-probe-fleet-'));
  const identity = makeTestIdentity();
  const files = { root: join(folder, 'root.pem'), chain: join(folder, 'chain.pem'), key: join(folder, 'key.pem') };
  writeFileSync(files.root, identity.rootPem);
  writeFileSync(files.chain, identity.chainPem);
  writeFileSync(files.key, identity.keyPem, { mode: 0o600 });
  const program = join(__dirname, '..', '..', '..', 'test', 'bench', 'peers', 'smtpServer.mjs');
  const child = fork(program, [], { execArgv: [], stdio: ['ignore', 'inherit', 'inherit', 'ipc'] });
  const ended = new Promise((resolve) => child.once('exit', resolve));
  const ports = await new Promise<{ ports: readonly number[]; silentPorts: readonly number[] }>((resolve, reject) => {
    child.once('message', (message) => resolve(message as { ports: number[]; silentPorts: number[] }));
    child.once('exit', (code) => reject(new Error(`The server ended with ${code}.`)));
    const config = { name: serverName, certificate: files.chain, key: files.key, host: '0.0.0.0' };
    child.send({ kind: 'start', config: { ...config, ports: 1, silentPorts: 1, floodBytes: 0 } });
  });
  return {
    port: ports.ports[0] ?? 0,
    silentPort: ports.silentPorts[0] ?? 0,
    profile: { origin: 'person', serverName, authorities: vscode.Uri.file(files.root).toString() },
    close: async () => {
      child.disconnect();
      await ended;
      rmSync(folder, { recursive: true, force: true });
    },
  };
}
