// The name expected of a server against those its certificate presents (RFC 9525).

import { addressBytes } from '../formats/ipAddress.ts';
import type { Certificate, NameCheck } from '../model/certificate.ts';

/** ASCII letters, digits, hyphens and underscores: an A-label, or an LDH label as DNS has them in the field. */
const labelPattern = /^[a-z0-9_](?:[a-z0-9_-]*[a-z0-9_])?$/;

function isHostName(labels: readonly string[]): boolean {
  return labels.every((label) => label.length <= 63 && labelPattern.test(label));
}

/** RFC 9525 section 6.3, for names in lower case without a trailing dot. */
function matchesHost(presented: string, expected: string): boolean {
  const labels = presented.split('.');
  const [first, ...rest] = labels;
  if (first !== '*') return presented === expected && isHostName(labels);
  // The wildcard is one whole left-most label, stands for exactly one, and never for all names below a top-level domain.
  if (rest.length < 2 || !isHostName(rest)) return false;
  const dot = expected.indexOf('.');
  return dot > 0 && expected.slice(dot + 1) === rest.join('.');
}

function lowerAscii(text: string): string {
  return text.replace(/[A-Z]+/g, (capitals) => capitals.toLowerCase());
}

/** Expected: an A-label name or an address without brackets. */
function matcherFor(expected: string): (kind: string, value: string) => boolean {
  // Asking the address library about a host name costs more than all the rest.
  const bytes = /^[\d.]+$|:/.test(expected) ? addressBytes(expected) : undefined;
  if (bytes !== undefined) {
    // RFC 9525 section 6.5: addresses are compared as bytes, with iPAddress names only.
    return (kind, value) => {
      const presented = kind === 'ip' ? addressBytes(value) : undefined;
      return presented !== undefined && Buffer.compare(presented, bytes) === 0;
    };
  }
  // RFC 9525 section 6.1: a reference name may be absolute; presented ones have no trailing dot.
  const host = lowerAscii(expected.replace(/\.$/, ''));
  const isSound = host !== '' && isHostName(host.split('.'));
  return (kind, value) => isSound && kind === 'dns' && matchesHost(lowerAscii(value), host);
}

/** Checks `subjectAltName` only; what the common name would have said is told apart (RFC 9525 section 6.4). */
export function checkServerName(expected: string, certificate: Certificate): NameCheck {
  const matches = matcherFor(expected);
  const presented: string[] = [];
  let matchedBy: string | undefined;
  for (const { kind, value } of certificate.alternativeNames) {
    if (kind !== 'dns' && kind !== 'ip') continue;
    presented.push(value);
    if (matchedBy === undefined && matches(kind, value)) matchedBy = value;
  }
  if (matchedBy !== undefined) return { expected, matches: true, matchedBy, presented, onlyCommonName: false };
  const onlyCommonName = certificate.commonNames.some((name) => matches('dns', name) || matches('ip', name));
  return { expected, matches: false, presented, onlyCommonName };
}
