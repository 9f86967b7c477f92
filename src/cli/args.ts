// argv → what is asked for, or what is wrong with it.

import { parseArgs } from 'node:util';
import { checkFormats } from '../model/antiFix.ts';
import { severities } from '../model/finding.ts';
import type { Severity } from '../model/finding.ts';
import type { Endpoint } from '../model/endpoint.ts';
import { printableText } from '../formats/printable.ts';
import { parseTarget } from '../formats/targetText.ts';
import { hybridFormats } from '../report/hybrid/formats.ts';
import { findReportFormat, reportFormats } from '../report/index.ts';
import type { ReportFormat } from '../report/report.ts';
import type { Command, ReportSettings, Sources } from './command.ts';
import { flags } from './flags.ts';
import type { Values } from './flags.ts';
import { BadFlag, parseAddress, parseNumber, parseOneOf } from './flagValues.ts';
import { readOptions } from './probeFlags.ts';

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
