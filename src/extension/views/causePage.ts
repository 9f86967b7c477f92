// The page of a cause in the editor, as Markdown, with the endpoints whose last result it may explain.

import type { EndpointState } from '../../engine/store.ts';
import type { CauseText } from '../../model/cause.ts';
import { formatCausePage } from '../../report/causePage.ts';
import type { TitleOfRule } from '../../report/causePage.ts';
import { openCauses } from '../../report/causes.ts';
import { escapeMarkdown } from '../../report/escapeMarkdown.ts';
import { t } from '../l10n.ts';
import { likelihoodWords, nameOf } from '../words.ts';

/** More of them make the page no clearer. */
const maximumPlaces = 20;

/** The preview follows relative links only; encoded, so that no bracket of an IPv6 address ends the link. */
function linkTo({ key, assessment }: EndpointState, id: string): string {
  const cause = openCauses(assessment ?? {}).find((one) => one.id === id);
  const line = cause?.evidenceFor.find(({ where }) => where.line !== undefined)?.where.line;
  return `../transcript/${encodeURIComponent(key)}${line === undefined ? '' : `#L${line}`}`;
}

function placesOf(id: string, states: readonly EndpointState[]): readonly string[] {
  return states.flatMap((state) =>
    openCauses(state.assessment ?? {})
      .filter((cause) => cause.id === id)
      .map(
        ({ likelihood, text }) =>
          `- [${escapeMarkdown(nameOf(state))}](${linkTo(state, id)}): ${escapeMarkdown(`${likelihoodWords[likelihood]}. ${text}`)}`,
      ),
  );
}

/** @param states Every endpoint that there is. */
export function causePageText(cause: CauseText, titleOfRule: TitleOfRule, states: readonly EndpointState[]): string {
  const places = placesOf(cause.id, states);
  const more = places.length - maximumPlaces;
  const lines = [
    formatCausePage(cause, titleOfRule),
    ...(places.length === 0 ? [] : ['', `## ${escapeMarkdown(t('Where it may be so now'))}`, '']),
    ...places.slice(0, maximumPlaces),
    ...(more > 0 ? ['', escapeMarkdown(t('And {0} more.', more))] : []),
    '',
  ];
  return lines.join('\n');
}
