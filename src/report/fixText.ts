// A fix as a person follows it: numbered steps, the last of them by product, and what else is to be known.

import { splitCommands } from './fixCommands.ts';
import type { FixPiece } from './fixCommands.ts';

/** Where a sentence such as "Postfix: …" begins a part of its own. */
const labelledSentence = /(?<=[.:;]) (?=[A-Z][A-Za-z0-9 ]{1,20}: )/g;

const label = /^([A-Z][A-Za-z0-9 ]{1,20}): (.+)$/s;

function isInBrackets(text: string, index: number): boolean {
  const before = text.slice(0, index);
  return before.split('(').length > before.split(')').length;
}

function splitAt(text: string, boundary: RegExp): readonly string[] {
  const parts: string[] = [];
  let from = 0;
  for (const { index } of text.matchAll(boundary)) {
    if (isInBrackets(text, index)) continue;
    parts.push(text.slice(from, index));
    from = index + 1;
  }
  return [...parts, text.slice(from)];
}

/**
 * Parts under labels such as "Exchange", and parts without one. A line break in a fix ends what is said of a product:
 * what follows is for all again.
 */
export function splitFix(fix: string): readonly (readonly [label: string, text: string])[] {
  return fix
    .split('\n')
    .flatMap((paragraph) => splitAt(paragraph, labelledSentence))
    .map((text) => {
      const [, name, rest] = label.exec(text) ?? [];
      return name === undefined || rest === undefined ? ['', text] : [name, rest];
    });
}

/** The mail servers that fixes speak of. */
export const products = ['Exchange', 'Postfix', 'Exim'] as const;

export type Product = (typeof products)[number];

export function isProduct(value: unknown): value is Product {
  return products.some((product) => product === value);
}

/** What to do on the products named, or on all others when there is none. */
export interface ProductPart {
  readonly products: readonly Product[];
  readonly pieces: readonly FixPiece[];
}

export interface FixStep {
  /** What to do on any product; may end with a colon when `parts` follow. */
  readonly pieces: readonly FixPiece[];
  readonly parts: readonly ProductPart[];
}

export interface FixGuide {
  /** In this order. */
  readonly steps: readonly FixStep[];
  /** To be known beside them. */
  readonly notes: readonly (readonly FixPiece[])[];
}

/** "Postfix and Exim" → both; undefined for a label that names something else. */
function productsIn(name: string): readonly Product[] | undefined {
  const named = name.split(/ (?:and|or) /);
  return named.every(isProduct) ? named : undefined;
}

const sentenceEnd = /(?<=[a-z0-9)"][.]) (?=["A-Z])/g;

/** The steps of a fix. No word is lost; only the labels become data. */
export function guideOf(fix: string): FixGuide {
  const steps: FixStep[] = [];
  const notes: (readonly FixPiece[])[] = [];
  for (const [index, paragraph] of fix.split('\n').entries()) {
    for (const [name, text] of splitFix(paragraph)) {
      const named = productsIn(name);
      if (named !== undefined) {
        const part = { products: named, pieces: splitCommands(text) };
        const last = steps.at(-1);
        // The products of one paragraph are one step: alternatives, and the sentence that leads to them.
        const opens = last !== undefined && (last.parts.length > 0 || lastText(last).endsWith(':'));
        if (opens) steps[steps.length - 1] = { ...last, parts: [...last.parts, part] };
        else steps.push({ pieces: [], parts: [part] });
        continue;
      }
      const whole = name === '' ? text : `${name}: ${text}`;
      const sentences = splitAt(whole, sentenceEnd).map(splitCommands);
      if (index > 0) notes.push(...sentences);
      else steps.push(...sentences.map((pieces) => ({ pieces, parts: [] })));
    }
  }
  return { steps, notes };
}

function lastText({ pieces }: FixStep): string {
  return pieces.at(-1)?.text ?? '';
}

/** What can be copied in a guide, in the order in which it stands there. */
export function commandsOf({ steps, notes }: FixGuide): readonly string[] {
  const pieces = [
    ...steps.flatMap((step) => [...step.pieces, ...step.parts.flatMap((part) => part.pieces)]),
    ...notes.flat(),
  ];
  return pieces.flatMap(({ kind, text }) => (kind === 'command' ? [text] : []));
}
