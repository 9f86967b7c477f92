// Addresses as names in the DNS: `5.113.0.203.in-addr.arpa`, and the same in front of a block list's zone.

import { addressBytes } from './ipAddress.ts';

/** RFC 1035 section 3.5 and RFC 3596 section 2.5; block lists take the same form (RFC 5782 section 2). */
function reversedLabels(address: string): string | undefined {
  const bytes = addressBytes(address);
  if (bytes === undefined) return undefined;
  if (bytes.length === 4) return [...bytes].reverse().join('.');
  return [...Buffer.from(bytes).toString('hex')].reverse().join('.');
}

/** Undefined when it is no address. */
export function pointerName(address: string): string | undefined {
  const labels = reversedLabels(address);
  return labels === undefined ? undefined : `${labels}.${address.includes(':') ? 'ip6' : 'in-addr'}.arpa`;
}

/** Undefined when it is no address. */
export function blockListName(address: string, zone: string): string | undefined {
  const labels = reversedLabels(address);
  return labels === undefined ? undefined : `${labels}.${zone}`;
}
