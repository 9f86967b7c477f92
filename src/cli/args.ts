// argv → what is asked for, or what is wrong with it.

import { parseArgs } from 'node:util';
import { checkFormats } from '../model/antiFix.ts';
import type { CheckFormat } from '../model/antiFix.ts';
import { severities } from '../model/finding.ts';
import type { Severity } from '../model/finding.ts';
import { deadlinesWithin, defaultDeadlines } from '../model/limits.ts';
import type { ClientCertificate, ProbeOptions } from '../model/options.ts';
import type { Endpoint } from '../model/endpoint.ts';
import { addressFamily } from '../formats/ipAddress.ts';
import { printableText } from '../formats/printable.ts';
import { parseTarget } from '../formats/targetText.ts';
import type { TlsChoice } from '../formats/targetText.ts';
import { hybridFormats } from '../report/hybrid/formats.ts';
import type { HybridFormat } from '../report/hybrid/formats.ts';
import { findReportFormat, reportFormats } from '../report/index.ts';
import type { ReportFormat } from '../report/report.ts';
import { decodeText } from '../formats/textDecoding.ts';
import type { ReadFile } from './files.ts';
import { furtherFlags, readFurtherTests } from './furtherFlags.ts';
import { BadFlag, parseAddress, parseEhloName, parseHostName, parseMinimumTls, parseNumber } from './flagValues.ts';
import { parseOneOf, readAuthorities, readNamedFile } from './flagValues.ts';

/** How a report is written, and what of it decides the exit status. */
export interface ReportSettings {
  readonly format: ReportFormat;
  readonly output: string | undefined;
  readonly failOn: Severity | 'never';
  readonly isVerbose: boolean;
  /** Names and addresses are taken out. */
  readonly isRedacted: boolean;
}

export interface ProbeCommand extends ReportSettings {
  readonly kind: 'probe';
  readonly hosts: readonly string[];
  /** Files with one host a line; `-` is standard input. */
  readonly hostFiles: readonly string[];
  readonly fleetFiles: readonly string[];
  readonly tls: TlsChoice;
  readonly options: ProbeOptions;
  /** What is wrong with the input without stopping anything; plain sentences. */
  readonly warnings: readonly string[];
  readonly concurrency: number | undefined;
  readonly connectionsPerHost: number | undefined;
}

/** Reports on stored results, judged again without any traffic. */
export interface ReportCommand extends ReportSettings {
  readonly kind: 'report';
  /** `-` is standard input. */
  readonly files: readonly string[];
  readonly fleetFiles: readonly string[];
}

/** What became of TLS in Exchange's protocol logs. */
export interface LogCommand {
  readonly kind: 'log';
  /** `-` is standard input. */
  readonly files: readonly string[];
  readonly isJson: boolean;
}

/** Lines that turn TLS or verification off in settings, scripts and exports of connectors. */
export interface CheckConfigCommand {
  readonly kind: 'check-config';
  /** `-` is standard input. */
  readonly files: readonly string[];
  readonly format: CheckFormat;
  readonly output: string | undefined;
  readonly failOn: Severity | 'never';
}

/** What the text of a mail error says. */
export interface ExplainErrorCommand {
  readonly kind: 'explain-error';
  /** `-` is standard input; the identifier of a rule is taken for its page. */
  readonly file: string;
  readonly isJson: boolean;
}

/** An Exchange hybrid deployment: exports of its connectors, and its two legs. */
export interface HybridCommand {
  readonly kind: 'hybrid';
  /** `-` is standard input. */
  readonly files: readonly string[];
  readonly onPremises: Endpoint | undefined;
  readonly smartHost: Endpoint | undefined;
  readonly egress: string | undefined;
  readonly options: ProbeOptions;
  readonly format: HybridFormat;
  readonly output: string | undefined;
  readonly failOn: Severity | 'never';
  /** Only the PowerShell that makes an export is asked for. */
  readonly isSnippet: boolean;
}

export type Command =
  | ProbeCommand
  | ReportCommand
  | LogCommand
  | CheckConfigCommand
  | ExplainErrorCommand
  | HybridCommand
  | { readonly kind: 'explain'; readonly rule: string }
  | { readonly kind: 'list-rules' }
  | { readonly kind: 'list-causes' }
  | { readonly kind: 'help' }
  | { readonly kind: 'version' }
  | { readonly kind: 'invalid'; readonly reason: string };

/** What a command line refers to beside itself. */
export interface Sources {
  readonly readFile: ReadFile;
  readonly environment: Readonly<Record<string, string | undefined>>;
}

const flags = {
  tls: { type: 'string' },
  servername: { type: 'string' },
  ca: { type: 'string' },
  'all-stores': { type: 'boolean' },
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
  ...furtherFlags,
  hosts: { type: 'string', multiple: true },
  fleet: { type: 'string', multiple: true },
  json: { type: 'boolean' },
  format: { type: 'string' },
  redact: { type: 'boolean' },
  output: { type: 'string', short: 'o' },
  'fail-on': { type: 'string' },
  concurrency: { type: 'string' },
  'per-host': { type: 'string' },
  verbose: { type: 'boolean', short: 'v' },
  'on-premises': { type: 'string' },
  'smart-host': { type: 'string' },
  egress: { type: 'string' },
  'export-snippet': { type: 'boolean' },
  explain: { type: 'string' },
  'list-rules': { type: 'boolean' },
  'list-causes': { type: 'boolean' },
  help: { type: 'boolean', short: 'h' },
  version: { type: 'boolean', short: 'V' },
} as const;

type Values = ReturnType<typeof parseArgs<{ options: typeof flags; allowPositionals: true }>>['values'];

/** The variable is for those who do not want the passphrase in the list of processes. */
const passphraseVariable = 'SMTP_TLS_PASSPHRASE';

function readClientCertificate(values: Values, sources: Sources): ClientCertificate | undefined {
  const { readFile, environment } = sources;
  const { cert, key, pfx } = values;
  if (cert === undefined && key === undefined && pfx === undefined) {
    if (values.passphrase === undefined) return undefined;
    throw new BadFlag('--passphrase goes with --key or --pfx.');
  }
  const fromEnvironment = environment[passphraseVariable];
  const text = values.passphrase ?? (fromEnvironment === '' ? undefined : fromEnvironment);
  const passphrase = text === undefined ? {} : { passphrase: text };
  if (pfx !== undefined) {
    if (cert !== undefined || key !== undefined) throw new BadFlag('Give --pfx or --cert with --key, not both.');
    return { kind: 'pfx', pfx: readNamedFile('--pfx', pfx, readFile).toString('base64'), ...passphrase };
  }
  if (cert === undefined || key === undefined) throw new BadFlag('--cert and --key go together.');
  return {
    kind: 'pem',
    certificate: decodeText(readNamedFile('--cert', cert, readFile)),
    key: decodeText(readNamedFile('--key', key, readFile)),
    ...passphrase,
  };
}

type Addressing = Pick<ProbeOptions, 'family' | 'address' | 'localAddress'>;

function readAddressing(values: Values): Addressing {
  const address = values.address === undefined ? undefined : parseAddress('address', values.address);
  const local = values['local-address'];
  const localAddress = local === undefined ? undefined : parseAddress('local-address', local);
  const family =
    values.family === undefined ? undefined : parseOneOf('family', values.family, ['4', '6']) === '4' ? 4 : 6;
  const localFamily = localAddress === undefined ? undefined : addressFamily(localAddress);
  if (family !== undefined && address !== undefined && addressFamily(address) !== family) {
    throw new BadFlag(`--address ${address} is not of --family ${family}.`);
  }
  if (family !== undefined && localAddress !== undefined && localFamily !== family) {
    throw new BadFlag(`--local-address ${localAddress} is not of --family ${family}.`);
  }
  if (address !== undefined && localAddress !== undefined && localFamily !== addressFamily(address)) {
    throw new BadFlag(`--local-address ${localAddress} and --address ${address} are of different families.`);
  }
  return {
    ...(family === undefined ? {} : { family }),
    ...(address === undefined ? {} : { address }),
    ...(localAddress === undefined ? {} : { localAddress }),
  };
}

function readOptions(values: Values, sources: Sources): Pick<ProbeCommand, 'options' | 'warnings'> {
  const minimum = values['min-tls'];
  const certificate = readClientCertificate(values, sources);
  const authorities = values.ca === undefined ? undefined : readAuthorities(values.ca, sources.readFile);
  const furtherTests = readFurtherTests(values);
  const options: ProbeOptions = {
    ...(values.ehlo === undefined ? {} : { ehloName: parseEhloName(values.ehlo) }),
    ...(values.servername === undefined ? {} : { serverName: parseHostName('servername', values.servername) }),
    ...readAddressing(values),
    ...(authorities === undefined ? {} : { authorities: authorities.pem }),
    ...(values['all-stores'] === true ? { asksAllStores: true } : {}),
    ...(certificate === undefined ? {} : { clientCertificate: certificate }),
    ...(minimum === undefined ? {} : { minimumTls: parseMinimumTls(minimum) }),
    ...(furtherTests === undefined ? {} : { furtherTests }),
    deadlines:
      values.timeout === undefined
        ? defaultDeadlines
        : deadlinesWithin(parseNumber('timeout', values.timeout, 0.1, 3_600) * 1_000),
  };
  return { options, warnings: authorities?.warnings ?? [] };
}

function readFormat({ json, format: text }: Values): ReportFormat {
  const ids = reportFormats.map(({ id }) => id);
  const id = text === undefined ? undefined : parseOneOf('format', text, ids);
  if (json === true && id !== undefined && id !== 'json') {
    throw new BadFlag(`--json and --format ${id} exclude each other.`);
  }
  const format = findReportFormat(json === true ? 'json' : (id ?? 'text'));
  if (format === undefined) throw new BadFlag('--format is not known.');
  return format;
}

function readFailOn(values: Values): Severity | 'never' {
  const text = values['fail-on'];
  return text === undefined ? 'error' : parseOneOf('fail-on', text, [...severities, 'never']);
}

function readReportSettings(values: Values): ReportSettings {
  return {
    format: readFormat(values),
    output: values.output,
    failOn: readFailOn(values),
    isVerbose: values.verbose ?? false,
    isRedacted: values.redact ?? false,
  };
}

function readProbe(values: Values, positionals: readonly string[], sources: Sources): Command {
  const [first, ...others] = positionals;
  const hosts = first === 'probe' ? others : positionals;
  const hostFiles = [...(values.hosts ?? []), ...hosts.filter((host) => host === '-')];
  const fleetFiles = values.fleet ?? [];
  if (hosts.length === 0 && hostFiles.length === 0 && fleetFiles.length === 0) {
    return { kind: 'invalid', reason: 'No host was given.' };
  }
  const optional = (flag: 'concurrency' | 'per-host', most: number): number | undefined => {
    const text = values[flag];
    return text === undefined ? undefined : Math.floor(parseNumber(flag, text, 1, most));
  };
  return {
    kind: 'probe',
    hosts: hosts.filter((host) => host !== '-'),
    hostFiles,
    fleetFiles,
    tls: values.tls === undefined ? 'auto' : parseOneOf('tls', values.tls, ['starttls', 'implicit', 'auto']),
    ...readOptions(values, sources),
    ...readReportSettings(values),
    concurrency: optional('concurrency', 400),
    connectionsPerHost: optional('per-host', 100),
  };
}

/** Flags that mean something where nothing is probed. */
const reportFlags: ReadonlySet<string> = new Set([
  ...['fleet', 'json', 'format', 'redact', 'output', 'fail-on', 'verbose'],
]);

function readReport(values: Values, files: readonly string[]): Command {
  const [strange] = Object.keys(values).filter((flag) => !reportFlags.has(flag));
  if (strange !== undefined) throw new BadFlag(`--${strange} does not go with report, which probes nothing.`);
  if (files.length === 0) return { kind: 'invalid', reason: 'No file with results was given.' };
  return { kind: 'report', files, fleetFiles: values.fleet ?? [], ...readReportSettings(values) };
}

function readLog(values: Values, files: readonly string[]): Command {
  const [strange] = Object.keys(values).filter((flag) => flag !== 'json');
  if (strange !== undefined) throw new BadFlag(`--${strange} does not go with log, which reads protocol logs.`);
  if (files.length === 0) return { kind: 'invalid', reason: 'No protocol log was given.' };
  return { kind: 'log', files, isJson: values.json ?? false };
}

const checkFlags: ReadonlySet<string> = new Set(['json', 'format', 'output', 'fail-on']);

function readCheckConfig(values: Values, files: readonly string[]): Command {
  const [strange] = Object.keys(values).filter((flag) => !checkFlags.has(flag));
  if (strange !== undefined) throw new BadFlag(`--${strange} does not go with check-config, which reads files only.`);
  if (files.length === 0) return { kind: 'invalid', reason: 'No file to check was given.' };
  const format = values.format === undefined ? undefined : parseOneOf('format', values.format, checkFormats);
  if (values.json === true && format !== undefined && format !== 'json') {
    throw new BadFlag(`--json and --format ${format} exclude each other.`);
  }
  return {
    kind: 'check-config',
    files,
    format: values.json === true ? 'json' : (format ?? 'text'),
    output: values.output,
    failOn: readFailOn(values),
  };
}

function readExplain(values: Values, files: readonly string[]): Command {
  const [strange] = Object.keys(values).filter((flag) => flag !== 'json');
  if (strange !== undefined) throw new BadFlag(`--${strange} does not go with explain, which probes nothing.`);
  if (files.length > 1) return { kind: 'invalid', reason: 'explain takes one file, or - for standard input.' };
  return { kind: 'explain-error', file: files[0] ?? '-', isJson: values.json ?? false };
}

const hybridOnly = ['on-premises', 'smart-host', 'egress', 'export-snippet'] as const;

const hybridFlags: ReadonlySet<string> = new Set([
  ...hybridOnly,
  ...['json', 'format', 'output', 'fail-on', 'ca', 'timeout', 'ehlo', 'family', 'local-address', 'min-tls'],
]);

function readHost(flag: 'on-premises' | 'smart-host', values: Values): Endpoint | undefined {
  const text = values[flag];
  if (text === undefined) return undefined;
  const target = parseTarget(text);
  if (target.status === 'invalid') throw new BadFlag(`--${flag}: ${target.reason}`);
  return target.value;
}

function readHybrid(values: Values, files: readonly string[], sources: Sources): Command {
  const [strange] = Object.keys(values).filter((flag) => !hybridFlags.has(flag));
  if (strange !== undefined) throw new BadFlag(`--${strange} does not go with hybrid.`);
  const format = values.format === undefined ? undefined : parseOneOf('format', values.format, hybridFormats);
  if (values.json === true && format !== undefined && format !== 'json') {
    throw new BadFlag(`--json and --format ${format} exclude each other.`);
  }
  const [onPremises, smartHost] = [readHost('on-premises', values), readHost('smart-host', values)];
  const isSnippet = values['export-snippet'] ?? false;
  if (!isSnippet && files.length === 0 && onPremises === undefined && smartHost === undefined) {
    return {
      kind: 'invalid',
      reason: 'Give an export of the connectors, --on-premises, --smart-host, or all of them.',
    };
  }
  return {
    kind: 'hybrid',
    files,
    onPremises,
    smartHost,
    egress: values.egress === undefined ? undefined : parseAddress('egress', values.egress),
    options: readOptions(values, sources).options,
    format: values.json === true ? 'json' : (format ?? 'text'),
    output: values.output,
    failOn: readFailOn(values),
    isSnippet,
  };
}

export function parseCommand(argv: readonly string[], sources: Sources): Command {
  try {
    const { values, positionals } = parseArgs({ args: [...argv], options: flags, allowPositionals: true });
    if (values.help === true || positionals[0] === 'help') return { kind: 'help' };
    if (values.version === true) return { kind: 'version' };
    if (values['list-rules'] === true) return { kind: 'list-rules' };
    if (values['list-causes'] === true) return { kind: 'list-causes' };
    if (values.explain !== undefined) return { kind: 'explain', rule: values.explain };
    if (positionals[0] === 'explain') return readExplain(values, positionals.slice(1));
    if (positionals[0] === 'report') return readReport(values, positionals.slice(1));
    if (positionals[0] === 'log') return readLog(values, positionals.slice(1));
    if (positionals[0] === 'check-config') return readCheckConfig(values, positionals.slice(1));
    if (positionals[0] === 'hybrid') return readHybrid(values, positionals.slice(1), sources);
    const stray = hybridOnly.find((flag) => values[flag] !== undefined);
    if (stray !== undefined) throw new BadFlag(`--${stray} goes with the command hybrid.`);
    return readProbe(values, positionals, sources);
  } catch (error) {
    if (error instanceof BadFlag) return { kind: 'invalid', reason: error.message };
    // parseArgs names the flag and what is wrong with it.
    const code = error instanceof Error && 'code' in error ? String(error.code) : '';
    if (code.startsWith('ERR_PARSE_ARGS_') && error instanceof Error) {
      return { kind: 'invalid', reason: printableText(error.message, 300).replace(/\.?$/, '.') };
    }
    throw error;
  }
}
