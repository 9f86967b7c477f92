// A text that holds mail errors → what they say, most specific first. Bounded in size, time and number.

import type { MailErrorExplanation, MailErrorReport } from '../model/mailError.ts';
import { withoutCopiedOriginal } from './copiedOriginal.ts';
import { explainFind, explainUnknown } from './explanation.ts';
import type { Found } from './explanation.ts';
import { decodePasted, foldText } from './foldedText.ts';
import { plainMappedText } from './mappedText.ts';
import type { MappedText } from './mappedText.ts';
import { isMail, readMailParts } from './mime.ts';
import { splitPassages } from './passages.ts';
import { recognise, sureness, weights } from './recognition.ts';
import { peel } from './wrappers.ts';
import type { Peeled } from './wrappers.ts';

/** UTF-16 code units; what comes behind is named as not read. */
export const maximumInput = 1_000_000;

export const maximumExplanations = 25;

interface Ranked {
  readonly explanation: MailErrorExplanation;
  readonly weight: number;
  count: number;
}

/** Empty where none is named. */
function hostOf({ probe, wrappers }: MailErrorExplanation): string {
  return probe?.endpoint.host ?? wrappers.find((wrapper) => wrapper.host !== undefined)?.host ?? '';
}

/** The same error of the same host is told once. */
function sameness(explanation: MailErrorExplanation): string {
  const { id, innermost } = explanation;
  return id === 'unknown'
    ? `${id} ${innermost.text.replace(/\d+/g, '0').slice(0, 120)}`
    : `${id} ${hostOf(explanation)}`;
}

/** A log says the same thousands of times, with other times and numbers: what was found once is not looked for again. */
function skeleton(text: string): string {
  return text
    .replace(/\d{1,2}:\d\d:\d\d[.,\d]*/g, 'T')
    .replace(/\[\d+\]/g, 'P')
    .replace(/\b(?=[a-z]{0,20}\d)[a-z0-9]{6,40}(?=[: ])/g, 'Q');
}

function peelOnce(text: string): () => Peeled {
  let peeled: Peeled | undefined;
  return () => (peeled ??= peel(text));
}

interface Collected {
  readonly ranked: Map<string, Ranked>;
  readonly skeletons: Map<string, readonly Ranked[]>;
}

function collect(found: Found, { ranked, skeletons }: Collected): void {
  const key = skeleton(found.passage.text);
  const known = skeletons.get(key);
  if (known !== undefined) {
    for (const one of known) one.count++;
    return;
  }
  const here = recognise(found.passage.text, found.peeled).map((one) => {
    const explanation = explainFind(found, one);
    const same = ranked.get(sameness(explanation));
    if (same !== undefined) {
      same.count++;
      return same;
    }
    const fresh = { explanation, weight: weights[one.entry.weight], count: 1 };
    ranked.set(sameness(explanation), fresh);
    return fresh;
  });
  skeletons.set(key, here);
}

function readParts(input: string): readonly MappedText[] {
  const whole = plainMappedText(input);
  const parts = isMail(input) ? readMailParts(whole).filter(({ text }) => text.trim() !== '') : [];
  return (parts.length === 0 ? [whole] : parts).map((part) => withoutCopiedOriginal(decodePasted(part)));
}

/** Told apart only where nothing at all is known: the first passage that looks like an error. */
function unknownOf(found: readonly Found[]): readonly MailErrorExplanation[] {
  const [best] = found.filter(({ passage }) =>
    /[45]\d\d[ -]|[45]\.\d{1,3}\.\d|error|fail|reject|denied|refused/.test(passage.text),
  );
  const one = best ?? found[0];
  return one === undefined ? [] : [explainUnknown(one)];
}

/** A bounce quotes one reply in several places; the place that tells most of it decides what it means. */
function withoutEchoes(all: readonly Ranked[]): readonly Ranked[] {
  const surest = new Map<string, MailErrorExplanation>();
  for (const { explanation } of all) {
    const { text } = explanation.innermost;
    const known = surest.get(text);
    if (known === undefined || sureness[explanation.confidence] > sureness[known.confidence])
      surest.set(text, explanation);
  }
  return all.filter(({ explanation }) => {
    const { id, line, innermost, confidence } = explanation;
    // Sendmail gives the reason first, and names the host where it tells of the talk.
    const isNamedLater =
      explanation.wrappers.at(-1)?.kind === 'sendmail: reason' &&
      hostOf(explanation) === '' &&
      all.some(
        ({ explanation: { id: other, innermost: said, probe } }) =>
          other === id && said.text === innermost.text && probe !== undefined,
      );
    if (isNamedLater) return false;
    const best = surest.get(innermost.text);
    return (
      best === undefined || best.id === id || best.line === line || sureness[best.confidence] <= sureness[confidence]
    );
  });
}

/** Terminals break lines in the middle of words; tried only where nothing was found otherwise. */
const longestJoined = 20_000;

export function explainMailErrors(text: string): MailErrorReport {
  const input = text.slice(0, maximumInput);
  const collected: Collected = { ranked: new Map(), skeletons: new Map() };
  const unexplained: Found[] = [];
  const parts = readParts(input);
  const read = (joinsLines: boolean): void => {
    for (const part of parts) {
      const folded = foldText(part, joinsLines);
      for (const passage of splitPassages(folded)) {
        const found: Found = { input, part, folded, passage, peeled: peelOnce(passage.text) };
        collect(found, collected);
        if (!joinsLines && collected.ranked.size === 0 && unexplained.length < 50) unexplained.push(found);
      }
    }
  };
  read(false);
  if (collected.ranked.size === 0 && input.length <= longestJoined && input.trim().includes('\n')) read(true);
  const all = [...withoutEchoes([...collected.ranked.values()])].sort(
    (one, other) =>
      other.weight - one.weight || Number(other.explanation.isAboutTls) - Number(one.explanation.isAboutTls),
  );
  const explanations = all.slice(0, maximumExplanations).map(({ explanation, count }) => ({ ...explanation, count }));
  return {
    explanations: explanations.length === 0 ? unknownOf(unexplained) : explanations,
    omitted: Math.max(0, all.length - maximumExplanations),
    unread: text.length - input.length,
  };
}
