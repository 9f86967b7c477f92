// The page of a rule in the editor, as Markdown, with the endpoints that it was found at.

import type { EndpointState } from '../../engine/store.ts';
import type { RulePage } from '../../model/rulePage.ts';
import { escapeMarkdown } from '../../report/markdown.ts';
import { formatRulePage } from '../../report/rulePage.ts';
import { t } from '../l10n.ts';
import { nameOf } from '../words.ts';
import { transcriptUri } from './documentUris.ts';

/** More of them make the page no clearer. */
const maximumPlaces = 20;

/** What each endpoint's last result says under this rule. */
function placesOf(rule: string, states: readonly EndpointState[]): readonly string[] {
  return states.flatMap((state) =>
    (state.assessment?.findings ?? [])
      .filter((finding) => finding.rule === rule)
      .map(({ text }) => {
        // The angle brackets keep a key with brackets of its own, such as an IPv6 address, from ending the link.
        const target = transcriptUri(state.key).toString();
        return `- [${escapeMarkdown(nameOf(state))}](<${target}>): ${escapeMarkdown(text)}`;
      }),
  );
}

/** @param states Every endpoint that there is. */
export function rulePageText(page: RulePage, states: readonly EndpointState[]): string {
  const places = placesOf(page.id, states);
  const more = places.length - maximumPlaces;
  const lines = [
    formatRulePage(page),
    ...(places.length === 0 ? [] : ['', `## ${escapeMarkdown(t('Where it is found now'))}`, '']),
    ...places.slice(0, maximumPlaces),
    ...(more > 0 ? ['', escapeMarkdown(t('And {0} more.', more))] : []),
    '',
  ];
  return lines.join('\n');
}
