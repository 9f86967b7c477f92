// A fix as a person follows it: what to do first, then what to do on which product.

import type { LabelledText } from './facts.ts';

/** Sentences that begin with a short label and a colon, such as "Postfix: …", begin a part of their own. */
const labelledSentence = /(?<=[.:;]) (?=[A-Z][A-Za-z0-9 ]{1,20}: )/;

const label = /^([A-Z][A-Za-z0-9 ]{1,20}): (.+)$/s;

/** The beginning stands under an empty label, the rest under labels such as "Exchange". */
export function splitFix(fix: string): readonly LabelledText[] {
  return fix.split(labelledSentence).map((text) => {
    const [, name, rest] = label.exec(text) ?? [];
    return name === undefined || rest === undefined ? ['', text] : [name, rest];
  });
}
