// IP addresses, by the ip-address library. The only file that imports it.

import type * as IpAddress from 'ip-address';
import type { AddressFamily } from '../model/endpoint.ts';

let library: typeof IpAddress | undefined;

/** Loaded when first needed: it costs 7 ms, and most probes meet no IPv6 address. */
function ipLibrary(): typeof IpAddress {
  // eslint-disable-next-line @typescript-eslint/no-require-imports -- an import would be evaluated at the start.
  library ??= require('ip-address') as typeof IpAddress;
  return library;
}

/** Four decimal numbers to 255 without leading zeros, which some readers take for octal (RFC 6943 section 3.1.1). */
const dottedQuad = /^(?:(?:25[0-5]|2[0-4]\d|1\d\d|[1-9]?\d)(?:\.(?!$)|$)){4}$/;

/** The family of an address literal without brackets, zone or prefix; undefined when it is none. */
export function addressFamily(text: string): AddressFamily | undefined {
  if (dottedQuad.test(text)) return 4;
  // The library answers "no" by an exception: ask it only about what has an address's characters.
  if (!text.includes(':') || text.length > 45 || !/^[\da-f:.]+$/i.test(text)) return undefined;
  return ipLibrary().Address6.isValid(text) ? 6 : undefined;
}

/** The address in canonical form (RFC 5952 for IPv6); undefined when it is none. */
export function canonicalAddress(text: string): string | undefined {
  const family = addressFamily(text);
  if (family === 6) return new (ipLibrary().Address6)(text).correctForm();
  return family === 4 ? text : undefined;
}

/** The bytes of an address, 4 or 16; undefined when it is none. */
export function addressBytes(text: string): Uint8Array | undefined {
  const family = addressFamily(text);
  if (family === 4) return Uint8Array.from(text.split('.').map(Number));
  if (family === 6) {
    const hex = new (ipLibrary().Address6)(text).canonicalForm().replaceAll(':', '');
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
