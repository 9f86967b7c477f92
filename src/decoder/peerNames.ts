// Tells a host that can be probed from a placeholder that somebody put in its place.

import { canonicalAddress } from '../formats/ipAddress.ts';
import { parseHost } from '../formats/targetText.ts';

/** "x.x.x.x", "xxx.xxxxxx.com", "some.mta.net" is not told: only what consists of the same sign throughout. */
const placeholder = /^(?:(x+|\*+|#+|\?+|y+)\.?)+$|(?:^|\.)x{3,}(?:\.|$)|^(?:redacted|localhost|unknown|none|hostname)$/;

/** A name with a dot, or an address; an address of this machine is no peer. */
export function isPublicName(text: string): boolean {
  if (text.length > 253 || placeholder.test(text)) return false;
  const parsed = parseHost(text);
  if (parsed.status === 'invalid') return false;
  return canonicalAddress(text) !== undefined ? !/^127\./.test(text) : /\.[a-z][a-z0-9-]*$/.test(parsed.value);
}

export function readAddress(text: string): string | undefined {
  const address = canonicalAddress(text.replace(/^ipv6:/, ''));
  return address === undefined || /^(?:127\.|0\.0\.0\.0$|::1?$)/.test(address) ? undefined : address;
}
