// A list of servers from elsewhere → entries of a fleet: one host a line, or CSV with a header line.

import type { EndpointEntry } from '../model/fleet.ts';
import { findDelimiter, parseCsv } from './csvText.ts';
import type { CsvRow } from './csvText.ts';
import { longestName, readEndpointEntry } from './fleetEntry.ts';
import { mostEntries } from './fleetFile.ts';
import { splitHostLines } from './hostLines.ts';
import { printableText } from './printable.ts';
import { endpointKey, parseTarget } from './targetText.ts';

export interface ImportedEntry {
  /** In the text, from 1. */
  readonly line: number;
  readonly entry: EndpointEntry;
  readonly group?: string;
}

/** A line that was not taken, or not all of it. */
export interface ImportProblem {
  readonly line: number;
  readonly text: string;
  /** One plain sentence. */
  readonly reason: string;
}

export interface HostImport {
  /** Each endpoint once, in the order of first mention. */
  readonly entries: readonly ImportedEntry[];
  readonly problems: readonly ImportProblem[];
}

/** What a column may be called in the lists of other programs, in lower case without anything between the letters. */
const columnNames: Readonly<Record<string, readonly string[]>> = {
  host: ['host', 'hostname', 'server', 'fqdn', 'address', 'target', 'smarthost'],
  port: ['port', 'tcpport'],
  name: ['name', 'label', 'displayname', 'title'],
  tls: ['tls', 'tlsmode', 'mode', 'encryption'],
  role: ['role', 'usage'],
  serverName: ['servername', 'sni', 'expectedname', 'certificatename'],
  group: ['group', 'site', 'location'],
  tags: ['tags', 'tag', 'labels'],
};

type Columns = ReadonlyMap<string, number>;

/** Undefined: this is no header, as it does not say which column has the hosts. */
function readHeader(row: CsvRow | undefined): Columns | undefined {
  const columns = new Map<string, number>();
  for (const [index, cell] of (row?.cells ?? []).entries()) {
    const title = cell.toLowerCase().replace(/[^a-z]/g, '');
    const name = Object.keys(columnNames).find((known) => columnNames[known]?.includes(title));
    if (name !== undefined && !columns.has(name)) columns.set(name, index);
  }
  return columns.has('host') ? columns : undefined;
}

/** What other lists call the modes. */
const tlsWords: ReadonlyMap<string, string> = new Map([
  ['smtps', 'implicit'],
  ['ssl', 'implicit'],
  ['ssltls', 'implicit'],
  ['', 'auto'],
]);

/** The record of a fleet file that a row stands for, or why there is none. */
function recordOf(cell: (name: string) => string): Readonly<Record<string, unknown>> | string {
  const tlsText = cell('tls').toLowerCase();
  const tls = tlsWords.get(tlsText.replace(/[^a-z]/g, '')) ?? tlsText;
  // The cell of the host may say the port, too.
  const target = parseTarget(cell('host'));
  if (target.status === 'invalid') return target.reason;
  const { host, port: saidPort, tlsMode } = target.value;
  const portText = cell('port');
  if (portText !== '' && !/^\d{1,5}$/.test(portText)) return `"${printableText(portText, 20)}" is not a port.`;
  const isPlainHost = !/:\/\/|\]:\d|^[^:]*:\d+$/.test(cell('host'));
  const ports = portText !== '' ? { port: Number(portText) } : isPlainHost ? {} : { port: saidPort };
  const isSmtps = /^smtps:/i.test(cell('host')) && tls === 'auto';
  const tags = cell('tags')
    .split(/[,;|]/)
    .map((tag) => tag.trim())
    .filter((tag) => tag !== '');
  return {
    host,
    ...ports,
    ...(isSmtps ? { tls: tlsMode } : tls === 'auto' ? {} : { tls }),
    ...(cell('name') === '' ? {} : { name: cell('name') }),
    ...(cell('role') === '' ? {} : { role: cell('role').toLowerCase() }),
    ...(cell('serverName') === '' ? {} : { serverName: cell('serverName') }),
    ...(tags.length === 0 ? {} : { tags }),
  };
}

interface Row {
  readonly line: number;
  readonly text: string;
  readonly record: Readonly<Record<string, unknown>> | string;
  readonly group: string;
}

function csvRows(text: string, delimiter: string, columns: Columns): readonly Row[] {
  return parseCsv(text, delimiter)
    .slice(1)
    .map(({ line, cells }) => {
      const cell = (name: string): string => cells[columns.get(name) ?? -1]?.trim() ?? '';
      return { line, text: cells.join(delimiter), record: recordOf(cell), group: cell('group') };
    });
}

function lineRows(text: string): readonly Row[] {
  return splitHostLines(text).map(({ line, text: host }) => {
    const target = parseTarget(host);
    const isRow = target.status === 'invalid' && findDelimiter(host) !== undefined;
    const reason = target.status === 'parsed' ? '' : target.reason;
    const advice = isRow ? ' Several columns need a header line above them, such as "host,port,name".' : '';
    if (target.status === 'invalid') return { line, text: host, record: `${reason}${advice}`, group: '' };
    const { host: name, port, tlsMode } = target.value;
    return { line, text: host, record: { host: name, port, tls: tlsMode }, group: '' };
  });
}

/** Never throws. `today` is YYYY-MM-DD in UTC. */
export function parseHostImport(text: string, today: string): HostImport {
  const delimiter = findDelimiter(text);
  const columns = readHeader(delimiter === undefined ? undefined : parseCsv(text, delimiter)[0]);
  const single = /^\s*"?(?:host|hostname|server|fqdn)"?\s*(?:\r?\n|\r|$)/i.exec(text);
  const rows =
    delimiter !== undefined && columns !== undefined
      ? csvRows(text, delimiter, columns)
      : lineRows(single === null ? text : text.replace(/host(?:name)?|server|fqdn/i, '#'));
  const entries = new Map<string, ImportedEntry>();
  const problems: ImportProblem[] = [];
  for (const { line, text: shown, record, group } of rows) {
    const complain = (reason: string): void => void problems.push({ line, text: printableText(shown, 200), reason });
    if (typeof record === 'string') {
      complain(record);
      continue;
    }
    const { entry, problems: faults } = readEndpointEntry(record, today);
    for (const { message } of faults) complain(message);
    if (entry === undefined) continue;
    const key = endpointKey(entry.endpoint);
    const first = entries.get(key);
    if (first !== undefined) complain(`This is the endpoint of line ${first.line}.`);
    else if (entries.size >= mostEntries) {
      complain(`Only the first ${mostEntries} endpoints are read.`);
      break;
    } else {
      const name = printableText(group, longestName);
      entries.set(key, { line, entry, ...(name === '' ? {} : { group: name }) });
    }
  }
  return { entries: [...entries.values()], problems };
}
