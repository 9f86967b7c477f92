// Takes the repeated codes out of a reply of several lines, so that its words stand together (RFC 5321 section 4.2.1).

import { openMappedText } from './mappedText.ts';
import type { MappedText } from './mappedText.ts';

/** Of a refusal only: the lines of an answer to EHLO are words of their own. */
const lineStart = /(?<=\s)([45]\d\d)([- ])([45]\.\d{1,3}\.\d{1,3} )?/g;

/** A line of a reply is shorter (RFC 5321 section 4.5.3.1.5). */
const longestLine = 512;

interface Stretch {
  readonly from: number;
  readonly to: number;
}

function findRepeatedCodes(text: string): readonly Stretch[] {
  const found: Stretch[] = [];
  let before: { readonly code: string; readonly to: number } | undefined;
  const [first = ''] = /^[45]\d\d-(?:[45]\.\d{1,3}\.\d{1,3} )?/.exec(text) ?? [];
  if (first !== '') before = { code: first.replace('-', ' '), to: first.length };
  for (const match of text.matchAll(lineStart)) {
    const [whole, number = '', sign, enhanced = ''] = match;
    const [from, to] = [match.index, match.index + whole.length];
    const code = `${number} ${enhanced}`;
    if (before !== undefined && before.code === code && from - before.to < longestLine) found.push({ from, to });
    before = sign === '-' ? { code, to } : undefined;
  }
  return found;
}

export function joinContinuedReplies(source: MappedText): MappedText {
  const { text, offsets } = source;
  const repeated = findRepeatedCodes(text);
  if (repeated.length === 0) return source;
  const writer = openMappedText(text.length);
  let index = 0;
  for (const { from, to } of [...repeated, { from: text.length, to: text.length }]) {
    for (; index < from; index++) writer.put(text[index] ?? '', offsets[index] ?? 0);
    index = to;
  }
  return writer.finish(offsets[text.length] ?? 0);
}
