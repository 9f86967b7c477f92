// "mail.example.com:25" ⇄ Endpoint.

import { domainToASCII } from 'node:url';
import type { Endpoint, TlsMode } from '../model/endpoint.ts';
import { bracketed, canonicalAddress } from './ipAddress.ts';
import { printableText } from './printable.ts';

export type Parsed<T> =
  { readonly status: 'parsed'; readonly value: T } | { readonly status: 'invalid'; readonly reason: string };

/** `auto`: by the port, 465 is implicit TLS (RFC 8314 section 3.3), every other is STARTTLS. */
export type TlsChoice = TlsMode | 'auto';

export const defaultPort = 25;

export function tlsModeFor(port: number, choice: TlsChoice = 'auto'): TlsMode {
  if (choice !== 'auto') return choice;
  return port === 465 ? 'implicit' : 'starttls';
}

function invalid(reason: string): { readonly status: 'invalid'; readonly reason: string } {
  return { status: 'invalid', reason };
}

/** RFC 1035 section 2.3.4 sizes; underscores are let through because resolvers and some internal zones use them. */
const labelPattern = /^[a-z0-9_](?:[a-z0-9_-]{0,61}[a-z0-9_])?$/;

/** A DNS name in lower-case A-label form, or a canonical address without brackets. */
export function parseHost(text: string): Parsed<string> {
  const shown = printableText(text, 80);
  const bare = text.replace(/^\[(?:IPv6:)?(.*)\]$/i, '$1');
  const address = canonicalAddress(bare);
  if (address !== undefined) return { status: 'parsed', value: address };
  if (bare !== text || text.includes(':')) return invalid(`"${shown}" is not an IP address.`);
  if (/^[\d.]+$/.test(text)) return invalid(`"${shown}" is not an IPv4 address.`);
  const ascii = domainToASCII(text).replace(/\.$/, '');
  if (ascii === '') return invalid(`"${shown}" is not a host name.`);
  if (ascii.length > 253) return invalid(`"${shown}" is longer than the 253 characters of a host name.`);
  for (const label of ascii.split('.')) {
    if (!labelPattern.test(label)) return invalid(`"${shown}" is not a host name: the part "${label}" is not valid.`);
  }
  return { status: 'parsed', value: ascii };
}

function splitPort(text: string): { readonly host: string; readonly port?: string } {
  const bracketedMatch = /^(\[[^\]]*\])(?::(.*))?$/.exec(text);
  const match = bracketedMatch ?? /^([^:]*):([^:]*)$/.exec(text);
  const [, host, port] = match ?? [];
  if (host === undefined) return { host: text };
  return port === undefined ? { host } : { host, port };
}

/** Reads `host`, `host:port`, `[2001:db8::1]:25`, `smtp://host`, `smtps://host`; white space around is ignored. */
export function parseTarget(text: string, choice: TlsChoice = 'auto'): Parsed<Endpoint> {
  const trimmed = text.trim();
  if (trimmed === '') return invalid('No host was given.');
  const scheme = /^(smtps?):\/\/([^/]*)\/?$/i.exec(trimmed);
  const rest = scheme?.[2] ?? trimmed;
  if (scheme === null && trimmed.includes('/')) {
    return invalid(`"${printableText(trimmed, 80)}" is not host[:port].`);
  }
  if (rest.includes('@')) {
    return invalid(`"${printableText(trimmed, 80)}" is a mail address; give the host that receives its mail.`);
  }
  const isSmtps = scheme?.[1]?.toLowerCase() === 'smtps';
  const { host, port: portText } = splitPort(rest);
  const parsedHost = parseHost(host);
  if (parsedHost.status === 'invalid') return parsedHost;
  const port = portText === undefined ? (isSmtps ? 465 : defaultPort) : Number(portText);
  if (portText !== undefined && (!/^\d{1,5}$/.test(portText) || port < 1 || port > 65_535)) {
    return invalid(`"${printableText(portText, 20)}" is not a port; ports are 1 to 65535.`);
  }
  const effective = isSmtps && choice === 'auto' ? 'implicit' : choice;
  return { status: 'parsed', value: { host: parsedHost.value, port, tlsMode: tlsModeFor(port, effective) } };
}

/** `host:port`, with brackets around an IPv6 address. */
export function formatEndpoint(endpoint: Endpoint): string {
  return `${bracketed(endpoint.host)}:${endpoint.port}`;
}

/** Tells endpoints apart: the TLS mode counts where it is not the port's usual one. */
export function endpointKey(endpoint: Endpoint): string {
  const text = formatEndpoint(endpoint);
  return endpoint.tlsMode === tlsModeFor(endpoint.port) ? text : `${text} (${endpoint.tlsMode})`;
}
