// A fix as a person follows it: what to do first, then what to do on which product.

import type { LabelledText } from './facts.ts';

/** Where a sentence such as "Postfix: …" begins a part of its own. */
const labelledSentence = /(?<=[.:;]) (?=[A-Z][A-Za-z0-9 ]{1,20}: )/g;

const label = /^([A-Z][A-Za-z0-9 ]{1,20}): (.+)$/s;

function isInBrackets(text: string, index: number): boolean {
  const before = text.slice(0, index);
  return before.split('(').length > before.split(')').length;
}

function splitParagraph(paragraph: string): readonly string[] {
  const parts: string[] = [];
  let from = 0;
  for (const { index } of paragraph.matchAll(labelledSentence)) {
    if (isInBrackets(paragraph, index)) continue;
    parts.push(paragraph.slice(from, index));
    from = index + 1;
  }
  return [...parts, paragraph.slice(from)];
}

/**
 * Parts under labels such as "Exchange", and parts without one. A line break in a fix ends what is said of a product:
 * what follows is for all again.
 */
export function splitFix(fix: string): readonly LabelledText[] {
  return fix
    .split('\n')
    .flatMap(splitParagraph)
    .map((text) => {
      const [, name, rest] = label.exec(text) ?? [];
      return name === undefined || rest === undefined ? ['', text] : [name, rest];
    });
}
