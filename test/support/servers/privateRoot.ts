// A root folder of its own for one server: its files, the libraries it needs, its own users, and nothing else.
// A server that insists on fixed paths and users gets them here, and the machine gets no user, file or service.

import { execFile } from 'node:child_process';
import {
  chmod,
  chown,
  copyFile,
  mkdir,
  mkdtemp,
  open,
  readdir,
  readlink,
  realpath,
  rm,
  writeFile,
} from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { basename, dirname, join } from 'node:path';
import { promisify } from 'node:util';
import { NotAvailable, unpackPackage } from '../debianPackages.ts';

const run = promisify(execFile);

/** Numbers no user of this machine is likely to have; they mean something below a private root only. */
export interface PrivateUser {
  readonly name: string;
  readonly uid: number;
  readonly home?: string;
}

export interface PrivateRoot {
  readonly path: string;
  /** Of the Debian package in it. */
  readonly version: string;
  /** Writes a file below the root, with its folders. `owner` is a uid. */
  write(path: string, content: string, access?: { readonly mode?: number; readonly owner?: number }): Promise<void>;
  makeFolder(
    path: string,
    access?: { readonly mode?: number; readonly owner?: number; readonly group?: number },
  ): Promise<void>;
  /** Ends every process that still lives in the root, each by its id, and removes the root. */
  remove(): Promise<void>;
}

/** Shared libraries by the name they are asked for, with the file to take; the loader under its own path. */
async function librariesOf(program: string, folder: string): Promise<ReadonlyMap<string, string>> {
  const own = ['usr/lib/postfix', 'usr/lib', 'lib'].map((path) => join(folder, path));
  const architecture = (await readdir(join(folder, 'usr/lib')).catch(() => [])).filter((name) =>
    name.includes('-linux-'),
  );
  const search = [...own, ...architecture.map((name) => join(folder, 'usr/lib', name))];
  const { stdout } = await run('ldd', [program], {
    env: { ...process.env, LC_ALL: 'C', LD_LIBRARY_PATH: search.join(':') },
  });
  const libraries = new Map<string, string>();
  for (const line of stdout.split('\n')) {
    const [, name = '', path = ''] = /^\s*(\S+) => (.+?)(?: \(0x|$)/.exec(line) ?? [];
    if (path === 'not found')
      throw new NotAvailable(`${basename(program)} needs ${name}, which is not on this machine.`);
    if (path !== '') libraries.set(`/lib/${name}`, path);
    const loader = /^\s*(\/\S+) \(0x/.exec(line)?.[1];
    if (loader !== undefined) libraries.set(loader, loader);
  }
  return libraries;
}

async function copyInto(root: string, path: string, source: string): Promise<void> {
  const target = join(root, path);
  await mkdir(dirname(target), { recursive: true });
  await copyFile(await realpath(source), target);
}

const devices = [
  ['null', '1', '3'],
  ['zero', '1', '5'],
  ['random', '1', '8'],
  ['urandom', '1', '9'],
] as const;

async function makeDevices(root: string): Promise<void> {
  await mkdir(join(root, 'dev'));
  try {
    for (const [name, major, minor] of devices) {
      await run('mknod', ['-m', '666', join(root, 'dev', name), 'c', major, minor]);
    }
    // On a file system mounted with nodev the node is made and cannot be opened.
    await (await open(join(root, 'dev/null'), 'r+')).close();
  } catch (error) {
    const reason = error instanceof Error ? error.message.split('\n')[0] : 'unknown reason';
    throw new NotAvailable(`Device nodes cannot be made below ${tmpdir()} (${reason}).`);
  }
}

function passwordFile(users: readonly PrivateUser[]): string {
  const line = ({ name, uid, home = '/nonexistent' }: PrivateUser): string =>
    `${name}:x:${uid}:${uid}::${home}:/usr/sbin/nologin\n`;
  return ['root:x:0:0:root:/root:/bin/sh\n', ...users.map(line)].join('');
}

/** Processes whose root folder is `path`: the server's own children, wherever they went. */
export async function processesIn(path: string): Promise<readonly number[]> {
  const ids = (await readdir('/proc')).filter((name) => /^\d+$/.test(name));
  const inside = await Promise.all(
    ids.map(async (id) =>
      (await readlink(`/proc/${id}/root`).catch(() => '')).startsWith(path) ? Number(id) : undefined,
    ),
  );
  return inside.filter((id) => id !== undefined);
}

async function endProcessesIn(path: string): Promise<void> {
  const deadline = Date.now() + 5_000;
  for (;;) {
    const ids = await processesIn(path);
    if (ids.length === 0) return;
    if (Date.now() > deadline) throw new Error(`Processes ${ids.join(', ')} below ${path} do not end.`);
    for (const id of ids) {
      try {
        process.kill(id, 'SIGKILL');
      } catch {
        // It ended by itself meanwhile.
      }
    }
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
}

/**
 * Makes a root with `programs` (absolute paths within the Debian package `name`) and `users`, each with a group of
 * its own. @throws NotAvailable when this process may not, or the package or a library is not to be had.
 */
export async function makePrivateRoot(
  name: string,
  programs: readonly string[],
  users: readonly PrivateUser[],
): Promise<PrivateRoot> {
  if (process.getuid?.() !== 0) {
    throw new NotAvailable('This process is not root: mail servers change their user, which only root may.');
  }
  const unpacked = await unpackPackage(name);
  const path = await realpath(await mkdtemp(join(tmpdir(), `smtp-tls-probe-${name}-`)));
  const remove = async (): Promise<void> => {
    await endProcessesIn(path);
    await rm(path, { recursive: true, force: true });
  };
  const makeFolder: PrivateRoot['makeFolder'] = async (folder, { mode = 0o755, owner = 0, group = owner } = {}) => {
    await mkdir(join(path, folder), { recursive: true });
    await chown(join(path, folder), owner, group);
    await chmod(join(path, folder), mode);
  };
  const write: PrivateRoot['write'] = async (file, content, { mode = 0o644, owner = 0 } = {}) => {
    await mkdir(join(path, dirname(file)), { recursive: true });
    await writeFile(join(path, file), content);
    await chown(join(path, file), owner, owner);
    await chmod(join(path, file), mode);
  };
  try {
    await chmod(path, 0o755);
    const files = new Map(programs.map((program) => [program, join(unpacked.folder, program)]));
    for (const program of programs) {
      for (const [target, source] of await librariesOf(join(unpacked.folder, program), unpacked.folder))
        files.set(target, source);
    }
    for (const [target, source] of files) await copyInto(path, target, source);
    await makeDevices(path);
    await makeFolder('/tmp', { mode: 0o1777 });
    await makeFolder('/root', { mode: 0o700 });
    await makeFolder('/var/empty');
    await write('/etc/passwd', passwordFile(users));
    await write('/etc/group', ['root:x:0:\n', ...users.map((user) => `${user.name}:x:${user.uid}:\n`)].join(''));
    await write('/etc/hosts', '127.0.0.1 localhost\n::1 localhost\n');
    // Files only: a server in here asks no name server.
    await write('/etc/nsswitch.conf', 'passwd: files\ngroup: files\nhosts: files\nservices: files\nprotocols: files\n');
    await write('/etc/services', 'smtp 25/tcp\nsubmissions 465/tcp\nsubmission 587/tcp\n');
    return { path, version: unpacked.version, write, makeFolder, remove };
  } catch (error) {
    await remove();
    throw error;
  }
}
