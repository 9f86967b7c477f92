// One endpoint as a file or another program names it → Endpoint and what is set for it alone.

import type { Endpoint } from '../model/endpoint.ts';
import { printableText } from '../formats/printable.ts';
import { isRecord } from '../formats/record.ts';
import { parseHost, parseTarget, tlsModeFor } from '../formats/targetText.ts';
import type { Parsed, TlsChoice } from '../formats/targetText.ts';

export interface EndpointEntry {
  readonly endpoint: Endpoint;
  readonly name?: string;
  /** Name sent in SNI and expected in the certificate. */
  readonly serverName?: string;
  /** Path or URI of a PEM file, as written. */
  readonly authorities?: string;
}

export interface EndpointFile {
  readonly entries: readonly EndpointEntry[];
  /** One plain sentence for each entry, or the whole file, that could not be used. */
  readonly problems: readonly string[];
}

/** More is no list that a person keeps by hand. */
const maximumEntries = 2_000;

function invalid(reason: string): { readonly status: 'invalid'; readonly reason: string } {
  return { status: 'invalid', reason };
}

const tlsChoices: readonly TlsChoice[] = ['auto', 'starttls', 'implicit'];

function parseOptionalText(record: Readonly<Record<string, unknown>>, name: string): Parsed<string | undefined> {
  const value = record[name];
  if (value === undefined) return { status: 'parsed', value: undefined };
  if (typeof value !== 'string' || value.trim() === '') return invalid(`"${name}" is not a text.`);
  return { status: 'parsed', value: value.trim() };
}

function parseEndpoint(record: Readonly<Record<string, unknown>>): Parsed<Endpoint> {
  const { host } = record;
  if (typeof host !== 'string') return invalid('"host" is missing or not a text.');
  const parsedHost = parseHost(host.trim());
  if (parsedHost.status === 'invalid') return parsedHost;
  // An Endpoint of ours says tlsMode.
  const tls = record['tls'] ?? record['tlsMode'] ?? 'auto';
  const choice = tlsChoices.find((candidate) => candidate === tls);
  if (choice === undefined) return invalid(`"tls" is not one of ${tlsChoices.join(', ')}.`);
  const port = record['port'] ?? (choice === 'implicit' ? 465 : 25);
  if (typeof port !== 'number' || !Number.isInteger(port) || port < 1 || port > 65_535) {
    return invalid('"port" is not a whole number from 1 to 65535.');
  }
  return { status: 'parsed', value: { host: parsedHost.value, port, tlsMode: tlsModeFor(port, choice) } };
}

/** Reads `{"host", "port", "tls", "name", "serverName", "authorities"}`; all but the host may be left out. */
export function parseEndpointEntry(value: unknown): Parsed<EndpointEntry> {
  if (typeof value === 'string') {
    const target = parseTarget(value);
    return target.status === 'invalid' ? target : { status: 'parsed', value: { endpoint: target.value } };
  }
  if (!isRecord(value)) return invalid('It is not an object.');
  const endpoint = parseEndpoint(value);
  if (endpoint.status === 'invalid') return endpoint;
  const name = parseOptionalText(value, 'name');
  if (name.status === 'invalid') return name;
  const serverText = parseOptionalText(value, 'serverName');
  if (serverText.status === 'invalid') return serverText;
  const serverName = serverText.value === undefined ? undefined : parseHost(serverText.value);
  if (serverName?.status === 'invalid') return invalid(`"serverName": ${serverName.reason}`);
  const authorities = parseOptionalText(value, 'authorities');
  if (authorities.status === 'invalid') return authorities;
  return {
    status: 'parsed',
    value: {
      endpoint: endpoint.value,
      ...(name.value === undefined ? {} : { name: printableText(name.value, 120) }),
      ...(serverName === undefined ? {} : { serverName: serverName.value }),
      ...(authorities.value === undefined ? {} : { authorities: authorities.value }),
    },
  };
}

/** Reads `{"endpoints": […]}`. One entry that cannot be used does not spoil the others. */
export function parseEndpointFile(text: string): EndpointFile {
  let content: unknown;
  try {
    content = JSON.parse(text);
  } catch (error) {
    const reason = error instanceof Error ? printableText(error.message, 200) : 'unknown reason';
    return { entries: [], problems: [`It is not JSON: ${reason}`] };
  }
  const list = isRecord(content) ? content['endpoints'] : undefined;
  if (!Array.isArray(list)) return { entries: [], problems: ['It has no list "endpoints".'] };
  const entries: EndpointEntry[] = [];
  const problems: string[] = [];
  for (const [index, value] of list.slice(0, maximumEntries).entries()) {
    const entry = parseEndpointEntry(value);
    if (entry.status === 'parsed') entries.push(entry.value);
    else problems.push(`Entry ${index} of "endpoints" was left out: ${entry.reason}`);
  }
  if (list.length > maximumEntries) problems.push(`Only the first ${maximumEntries} entries were read.`);
  return { entries, problems };
}
