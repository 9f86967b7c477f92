// The host, the address and the port that a text names as the other side.

import { isPublicName, readAddress } from './peerNames.ts';
import type { NamedPeer } from '../model/mailError.ts';

const name = '[a-z0-9_](?:[a-z0-9_.-]{0,250}[a-z0-9])?';
const address = '(?:ipv6:)?(?:\\d{1,3}(?:\\.\\d{1,3}){3}|[0-9a-f]{0,4}(?::[0-9a-f]{0,4}){2,7})';

/** In this order: what says itself who the other side was goes before what only stands beside it. */
const forms: readonly RegExp[] = [
  new RegExp(`lastattemptedservername=(?<host>${name})\\]`),
  new RegExp(`lastattemptedip=(?<address>${address})(?::(?<port>\\d{1,5}))?\\]`),
  new RegExp(`outboundproxytargethostname: (?<host>${name})`),
  new RegExp(`\\{fqdn=(?<host>${name})\\}`),
  new RegExp(`\\{ip=(?<address>${address})\\}`),
  new RegExp(`server at (?<host>${name}) \\((?<address>${address})\\)`),
  new RegExp(`relay=(?<host>${name})\\[(?<address>${address})\\](?::(?<port>\\d{1,5}))?`),
  new RegExp(`\\b(?:host|by host|to|for) (?<host>${name})\\[(?<address>${address})\\](?::(?<port>\\d{1,5}))?`),
  new RegExp(`\\bhost:? \\*?(?<host>${name})\\*? [[(](?<address>${address})[\\])]`),
  new RegExp(`\\bh=(?<host>${name}) \\[(?<address>${address})\\](?::(?<port>\\d{1,5}))?`),
  new RegExp(`\\bremote-mta ?: ?dns ?; ?(?<host>${name})`),
  new RegExp(`\\b(?:smtps?|smtp\\+tls|ssl|tls)://(?<host>${name})(?::(?<port>\\d{1,5}))?`),
  new RegExp(`-connect (?<host>${name}):(?<port>\\d{1,5})`),
  new RegExp(`\\bfailed to connect to (?<host>${name}):(?<port>\\d{1,5})`),
  new RegExp(
    `\\bconnect(?:ion (?:established )?to| to)(?: smtp host:)? (?<host>${name})(?::|, port: ?)(?<port>\\d{1,5})`,
  ),
  new RegExp(`\\bwhile talking to (?<host>${name})\\.?:`),
  new RegExp(`\\b(?:connected to|connecting to|giving up on) (?<address>${address})(?=[\\s.]|$)`),
  new RegExp(`\\boutgoing server \\(smtp\\) (?<host>${name})`),
  new RegExp(`\\bongoing connection failed to (?<address>${address}):(?<port>\\d{1,5})`),
  new RegExp(`"receiving[-_]mx[-_]hostname" ?: ?"(?<host>${name})"`),
  new RegExp(`did not match expected cn='(?<host>${name})'`),
  new RegExp(`certificate is not valid for '(?<host>${name})'`),
  new RegExp(`host: (?<host>${name})\\. is not in the cert's altnames`),
  new RegExp(`\\bhostname "(?<host>${name})" does not match`),
  new RegExp(`certificate is valid for [^,]{1,200}(?:, [^,]{1,200}){0,40}, not (?<host>${name})`),
  new RegExp(`alternative dns name matching (?<host>${name}) found`),
  new RegExp(`\\b(?:remotehost|hostname=|remote domain) ?:? ?(?<host>${name})`),
];

/** Each part by the first form that names it; an address only of the same form as the host, or where there is no host. */
export function readPeer(text: string): NamedPeer {
  let host: string | undefined;
  let found: string | undefined;
  let port: number | undefined;
  for (const form of forms) {
    const groups = form.exec(text)?.groups;
    if (groups === undefined) continue;
    const named = groups['host'];
    if (host === undefined && named !== undefined && isPublicName(named)) host = named.replace(/^dns;/, '');
    if (found === undefined && groups['address'] !== undefined) found = readAddress(groups['address']);
    const number = Number(groups['port'] ?? 0);
    if (port === undefined && number >= 1 && number <= 65_535) port = number;
    if (host !== undefined && found !== undefined && port !== undefined) break;
  }
  return {
    ...(host === undefined ? {} : { host }),
    ...(found === undefined ? {} : { address: found }),
    ...(port === undefined ? {} : { port }),
  };
}
