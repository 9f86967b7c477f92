// The page of a rule as Markdown and as text for a terminal, and all pages as one document.

import type { HandCheck, RuleCases, RulePage } from '../model/rulePage.ts';
import type { Citation, Severity } from '../model/finding.ts';
import type { FixPiece } from './fixCommands.ts';
import { guideOf } from './fixText.ts';
import { escapeMarkdown } from './escapeMarkdown.ts';
import { wrapText } from './text.ts';
import { severityWords } from './words.ts';

const severityMeanings: Readonly<Record<Severity, string>> = {
  error: 'breaks a MUST or stops delivery',
  warning: 'breaks a SHOULD, or may stop some deliveries',
  note: 'for information',
};

const headings = {
  meaning: 'What it means',
  consequence: 'Why it matters',
  checks: 'How to check by hand',
  fix: 'What to do',
  cases: 'What it may have been',
  sources: 'Sources',
} as const;

/** Leads from what may have been met to its fix. */
const casesLead = { one: 'What to do about it:', many: 'What to do about these:' } as const;

function sourcesOf({ citation, sources }: RulePage): readonly Citation[] {
  const all = [citation, ...sources];
  return all.filter(({ url }, index) => all.findIndex((other) => other.url === url) === index);
}

/** CommonMark 0.31 section 6.1: the fence is longer than any run of backticks inside. */
function codeSpan(text: string): string {
  const longest = Math.max(0, ...(text.match(/`+/g) ?? []).map((run) => run.length));
  const fence = '`'.repeat(longest + 1);
  const pad = /^`|`$/.test(text) ? ' ' : '';
  return `${fence}${pad}${text}${pad}${fence}`;
}

function inlineMarkdown(pieces: readonly FixPiece[]): string {
  return pieces.map(({ kind, text }) => (kind === 'text' ? escapeMarkdown(text) : codeSpan(text))).join('');
}

export function fixMarkdown(fix: string): readonly string[] {
  const { steps, notes } = guideOf(fix);
  return [
    ...steps.flatMap(({ pieces, parts }, index) => [
      `${index + 1}. ${pieces.length === 0 ? 'By product:' : inlineMarkdown(pieces)}`,
      ...parts.map((part) => `   - **${part.products.join(' and ')}:** ${inlineMarkdown(part.pieces)}`),
    ]),
    ...notes.flatMap((note) => ['', inlineMarkdown(note)]),
  ];
}

function checkMarkdown({ text, commands, shell }: HandCheck): readonly string[] {
  const code = commands.length === 0 ? [] : ['', `\`\`\`${shell}`, ...commands, '```'];
  return ['', escapeMarkdown(text), ...code];
}

function casesMarkdown({ members, fix }: RuleCases): readonly string[] {
  return [
    '',
    ...members.map(({ names, meaning }) => `- ${names.map(codeSpan).join(', ')}: ${escapeMarkdown(meaning)}`),
    '',
    members.length === 1 ? casesLead.one : casesLead.many,
    '',
    ...fixMarkdown(fix),
  ];
}

/** @param level Of the page's own heading; its sections are one deeper. Without a line end after the last line. */
export function formatRulePage(page: RulePage, level = 1): string {
  const heading = (text: string): readonly string[] => ['', `${'#'.repeat(level + 1)} ${text}`, ''];
  const lines = [
    `${'#'.repeat(level)} ${escapeMarkdown(page.title)}`,
    '',
    `**${severityWords[page.severity]}** (${severityMeanings[page.severity]}) · rule \`${page.id}\``,
    ...heading(headings.meaning),
    escapeMarkdown(page.meaning),
    ...heading(headings.consequence),
    escapeMarkdown(page.consequence),
    ...heading(headings.checks).slice(0, -1),
    ...(page.checkNote === undefined ? [] : ['', escapeMarkdown(page.checkNote)]),
    ...page.checks.flatMap(checkMarkdown),
    ...heading(headings.fix),
    ...fixMarkdown(page.fix),
    ...(page.cases.length === 0 ? [] : heading(headings.cases).slice(0, -1)),
    ...page.cases.flatMap(casesMarkdown),
    ...heading(headings.sources),
    ...sourcesOf(page).map(({ text, url }) => `- [${escapeMarkdown(text)}](${url})`),
  ];
  return lines.join('\n');
}

export function fixText(fix: string, width: number): readonly string[] {
  const plain = (pieces: readonly FixPiece[]): string => pieces.map(({ text }) => text).join('');
  const { steps, notes } = guideOf(fix);
  return [
    ...steps.flatMap(({ pieces, parts }, index) => {
      const number = `${index + 1}.`.padEnd(3);
      return [
        ...wrapText(`${number}${pieces.length === 0 ? 'By product:' : plain(pieces)}`, width, '  ', '     '),
        ...parts.flatMap((part) =>
          wrapText(`${part.products.join(' and ')}: ${plain(part.pieces)}`, width, '     ', '       '),
        ),
      ];
    }),
    ...notes.flatMap((note) => wrapText(plain(note), width, '  ')),
  ];
}

function casesText({ members, fix }: RuleCases, width: number): readonly string[] {
  const lines = members.flatMap(({ names, meaning }) =>
    wrapText(`${names.join(', ')}: ${meaning}`, width, '  ', '    '),
  );
  const lead = members.length === 1 ? casesLead.one : casesLead.many;
  return ['', ...lines, `  ${lead}`, ...fixText(fix, width)];
}

/** Commands are never broken, so that they can be copied. Without a line end after the last line. */
export function formatRuleText(page: RulePage, width: number): string {
  const body = (text: string): readonly string[] => wrapText(text, width, '  ');
  const lines = [
    page.id,
    ...wrapText(`${page.title}.`, width, ''),
    ...wrapText(`${severityWords[page.severity]}: ${severityMeanings[page.severity]}.`, width, ''),
    '',
    headings.meaning,
    ...body(page.meaning),
    '',
    headings.consequence,
    ...body(page.consequence),
    '',
    headings.checks,
    ...(page.checkNote === undefined ? [] : [...body(page.checkNote), '']),
    ...page.checks.flatMap(({ text, commands }, index) => [
      ...(index === 0 ? [] : ['']),
      ...body(text),
      ...commands.map((command) => `    ${command}`),
    ]),
    '',
    headings.fix,
    ...fixText(page.fix, width),
    ...(page.cases.length === 0 ? [] : ['', headings.cases]),
    ...page.cases.flatMap((cases) => casesText(cases, width)),
    '',
    headings.sources,
    ...sourcesOf(page).flatMap(({ text, url }) => [...body(text), `    ${url}`]),
  ];
  return lines.join('\n');
}

/** `certificate/expired` → `certificate`. */
function subjectOf({ id }: RulePage): string {
  return id.slice(0, id.indexOf('/'));
}

const subjectTitles: Readonly<Record<string, string>> = {
  connection: 'Connection',
  session: 'Session',
  greeting: 'Greeting',
  ehlo: 'EHLO',
  pairing: 'Port and TLS mode',
  starttls: 'STARTTLS',
  handshake: 'TLS handshake',
  tls: 'TLS session',
  certificate: 'Certificates',
  'client-certificate': 'Client certificates',
  expectation: 'Expectations of the owner',
};

/** Every page below its subject, with a list of contents. Ends with a line end. */
export function formatRuleBook(pages: readonly RulePage[]): string {
  const subjects = [...new Set(pages.map(subjectOf))];
  const of = (subject: string): readonly RulePage[] => pages.filter((page) => subjectOf(page) === subject);
  const anchor = ({ id }: RulePage): string => id.replace('/', '-');
  const lines = [
    '# Rules',
    '',
    'What SMTP TLS Probe looks for, what each finding means, why it matters, how to see it by hand and what to do about',
    'it. This file is written by `npm run docs` from the rules themselves: change them, not it.',
    '',
    'The same pages are in VS Code ("SMTP TLS: Explain Rule") and in a terminal (`smtp-tls-probe --explain RULE`).',
    ...subjects.flatMap((subject) => [
      '',
      `## ${subjectTitles[subject] ?? subject}`,
      '',
      ...of(subject).map((page) => `- [${escapeMarkdown(page.title)}](#${anchor(page)}) (${page.severity})`),
    ]),
    ...pages.flatMap((page) => ['', '---', '', `<a id="${anchor(page)}"></a>`, '', formatRulePage(page, 2)]),
  ];
  return `${lines.join('\n')}\n`;
}
