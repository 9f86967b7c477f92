// What is different between two assessments of one endpoint, or of two: a sentence and a row for each fact.

import type { Assessment } from '../model/assessment.ts';
import type { Finding } from '../model/finding.ts';
import { surestCause } from './causes.ts';
import { beforeTls, comparedGroups, keywordLabel, vantageFacts } from './comparedFacts.ts';
import type { ComparedFact, ComparedGroup } from './comparedFacts.ts';
import { likelihoodWords, severityWords, verdictWords } from './words.ts';

export interface ChangeRow {
  readonly label: string;
  readonly before: string;
  readonly after: string;
}

export interface Changes {
  /** What matters most, in one sentence. */
  readonly sentence: string;
  /** Where the two were probed from or with what, as far as that differs: the rest may come from it. */
  readonly circumstances: readonly ChangeRow[];
  /** Facts and findings that differ. */
  readonly rows: readonly ChangeRow[];
}

/** What the two are called in the sentence. */
export interface SideNames {
  readonly before: string;
  readonly after: string;
}

/** A server may offer a thousand keywords. */
const mostRows = 200;
const longestText = 400;
const absent = 'not there';

function shorten(text: string): string {
  return text.length > longestText ? `${text.slice(0, longestText)}…` : text;
}

/** A difference between two sides of which each is there or not, and known or not. */
interface Difference {
  readonly label: string;
  readonly before: Side;
  readonly after: Side;
}

interface Side {
  readonly text: string;
  readonly is: 'there' | 'absent' | 'unknown';
}

function sideOf(fact: ComparedFact | undefined): Side {
  return fact === undefined ? { text: absent, is: 'absent' } : { text: fact.text, is: 'there' };
}

function sideOfGroup({ text, facts }: ComparedGroup): Side {
  return { text, is: facts === undefined ? 'unknown' : 'there' };
}

function differencesIn(before: readonly ComparedFact[], after: readonly ComparedFact[]): readonly Difference[] {
  const old = new Map(before.map((one) => [one.label, one]));
  const now = new Map(after.map((one) => [one.label, one]));
  return [...new Set([...now.keys(), ...old.keys()])].flatMap((label) => {
    const a = old.get(label);
    const b = now.get(label);
    // A store that was not asked on one side says nothing of a change.
    if ((a === undefined || b === undefined) && (a ?? b)?.isOptional === true) return [];
    return a?.sign === b?.sign ? [] : [{ label, before: sideOf(a), after: sideOf(b) }];
  });
}

/** Facts that one side could not learn stand in one row: nothing that is not known is taken for a "no". */
function differencesBetween(before: Assessment, after: Assessment): readonly Difference[] {
  const groups = comparedGroups(after);
  return comparedGroups(before).flatMap((old, index) => {
    const now = groups[index];
    if (now === undefined) return [];
    if (old.facts !== undefined && now.facts !== undefined) return differencesIn(old.facts, now.facts);
    if (old.sign === now.sign) return [];
    return [{ label: old.label, before: sideOfGroup(old), after: sideOfGroup(now) }];
  });
}

/** A reason that stands in a row above is not said again. */
function rowsOf(differences: readonly Difference[]): readonly ChangeRow[] {
  const reasons = new Set<string>();
  const shown = ({ text, is }: Side): string => {
    if (is !== 'unknown') return shorten(text);
    if (reasons.has(text)) return 'could not be learnt, for the same reason';
    reasons.add(text);
    return shorten(text);
  };
  return differences.map(({ label, before, after }) => ({ label, before: shown(before), after: shown(after) }));
}

/** The same rule may find something on several lines. */
function findingKey({ rule, where, accepted }: Finding): string {
  return `${rule} ${where.certificate ?? ''} ${accepted === undefined ? '' : 'accepted'}`;
}

function findingText({ severity, title, accepted }: Finding): string {
  return `${severityWords[severity]}: ${title}${accepted === undefined ? '' : ' (accepted)'}`;
}

function findingRows(before: Assessment, after: Assessment): readonly ChangeRow[] {
  const lost = (from: Assessment, other: Assessment): readonly Finding[] => {
    const keys = new Set(other.findings.map(findingKey));
    return from.findings.filter((finding) => !keys.has(findingKey(finding)));
  };
  return [
    ...lost(after, before).map((one) => ({ label: 'New finding', before: absent, after: shorten(findingText(one)) })),
    ...lost(before, after).map((one) => ({ label: 'Finding gone', before: shorten(findingText(one)), after: absent })),
  ];
}

/** "Likely: A firewall on the way rewrites SMTP". */
function causeText(assessment: Assessment): string {
  const cause = surestCause(assessment);
  return cause === undefined ? 'none that is sure' : `${likelihoodWords[cause.likelihood]}: ${cause.title}`;
}

/** A row where another cause is the surest, or the same one is surer. A result of an older version knew none: no row. */
function causeRows(before: Assessment, after: Assessment): readonly ChangeRow[] {
  if (before.causes === undefined || after.causes === undefined) return [];
  const [was, is] = [causeText(before), causeText(after)];
  return was === is ? [] : [{ label: 'Surest cause', before: shorten(was), after: shorten(is) }];
}

type Phrase = (difference: Difference) => string;

function isKnown({ before, after }: Difference): boolean {
  return before.is !== 'unknown' && after.is !== 'unknown';
}

function trustPhrase(store: string): Phrase {
  return ({ before, after }) => {
    if (before.is !== 'there' || after.is !== 'there') return '';
    const was = before.text.startsWith('trusted');
    const is = after.text.startsWith('trusted');
    if (was === is) return is ? `${store} trust it by another way` : '';
    return is ? `${store} trust it` : `${store} no longer trust it`;
  };
}

const startTlsLabel = keywordLabel(beforeTls, 'STARTTLS');

/** What a person would say of a difference, by its label; what matters most comes first. */
const phrases: readonly (readonly [label: string, phrase: Phrase])[] = [
  [startTlsLabel, ({ after }) => (after.is === 'absent' ? 'STARTTLS is gone' : 'STARTTLS is back')],
  ['TLS', ({ after }) => (after.is === 'unknown' ? 'there is no TLS session to be seen' : 'there is a TLS session')],
  ['Certificate', (one) => (isKnown(one) ? 'the certificate was replaced' : '')],
  ['TLS version', ({ before, after }) => `the TLS version went from ${before.text} to ${after.text}`],
  ["Trust by Mozilla's roots", trustPhrase("Mozilla's roots")],
  ['Trust by the given roots', trustPhrase('the given roots')],
  ["Trust by this machine's roots", trustPhrase("this machine's roots")],
  ['Name match', ({ after }) => (after.text.includes(' matches ') ? 'the name matches' : 'the name does not match')],
  ['Addresses', (one) => (isKnown(one) ? 'the addresses changed' : '')],
  ['Address reached', (one) => (isKnown(one) ? 'another address answered' : '')],
  ['Rest of the chain', () => 'the certificates behind it changed'],
  ['Cipher suite', () => 'the cipher suite changed'],
  ['Key exchange', () => 'the key exchange changed'],
  ['Greeting', (one) => (isKnown(one) ? 'the greeting changed' : '')],
  ['Ending', ({ after }) => after.text.replace(/\.$/, '').replace(/^[A-Z](?=[a-z])/, (letter) => letter.toLowerCase())],
];

const mostPhrases = 4;
const mostLabels = 8;

function phrasesFor(differences: readonly Difference[]): readonly string[] {
  const texts = phrases.flatMap(([label, phrase]) => {
    const difference = differences.find((one) => one.label === label);
    const text = difference === undefined ? '' : phrase(difference);
    return text === '' ? [] : [[label, text] as const];
  });
  // Without STARTTLS the probe ends with saying so.
  const saysAll = texts[0]?.[0] === startTlsLabel;
  return texts.filter(([label]) => !(saysAll && label === 'Ending')).map(([, text]) => text);
}

function joined(parts: readonly string[]): string {
  return parts.length < 2 ? parts.join('') : `${parts.slice(0, -1).join(', ')} and ${parts.at(-1) ?? ''}`;
}

function circumstancesSentence(circumstances: readonly ChangeRow[]): string {
  if (circumstances.length === 0) return '';
  const what = circumstances.map(({ label }) => label.replace(/^[A-Z](?=[a-z])/, (letter) => letter.toLowerCase()));
  return `The two probes were not made alike (${joined(what)}), so differences may come from that. `;
}

function sentenceFor(before: Assessment, after: Assessment, differences: readonly Difference[], count: number): string {
  if (count === 0) return `Nothing that was learnt has changed: still ${verdictWords[after.verdict]}.`;
  const verdict =
    before.verdict === after.verdict
      ? `Still ${verdictWords[after.verdict]}`
      : `${verdictWords[before.verdict]} before, ${verdictWords[after.verdict]} after`;
  const cause = causeRows(before, after).length > 0 ? ['the surest cause changed'] : [];
  const parts = [...phrasesFor(differences), ...cause].slice(0, mostPhrases);
  const total = count === 1 ? 'one difference' : `${count} differences in all`;
  return parts.length === 0 ? `${verdict}; ${total}.` : `${verdict}: ${joined(parts)}. ${capitalized(total)}.`;
}

function capitalized(text: string): string {
  return text.replace(/^[a-z]/, (letter) => letter.toUpperCase());
}

/** For two endpoints, or one from two places: neither is the earlier. */
function sentenceForSides(before: Assessment, after: Assessment, names: SideNames, rows: readonly ChangeRow[]): string {
  const verdicts =
    before.verdict === after.verdict
      ? `Both are ${verdictWords[after.verdict]}`
      : `${names.before} is ${verdictWords[before.verdict]}, ${names.after} is ${verdictWords[after.verdict]}`;
  const labels = [...new Set(rows.map(({ label }) => label))].filter((label) => label !== 'Verdict');
  if (labels.length === 0) return `${verdicts}; nothing else that was learnt differs.`;
  const shown = labels.slice(0, mostLabels);
  const more = labels.length - shown.length;
  return `${verdicts}. They differ in: ${joined([...shown, ...(more > 0 ? [`${more} more`] : [])])}.`;
}

/**
 * Texts come from the assessments and are as safe to show as those.
 * @param names Given when the two are no earlier and later result of one endpoint.
 */
export function describeChanges(before: Assessment, after: Assessment, names?: SideNames): Changes {
  const circumstances = rowsOf(differencesIn(vantageFacts(before), vantageFacts(after)));
  const differences = differencesBetween(before, after);
  const all = [...causeRows(before, after), ...rowsOf(differences), ...findingRows(before, after)];
  const main =
    names === undefined
      ? sentenceFor(before, after, differences, all.length)
      : sentenceForSides(before, after, names, all);
  const sentence = `${circumstancesSentence(circumstances)}${main}`;
  const more = all.length - mostRows;
  if (more <= 0) return { sentence, circumstances, rows: all };
  const rest = { label: 'And more', before: '', after: `${more} further differences` };
  return { sentence, circumstances, rows: [...all.slice(0, mostRows), rest] };
}

/** Whether any fact, finding or verdict differs. */
export function hasChanged(before: Assessment, after: Assessment): boolean {
  return [causeRows, differencesBetween, findingRows].some((compare) => compare(before, after).length > 0);
}
