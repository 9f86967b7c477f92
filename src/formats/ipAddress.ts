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

/** An IPv4-mapped IPv6 address (RFC 4291 section 2.5.5.2) as the IPv4 address it stands for; others canonical. */
export function unwrapMapped(text: string): string | undefined {
  const bytes = addressBytes(text);
  if (bytes?.length !== 16) return canonicalAddress(text);
  const isMapped = bytes.every((byte, index) => index > 11 || byte === (index < 10 ? 0 : 0xff));
  return isMapped ? bytes.subarray(12).join('.') : canonicalAddress(text);
}

/**
 * Only known within a machine or a network: loopback, private use, shared space of providers, link-local, unspecified
 * and multicast (RFC 1918, RFC 6598, RFC 4193 and the special-purpose registries). False for what is no address.
 */
export function isLocalAddress(text: string): boolean {
  const bytes = addressBytes(unwrapMapped(text) ?? '');
  if (bytes === undefined) return false;
  const [first = 0, second = 0] = bytes;
  if (bytes.length === 4) {
    return (
      [0, 10, 127].includes(first) ||
      first >= 224 ||
      (first === 100 && second >= 64 && second < 128) ||
      (first === 169 && second === 254) ||
      (first === 172 && second >= 16 && second < 32) ||
      (first === 192 && second === 168)
    );
  }
  const isSmall = bytes.every((byte, index) => (index < 15 ? byte === 0 : byte <= 1));
  return isSmall || first === 0xff || (first & 0xfe) === 0xfc || (first === 0xfe && (second & 0xc0) === 0x80);
}
