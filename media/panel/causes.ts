// Causes as cards, the surest first: what speaks for each and against it, what would settle it, and what to do.

import type { Clue, ClueWeight, Likelihood, NextTest } from '../../src/model/cause.ts';
import type { FurtherTestKind } from '../../src/model/furtherTest.ts';
import { explainedBy, orderCauses } from './causeOrder.ts';
import type { FirstToMend, PlacedCause } from './causeOrder.ts';
import type { PageContext } from './context.ts';
import { button, element, fold, jumpTo } from './element.ts';
import type { Child } from './element.ts';
import { guideView } from './guide.ts';
import { icon } from './icons.ts';
import type { IconName } from './icons.ts';
import { causeId, findingId, firstFixId } from './ids.ts';
import { t } from './l10n.ts';
import { citationLink, placeLinks } from './places.ts';
import type { PageState } from './state.ts';

/** A server may have every line of its answer masked. */
const mostClues = 8;
const mostLinks = 8;

export const likelihoodIcons: Readonly<Record<Likelihood, IconName>> = {
  confirmed: 'confirmed',
  likely: 'likely',
  possible: 'possible',
  'ruled-out': 'ruled-out',
};

export interface CauseCards {
  readonly context: PageContext;
  readonly state: PageState;
  readonly first: FirstToMend | undefined;
  readonly showLine: (line: number) => void;
}

function weightWords(): Readonly<Record<ClueWeight, string>> {
  return { proof: t('Proof'), strong: t('Strong'), weak: t('Weak clue') };
}

/** What a button does that starts a further test. */
function testWords(): Readonly<Record<FurtherTestKind, string>> {
  return {
    addresses: t('Test every address'),
    ports: t('Compare the ports'),
    'unoffered-starttls': t('Send STARTTLS all the same'),
    'unknown-verb': t('Send a verb that no server knows'),
    'server-name': t('Test with and without the server name'),
    'control-host': t('Test a control host'),
    reputation: t('Check our reputation'),
  };
}

function clueList(title: string, clues: readonly Clue[], showLine: (line: number) => void): Child {
  if (clues.length === 0) return undefined;
  const words = weightWords();
  const items = clues.slice(0, mostClues).map(({ text, weight, where }) => {
    const links = placeLinks(where, showLine).flatMap((link) => [' ', link]);
    return element('li', {}, element('span', { class: 'weight' }, `${words[weight]}:`), ' ', text, ...links);
  });
  const more = clues.length - mostClues;
  if (more > 0) items.push(element('li', { class: 'quiet' }, t('and {0} more', more)));
  return element('div', { class: 'clues' }, element('h4', {}, title), element('ul', { role: 'list' }, ...items));
}

function explainedList({ cause }: PlacedCause, { state }: CauseCards): Child {
  const found = state.assessment === undefined ? [] : explainedBy(cause, state.assessment);
  if (found.length === 0) return undefined;
  const items = found.slice(0, mostLinks).map(({ finding, index }) =>
    element(
      'li',
      {},
      button(finding.title, () => jumpTo(findingId(index)), { class: 'link' }),
    ),
  );
  const more = found.length - mostLinks;
  if (more > 0) items.push(element('li', { class: 'quiet' }, t('and {0} more', more)));
  return element(
    'div',
    { class: 'explained' },
    element('h4', {}, t('What it explains')),
    element('ul', { role: 'list' }, ...items),
  );
}

function nextTestBox(nextTest: NextTest | undefined, title: string, { context, state }: CauseCards): Child {
  if (nextTest === undefined) return undefined;
  const { text, furtherTest } = nextTest;
  const box = element(
    'div',
    { class: 'next-test' },
    element('h4', {}, t('What would settle it')),
    element('p', {}, text),
  );
  // A result of the past stays what it is: nothing is tested for it.
  if (furtherTest === undefined || state.past !== undefined) return box;
  const word = testWords()[furtherTest];
  const start = button(word, () => context.send({ kind: 'further-test', test: furtherTest }), {
    class: 'small',
    'aria-label': `${word}: ${title}`,
  });
  start.disabled = state.isRunning;
  // Said before anything is sent.
  box.append(start, element('p', { class: 'quiet' }, state.words.traffic[furtherTest]));
  return box;
}

/** The fix of what is mended first stands below the verdict; the others open on demand. */
function fixBox({ cause, index }: PlacedCause, { context, state, first }: CauseCards): Child {
  const guide = state.words.causeFixes[index];
  const isFirst = first?.kind === 'cause' && first.index === index;
  if (guide === undefined || isFirst || cause.likelihood === 'ruled-out') return undefined;
  const spoken = element('span', { class: 'spoken' }, `: ${cause.title}`);
  const copy = (command: number): void => context.send({ kind: 'copy-cause-command', cause: index, command });
  return fold(
    context.memory,
    { id: `fix-cause-${cause.id}`, class: 'fix' },
    element('summary', {}, t('What to do'), spoken),
    guideView(guide, context.product(), copy),
  );
}

function card(placed: PlacedCause, cards: CauseCards): HTMLElement {
  const { cause, index } = placed;
  const { context, state, first, showLine } = cards;
  const isFirst = first?.kind === 'cause' && first.index === index;
  const word = element('span', { class: 'likelihood' }, `${state.words.likelihoods[cause.likelihood]}:`);
  return element(
    'article',
    { class: `cause cause-${cause.likelihood}`, id: causeId(index) },
    icon(likelihoodIcons[cause.likelihood]),
    element('h3', {}, word, ' ', cause.title),
    element('p', { class: 'seen' }, cause.text),
    clueList(t('What speaks for it'), cause.evidenceFor, showLine),
    clueList(t('What speaks against it'), cause.evidenceAgainst, showLine),
    explainedList(placed, cards),
    nextTestBox(cause.nextTest, cause.title, cards),
    fixBox(placed, cards),
    element(
      'p',
      { class: 'links' },
      isFirst ? button(t('What to do'), () => jumpTo(firstFixId), { class: 'link' }) : undefined,
      button(t('Explain'), () => context.send({ kind: 'explain-cause', cause: index }), {
        class: 'link',
        'aria-label': t('Explain: {0}', cause.title),
      }),
      ...cause.sources.map(citationLink),
    ),
  );
}

/** Every cause that may be it, and folded those that are ruled out. */
export function causeCards(cards: CauseCards): readonly HTMLElement[] {
  const { open, ruledOut } = orderCauses(cards.state.assessment?.causes);
  const shown = open.map((placed) => card(placed, cards));
  if (ruledOut.length === 0) return shown;
  const summary = element('summary', {}, t('Ruled out: {0}', ruledOut.length));
  const folded = fold(
    cards.context.memory,
    { id: 'causes-ruled-out', class: 'ruled-out' },
    summary,
    ...ruledOut.map((placed) => card(placed, cards)),
  );
  return [...shown, folded];
}
