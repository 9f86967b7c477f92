// Block lists that can be asked by DNS (RFC 5782): their zones, what their codes mean, where an address is taken off.

import type { DnsAnswer } from '../model/dns.ts';
import type { BlockListAnswer } from '../model/furtherTest.ts';
import { addressBytes } from './ipAddress.ts';
import { printableText } from './printable.ts';

export interface BlockList {
  readonly zone: string;
  readonly name: string;
  readonly knowsIpv6: boolean;
  /** By the code answered. What a list answers beside them it does not explain. */
  readonly meanings: Readonly<Record<string, string>>;
  readonly url: string;
  /** What is to be known when it does not answer. */
  readonly note?: string;
}

const listed = 'a source of spam';

/** Their operators' pages are the source of the codes. Lists that answer only with a key, such as Abusix, are not among them. */
export const blockLists: readonly BlockList[] = [
  {
    zone: 'zen.spamhaus.org',
    name: 'Spamhaus ZEN',
    knowsIpv6: true,
    meanings: {
      '127.0.0.2': 'SBL: a source of spam, entered by hand',
      '127.0.0.3': 'CSS: a source of spam, found automatically',
      '127.0.0.4': 'XBL: an infected or hijacked machine',
      '127.0.0.9': 'DROP: a network in the hands of criminals',
      '127.0.0.10': 'PBL: a range from which its provider lets nobody send mail directly; usual for homes and offices',
      '127.0.0.11': 'PBL: a range that should not send mail directly, says Spamhaus; usual for homes and clouds',
      '127.0.0.30': 'BCL: a server that controls infected machines',
    },
    url: 'https://check.spamhaus.org/',
    note: 'Spamhaus answers neither public nor shared name servers: name one of your own.',
  },
  {
    zone: 'bl.spamcop.net',
    name: 'SpamCop',
    knowsIpv6: false,
    meanings: { '127.0.0.2': 'reported for spam in the last day; an entry ends by itself' },
    url: 'https://www.spamcop.net/bl.shtml',
  },
  {
    zone: 'b.barracudacentral.org',
    name: 'Barracuda',
    knowsIpv6: false,
    meanings: { '127.0.0.2': listed },
    url: 'https://www.barracudacentral.org/rbl/removal-request',
    note: 'Barracuda answers only name servers that are registered with it.',
  },
  {
    zone: 'psbl.surriel.com',
    name: 'PSBL',
    knowsIpv6: false,
    meanings: { '127.0.0.2': 'mail to a spam trap; anybody may take the address off' },
    url: 'https://psbl.org/',
  },
  {
    zone: 'dnsbl-1.uceprotect.net',
    name: 'UCEPROTECT level 1',
    knowsIpv6: false,
    meanings: {
      '127.0.0.2': 'mail to a spam trap; an entry ends by itself after seven days without, and nothing has to be paid',
    },
    url: 'https://www.uceprotect.net/en/rblcheck.php',
  },
  {
    zone: 'bl.mailspike.net',
    name: 'Mailspike',
    knowsIpv6: false,
    meanings: {
      '127.0.0.2': 'part of a wave of spam in the last hours',
      '127.0.0.10': 'the worst reputation',
      '127.0.0.11': 'a very bad reputation',
      '127.0.0.12': 'a bad reputation',
    },
    url: 'https://mailspike.io/',
  },
  {
    zone: 'dnsbl.dronebl.org',
    name: 'DroneBL',
    knowsIpv6: true,
    meanings: {
      '127.0.0.3': 'an IRC drone',
      '127.0.0.5': 'a bottler',
      '127.0.0.6': 'an unknown worm or spam bot',
      '127.0.0.7': 'a drone for denial of service',
      '127.0.0.8': 'an open SOCKS proxy',
      '127.0.0.9': 'an open HTTP proxy',
      '127.0.0.10': 'a chain of proxies',
      '127.0.0.11': 'a proxy on a web page',
      '127.0.0.12': 'an open DNS resolver',
      '127.0.0.13': 'a guesser of passwords',
      '127.0.0.14': 'an open Wingate proxy',
      '127.0.0.15': 'a hijacked router',
      '127.0.0.16': 'a worm that takes machines over',
      '127.0.0.17': 'part of a botnet, found automatically',
      '127.0.0.19': 'an abused VPN',
    },
    url: 'https://dronebl.org/lookup',
  },
];

/** A key that its owner put in front of a zone is no part of a result. */
const keyInFront = /^[a-z0-9]{16,63}\.(?=(?:[a-z0-9-]+\.)+dq\.spamhaus\.net$|[a-z0-9-]+\.mail\.abusix\.zone$)/i;

/** The zone as it is shown and stored. */
export function shownZone(zone: string): string {
  return zone.replace(keyInFront, 'KEY.');
}

/** Everybody may know it: it tells nothing of who asks. */
export function isPublicZone(zone: string): boolean {
  return blockLists.some((list) => list.zone === zone) || /\.(?:dq\.spamhaus\.net|mail\.abusix\.zone)$/i.test(zone);
}

/** The table's row; one without meanings for a zone that it does not have. Spamhaus' zones by key answer as ZEN does. */
export function findBlockList(zone: string): BlockList {
  const known = blockLists.find((list) => list.zone === zone);
  if (known !== undefined) return known;
  const zen = /\.zen\.dq\.spamhaus\.net$/.test(zone) ? blockLists[0] : undefined;
  return {
    zone,
    name: shownZone(zone),
    knowsIpv6: true,
    meanings: zen?.meanings ?? {},
    url: zen?.url ?? '',
    ...(zen?.note === undefined ? {} : { note: zen.note }),
  };
}

/** RFC 5782 section 5: every list knows the first of these, and none the second. */
export const testEntry = '127.0.0.2';
export const testAbsence = '127.0.0.1';

/** Codes by which lists say that they give no answer. Those of Spamhaus are in use by others too. */
const refusals: Readonly<Record<string, string>> = {
  '127.255.255.252': 'the name of the zone is mistyped',
  '127.255.255.254': 'it was asked through a public or shared name server, which it does not answer',
  '127.255.255.255': 'too many questions come from this name server',
};

function isCode(address: string): boolean {
  return addressBytes(address)?.[0] === 127;
}

function isRefusal(code: string): boolean {
  return code.startsWith('127.255.255.');
}

function sentence(...parts: readonly (string | undefined)[]): string {
  return parts.filter((part) => part !== undefined && part !== '').join(' ');
}

function whyNoAnswer({ note }: BlockList, reason: string): string {
  return sentence(`${reason}.`, note);
}

/**
 * What a list's answer means. `control` is its answer about the test entry when it said "not listed", about the test
 * absence when it said "listed": a list that is dead, refuses us or lists everything says so there.
 */
export function judgeBlockList(list: BlockList, answer: DnsAnswer, control: DnsAnswer): BlockListAnswer {
  const zone = shownZone(list.zone);
  const error = (reason: string, codes: readonly string[] = []): BlockListAnswer => ({
    zone,
    status: 'error',
    codes,
    text: whyNoAnswer(list, reason),
  });
  if (answer.status === 'failed') return error(`No answer: ${answer.reason}`);
  if (answer.status === 'none') {
    if (control.status === 'failed')
      return error(`Not listed, but its test entry could not be asked for: ${control.reason}`);
    const isAlive = control.status === 'found' && control.values.some((code) => isCode(code) && !isRefusal(code));
    return isAlive
      ? { zone, status: 'not-listed', codes: [], text: 'Not listed.' }
      : error('It does not answer us: it does not know its own test entry (RFC 5782 section 5)');
  }
  const codes = answer.values.slice(0, 20).map((value) => printableText(value, 60));
  const foreign = codes.find((code) => !isCode(code));
  if (foreign !== undefined) {
    return error(
      `The answer ${foreign} is no code of a block list: a resolver on the way writes answers of its own`,
      codes,
    );
  }
  const refusal = codes.find(isRefusal);
  if (refusal !== undefined)
    return error(`It gave no answer (${refusal}): ${refusals[refusal] ?? 'it refused the question'}`, codes);
  if (control.status === 'found') return error('It lists everything, even 127.0.0.1: the list is dead or wrong', codes);
  if (control.status === 'failed')
    return error(`Listed, but whether the list is sane could not be asked: ${control.reason}`, codes);
  const meanings = codes.map((code) => `${list.meanings[code] ?? 'a code that is not known here'} (${code})`);
  return {
    zone,
    status: 'listed',
    codes,
    text: `Listed: ${meanings.join('; ')}.`,
    ...(list.url === '' ? {} : { url: list.url }),
  };
}
