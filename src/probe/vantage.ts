// Where a probe speaks from, and the name it gives itself.

import { hostname, platform, release } from 'node:os';
import type { Vantage } from '../model/assessment.ts';
import type { ProbeOptions } from '../model/options.ts';
import { addressLiteral } from '../formats/ipAddress.ts';
import { parseHost } from '../formats/targetText.ts';
import { tlsEngine } from './network/tlsEngine.ts';

/**
 * RFC 5321 section 4.1.4: the client's fully qualified name, else an address literal. A host name without a dot,
 * or one that only this machine knows, is not one.
 */
export function chooseEhloName(options: ProbeOptions, localAddress: string | undefined): string {
  if (options.ehloName !== undefined) return options.ehloName;
  const name = hostname().toLowerCase();
  const isQualified = name.includes('.') && !/\.(?:local|localdomain|internal|lan|home)$/.test(name);
  if (isQualified && parseHost(name).status === 'parsed') return name;
  return addressLiteral(localAddress ?? '127.0.0.1');
}

export function readVantage(options: ProbeOptions, localAddress: string | undefined): Vantage {
  return {
    hostName: hostname(),
    platform: `${platform()} ${release()}`,
    engine: tlsEngine(options.minimumTls),
    ehloName: chooseEhloName(options, localAddress),
  };
}
