// Texts from arguments, files and standard input → endpoints; one bad entry never sinks the rest.

import type { AddressFamily, Endpoint } from '../model/endpoint.ts';
import { splitHostLines } from '../formats/hostLines.ts';
import { addressFamily } from '../formats/ipAddress.ts';
import { endpointKey, parseTarget } from '../formats/targetText.ts';
import { printableText } from '../formats/printable.ts';
import type { Parsed, TlsChoice } from '../formats/targetText.ts';
import type { InputError } from '../report/report.ts';

/** One text and where it stood, such as `hosts.txt line 3`. */
export interface HostEntry {
  readonly text: string;
  readonly place: string;
}

/** One host a line; empty lines and what follows a `#` are left out. */
export function splitHostFile(text: string, name: string): readonly HostEntry[] {
  return splitHostLines(text).map(({ line, text: host }) => ({ text: host, place: `${name} line ${line}` }));
}

export interface HostList {
  /** Each endpoint once, in the order of first mention. */
  readonly endpoints: readonly Endpoint[];
  readonly errors: readonly InputError[];
}

/** What the whole run demands of its hosts. */
export interface HostDemands {
  readonly tls: TlsChoice;
  /** Hosts that are addresses are of it. Undefined: of any. */
  readonly family?: AddressFamily | undefined;
}

function readEntry(text: string, { tls, family }: HostDemands): Parsed<Endpoint> {
  const parsed = parseTarget(text, tls);
  if (parsed.status === 'invalid' || family === undefined) return parsed;
  const own = addressFamily(parsed.value.host);
  if (own === undefined || own === family) return parsed;
  return {
    status: 'invalid',
    reason: `"${printableText(text, 80)}" is an IPv${own} address, against --family ${family}.`,
  };
}

export function readHostList(entries: readonly HostEntry[], demands: HostDemands): HostList {
  const endpoints = new Map<string, Endpoint>();
  const errors: InputError[] = [];
  for (const { text, place } of entries) {
    const parsed = readEntry(text, demands);
    if (parsed.status === 'parsed') {
      const key = endpointKey(parsed.value);
      if (!endpoints.has(key)) endpoints.set(key, parsed.value);
    } else {
      errors.push({ input: printableText(text, 300), reason: `${place}: ${parsed.reason}` });
    }
  }
  return { endpoints: [...endpoints.values()], errors };
}
