// Connections side by side: the values each showed, and in what they differ.

import type { ProbeDigest } from '../model/furtherTest.ts';
import { cut } from '../formats/quoting.ts';
import type { LabelledText } from './facts.ts';

/** Puts values into a text with `{0}`, `{1}` …; the panel says the same in the person's language. */
export type Say = (template: string, ...values: readonly string[]) => string;

export const sayPlainly: Say = (template, ...values) =>
  template.replace(/\{(\d)\}/g, (whole, index: string) => values[Number(index)] ?? whole);

export interface ComparedDigest {
  /** Which connection it is, such as an address or a port. */
  readonly place: string;
  readonly digest: ProbeDigest;
}

const longestList = 12;

export const offerWords: Readonly<Record<ProbeDigest['startTls'], string>> = {
  offered: 'offered',
  'not-offered': 'not offered',
  'not-applicable': 'TLS from the first byte',
  unknown: 'not known',
};

export function offerWord({ startTls }: ProbeDigest, say: Say): string {
  return say(offerWords[startTls]);
}

/** That STARTTLS is missing has its own place. */
export function endingWord({ ending }: ProbeDigest): string | undefined {
  return ending?.code === 'starttls-not-offered' ? undefined : ending?.code;
}

/** A, B, … Z, A1, B1, … in the order of first appearance. */
function letterOf(index: number): string {
  const round = Math.floor(index / 26);
  return `${String.fromCharCode(65 + (index % 26))}${round === 0 ? '' : round}`;
}

/** Certificates by their print → their letters. */
export function certificateLetters(compared: readonly ComparedDigest[]): ReadonlyMap<string, string> {
  const letters = new Map<string, string>();
  for (const { digest } of compared) {
    const print = digest.leaf?.fingerprintSha256;
    if (print !== undefined && !letters.has(print)) letters.set(print, letterOf(letters.size));
  }
  return letters;
}

function judgedWords({ isTrusted, nameMatches }: ProbeDigest, say: Say): readonly string[] {
  return [
    ...(isTrusted === undefined ? [] : [isTrusted ? say('trusted') : say('not trusted')]),
    ...(nameMatches === undefined ? [] : [nameMatches ? say('the name matches') : say('the name does not match')]),
  ];
}

/** What each letter stands for. */
export function certificateLegend(compared: readonly ComparedDigest[], say: Say): readonly LabelledText[] {
  return [...certificateLetters(compared)].flatMap(([print, letter]): LabelledText[] => {
    const digest = compared.find(({ digest: one }) => one.leaf?.fingerprintSha256 === print)?.digest;
    if (digest?.leaf === undefined) return [];
    const { subject, issuer, notAfter } = digest.leaf;
    const parts = [
      cut(subject, 120),
      say('issued by {0}', cut(issuer, 120)),
      say('until {0}', notAfter.slice(0, 10)),
      `SHA-256 ${print.slice(0, 16)}…`,
      ...judgedWords(digest, say),
    ];
    return [[say('Certificate {0}', letter), parts.join(', ')]];
  });
}

function listed(places: readonly string[], say: Say): string {
  const distinct = [...new Set(places)];
  const rest = distinct.length - longestList;
  const shown = distinct.slice(0, longestList).join(', ');
  return rest > 0 ? say('{0} and {1} more', shown, String(rest)) : shown;
}

/** `offered: 192.0.2.1; not offered: 192.0.2.2`. Nothing where fewer than two values were learnt. */
function difference(
  label: string,
  compared: readonly ComparedDigest[],
  say: Say,
  valueOf: (digest: ProbeDigest) => string | undefined,
): readonly LabelledText[] {
  const places = new Map<string, string[]>();
  for (const { place, digest } of compared) {
    const value = valueOf(digest);
    if (value !== undefined) places.set(value, [...(places.get(value) ?? []), place]);
  }
  if (places.size < 2) return [];
  return [[say(label), [...places].map(([value, where]) => `${value}: ${listed(where, say)}`).join('; ')]];
}

/** Keywords that some connections were told and others not. */
function keywordDifference(compared: readonly ComparedDigest[], say: Say): readonly LabelledText[] {
  const told = compared.filter(({ digest }) => digest.keywords !== undefined);
  const places = new Map<string, string[]>();
  for (const { place, digest } of told) {
    for (const keyword of new Set(digest.keywords)) places.set(keyword, [...(places.get(keyword) ?? []), place]);
  }
  const byPlaces = new Map<string, string[]>();
  for (const [keyword, where] of places) {
    if (where.length === told.length) continue;
    const key = listed(where, say);
    byPlaces.set(key, [...(byPlaces.get(key) ?? []), cut(keyword, 60)]);
  }
  if (byPlaces.size === 0) return [];
  const parts = [...byPlaces].map(([where, words]) => say('{0} only: {1}', listed(words, say), where));
  return [[say('EHLO keywords'), parts.join('; ')]];
}

/** Only what was learnt is compared: a connection that failed early is no difference, but how it ended may be one. */
export function differencesOf(compared: readonly ComparedDigest[], say: Say): readonly LabelledText[] {
  const letters = certificateLetters(compared);
  return [
    ...difference('STARTTLS', compared, say, (digest) =>
      digest.startTls === 'unknown' || digest.startTls === 'not-applicable' ? undefined : offerWord(digest, say),
    ),
    ...keywordDifference(compared, say),
    ...difference('TLS version', compared, say, ({ tlsVersion }) => tlsVersion),
    ...difference('Certificate', compared, say, ({ leaf }) =>
      leaf === undefined ? undefined : letters.get(leaf.fingerprintSha256),
    ),
    ...difference('Trust', compared, say, ({ isTrusted }) =>
      isTrusted === undefined ? undefined : isTrusted ? say('trusted') : say('not trusted'),
    ),
    ...difference('Ended by', compared, say, (digest) => endingWord(digest) ?? say('nothing')),
  ];
}
