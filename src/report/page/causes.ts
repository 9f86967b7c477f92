// The causes of an assessment as cards, the surest first; those that are ruled out are folded.

import type { Assessment } from '../../model/assessment.ts';
import type { Clue, Likelihood, RankedCause } from '../../model/cause.ts';
import { openCauses, ruledOutCauses } from '../causes.ts';
import { clueWeightWords, likelihoodWords } from '../words.ts';
import { describeFix, findingId, placeLinks } from './findings.ts';
import { heading, link, tag } from './markup.ts';
import type { Html, Place } from './markup.ts';

/** A server may have every line of its answer masked. */
const mostClues = 8;
const mostLinks = 8;

export function causeId(place: Place, index: number): string {
  return `${place.id}-cause-${index + 1}`;
}

function clueList(title: string, clues: readonly Clue[], assessment: Assessment, place: Place): Html | undefined {
  if (clues.length === 0) return undefined;
  const items = clues.slice(0, mostClues).map(({ text, weight, where }) => {
    const links = placeLinks(where, place, assessment).flatMap((one) => [' ', one]);
    return tag('li', {}, tag('strong', {}, `${clueWeightWords[weight]}: `), text, ...links);
  });
  const more = clues.length - mostClues;
  return tag(
    'div',
    { class: 'clues' },
    tag('p', { class: 'label' }, title),
    tag('ul', {}, ...items, more > 0 ? tag('li', {}, `and ${more} more`) : undefined),
  );
}

function explainedList({ explains }: RankedCause, { findings }: Assessment, place: Place): Html | undefined {
  const found = findings.flatMap(({ rule, title }, index) =>
    explains.includes(rule) ? [tag('li', {}, link(title, `#${findingId(place, index)}`))] : [],
  );
  if (found.length === 0) return undefined;
  const more = found.length - mostLinks;
  return tag(
    'div',
    { class: 'clues' },
    tag('p', { class: 'label' }, 'What it explains'),
    tag('ul', {}, ...found.slice(0, mostLinks), more > 0 ? tag('li', {}, `and ${more} more`) : undefined),
  );
}

const cardClasses: Readonly<Record<Likelihood, string>> = {
  confirmed: 'card finding finding-error',
  likely: 'card finding finding-error',
  possible: 'card finding',
  'ruled-out': 'card finding finding-note',
};

function describeCause(cause: RankedCause, assessment: Assessment, place: Place): Html {
  const { likelihood, nextTest } = cause;
  return tag(
    'article',
    { class: cardClasses[likelihood], id: causeId(place, (assessment.causes ?? []).indexOf(cause)) },
    heading(place.level + 1, {}, tag('span', { class: 'word' }, `${likelihoodWords[likelihood]}: `), cause.title),
    tag('p', { class: 'seen' }, cause.text),
    clueList('What speaks for it', cause.evidenceFor, assessment, place),
    clueList('What speaks against it', cause.evidenceAgainst, assessment, place),
    explainedList(cause, assessment, place),
    nextTest === undefined
      ? undefined
      : tag(
          'div',
          { class: 'clues' },
          tag('p', { class: 'label' }, 'What would settle it'),
          tag('p', {}, nextTest.text),
        ),
    likelihood === 'ruled-out' ? undefined : describeFix(cause.fix),
    tag('p', { class: 'links' }, ...cause.sources.map(({ text, url }) => link(text, url)), tag('code', {}, cause.id)),
  );
}

export function causesSection(assessment: Assessment, place: Place): Html | undefined {
  const open = openCauses(assessment);
  const ruledOut = ruledOutCauses(assessment);
  if (open.length + ruledOut.length === 0) return undefined;
  const describe = (cause: RankedCause): Html => describeCause(cause, assessment, place);
  return tag(
    'section',
    { class: 'findings' },
    heading(place.level, {}, 'Why, and what to do'),
    ...open.map(describe),
    ruledOut.length === 0
      ? undefined
      : tag(
          'details',
          { class: 'ruled-out' },
          tag('summary', {}, `Ruled out: ${ruledOut.length}`),
          ...ruledOut.map(describe),
        ),
  );
}
