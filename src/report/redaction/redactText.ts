// Texts without the names and addresses in them. Each way of finding them goes over what the ones before left.

import { addressKey } from './pseudonyms.ts';
import type { Pseudonyms } from './pseudonyms.ts';

/** A text in pieces, of which some are settled. */
interface Piece {
  readonly text: string;
  readonly isSettled: boolean;
}

/** Gives what stands for a match, or undefined to leave it. */
type Replace = (match: string) => string | undefined;

function settle(pieces: readonly Piece[], pattern: RegExp, replace: Replace): readonly Piece[] {
  return pieces.flatMap((piece) => {
    if (piece.isSettled) return [piece];
    const result: Piece[] = [];
    let from = 0;
    for (const match of piece.text.matchAll(pattern)) {
      const text = replace(match[0]);
      if (text === undefined) continue;
      result.push({ text: piece.text.slice(from, match.index), isSettled: false }, { text, isSettled: true });
      from = match.index + match[0].length;
    }
    result.push({ text: piece.text.slice(from), isSettled: false });
    return result.filter(({ text }) => text !== '');
  });
}

/**
 * Bytes and characters that are shown as `\x0d`, `\\` or `\u{200b}` end a name, as colours of a terminal do; those from
 * 0x80 on may be of one.
 */
const escapes = /\\x1b\[[\d;]{0,20}[a-z]|\\x[0-7][0-9a-f]|\\\\|\\u\{[0-9a-f]{1,6}\}/gi;

const url = /[a-z][a-z0-9+.-]{1,15}:\/\/[^\s"'<>]*/gi;

const label = String.raw`(?:[\p{L}\p{N}_-]|\\x[89a-f][0-9a-f])+`;

const word = new RegExp(String.raw`${label}(?:\.${label})*`, 'giu');

const mailbox = new RegExp(
  String.raw`(?<![^\s"'<>@,;:()[\]])[^\s"'<>@,;:()[\]]+@(?:\[[^\]\s]*\]|${label}(?:\.${label})*)`,
  'giu',
);

/** A run of what IPv6 is written with, with two colons at least; it may be anything else. */
const addressRun = /(?:ipv6:|(?<![0-9a-f.:]))(?=[0-9a-f.]*:[0-9a-f.]*:)[0-9a-f.:]+(?:%[\w.-]+)?/gi;

const quad = /(?<![\d.])\d{1,3}(?:\.\d{1,3}){3}(?!\d|\.\d)/g;

const print = /(?<![0-9a-f:])(?:[0-9a-f]{2}[: ]){15,}[0-9a-f]{2}(?![0-9a-f:])|(?<![0-9a-f])[0-9a-f]{32,}(?![0-9a-f])/gi;

/** Names as servers and certificates say them: two labels at least, the last one of letters. */
function looksLikeHost(token: string): boolean {
  return /\.(?:\p{L}{2,}|xn--[a-z0-9-]+|(?:[a-z]|\\x[89a-f][0-9a-f])+)$/iu.test(token);
}

/** Where a phrase begins, it is taken out; words may hold no phrase. */
function settlePhrases(text: string, pseudonyms: Pseudonyms): readonly Piece[] {
  const pieces: Piece[] = [];
  let from = 0;
  for (const match of text.matchAll(/[\p{L}\p{N}]+/gu)) {
    if (match.index < from) continue;
    const phrase = pseudonyms.phraseAt(text, match.index);
    if (phrase === undefined || phrase.from < from) continue;
    pieces.push({ text: text.slice(from, phrase.from), isSettled: false }, { text: phrase.word, isSettled: true });
    from = phrase.until;
  }
  pieces.push({ text: text.slice(from), isSettled: false });
  return pieces.filter((piece) => piece.text !== '');
}

function replaceUrl(match: string, pseudonyms: Pseudonyms): string | undefined {
  const [, scheme = '', rest = ''] = /^([^:]*):\/\/(.*)$/s.exec(match) ?? [];
  const end = /[).,;:]*$/.exec(rest)?.[0] ?? '';
  const [, authority = '', path = ''] = /^([^/?#]*)(.*)$/s.exec(rest.slice(0, rest.length - end.length)) ?? [];
  const [, host = '', port = ''] = /^(?:.*@)?(\[[^\]]*\]|[^:]*)(:\d+)?/s.exec(authority) ?? [];
  const address = addressKey(host.replace(/^\[(.*)\]$/, '$1'));
  const shown = address === undefined ? pseudonyms.ofWord(host) : pseudonyms.of('address', address);
  // Without a host, as in ldap:///CN=…, all that is told is in the path.
  if (shown === undefined && host !== '') return undefined;
  return `${scheme}://${shown ?? ''}${port}${path.length > 1 ? '/…' : path}${end}`;
}

/** Signs of the sentence around it may cling to an address. */
const clinging: readonly (readonly [before: number, after: number])[] = [
  [0, 0],
  [0, 1],
  [1, 0],
  [1, 1],
  [0, 3],
];

function replaceRun(match: string, pseudonyms: Pseudonyms): string | undefined {
  const [, tag = '', run = ''] = /^(ipv6:)?([^%]*)/i.exec(match) ?? [];
  for (const [before, after] of clinging) {
    const until = run.length - after;
    if (!/^:*$/.test(run.slice(0, before)) || !/^[:.]*$/.test(run.slice(until))) continue;
    const address = addressKey(run.slice(before, until));
    if (address === undefined) continue;
    return `${tag}${run.slice(0, before)}${pseudonyms.of('address', address)}${run.slice(until)}`;
  }
  return undefined;
}

/** `192-0-2-1`, as many servers say it. */
function dashedAddress(token: string): string | undefined {
  return /^\d{1,3}(?:-\d{1,3}){3}$/.test(token) ? addressKey(token.replaceAll('-', '.')) : undefined;
}

/** What stands for a text. Names that were not taken note of before stay, addresses, mailboxes and prints never do. */
export function redactText(text: string, pseudonyms: Pseudonyms): string {
  const phrases = settlePhrases(text, pseudonyms);
  const separated = settle(phrases, escapes, (match) => match);
  const withoutUrls = settle(separated, url, (match) => replaceUrl(match, pseudonyms));
  const withoutMailboxes = settle(withoutUrls, mailbox, (match) => pseudonyms.of('mailbox', match.toLowerCase()));
  const withoutRuns = settle(withoutMailboxes, addressRun, (match) => replaceRun(match, pseudonyms));
  const withoutQuads = settle(withoutRuns, quad, (match) => {
    const address = addressKey(match);
    return address === undefined ? undefined : pseudonyms.of('address', address);
  });
  const withoutPrints = settle(withoutQuads, print, (match) =>
    pseudonyms.of('print', match.replaceAll(/[: ]/g, '').toLowerCase()),
  );
  const withoutWords = settle(withoutPrints, word, (token) => {
    const address = dashedAddress(token);
    return address === undefined ? pseudonyms.ofWord(token) : pseudonyms.of('address', address);
  });
  return withoutWords.map((piece) => piece.text).join('');
}

/** Takes note of every name in a text that a server sent or a certificate holds. */
export function noteHosts(text: string, pseudonyms: Pseudonyms): void {
  const pieces = settle([{ text, isSettled: false }], escapes, (match) => match);
  const withoutQuads = settle(pieces, quad, (match) => match);
  settle(withoutQuads, word, (token) => {
    if (looksLikeHost(token)) pseudonyms.addHost(token, false);
    return undefined;
  });
}
