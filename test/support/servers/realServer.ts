// A mail server of the real world, running on loopback in a private root for as long as a test needs it.

import { spawn } from 'node:child_process';
import { readFileSync, rmSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { createServer } from 'node:net';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { NotAvailable } from '../debianPackages.ts';
import type { PrivateRoot } from './privateRoot.ts';

/** What a server shows for itself: PEM texts, its own certificate first. */
export interface ServerIdentity {
  readonly chainPem: string;
  readonly keyPem: string;
}

export interface RealServer {
  /** Such as "Postfix 3.7.11-0+deb12u1". */
  readonly software: string;
  /** On 127.0.0.1. */
  readonly port: number;
  /** The private root it lives in. */
  readonly folder: string;
  /** All the server has logged so far. */
  log(): string;
  /** Ends the server with all its processes and removes its files. */
  close(): Promise<void>;
}

const startTimeoutMs = 15_000;

/** A port nobody listens on, asked from the system. */
export async function findFreePort(): Promise<number> {
  const server = createServer();
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen(0, '127.0.0.1', resolve);
  });
  const { port } = server.address() as AddressInfo;
  await new Promise((resolve) => server.close(resolve));
  return port;
}

/** Looked up in the kernel's table: a connection made to find out would stand in the server's log. */
async function isListening(port: number): Promise<boolean> {
  const wanted = `:${port.toString(16).toUpperCase().padStart(4, '0')}`;
  const table = await readFile('/proc/net/tcp', 'utf8');
  return table.split('\n').some((line) => {
    const [, local = '', , state] = line.trim().split(/\s+/);
    return local.endsWith(wanted) && state === '0A';
  });
}

/** Ended by SIGTERM to the whole process group; what is left is ended by the private root. */
function endGroup(pid: number, signal: NodeJS.Signals): void {
  try {
    process.kill(-pid, signal);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ESRCH') throw error;
  }
}

/** The server's log once `pattern` is in it: servers write after they have answered. Fails after five seconds. */
export async function waitForLog(server: RealServer, pattern: RegExp): Promise<string> {
  const deadline = Date.now() + 5_000;
  while (!pattern.test(server.log())) {
    if (Date.now() > deadline) throw new Error(`${server.software} did not log ${String(pattern)}:\n${server.log()}`);
    await sleep(20);
  }
  return server.log();
}

/** Starts `command` inside `root` and waits until it listens on `port`. Takes over the root: it is removed at the end. */
export async function runInRoot(
  root: PrivateRoot,
  command: readonly string[],
  server: { readonly software: string; readonly port: number; readonly logFile?: string },
): Promise<RealServer> {
  const child = spawn('chroot', [root.path, ...command], {
    detached: true,
    cwd: '/',
    stdio: ['ignore', 'pipe', 'pipe'],
    env: { PATH: '/usr/sbin:/usr/bin:/sbin:/bin', LC_ALL: 'C', TZ: 'UTC' },
  });
  let printed = '';
  for (const stream of [child.stdout, child.stderr]) {
    stream.setEncoding('utf8');
    stream.on('data', (chunk: string) => {
      printed = (printed + chunk).slice(-1_000_000);
    });
  }
  const gone = new Promise<void>((resolve) => {
    child.once('exit', () => resolve());
    child.once('error', (error) => {
      printed += `${error.message}\n`;
      resolve();
    });
  });
  let hasEnded = false;
  void gone.then(() => {
    hasEnded = true;
  });
  const readLogFile = (): string => {
    if (server.logFile === undefined) return '';
    try {
      return readFileSync(join(root.path, server.logFile), 'utf8');
    } catch {
      return '';
    }
  };
  const log = (): string => printed + readLogFile();

  const endNow = (): void => {
    if (child.pid !== undefined) endGroup(child.pid, 'SIGKILL');
  };
  // The test process may be ended while the server runs: neither its children nor its files outlive it.
  const endWithProcess = (): void => {
    endNow();
    rmSync(root.path, { recursive: true, force: true, maxRetries: 5 });
  };
  process.once('exit', endWithProcess);
  let closing: Promise<void> | undefined;
  const close = async (): Promise<void> => {
    if (child.pid !== undefined && !hasEnded) {
      endGroup(child.pid, 'SIGTERM');
      await Promise.race([gone, sleep(3_000, undefined, { ref: false })]);
    }
    endNow();
    process.off('exit', endWithProcess);
    await root.remove();
    child.stdout.destroy();
    child.stderr.destroy();
  };
  const closeOnce = (): Promise<void> => (closing ??= close());

  const deadline = Date.now() + startTimeoutMs;
  while (!(await isListening(server.port))) {
    if (!hasEnded && Date.now() < deadline) {
      await sleep(20);
      continue;
    }
    const said = log();
    await closeOnce();
    if (/chroot: .*Operation not permitted/.test(said))
      throw new NotAvailable('This process may not change its root folder (chroot).');
    throw new Error(`${server.software} ${hasEnded ? 'ended' : 'does not listen'} at its start: ${said.slice(-2_000)}`);
  }
  return { software: server.software, port: server.port, folder: root.path, log, close: closeOnce };
}
