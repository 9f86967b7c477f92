// One endpoint as a fleet file, a saved list or another program names it ⇄ EndpointEntry.

import type { Endpoint } from '../model/endpoint.ts';
import { endpointRoles } from '../model/fleet.ts';
import type { EndpointEntry, EndpointPolicy } from '../model/fleet.ts';
import { checkNames, readText, readWhole, readWord } from './entryProblem.ts';
import type { Complain, EntryProblem, JsonPath } from './entryProblem.ts';
import { policyRecord, readAcceptances, readExpectations } from './fleetPolicy.ts';
import { printableText } from './printable.ts';
import { isRecord } from './record.ts';
import { formatEndpoint, parseHost, parseTarget, tlsModeFor } from './targetText.ts';
import type { Parsed, TlsChoice } from './targetText.ts';

export const entryNames = [
  'name',
  'host',
  'port',
  'tls',
  'role',
  'serverName',
  'authorities',
  'tags',
  'expect',
  'accept',
] as const;

export const tlsChoices: readonly TlsChoice[] = ['auto', 'starttls', 'implicit'];

export const longestName = 120;

const mostTags = 50;

/** Of a text that this program shows: names of endpoints, groups and tags. */
export function readName(value: unknown, path: JsonPath, complain: Complain): string | undefined {
  const text = readText(value, longestName, path, complain);
  return text === undefined ? undefined : printableText(text, longestName);
}

function defaultPortFor(choice: TlsChoice): number {
  return choice === 'implicit' ? 465 : 25;
}

/** What is wrong with it sinks the whole entry. */
function readEndpoint(record: Readonly<Record<string, unknown>>, complain: Complain): Endpoint | undefined {
  const grave: Complain = (problem) => complain({ ...problem, severity: 'error' });
  // An Endpoint of ours says tlsMode.
  const tlsName = record['tls'] === undefined && record['tlsMode'] !== undefined ? 'tlsMode' : 'tls';
  const tls = record[tlsName] === undefined ? 'auto' : readWord(record[tlsName], tlsChoices, [tlsName], grave);
  const port =
    record['port'] === undefined
      ? defaultPortFor(tls ?? 'auto')
      : readWhole(record['port'], [1, 65_535], ['port'], grave);
  const { host } = record;
  if (typeof host !== 'string') {
    const message = host === undefined ? '"host" is missing.' : '"host" is not a text.';
    grave({ severity: 'error', message, path: host === undefined ? [] : ['host'] });
    return undefined;
  }
  const parsed = parseHost(host.trim());
  if (parsed.status === 'invalid') {
    grave({ severity: 'error', message: parsed.reason, path: ['host'] });
    return undefined;
  }
  if (tls === undefined || port === undefined) return undefined;
  return { host: parsed.value, port, tlsMode: tlsModeFor(port, tls) };
}

function readServerName(value: unknown, complain: Complain): string | undefined {
  const text = readText(value, 300, ['serverName'], complain);
  if (text === undefined) return undefined;
  const parsed = parseHost(text);
  if (parsed.status === 'parsed') return parsed.value;
  complain({ severity: 'warning', message: parsed.reason, path: ['serverName'] });
  return undefined;
}

function readTags(value: unknown, complain: Complain): readonly string[] | undefined {
  if (!Array.isArray(value)) {
    complain({ severity: 'warning', message: '"tags" is not a list of texts.', path: ['tags'] });
    return undefined;
  }
  if (value.length > mostTags) {
    complain({ severity: 'warning', message: `Only the first ${mostTags} tags are read.`, path: ['tags', mostTags] });
  }
  const tags = value.slice(0, mostTags).map((tag, index) => readName(tag, ['tags', index], complain));
  return [...new Set(tags.filter((tag) => tag !== undefined))];
}

function readPolicy(
  { expect, accept }: Readonly<Record<string, unknown>>,
  today: string,
  complain: Complain,
): EndpointPolicy | undefined {
  const expectations = expect === undefined ? {} : readExpectations(expect, ['expect'], complain);
  const accepted = accept === undefined ? [] : readAcceptances(accept, today, ['accept'], complain);
  return Object.keys(expectations).length === 0 && accepted.length === 0 ? undefined : { expectations, accepted };
}

export interface EntryReading {
  /** Undefined: host, port or TLS mode cannot be read. */
  readonly entry?: EndpointEntry;
  /** A part with a problem is left out of the entry. */
  readonly problems: readonly EntryProblem[];
}

/**
 * Reads "host:port", or an object with the properties of `entryNames`, of which all but the host may be left out.
 * @param today YYYY-MM-DD in UTC: acceptances are held against it.
 */
export function readEndpointEntry(value: unknown, today: string): EntryReading {
  const problems: EntryProblem[] = [];
  const complain: Complain = (problem) => void problems.push(problem);
  if (typeof value === 'string') {
    const target = parseTarget(value);
    if (target.status === 'parsed') return { entry: { endpoint: target.value }, problems };
    return { problems: [{ severity: 'error', message: target.reason, path: [] }] };
  }
  if (!isRecord(value)) {
    const message = 'This is neither "host:port" nor an object with "host".';
    return { problems: [{ severity: 'error', message, path: [] }] };
  }
  checkNames(
    Object.keys(value),
    'tlsMode' in value ? [...entryNames, 'tlsMode'] : entryNames,
    'An endpoint',
    [],
    complain,
  );
  const endpoint = readEndpoint(value, complain);
  if (endpoint === undefined) return { problems };
  const { name, role, serverName, authorities, tags } = value;
  const parts = {
    name: name === undefined ? undefined : readName(name, ['name'], complain),
    role: role === undefined ? undefined : readWord(role, endpointRoles, ['role'], complain),
    serverName: serverName === undefined ? undefined : readServerName(serverName, complain),
    authorities: authorities === undefined ? undefined : readText(authorities, 1_000, ['authorities'], complain),
    tags: tags === undefined ? undefined : readTags(tags, complain),
    policy: readPolicy(value, today, complain),
  };
  const entry: EndpointEntry = {
    endpoint,
    ...(parts.name === undefined ? {} : { name: parts.name }),
    ...(parts.role === undefined ? {} : { role: parts.role }),
    ...(parts.serverName === undefined ? {} : { serverName: parts.serverName }),
    ...(parts.authorities === undefined ? {} : { authorities: parts.authorities }),
    ...(parts.tags === undefined || parts.tags.length === 0 ? {} : { tags: parts.tags }),
    ...(parts.policy === undefined ? {} : { policy: parts.policy }),
  };
  return { entry, problems };
}

/** As `readEndpointEntry`, for a caller who takes all or nothing; properties that are not known are passed over. */
export function parseEndpointEntry(value: unknown, today: string): Parsed<EndpointEntry> {
  const { entry, problems } = readEndpointEntry(value, today);
  const problem = problems.find(({ severity, isAboutName }) => severity !== 'note' && isAboutName !== true);
  if (problem !== undefined) return { status: 'invalid', reason: problem.message };
  if (entry === undefined) return { status: 'invalid', reason: 'It cannot be read.' };
  return { status: 'parsed', value: entry };
}

/** Host, port and TLS mode of an entry, whatever else is wrong with it. */
export function readEntryEndpoint(value: unknown): Endpoint | undefined {
  if (isRecord(value)) return readEndpoint(value, () => undefined);
  const target = typeof value === 'string' ? parseTarget(value) : undefined;
  return target?.status === 'parsed' ? target.value : undefined;
}

/** How a file writes the TLS mode of an endpoint; undefined where the port tells it. */
function tlsWord({ port, tlsMode }: Endpoint): TlsChoice | undefined {
  return tlsMode === tlsModeFor(port) ? undefined : tlsMode;
}

/** The entry as a fleet file has it; `readEndpointEntry` gives the same entry back. */
export function entryRecord(entry: EndpointEntry): Readonly<Record<string, unknown>> {
  const { endpoint, name, role, serverName, authorities, tags, policy } = entry;
  const tls = tlsWord(endpoint);
  return {
    ...(name === undefined ? {} : { name }),
    host: endpoint.host,
    port: endpoint.port,
    ...(tls === undefined ? {} : { tls }),
    ...(role === undefined ? {} : { role }),
    ...(serverName === undefined ? {} : { serverName }),
    ...(authorities === undefined ? {} : { authorities }),
    ...(tags === undefined || tags.length === 0 ? {} : { tags }),
    ...policyRecord(policy),
  };
}

/** "host:port" where that says all of it, else the entry as an object. */
export function shortestEntry(entry: EndpointEntry): unknown {
  const record = entryRecord(entry);
  return Object.keys(record).length === 2 ? formatEndpoint(entry.endpoint) : record;
}
