// The page of a rule in the editor, as Markdown, with the endpoints that it was found at.

import type { EndpointState } from '../../engine/store.ts';
import type { FindingLocation } from '../../model/finding.ts';
import type { RulePage } from '../../model/rulePage.ts';
import type { AntiFixText } from '../../model/antiFix.ts';
import { formatAntiFixPage } from '../../report/antiFixPage.ts';
import { escapeMarkdown } from '../../report/escapeMarkdown.ts';
import { formatRulePage } from '../../report/rulePage.ts';
import { t } from '../l10n.ts';
import { nameOf } from '../words.ts';

/** More of them make the page no clearer. */
const maximumPlaces = 20;

/**
 * The transcript of an endpoint as seen from `/rules/SUBJECT/RULE.md`: the preview follows relative links only. Encoded,
 * so that no bracket of an IPv6 address ends the link.
 */
function linkTo(key: string, { line }: FindingLocation): string {
  const fragment = line === undefined ? '' : `#L${line}`;
  return `../../transcript/${encodeURIComponent(key)}${fragment}`;
}

/** What each endpoint's last result says under this rule. */
function placesOf(rule: string, states: readonly EndpointState[]): readonly string[] {
  return states.flatMap((state) =>
    (state.assessment?.findings ?? [])
      .filter((finding) => finding.rule === rule)
      .map(
        ({ text, where }) =>
          `- [${escapeMarkdown(nameOf(state))}](${linkTo(state.key, where)}): ${escapeMarkdown(text)}`,
      ),
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

/** The page of an anti-fix, at `/rules/PRODUCT/NAME.md`, with links to the rules that lead to the root cause. */
export function antiFixPageText(page: AntiFixText): string {
  return formatAntiFixPage(page, (rule) => `../${rule}.md`);
}
