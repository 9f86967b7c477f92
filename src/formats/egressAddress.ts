// Our own address as the peer saw it, read out of its replies: no third party has to be asked.

import type { ProbeResult } from '../model/assessment.ts';
import type { AddressFamily } from '../model/endpoint.ts';
import type { SmtpReply } from '../model/smtp.ts';
import { addressFamily, isLocalAddress, unwrapMapped } from './ipAddress.ts';
import { quoteReplyLine } from './quoting.ts';

export interface Egress {
  /** Canonical; an IPv4-mapped address stands as IPv4. */
  readonly address: string;
  readonly family: AddressFamily;
  /** Number of the transcript line it stands in. */
  readonly line: number;
  /** That line as it stood on the wire, in quotes, bounded and escaped. */
  readonly text: string;
  /** Where it was read, in words: `the reply to EHLO inside TLS (line 14)`. */
  readonly readFrom: string;
}

/** What is known of both sides, so that no other address is taken for ours. */
export interface Sides {
  /** The server's own address. */
  readonly remote?: string;
  /** This end of the connection, before any translation on the way. */
  readonly local?: string;
  /** The name given in EHLO, which some servers repeat. */
  readonly ehloName?: string;
}

interface Candidate {
  readonly address: string;
  readonly isBracketed: boolean;
  /** What stands right before it. */
  readonly before: string;
}

const longestLine = 2_000;
const mostLines = 100;
const mostCandidates = 50;

/** An address that is no part of a name, a version or a longer number. */
const addressToken = /(?<![\w.:-])(?:IPv6:)?([\da-f:.]{2,46})(?![\w-]|[.:]\w)/gi;

function findCandidates(text: string): readonly Candidate[] {
  const found: Candidate[] = [];
  for (const match of text.slice(0, longestLine).matchAll(addressToken)) {
    const address = unwrapMapped((match[1] ?? '').replace(/[.:]$/, '')) ?? unwrapMapped(match[1] ?? '');
    if (address === undefined) continue;
    const before = text.slice(Math.max(0, match.index - 30), match.index);
    const after = text.charAt(match.index + match[0].length);
    // Gmail writes a number of its own behind the address: `[203.0.113.5      12]`.
    found.push({ address, isBracketed: before.endsWith('[') && (after === ']' || after === ' '), before });
    if (found.length === mostCandidates) break;
  }
  return found;
}

function mayBeOurs(address: string, { remote, local, ehloName }: Sides): boolean {
  const own = local === undefined ? undefined : unwrapMapped(local);
  const peer = remote === undefined ? undefined : unwrapMapped(remote);
  if (address !== own && address === peer) return false;
  const named = unwrapMapped((ehloName ?? '').replace(/^\[(?:IPv6:)?|\]$/gi, ''));
  if (address === named && address !== own) return false;
  // Whoever is met over the internet sees a public address: a local one is repeated from our EHLO, or is the server's.
  return peer === undefined || isLocalAddress(peer) || !isLocalAddress(address);
}

/**
 * From the first line of the reply to EHLO, such as `mx.example Hello host [203.0.113.5], pleased to meet you`. Its
 * first word is the server's name; the last address in brackets is ours, because a literal that we gave stands before it.
 */
export function addressInHello(text: string, sides: Sides = {}): string | undefined {
  const behindName = /^\S+\s(.*)$/s.exec(text.slice(0, longestLine))?.[1] ?? '';
  const candidates = findCandidates(behindName).filter(({ address }) => mayBeOurs(address, sides));
  const chosen =
    candidates.findLast(({ isBracketed }) => isBracketed) ??
    candidates.findLast(({ before }) => /(?:\b(?:hello|from)[ ,]*|\()$/i.test(before));
  return chosen?.address;
}

/** How surely an address in a refusal is the one refused. */
function rankInRefusal({ isBracketed, before }: Candidate): number {
  if (/\b(?:ip|ip address|client|client host|host|from|sender|mail server|connection)\W{0,3}$/i.test(before)) return 0;
  return isBracketed ? 1 : 2;
}

/** From a refusal, such as `5.7.606 Access denied, banned sending IP [203.0.113.5]`. Two that may be meant are none. */
export function addressInRefusal(text: string, sides: Sides = {}): string | undefined {
  const candidates = findCandidates(text).filter(({ address }) => mayBeOurs(address, sides));
  const best = Math.min(...candidates.map(rankInRefusal));
  const addresses = new Set(
    candidates.filter((candidate) => rankInRefusal(candidate) === best).map(({ address }) => address),
  );
  const [only, ...others] = addresses;
  return others.length === 0 ? only : undefined;
}

function egressAt(reply: SmtpReply, index: number, address: string, place: string): Egress {
  const line = Math.min(reply.firstLine + index, reply.lastLine);
  return {
    address,
    family: addressFamily(address) ?? 4,
    line,
    text: quoteReplyLine(reply, index),
    readFrom: `${place} (line ${line})`,
  };
}

function readHello(reply: SmtpReply, sides: Sides, place: string): Egress | undefined {
  const address = addressInHello(reply.lines[0] ?? '', sides);
  return address === undefined ? undefined : egressAt(reply, 0, address, place);
}

function readRefusal(reply: SmtpReply, sides: Sides, place: string): Egress | undefined {
  if (reply.code < 400) return undefined;
  for (const [index, text] of reply.lines.slice(0, mostLines).entries()) {
    const address = addressInRefusal(text, sides);
    if (address !== undefined) return egressAt(reply, index, address, place);
  }
  return undefined;
}

/**
 * The address our connection came from, as the peer told it: in its greeting to us after EHLO (Exchange, Exim, sendmail,
 * Haraka, Gmail and their kin; inside TLS first, where nobody on the way can write) or in a refusal. Undefined when no
 * reply tells it: Postfix, for one, names the address only when it refuses.
 */
export function readEgress({
  evidence,
  ending,
  vantage,
}: Pick<ProbeResult, 'evidence' | 'ending' | 'vantage'>): Egress | undefined {
  const { connection, greeting, capabilities, capabilitiesInTls, startTls } = evidence;
  const sides: Sides = {
    ehloName: vantage.ehloName,
    ...(connection.status === 'known'
      ? { remote: connection.value.remote.address, local: connection.value.local.address }
      : {}),
  };
  const hello = (outcome: typeof capabilities, place: string): Egress | undefined =>
    outcome.status === 'known'
      ? readHello(outcome.value.reply, sides, `the reply to ${outcome.value.verb}${place}`)
      : undefined;
  const refusal = (reply: SmtpReply | undefined, place: string): Egress | undefined =>
    reply === undefined ? undefined : readRefusal(reply, sides, place);
  return (
    hello(capabilitiesInTls, ' inside TLS') ??
    hello(capabilities, '') ??
    refusal(greeting.status === 'known' ? greeting.value.reply : undefined, 'the greeting') ??
    refusal(capabilities.status === 'known' ? capabilities.value.refusedEhlo : undefined, 'the reply to EHLO') ??
    refusal(startTls.status === 'known' ? startTls.value.reply : undefined, 'the reply to STARTTLS') ??
    refusal(ending?.reply, 'the reply that ended the session')
  );
}
