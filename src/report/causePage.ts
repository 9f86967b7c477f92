// The page of a cause as Markdown and as text for a terminal, and all pages as one document.

import type { CauseText } from '../model/cause.ts';
import { escapeMarkdown } from './escapeMarkdown.ts';
import { fixMarkdown, fixText } from './rulePage.ts';
import { wrapText } from './text.ts';

/** The title of a rule; undefined for one that this version does not have. */
export type TitleOfRule = (rule: string) => string | undefined;

const headings = {
  meaning: 'What it means',
  explains: 'What it explains',
  fix: 'What to do',
  sources: 'Sources',
} as const;

/** @param level Of the page's own heading; its sections are one deeper. Without a line end after the last line. */
export function formatCausePage(cause: CauseText, titleOfRule: TitleOfRule, level = 1): string {
  const { id, title, meaning, explains, fix, sources } = cause;
  const heading = (text: string): readonly string[] => ['', `${'#'.repeat(level + 1)} ${text}`, ''];
  const lines = [
    `${'#'.repeat(level)} ${escapeMarkdown(title)}`,
    '',
    `**Cause** \`${id}\``,
    ...heading(headings.meaning),
    escapeMarkdown(meaning),
    ...heading(headings.explains),
    ...explains.map((rule) => `- ${escapeMarkdown(titleOfRule(rule) ?? rule)} (\`${rule}\`)`),
    ...heading(headings.fix),
    ...fixMarkdown(fix),
    ...(sources.length === 0 ? [] : heading(headings.sources)),
    ...sources.map(({ text, url }) => `- [${escapeMarkdown(text)}](${url})`),
  ];
  return lines.join('\n');
}

/** Without a line end after the last line. */
export function formatCauseText(cause: CauseText, titleOfRule: TitleOfRule, width: number): string {
  const { id, title, meaning, explains, fix, sources } = cause;
  const body = (text: string): readonly string[] => wrapText(text, width, '  ', '    ');
  const lines = [
    id,
    ...wrapText(`${title}.`, width, ''),
    'Cause: an explanation of what was found.',
    '',
    headings.meaning,
    ...wrapText(meaning, width, '  '),
    '',
    headings.explains,
    ...explains.flatMap((rule) => body(`${rule}: ${titleOfRule(rule) ?? 'not in this version'}`)),
    '',
    headings.fix,
    ...fixText(fix, width),
    ...(sources.length === 0 ? [] : ['', headings.sources]),
    ...sources.flatMap(({ text, url }) => [...body(text), `    ${url}`]),
  ];
  return lines.join('\n');
}

/** Every page, with a list of contents. Ends with a line end. */
export function formatCauseBook(causes: readonly CauseText[], titleOfRule: TitleOfRule): string {
  const lines = [
    '# Causes',
    '',
    'Why a server is as it is found: what each cause means, which findings it explains and what to do about it. A result',
    'names those that fit, the surest first, each with what speaks for it and against it. This file is written by',
    '`npm run docs` from the causes themselves: change them, not it.',
    '',
    'The same pages are in VS Code ("SMTP TLS: Explain Rule") and in a terminal (`smtp-tls-probe --explain CAUSE`).',
    '',
    ...causes.map(({ id, title }) => `- [${escapeMarkdown(title)}](#${id})`),
    ...causes.flatMap((cause) => [
      '',
      '---',
      '',
      `<a id="${cause.id}"></a>`,
      '',
      formatCausePage(cause, titleOfRule, 2),
    ]),
  ];
  return `${lines.join('\n')}\n`;
}
