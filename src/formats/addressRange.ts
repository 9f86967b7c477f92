// Ranges of IP addresses as Exchange has them: one address, CIDR, or first-last. Mapped addresses count as IPv4.

import { addressBytes } from './ipAddress.ts';

export interface AddressRange {
  readonly first: Uint8Array;
  readonly last: Uint8Array;
}

/** IPv4 in IPv6 clothes (RFC 4291 section 2.5.5.2) is IPv4. */
function unmapped(bytes: Uint8Array): Uint8Array {
  const isMapped =
    bytes.length === 16 &&
    bytes.subarray(0, 10).every((byte) => byte === 0) &&
    bytes[10] === 0xff &&
    bytes[11] === 0xff;
  return isMapped ? bytes.slice(12) : bytes;
}

function bareBytes(text: string): Uint8Array | undefined {
  const bytes = addressBytes(
    text
      .trim()
      .replace(/^\[(.*)\]$/, '$1')
      .replace(/^IPv6:/i, ''),
  );
  return bytes === undefined ? undefined : unmapped(bytes);
}

function maskBytes(bytes: Uint8Array, prefix: number, fill: 0 | 1): Uint8Array {
  return bytes.map((byte, index) => {
    const free = Math.min(8, Math.max(0, (index + 1) * 8 - prefix));
    const low = (1 << free) - 1;
    return fill === 1 ? byte | low : byte & ~low;
  });
}

/** Undefined when it is none. */
export function parseAddressRange(text: string): AddressRange | undefined {
  const [whole, address = '', prefix] = /^\s*([^/\s-]{1,60})\/(\d{1,3})\s*$/.exec(text) ?? [];
  if (whole !== undefined) {
    const raw = addressBytes(address);
    const bytes = raw === undefined ? undefined : unmapped(raw);
    if (raw === undefined || bytes === undefined) return undefined;
    const length = Number(prefix) - (raw.length - bytes.length) * 8;
    if (length < 0 || length > bytes.length * 8) return undefined;
    return { first: maskBytes(bytes, length, 0), last: maskBytes(bytes, length, 1) };
  }
  const [low = '', high, more] = text.split('-', 3);
  const first = bareBytes(low);
  const last = high === undefined ? first : bareBytes(high);
  if (first === undefined || last === undefined || more !== undefined || first.length !== last.length) return undefined;
  return Buffer.compare(first, last) <= 0 ? { first, last } : undefined;
}

/** False also for what is no address. */
export function isInRange(address: string, { first, last }: AddressRange): boolean {
  const bytes = bareBytes(address);
  if (bytes?.length !== first.length) return false;
  return Buffer.compare(bytes, first) >= 0 && Buffer.compare(bytes, last) <= 0;
}

/** How many leading bits all addresses of a range have in common: 0 for the whole Internet. */
export function commonBits({ first, last }: AddressRange): number {
  for (let index = 0; index < first.length; index++) {
    const difference = (first[index] ?? 0) ^ (last[index] ?? 0);
    if (difference !== 0) return index * 8 + Math.clz32(difference) - 24;
  }
  return first.length * 8;
}
