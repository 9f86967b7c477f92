// The page of an anti-fix, as Markdown and as text for a terminal.

import type { AntiFixText } from '../model/antiFix.ts';
import { escapeMarkdown } from './escapeMarkdown.ts';
import { wrapText } from './text.ts';
import { severityWords } from './words.ts';

const headings = {
  effect: 'What happens because of it',
  alternative: 'What to do in its place',
  rules: 'Where to look for the root cause',
  source: 'Source',
} as const;

/** @param linkOf Address of the page of a rule, as seen from this one; without it, rules are no links. */
export function formatAntiFixPage(page: AntiFixText, linkOf?: (rule: string) => string): string {
  const ruleLine = (rule: string): string =>
    linkOf === undefined ? `- \`${rule}\`` : `- [${escapeMarkdown(rule)}](${linkOf(rule)})`;
  return [
    `# ${escapeMarkdown(page.title)}`,
    '',
    `**${severityWords[page.severity]}** · anti-fix \`${page.id}\``,
    '',
    `## ${headings.effect}`,
    '',
    escapeMarkdown(page.effect),
    '',
    `## ${headings.alternative}`,
    '',
    escapeMarkdown(page.alternative),
    '',
    `## ${headings.rules}`,
    '',
    ...page.rules.map(ruleLine),
    '',
    `## ${headings.source}`,
    '',
    `- [${escapeMarkdown(page.citation.text)}](${page.citation.url})`,
    '',
  ].join('\n');
}

/** Without a line end after the last line. */
export function formatAntiFixText(page: AntiFixText, width: number): string {
  const body = (text: string): readonly string[] => wrapText(text, width, '  ');
  return [
    page.id,
    ...wrapText(`${page.title}.`, width, ''),
    '',
    headings.effect,
    ...body(page.effect),
    '',
    headings.alternative,
    ...body(page.alternative),
    '',
    headings.rules,
    ...page.rules.map((rule) => `  ${rule}`),
    '',
    headings.source,
    ...body(page.citation.text),
    `    ${page.citation.url}`,
  ].join('\n');
}
