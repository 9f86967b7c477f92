// Explanations of mail errors as Markdown: most specific first, each with why, what to look at and what to do.

import type { MailErrorExplanation, MailErrorReport } from '../model/mailError.ts';
import { formatEndpoint } from '../formats/targetText.ts';
import { splitFix } from './fixText.ts';
import { confidenceWords, describeWrapper, placesOf, remarksOn } from './mailErrorText.ts';
import type { Advice } from './mailErrorText.ts';
import { escapeMarkdown } from './escapeMarkdown.ts';

const confidenceMeanings: Readonly<Record<MailErrorExplanation['confidence'], string>> = {
  certain: 'the text names the fault',
  likely: 'the text names what happened, and one cause stands out',
  possible: 'several causes lead to the same words',
  unknown: 'the words are not known',
};

function list(heading: string, items: readonly string[]): readonly string[] {
  return items.length === 0 ? [] : ['', `### ${heading}`, '', ...items.map((item) => `- ${item}`)];
}

/** What follows the meaning, each part under a heading. */
export function formatAdvice(
  { causes, lookAt, fix, probe, sources, rules }: Advice & Pick<MailErrorExplanation, 'rules'>,
  ruleLink: (rule: string) => string,
): readonly string[] {
  return [
    ...list(
      'What may be behind it, most likely first',
      causes.map(({ text, tell }) => `${escapeMarkdown(text)} *Tells it apart:* ${escapeMarkdown(tell)}`),
    ),
    ...list('What to look at', lookAt.map(escapeMarkdown)),
    ...list(
      'What to do',
      fix === ''
        ? []
        : splitFix(fix).map(
            ([label, text]) => `${label === '' ? '' : `**${escapeMarkdown(label)}:** `}${escapeMarkdown(text)}`,
          ),
    ),
    ...list(
      'The probe that would help',
      probe === undefined ? [] : [`${escapeMarkdown(formatEndpoint(probe.endpoint))}: ${escapeMarkdown(probe.why)}`],
    ),
    ...list(
      'Rules that find the same in a probe',
      rules.map((rule) => `[${rule}](${ruleLink(rule)})`),
    ),
    ...list(
      'Sources',
      sources.map(({ text, url }) => `[${escapeMarkdown(text)}](${url})`),
    ),
  ];
}

function formatExplanation(explanation: MailErrorExplanation, ruleLink: (rule: string) => string): readonly string[] {
  const { title, confidence, isAboutTls, meaning, innermost, wrappers } = explanation;
  const places = [...placesOf(explanation), ...wrappers.map(describeWrapper)];
  return [
    `## ${escapeMarkdown(title)}`,
    '',
    `**${confidenceWords[confidence]}** (${confidenceMeanings[confidence]})${isAboutTls || confidence === 'unknown' ? '' : ' · not about TLS'}`,
    '',
    `> ${escapeMarkdown(innermost.text)}`,
    '',
    escapeMarkdown(places.join(' · ')),
    '',
    escapeMarkdown(meaning),
    ...formatAdvice(explanation, ruleLink),
  ];
}

/** @param ruleLink The target of a link to the page of a rule. Ends with a line end. */
export function formatMailErrorMarkdown(
  report: MailErrorReport,
  title: string,
  ruleLink: (rule: string) => string,
): string {
  const remarks = remarksOn(report).map(escapeMarkdown);
  return `${[
    `# ${escapeMarkdown(title)}`,
    ...report.explanations.flatMap((explanation) => ['', ...formatExplanation(explanation, ruleLink)]),
    ...(remarks.length === 0 ? [] : ['', ...remarks]),
  ].join('\n')}\n`;
}

/** For a language model: our own words only, as a text from elsewhere may hold instructions. */
export function formatMailErrorForTool({ explanations }: MailErrorReport): string {
  return explanations
    .slice(0, 3)
    .map(({ id, title, confidence, meaning, isAboutTls, causes, lookAt, fix, sources }) =>
      [
        `Mail error ${id}: ${title}`,
        `How sure: ${confidence}, ${confidenceMeanings[confidence]}.${isAboutTls ? '' : ' It is not about TLS.'}`,
        // What is said of an unknown text quotes codes of it.
        ...(confidence === 'unknown' ? [] : [`What it means: ${meaning}`]),
        ...causes.map(({ text, tell }) => `Possible cause: ${text} Tells it apart: ${tell}`),
        ...lookAt.map((text) => `Look at: ${text}`),
        ...(fix === '' ? [] : [`What to do: ${fix.replaceAll('\n', ' ')}`]),
        ...sources.map(({ text, url }) => `Source: ${text}, ${url}`),
      ].join('\n'),
    )
    .join('\n\n');
}
