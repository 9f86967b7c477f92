// The mx: patterns of an MTA-STS policy against the hosts that a report names (RFC 8461 section 4.1).

import { certificateCovers, plainDomain } from '../formats/domainPattern.ts';
import { addressFamily } from '../formats/ipAddress.ts';
import { parseHost } from '../formats/targetText.ts';
import type { ReportedTlsPolicy } from '../model/tlsReport.ts';

export interface MxMismatch {
  readonly text: string;
  /** The pattern of hosts of Exchange Online whose star covers one label, and the host has two before it. */
  readonly isMicrosoftPattern: boolean;
}

/** The policy as it was applied; where the sender left it out, the patterns that it names beside it. Only of MTA-STS. */
export function mxPatternsOf({ type, lines, mxHosts }: ReportedTlsPolicy): readonly string[] {
  if (type !== 'sts') return [];
  const named = lines.flatMap((line) => /^mx\s{0,5}:\s{0,5}(\S{1,255})$/i.exec(line)?.[1] ?? []);
  return [...new Set((named.length === 0 ? mxHosts : named).map(plainDomain))];
}

function quoteSome(patterns: readonly string[]): string {
  const shown = patterns.slice(0, 8).join(', ');
  return patterns.length > 8 ? `${shown} and ${patterns.length - 8} more` : shown;
}

/** Undefined where a pattern covers the host, where there is none to compare with, and for what is no name. */
export function checkMxHost(host: string, patterns: readonly string[]): MxMismatch | undefined {
  const parsed = parseHost(plainDomain(host));
  if (parsed.status === 'invalid' || addressFamily(parsed.value) !== undefined) return undefined;
  const name = parsed.value;
  // The star of a policy stands for one label, as that of a certificate does.
  if (patterns.length === 0 || patterns.some((pattern) => certificateCovers(pattern, name))) return undefined;
  const text = `${name} matches none of the policy's mx: patterns (${quoteSome(patterns)}).`;
  const near = patterns.find((pattern) => pattern.startsWith('*.') && name.endsWith(pattern.slice(1)));
  const front = near === undefined ? '' : name.slice(0, 1 - near.length);
  if (near === undefined || !front.includes('.')) return { text, isMicrosoftPattern: false };
  const why = `The star of ${near} stands for one label; this name has ${front.split('.').length} before ${near.slice(2)}: ${front}.`;
  return { text: `${text} ${why}`, isMicrosoftPattern: near === '*.mx.microsoft' };
}

/** The MX hosts that the report names beside its failures, as far as the policy does not cover them; in sentences. */
export function uncoveredHosts(policy: ReportedTlsPolicy): readonly string[] {
  const patterns = mxPatternsOf(policy);
  const met = new Set(policy.details.map(({ receivingHost }) => plainDomain(receivingHost ?? '')));
  const hosts = new Set(policy.mxHosts.filter((host) => !host.includes('*')).map(plainDomain));
  return [...hosts].flatMap((host) => (met.has(host) ? [] : (checkMxHost(host, patterns)?.text ?? [])));
}
