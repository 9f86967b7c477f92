// argv → what is asked for, or what is wrong with it.

import { parseArgs } from 'node:util';
import { severities } from '../model/finding.ts';
import type { Severity } from '../model/finding.ts';
import { deadlinesWithin, defaultDeadlines } from '../model/limits.ts';
import type { ClientCertificate, ProbeOptions } from '../model/options.ts';
import { tlsVersions } from '../model/tls.ts';
import type { TlsVersion } from '../model/tls.ts';
import { addressFamily, canonicalAddress } from '../formats/ipAddress.ts';
import { printableText } from '../formats/printable.ts';
import { parseHost } from '../formats/targetText.ts';
import type { TlsChoice } from '../formats/targetText.ts';

export const formats = ['text', 'json', 'ndjson', 'markdown'] as const;
export type Format = (typeof formats)[number];

export interface ProbeCommand {
  readonly kind: 'probe';
  readonly hosts: readonly string[];
  /** Files with one host a line; `-` is standard input. */
  readonly hostFiles: readonly string[];
  readonly tls: TlsChoice;
  readonly options: ProbeOptions;
  readonly format: Format;
  readonly output: string | undefined;
  readonly failOn: Severity | 'never';
  readonly isVerbose: boolean;
  readonly concurrency: number | undefined;
  readonly connectionsPerHost: number | undefined;
}

export type Command =
  | ProbeCommand
  | { readonly kind: 'explain'; readonly rule: string }
  | { readonly kind: 'list-rules' }
  | { readonly kind: 'help' }
  | { readonly kind: 'version' }
  | { readonly kind: 'invalid'; readonly reason: string };

/** Reads a file named on the command line. @throws When it cannot be read. */
export type ReadFile = (path: string) => Buffer;

const flags = {
  tls: { type: 'string' },
  servername: { type: 'string' },
  ca: { type: 'string' },
  timeout: { type: 'string' },
  ehlo: { type: 'string' },
  address: { type: 'string' },
  family: { type: 'string' },
  'local-address': { type: 'string' },
  cert: { type: 'string' },
  key: { type: 'string' },
  pfx: { type: 'string' },
  passphrase: { type: 'string' },
  'min-tls': { type: 'string' },
  hosts: { type: 'string', multiple: true },
  json: { type: 'boolean' },
  format: { type: 'string' },
  output: { type: 'string', short: 'o' },
  'fail-on': { type: 'string' },
  concurrency: { type: 'string' },
  'per-host': { type: 'string' },
  verbose: { type: 'boolean', short: 'v' },
  explain: { type: 'string' },
  'list-rules': { type: 'boolean' },
  help: { type: 'boolean', short: 'h' },
  version: { type: 'boolean', short: 'V' },
} as const;

type Values = ReturnType<typeof parseArgs<{ options: typeof flags; allowPositionals: true }>>['values'];

/** A flag's value that cannot be used; its message names the flag. */
class BadFlag extends Error {}

function oneOf<T extends string>(flag: string, text: string, allowed: readonly T[]): T {
  const found = allowed.find((value) => value === text);
  if (found === undefined)
    throw new BadFlag(`--${flag} is one of ${allowed.join(', ')}, not "${printableText(text, 80)}".`);
  return found;
}

function numberBetween(flag: string, text: string, least: number, most: number): number {
  const value = Number(text);
  if (text.trim() === '' || !Number.isFinite(value) || value < least || value > most) {
    throw new BadFlag(`--${flag} is a number from ${least} to ${most}, not "${printableText(text, 80)}".`);
  }
  return value;
}

function readNamedFile(flag: string, path: string, readFile: ReadFile): Buffer {
  try {
    return readFile(path);
  } catch (error) {
    const reason = error instanceof Error ? printableText(error.message, 200) : 'unknown reason';
    throw new BadFlag(`--${flag}: the file cannot be read: ${reason}.`);
  }
}

function readClientCertificate(values: Values, readFile: ReadFile): ClientCertificate | undefined {
  const passphrase = values.passphrase === undefined ? {} : { passphrase: values.passphrase };
  if (values.pfx !== undefined) {
    if (values.cert !== undefined || values.key !== undefined)
      throw new BadFlag('Give --pfx or --cert with --key, not both.');
    return { kind: 'pfx', pfx: readNamedFile('pfx', values.pfx, readFile).toString('base64'), ...passphrase };
  }
  if (values.cert === undefined && values.key === undefined) return undefined;
  if (values.cert === undefined || values.key === undefined) throw new BadFlag('--cert and --key go together.');
  return {
    kind: 'pem',
    certificate: readNamedFile('cert', values.cert, readFile).toString('utf8'),
    key: readNamedFile('key', values.key, readFile).toString('utf8'),
    ...passphrase,
  };
}

function readAuthorities(path: string, readFile: ReadFile): string {
  const text = readNamedFile('ca', path, readFile).toString('utf8');
  if (!text.includes('-----BEGIN ')) throw new BadFlag(`--ca: "${printableText(path, 200)}" holds no PEM certificate.`);
  return text;
}

function address(flag: string, text: string): string {
  const canonical = canonicalAddress(text.replace(/^\[(.*)\]$/, '$1'));
  if (canonical === undefined) throw new BadFlag(`--${flag} is an IP address, not "${printableText(text, 80)}".`);
  return canonical;
}

function hostName(flag: string, text: string): string {
  const parsed = parseHost(text);
  if (parsed.status === 'invalid') throw new BadFlag(`--${flag}: ${parsed.reason}`);
  return parsed.value;
}

function ehloName(text: string): string {
  // RFC 5321 section 4.1.1.1: a domain or an address literal, which keeps its brackets.
  if (/^\[[0-9A-Za-z.:]+\]$/.test(text)) return text;
  return hostName('ehlo', text);
}

const minimumNames: Readonly<Record<string, TlsVersion>> = {
  '1.0': 'TLSv1',
  '1': 'TLSv1',
  '1.1': 'TLSv1.1',
  '1.2': 'TLSv1.2',
  '1.3': 'TLSv1.3',
};

function readOptions(values: Values, readFile: ReadFile): ProbeOptions {
  const minimum = values['min-tls'];
  const certificate = readClientCertificate(values, readFile);
  const chosenAddress = values.address === undefined ? undefined : address('address', values.address);
  const family = values.family === undefined ? undefined : oneOf('family', values.family, ['4', '6']) === '4' ? 4 : 6;
  if (family !== undefined && chosenAddress !== undefined && addressFamily(chosenAddress) !== family) {
    throw new BadFlag(`--address ${chosenAddress} is not of family ${family}.`);
  }
  return {
    ...(values.ehlo === undefined ? {} : { ehloName: ehloName(values.ehlo) }),
    ...(values.servername === undefined ? {} : { serverName: hostName('servername', values.servername) }),
    ...(family === undefined ? {} : { family }),
    ...(chosenAddress === undefined ? {} : { address: chosenAddress }),
    ...(values['local-address'] === undefined
      ? {}
      : { localAddress: address('local-address', values['local-address']) }),
    ...(values.ca === undefined ? {} : { authorities: readAuthorities(values.ca, readFile) }),
    ...(certificate === undefined ? {} : { clientCertificate: certificate }),
    ...(minimum === undefined ? {} : { minimumTls: minimumNames[minimum] ?? oneOf('min-tls', minimum, tlsVersions) }),
    deadlines:
      values.timeout === undefined
        ? defaultDeadlines
        : deadlinesWithin(numberBetween('timeout', values.timeout, 0.1, 3_600) * 1_000),
  };
}

function readProbe(values: Values, positionals: readonly string[], readFile: ReadFile): Command {
  const [first, ...others] = positionals;
  const hosts = first === 'probe' ? others : positionals;
  const hostFiles = [...(values.hosts ?? []), ...hosts.filter((host) => host === '-')];
  if (hosts.length === 0 && hostFiles.length === 0) return { kind: 'invalid', reason: 'No host was given.' };
  const optional = (flag: 'concurrency' | 'per-host', most: number): number | undefined => {
    const text = values[flag];
    return text === undefined ? undefined : Math.floor(numberBetween(flag, text, 1, most));
  };
  return {
    kind: 'probe',
    hosts: hosts.filter((host) => host !== '-'),
    hostFiles,
    tls: values.tls === undefined ? 'auto' : oneOf('tls', values.tls, ['starttls', 'implicit', 'auto']),
    options: readOptions(values, readFile),
    format:
      values.json === true ? 'json' : values.format === undefined ? 'text' : oneOf('format', values.format, formats),
    output: values.output,
    failOn: values['fail-on'] === undefined ? 'error' : oneOf('fail-on', values['fail-on'], [...severities, 'never']),
    isVerbose: values.verbose ?? false,
    concurrency: optional('concurrency', 400),
    connectionsPerHost: optional('per-host', 100),
  };
}

export function parseCommand(argv: readonly string[], readFile: ReadFile): Command {
  try {
    const { values, positionals } = parseArgs({ args: [...argv], options: flags, allowPositionals: true });
    if (values.help === true || positionals[0] === 'help') return { kind: 'help' };
    if (values.version === true) return { kind: 'version' };
    if (values['list-rules'] === true) return { kind: 'list-rules' };
    if (values.explain !== undefined) return { kind: 'explain', rule: values.explain };
    return readProbe(values, positionals, readFile);
  } catch (error) {
    if (error instanceof BadFlag) return { kind: 'invalid', reason: error.message };
    // parseArgs names the flag and what is wrong with it.
    const code = error instanceof Error && 'code' in error ? String(error.code) : '';
    if (code.startsWith('ERR_PARSE_ARGS_') && error instanceof Error) {
      return { kind: 'invalid', reason: printableText(error.message, 300) };
    }
    throw error;
  }
}
