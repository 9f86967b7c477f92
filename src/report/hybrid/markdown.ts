// The diagnosis of a hybrid deployment to hand to another team, as Markdown.

import type { HybridDiagnosis, HybridFinding } from '../../model/hybrid.ts';
import { escapeMarkdown } from '../escapeMarkdown.ts';
import { codeBlock, link } from '../markdown.ts';
import { severityWords, verdictWords } from '../words.ts';
import { formatPlace, sectionsOf, sideWords } from './sections.ts';

function formatFinding({
  check,
  severity,
  title,
  text,
  meaning,
  fix,
  citation,
  place,
  repairs,
}: HybridFinding): readonly string[] {
  return [
    '',
    `## ${severityWords[severity]}: ${escapeMarkdown(title)}`,
    '',
    escapeMarkdown(text),
    '',
    escapeMarkdown(meaning),
    '',
    `**Fix:** ${escapeMarkdown(fix)}`,
    ...repairs.flatMap(({ side, command, reason }) => [
      '',
      `${sideWords[side]}: ${escapeMarkdown(reason)}`,
      '',
      ...codeBlock(command.split('\n')),
    ]),
    '',
    `${escapeMarkdown(check)}${place === undefined ? '' : `, ${escapeMarkdown(formatPlace(place))}`}. ${link(citation.text, citation.url)}`,
  ];
}

export function formatHybridMarkdown(diagnosis: HybridDiagnosis): string {
  const { verdict, summary, findings, startedAt } = diagnosis;
  return [
    `# ${verdictWords[verdict]}: hybrid mail flow`,
    '',
    escapeMarkdown(summary),
    '',
    `${startedAt.slice(0, 10)} ${startedAt.slice(11, 16)} UTC`,
    ...findings.flatMap(formatFinding),
    ...sectionsOf(diagnosis).flatMap(({ title, items }) => [
      '',
      `## ${title}`,
      '',
      ...items.flatMap(({ text, details }) => [
        `- ${escapeMarkdown(text)}`,
        ...details.map((detail) => `  - ${escapeMarkdown(detail)}`),
      ]),
    ]),
    '',
  ].join('\n');
}
