// IP addresses, by the ip-address library. The only file that imports it.

import { Address4, Address6 } from 'ip-address';
import type { AddressFamily } from '../model/endpoint.ts';

/** The family of an address literal without brackets, zone or prefix; undefined when it is none. */
export function addressFamily(text: string): AddressFamily | undefined {
  // The library answers "no" by an exception: ask it only about what has an address's characters.
  if (/^[\d.]+$/.test(text)) return Address4.isValid(text) ? 4 : undefined;
  if (text.includes(':') && /^[\da-f:.]+$/i.test(text)) return Address6.isValid(text) ? 6 : undefined;
  return undefined;
}

/** The address in canonical form (RFC 5952 for IPv6); undefined when it is none. */
export function canonicalAddress(text: string): string | undefined {
  const family = addressFamily(text);
  if (family === 4) return new Address4(text).correctForm();
  if (family === 6) return new Address6(text).correctForm();
  return undefined;
}

/** The bytes of an address, 4 or 16; undefined when it is none. */
export function addressBytes(text: string): Uint8Array | undefined {
  const family = addressFamily(text);
  if (family === 4) return Uint8Array.from(new Address4(text).toArray());
  if (family === 6) {
    const hex = new Address6(text).canonicalForm().replaceAll(':', '');
    return Uint8Array.from(Buffer.from(hex, 'hex'));
  }
  return undefined;
}

/** RFC 5321 section 4.1.3: `[192.0.2.1]` or `[IPv6:2001:db8::1]`. */
export function addressLiteral(address: string): string {
  return addressFamily(address) === 6 ? `[IPv6:${address}]` : `[${address}]`;
}

/** Brackets around IPv6 only, as in URLs and `host:port` texts. */
export function bracketed(host: string): string {
  return addressFamily(host) === 6 ? `[${host}]` : host;
}
