// swaks and posttls-finger for comparison: those installed, else Debian's, unpacked and not installed.
import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { findOnPath } from '../../host/project.mjs';
import { startChild } from './child.mjs';

function perlFolders(root) {
  const versioned = join(root, 'usr/lib');
  const libraries = existsSync(versioned) ? readdirSync(versioned).filter((name) => name.includes('-linux-')) : [];
  const compiled = libraries.flatMap((name) => {
    const folder = join(versioned, name, 'perl5');
    return existsSync(folder) ? readdirSync(folder).map((version) => join(folder, version)) : [];
  });
  return [join(root, 'usr/share/perl5'), ...compiled].join(':');
}

async function findSwaks(ask) {
  const installed = findOnPath('swaks');
  if (installed !== undefined) return { file: installed, env: process.env };
  const [swaks, tls] = [await ask('swaks'), await ask('libnet-ssleay-perl')];
  const env = { ...process.env, PERL5LIB: perlFolders(tls.folder) };
  return { file: join(swaks.folder, 'usr/bin/swaks'), env };
}

async function findFinger(ask, scratch) {
  const installed = findOnPath('posttls-finger');
  if (installed !== undefined) return { file: installed, env: process.env };
  const { folder } = await ask('postfix');
  const settings = join(scratch, 'postfix');
  mkdirSync(settings, { recursive: true });
  // Users that every Debian has: the tool looks them up and does nothing in their name.
  const lines = ['compatibility_level = 3.6', 'inet_protocols = ipv4', 'mail_owner = daemon', 'setgid_group = mail'];
  writeFileSync(join(settings, 'main.cf'), `${lines.join('\n')}\n`);
  const env = { ...process.env, LD_LIBRARY_PATH: join(folder, 'usr/lib/postfix'), MAIL_CONFIG: settings };
  return { file: join(folder, 'usr/sbin/posttls-finger'), env };
}

/** swaks without its TLS module would measure something else. */
function withTls(swaks) {
  const { status, stdout } = spawnSync(swaks.file, ['--support'], { env: swaks.env });
  if (status !== 0 || !/TLS supported/.test(stdout.toString('utf8'))) throw new Error('it has no TLS here');
  return swaks;
}

/** Where each tool is, or why it cannot be had. */
export async function findPeerTools(builds) {
  const helper = startChild(join(builds, 'realPeers.js'));
  const ask = async (name) => {
    const answer = await helper.ask({ kind: 'unpack', name });
    if (answer.status !== 'had') throw new Error(answer.reason);
    return answer;
  };
  const finders = {
    openssl: () => ({ file: findOnPath('openssl'), env: process.env }),
    swaks: async () => withTls(await findSwaks(ask)),
    'posttls-finger': () => findFinger(ask, builds),
  };
  const tools = {};
  const missing = {};
  for (const [name, find] of Object.entries(finders)) {
    try {
      const tool = await find();
      if (tool.file === undefined) throw new Error('it is not installed');
      tools[name] = tool;
    } catch (error) {
      missing[name] = error.message;
    }
  }
  await helper.stop();
  return { tools, missing };
}

/** Arguments for one STARTTLS dialogue, verified where the tool can. */
export function toolArguments(name, { host, port, caFile, serverName }) {
  switch (name) {
    case 'openssl': {
      const trust = ['-CAfile', caFile, '-servername', serverName, '-verify_return_error', '-brief'];
      return ['s_client', '-starttls', 'smtp', '-connect', `${host}:${port}`, ...trust];
    }
    case 'swaks': {
      const trust = ['--tls', '--tls-verify', '--tls-ca-path', caFile, '--tls-sni', serverName];
      return ['--server', host, '--port', String(port), ...trust, '--quit-after', 'HELO', '--helo', 'bench.example'];
    }
    case 'posttls-finger':
      return ['-c', '-l', 'secure', '-F', caFile, '-L', 'summary', `[${host}]:${port}`, serverName];
    default:
      throw new Error(`There is no tool ${name}.`);
  }
}
