// Connections side by side: the values each showed, and in what they differ.

import type { ProbeDigest } from '../model/furtherTest.ts';
import { cut } from '../formats/quoting.ts';
import type { LabelledText } from './facts.ts';

export interface ComparedDigest {
  /** Which connection it is, such as an address or a port. */
  readonly place: string;
  readonly digest: ProbeDigest;
}

const longestList = 12;

const offerWords: Readonly<Record<ProbeDigest['startTls'], string>> = {
  offered: 'offered',
  'not-offered': 'not offered',
  'not-applicable': 'TLS from the first byte',
  unknown: 'not known',
};

export function offerWord({ startTls }: ProbeDigest): string {
  return offerWords[startTls];
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

/** What each letter stands for. */
export function certificateLegend(compared: readonly ComparedDigest[]): readonly LabelledText[] {
  return [...certificateLetters(compared)].flatMap(([print, letter]): LabelledText[] => {
    const digest = compared.find(({ digest: one }) => one.leaf?.fingerprintSha256 === print)?.digest;
    if (digest?.leaf === undefined) return [];
    const { subject, issuer, notAfter } = digest.leaf;
    const judged = [
      ...(digest.isTrusted === undefined ? [] : [digest.isTrusted ? 'trusted' : 'not trusted']),
      ...(digest.nameMatches === undefined
        ? []
        : [digest.nameMatches ? 'the name matches' : 'the name does not match']),
    ];
    const shown = `${cut(subject, 120)}, issued by ${cut(issuer, 120)}, until ${notAfter.slice(0, 10)}`;
    // A redacted one has no print.
    const printed = print === '' ? '' : `, SHA-256 ${print.slice(0, 16)}…`;
    return [[`Certificate ${letter}`, `${shown}${printed}${judged.length === 0 ? '' : ` (${judged.join(', ')})`}`]];
  });
}

function listed(places: readonly string[]): string {
  const distinct = [...new Set(places)];
  const rest = distinct.length - longestList;
  return `${distinct.slice(0, longestList).join(', ')}${rest > 0 ? ` and ${rest} more` : ''}`;
}

/** `offered: 192.0.2.1; not offered: 192.0.2.2`. Nothing where fewer than two values were learnt. */
function difference(
  label: string,
  compared: readonly ComparedDigest[],
  valueOf: (digest: ProbeDigest) => string | undefined,
): readonly LabelledText[] {
  const places = new Map<string, string[]>();
  for (const { place, digest } of compared) {
    const value = valueOf(digest);
    if (value !== undefined) places.set(value, [...(places.get(value) ?? []), place]);
  }
  if (places.size < 2) return [];
  return [[label, [...places].map(([value, where]) => `${value}: ${listed(where)}`).join('; ')]];
}

/** Keywords that some connections were told and others not. */
function keywordDifference(compared: readonly ComparedDigest[]): readonly LabelledText[] {
  const told = compared.filter(({ digest }) => digest.keywords !== undefined);
  const places = new Map<string, string[]>();
  for (const { place, digest } of told) {
    for (const keyword of new Set(digest.keywords)) places.set(keyword, [...(places.get(keyword) ?? []), place]);
  }
  const partial = [...places].filter(([, where]) => where.length < told.length);
  if (partial.length === 0) return [];
  const byPlaces = new Map<string, string[]>();
  for (const [keyword, where] of partial) {
    const key = listed(where);
    byPlaces.set(key, [...(byPlaces.get(key) ?? []), cut(keyword, 60)]);
  }
  return [['EHLO keywords', [...byPlaces].map(([where, words]) => `${listed(words)} only: ${where}`).join('; ')]];
}

/** Only what was learnt is compared: a connection that failed early is no difference, but how it ended may be one. */
export function differencesOf(compared: readonly ComparedDigest[]): readonly LabelledText[] {
  const letters = certificateLetters(compared);
  return [
    ...difference('STARTTLS', compared, (digest) =>
      digest.startTls === 'unknown' || digest.startTls === 'not-applicable' ? undefined : offerWord(digest),
    ),
    ...keywordDifference(compared),
    ...difference('TLS version', compared, ({ tlsVersion }) => tlsVersion),
    ...difference('Certificate', compared, ({ leaf }) =>
      leaf === undefined ? undefined : letters.get(leaf.fingerprintSha256),
    ),
    ...difference('Trust', compared, ({ isTrusted }) =>
      isTrusted === undefined ? undefined : isTrusted ? 'trusted' : 'not trusted',
    ),
    ...difference('Ended by', compared, (digest) => endingWord(digest) ?? 'nothing'),
  ];
}
