// Debian packages unpacked into the project's cache and never installed: mail servers exclude each other as packages.

import { execFile } from 'node:child_process';
import { existsSync } from 'node:fs';
import { mkdir, mkdtemp, readFile, readdir, rename, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';

const run = promisify(execFile);

/** Why something of the real world cannot be had here: a reason to skip, not a fault of the project. */
export class NotAvailable extends Error {}

export interface UnpackedPackage {
  readonly version: string;
  /** Holds the files of the package, and of the libraries it needs and this machine lacks, under their own paths. */
  readonly folder: string;
}

interface PackageNote {
  readonly version: string;
}

const downloadTimeoutMs = 180_000;

/** The last lines a failed command printed, which say why. */
function reasonOf(error: unknown): string {
  const { message, stderr } = error as { message?: string; stderr?: string };
  const lines = (stderr ?? '').split('\n').filter((line) => line.startsWith('E:') || line.startsWith('Err:'));
  return (lines.length > 0 ? lines.slice(-2).join(' ') : (message ?? String(error)).split('\n')[0]) ?? 'unknown reason';
}

async function output(file: string, args: readonly string[], cwd?: string): Promise<string> {
  const { stdout } = await run(file, [...args], {
    timeout: downloadTimeoutMs,
    maxBuffer: 64 * 1024 * 1024,
    env: { ...process.env, LC_ALL: 'C' },
    ...(cwd === undefined ? {} : { cwd }),
  });
  return stdout;
}

/** What names the release, so that a cache copied to another machine is not taken for its own. */
async function releaseName(): Promise<string> {
  const release = await readFile('/etc/os-release', 'utf8').catch(() => '');
  const field = (name: string): string => new RegExp(`^${name}="?([^"\n]*)`, 'm').exec(release)?.[1] ?? 'unknown';
  return `${field('ID')}-${field('VERSION_ID')}-${process.arch}`;
}

async function isInstalled(name: string): Promise<boolean> {
  const status = await output('dpkg-query', ['--show', '--showformat=${db:Status-Abbrev}', name]).catch(() => '');
  return status.startsWith('ii');
}

/** Libraries that a package file depends on and this machine lacks. Of alternatives, the first. */
async function missingLibraries(packageFile: string): Promise<readonly string[]> {
  const fields = await output('dpkg-deb', ['--field', packageFile, 'Depends', 'Pre-Depends']);
  const missing: string[] = [];
  for (const dependency of fields.replace(/^(Pre-)?Depends:/gm, ',').split(/[,\n]/)) {
    const names = dependency.split('|').map((text) => /^\s*([a-z0-9][a-z0-9+.-]*)/.exec(text)?.[1] ?? '');
    const [first = ''] = names;
    if (!first.startsWith('lib')) continue;
    const present = await Promise.all(names.map(isInstalled));
    if (!present.includes(true)) missing.push(first);
  }
  return missing;
}

/**
 * Downloads one package into `folder`. Where this machine's package lists are missing or outdated, they are fetched
 * into a private folder; the machine's own stay as they are.
 */
async function download(name: string, folder: string): Promise<string> {
  const plain = ['-q', '-o', 'APT::Sandbox::User=root', '-o', 'Acquire::Retries=1', '-o', 'Acquire::http::Timeout=20'];
  const target = await mkdtemp(join(folder, 'download-'));
  try {
    await output('apt-get', [...plain, 'download', name], target);
  } catch {
    const lists = join(folder, 'lists');
    const own = [...plain, '-o', `Dir::State::Lists=${lists}`, '-o', `Dir::Cache=${join(folder, 'cache')}`];
    await mkdir(join(lists, 'partial'), { recursive: true });
    await mkdir(join(folder, 'cache', 'archives', 'partial'), { recursive: true });
    await output('apt-get', [...own, '-o', 'APT::Update::Error-Mode=any', 'update']);
    await output('apt-get', [...own, 'download', name], target);
  }
  const [file] = (await readdir(target)).filter((entry) => entry.endsWith('.deb'));
  if (file === undefined) throw new NotAvailable(`apt-get download gave no file for ${name}.`);
  return join(target, file);
}

async function unpackInto(name: string, folder: string, work: string): Promise<string> {
  const file = await download(name, work);
  await output('dpkg-deb', ['--extract', file, folder]);
  const unpacked = new Set([name]);
  const wanted = [...(await missingLibraries(file))];
  for (let library = wanted.shift(); library !== undefined; library = wanted.shift()) {
    if (unpacked.has(library)) continue;
    unpacked.add(library);
    const libraryFile = await download(library, work);
    await output('dpkg-deb', ['--extract', libraryFile, folder]);
    wanted.push(...(await missingLibraries(libraryFile)));
  }
  return (await output('dpkg-deb', ['--field', file, 'Version'])).trim();
}

const asked = new Map<string, Promise<UnpackedPackage>>();

/**
 * A package's files, from the cache or downloaded into it. What could not be had is not asked for again.
 * @throws NotAvailable when this is no Debian or kin, or the package cannot be had.
 */
export function unpackPackage(name: string): Promise<UnpackedPackage> {
  let answer = asked.get(name);
  if (answer === undefined) {
    answer = readPackage(name);
    asked.set(name, answer);
  }
  return answer;
}

async function readPackage(name: string): Promise<UnpackedPackage> {
  const cache = join(process.cwd(), '.vscode-test', 'debian', await releaseName());
  const folder = join(cache, name);
  const note = join(folder, 'package.json');
  if (!existsSync(note)) {
    for (const tool of ['/usr/bin/apt-get', '/usr/bin/dpkg-deb']) {
      if (!existsSync(tool)) throw new NotAvailable(`${tool} is not on this machine: it is not Debian or its kin.`);
    }
    await mkdir(cache, { recursive: true });
    // Complete under another name first: a run that is broken off leaves no half package behind.
    const staging = await mkdtemp(join(cache, 'unpacking-'));
    const work = await mkdtemp(join(tmpdir(), 'smtp-tls-probe-packages-'));
    try {
      const version = await unpackInto(name, staging, work);
      await writeFile(join(staging, 'package.json'), JSON.stringify({ version } satisfies PackageNote));
      await rm(folder, { recursive: true, force: true });
      await rename(staging, folder).catch((error: unknown) => {
        // Another run was faster.
        if (!existsSync(note)) throw error;
      });
    } catch (error) {
      if (error instanceof NotAvailable) throw error;
      throw new NotAvailable(`Debian's ${name} cannot be downloaded: ${reasonOf(error)}`);
    } finally {
      await rm(work, { recursive: true, force: true });
      await rm(staging, { recursive: true, force: true });
    }
  }
  const { version } = JSON.parse(await readFile(note, 'utf8')) as PackageNote;
  return { version, folder };
}
