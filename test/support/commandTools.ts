// Other people's tools for tests: those on this machine, else Debian's, unpacked and not installed.

import { execFileSync } from 'node:child_process';
import { existsSync, readdirSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import { NotAvailable, unpackPackage } from './debianPackages.ts';

/** Environment in which a shell finds the tool under its name. */
export type ToolEnvironment = Readonly<Record<string, string | undefined>>;

function isOnPath(name: string): boolean {
  return (process.env['PATH'] ?? '').split(delimiter).some((folder) => existsSync(join(folder, name)));
}

/** Folders of `root` such as usr/lib/x86_64-linux-gnu. */
function libraryFolders(root: string): readonly string[] {
  const folder = join(root, 'usr', 'lib');
  const names = existsSync(folder) ? readdirSync(folder) : [];
  return names.filter((name) => name.includes('-linux-')).map((name) => join(folder, name));
}

function perlFolders(root: string): readonly string[] {
  const compiled = libraryFolders(root)
    .map((folder) => join(folder, 'perl5'))
    .filter(existsSync)
    .flatMap((folder) => readdirSync(folder).map((version) => join(folder, version)));
  return [join(root, 'usr', 'share', 'perl5'), ...compiled];
}

function withPath(folder: string): ToolEnvironment {
  return { ...process.env, LC_ALL: 'C', PATH: `${folder}${delimiter}${process.env['PATH'] ?? ''}` };
}

/** With the modules that it lacks: those for TLS and IPv6 are only suggested by its package. */
async function findSwaks(): Promise<ToolEnvironment> {
  const base = isOnPath('swaks')
    ? { ...process.env, LC_ALL: 'C' }
    : withPath(join((await unpackPackage('swaks')).folder, 'usr', 'bin'));
  const support = (env: ToolEnvironment): string =>
    execFileSync('swaks', ['--support'], { env, encoding: 'utf8', stdio: ['ignore', 'pipe', 'ignore'] });
  const isWhole = (text: string): boolean => text.includes('TLS supported') && text.includes('IPv6 supported');
  if (isWhole(support(base))) return base;
  const modules = await Promise.all(
    ['libnet-ssleay-perl', 'libio-socket-inet6-perl', 'libsocket6-perl'].map(unpackPackage),
  );
  const env = { ...base, PERL5LIB: modules.flatMap(({ folder }) => perlFolders(folder)).join(delimiter) };
  if (!isWhole(support(env))) throw new NotAvailable('swaks has no TLS or no IPv6 here.');
  return env;
}

async function unpackGnutls(): Promise<ToolEnvironment> {
  const { folder } = await unpackPackage('gnutls-bin');
  return { ...withPath(join(folder, 'usr', 'bin')), LD_LIBRARY_PATH: libraryFolders(folder).join(delimiter) };
}

/** @throws NotAvailable when the tool is neither here nor to be had. */
export async function findCommandTool(name: 'openssl' | 'curl' | 'swaks' | 'gnutls-cli'): Promise<ToolEnvironment> {
  if (name === 'swaks') return findSwaks();
  if (isOnPath(name)) return { ...process.env, LC_ALL: 'C' };
  if (name === 'gnutls-cli') return unpackGnutls();
  throw new NotAvailable(`There is no ${name} on this machine.`);
}
