// What is different between two assessments, as a page to read or to hand on.

import type { Assessment } from '../model/assessment.ts';
import { endpointKey } from '../formats/targetText.ts';
import { describeChanges } from './changes.ts';
import type { ChangeRow, SideNames } from './changes.ts';
import { escapeMarkdown } from './escapeMarkdown.ts';
import { formatTime, verdictWords } from './words.ts';

function table(rows: readonly ChangeRow[], { before, after }: SideNames): readonly string[] {
  return [
    `| | ${escapeMarkdown(before)} | ${escapeMarkdown(after)} |`,
    '|---|---|---|',
    ...rows.map((row) => `| ${[row.label, row.before, row.after].map(escapeMarkdown).join(' | ')} |`),
  ];
}

function describeSide(name: string, { verdict, summary, startedAt, vantage, endpoint }: Assessment): string {
  const when = `${endpointKey(endpoint)} on ${formatTime(startedAt)} from ${vantage.hostName}`;
  const text = `**${escapeMarkdown(name)}:** ${escapeMarkdown(when)}`;
  return `${text}. **${verdictWords[verdict]}**: ${escapeMarkdown(summary)}`;
}

/** @param names Given when the two are no earlier and later result of one endpoint. */
export function formatChanges(title: string, before: Assessment, after: Assessment, names?: SideNames): string {
  const { sentence, circumstances, rows } = describeChanges(before, after, names);
  const shown = names ?? { before: 'Before', after: 'After' };
  return [
    `# ${escapeMarkdown(title)}`,
    '',
    escapeMarkdown(sentence),
    '',
    ...(circumstances.length === 0 ? [] : ['## How they were probed', '', ...table(circumstances, shown), '']),
    ...(rows.length === 0 ? [] : ['## What differs', '', ...table(rows, shown), '']),
    '## The two results',
    '',
    `- ${describeSide(shown.before, before)}`,
    `- ${describeSide(shown.after, after)}`,
    '',
  ].join('\n');
}
