// What a person gives to further tests, from the command line and from settings: a name server, zones, a control host.

import type { FurtherTestRequest } from '../model/furtherTest.ts';
import { blockListName } from './reverseName.ts';
import { bracketed, canonicalAddress } from './ipAddress.ts';
import { printableText } from './printable.ts';
import { parseHost, parseTarget } from './targetText.ts';
import type { Parsed } from './targetText.ts';

/** An address, with a port where it is not 53: `192.0.2.53`, `192.0.2.53:5353`, `[2001:db8::53]:53`. */
export function parseResolver(text: string): Parsed<string> {
  const trimmed = text.trim();
  const [, inBrackets, plain, portText] = /^(?:\[([^\]]*)\]|([^:[\]]*))(?::(\d{1,5}))?$/.exec(trimmed) ?? [];
  const address = canonicalAddress(inBrackets ?? plain ?? trimmed);
  const port = portText === undefined ? undefined : Number(portText);
  if (address === undefined || (port !== undefined && (port < 1 || port > 65_535))) {
    const reason = `"${printableText(trimmed, 80)}" is no address of a name server; those are 192.0.2.53 and [2001:db8::53]:53.`;
    return { status: 'invalid', reason };
  }
  return { status: 'parsed', value: port === undefined ? address : `${bracketed(address)}:${port}` };
}

/** RFC 1035 section 2.3.4: a whole name has 253 characters. */
const longestQuestion = 253;
const longestAddress = '::ffff';

/** A DNS name under which reversed addresses are asked for, such as `zen.spamhaus.org`. */
export function parseBlockListZone(text: string): Parsed<string> {
  const parsed = parseHost(text.trim());
  if (parsed.status === 'invalid') return parsed;
  const zone = parsed.value;
  const question = blockListName(longestAddress, zone) ?? '';
  if (canonicalAddress(zone) !== undefined || !zone.includes('.') || question.length > longestQuestion) {
    return {
      status: 'invalid',
      reason: `"${printableText(text, 80)}" is no zone of a block list, such as zen.spamhaus.org.`,
    };
  }
  return parsed;
}

/** `host` or `host:port`; without a port it is the probed endpoint's. */
export function parseControlHost(text: string): Parsed<NonNullable<FurtherTestRequest['controlHost']>> {
  const parsed = parseTarget(text);
  if (parsed.status === 'invalid') return parsed;
  const { host, port } = parsed.value;
  const hasPort = /^(?:\[[^\]]*\]|[^:]*):\d+$/.test(text.trim()) || /^smtps:/i.test(text.trim());
  return { status: 'parsed', value: hasPort ? { host, port } : { host } };
}
