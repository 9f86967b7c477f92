// A fix as numbered steps: for the product a person chose, or for all; commands can be copied.

import type { FixPiece } from '../../src/report/fixCommands.ts';
import type { FixGuide, FixStep, ProductPart } from '../../src/report/fixText.ts';
import { button, element } from './element.ts';
import { icon } from './icons.ts';
import { formatList, t } from './l10n.ts';

const copiedMs = 1_500;

/** A button that copies, and says for a moment that it did. */
function copyButton(command: string, copy: () => void): HTMLButtonElement {
  const made = button(
    icon('copy', 14),
    () => {
      copy();
      made.replaceChildren(icon('done', 14), element('span', { class: 'spoken', role: 'status' }, t('Copied')));
      setTimeout(() => made.replaceChildren(icon('copy', 14)), copiedMs);
    },
    { class: 'copy', 'aria-label': t('Copy: {0}', command), title: t('Copy') },
  );
  return made;
}

/** The signs that a text begins with, such as `).` behind a command. */
function signsAt(text: string): string {
  return /^[),.;:]*/.exec(text)?.[0] ?? '';
}

/** A word this long may break, where there is no room for it. */
const longestWord = 40;

/** Lines break between the words of a command, never behind the hyphen of an option. */
function wordsOf(command: string): readonly (Node | string)[] {
  return command.split(/( )/).map((word) => {
    return word === ' ' || word.length > longestWord ? word : element('span', { class: 'word' }, word);
  });
}

/** In characters: fits into the narrowest column. */
const shortCommand = 24;

/** Gives each command its number, in the order of the whole guide. */
class GuideWriter {
  readonly #copy: (command: number) => void;
  #count = 0;

  constructor(copy: (command: number) => void) {
    this.#copy = copy;
  }

  pieces(pieces: readonly FixPiece[]): readonly (Node | string)[] {
    return pieces.flatMap(({ kind, text }, index) => {
      // Signs right behind a command stay on the line of its button.
      const isBehind = pieces[index - 1]?.kind === 'command';
      if (kind === 'text') return isBehind ? text.slice(signsAt(text).length) : text;
      if (kind === 'name') return element('code', { class: 'name' }, text);
      const number = this.#count++;
      const next = pieces[index + 1];
      const signs = next?.kind === 'text' ? signsAt(next.text) : '';
      const copy = copyButton(text, () => this.#copy(number));
      const command = element('code', { class: 'command' }, ...wordsOf(text));
      const end = element('span', { class: 'command-end' }, copy, signs);
      // The button of a short command is not left alone on the next line.
      return text.length <= shortCommand ? element('span', { class: 'short-command' }, command, end) : [command, end];
    });
  }

  step({ pieces, parts }: FixStep, product: string): HTMLElement {
    const lead = pieces.length === 0 ? undefined : element('p', {}, ...this.pieces(pieces));
    // A step that says nothing of the chosen product says what it knows of the others.
    const isKnown = parts.some(({ products }) => products.some((name) => name === product));
    const shown = parts.map((part) => {
      const made = this.#part(part);
      made.hidden = isKnown && !part.products.some((name) => name === product);
      return made;
    });
    const alternatives = shown.length === 0 ? undefined : element('div', { class: 'parts' }, ...shown);
    return element('li', {}, lead, alternatives);
  }

  #part({ products, pieces }: ProductPart): HTMLElement {
    return element(
      'div',
      { class: 'part' },
      element('span', { class: 'product' }, formatList(products)),
      element('p', {}, ...this.pieces(pieces)),
    );
  }
}

/** @param product '' for all. */
export function guideView(guide: FixGuide, product: string, copy: (command: number) => void): HTMLElement {
  const writer = new GuideWriter(copy);
  const steps = guide.steps.map((step) => writer.step(step, product));
  const notes = guide.notes.map((note) => element('p', { class: 'guide-note' }, ...writer.pieces(note)));
  return element(
    'div',
    { class: 'guide' },
    element('ol', { class: steps.length === 1 ? 'steps steps-one' : 'steps', role: 'list' }, ...steps),
    ...notes,
  );
}

/** The products that fixes speak of, in the order in which they are named first. */
export function productsIn(guides: readonly FixGuide[]): readonly string[] {
  const parts = guides.flatMap(({ steps }) => steps.flatMap((step) => step.parts));
  return [...new Set(parts.flatMap(({ products }) => products))];
}
