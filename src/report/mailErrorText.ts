// Explanations of mail errors for a terminal: what it says and how sure that is, then why, then what to do.

import { formatEndpoint } from '../formats/targetText.ts';
import type {
  MailErrorConfidence,
  MailErrorExplanation,
  MailErrorReport,
  MailErrorWrapper,
} from '../model/mailError.ts';
import { splitFix } from './fixText.ts';
import { wrapText } from './text.ts';

export const confidenceWords: Readonly<Record<MailErrorConfidence, string>> = {
  certain: 'Certain',
  likely: 'Likely',
  possible: 'Possible',
  unknown: 'Unknown',
};

export const confidenceSigns: Readonly<Record<MailErrorConfidence, string>> = {
  certain: '✓',
  likely: '+',
  possible: '?',
  unknown: '-',
};

const notAboutTls = 'This is not about TLS.';

export function describeWrapper({ kind, code, enhancedCode, host, address, port }: MailErrorWrapper): string {
  const codes = [code, enhancedCode].filter((part) => part !== undefined && !kind.includes(part)).join(' ');
  const peer = host ?? address;
  const place = peer === undefined ? '' : ` about ${peer}${port === undefined ? '' : ` port ${port}`}`;
  return `${kind}${codes === '' ? '' : ` (${codes})`}${place}`;
}

/** Where it stands, how often, and who says it: parts of one line. */
export function placesOf({ line, count, speaker }: MailErrorExplanation): readonly string[] {
  return [
    `line ${line}`,
    ...(count === 1 ? [] : [`${count} times`]),
    ...(speaker === undefined ? [] : [`said by ${speaker}`]),
  ];
}

/** What to type for the suggested probe; it is never run. */
export function probeCommand({ probe }: Pick<MailErrorExplanation, 'probe'>): string | undefined {
  return probe === undefined ? undefined : `smtp-tls-probe probe ${formatEndpoint(probe.endpoint)}`;
}

/** What the report leaves out, in whole sentences. */
export function remarksOn({ omitted, unread, explanations }: MailErrorReport): readonly string[] {
  return [
    ...(explanations.length === 0 ? ['There is no text to explain.'] : []),
    ...(omitted === 0 ? [] : [`${omitted} further errors are not shown.`]),
    ...(unread === 0 ? [] : [`The last ${unread} characters were not read: the text is too long.`]),
  ];
}

/** What follows the meaning: why, what to look at, what to do. */
export type Advice = Pick<MailErrorExplanation, 'causes' | 'lookAt' | 'fix' | 'probe' | 'sources'>;

/** Each part behind an empty line. */
export function formatAdvice(advice: Advice, width: number): readonly string[] {
  const { causes, lookAt, fix, probe, sources } = advice;
  const body = (text: string): readonly string[] => wrapText(text, width, '  ');
  const item = (text: string): readonly string[] => wrapText(`- ${text}`, width, '    ', '      ');
  return [
    ...(causes.length === 0 ? [] : ['', '  What may be behind it, most likely first:']),
    ...causes.flatMap(({ text, tell }) => item(`${text} Tells it apart: ${tell}`)),
    ...(lookAt.length === 0 ? [] : ['', '  What to look at:']),
    ...lookAt.flatMap(item),
    ...(fix === '' ? [] : ['']),
    ...(fix === ''
      ? []
      : splitFix(fix).flatMap(([label, text], index) =>
          wrapText(`${index === 0 ? 'Fix: ' : '  '}${label === '' ? '' : `${label}: `}${text}`, width, '  ', '    '),
        )),
    ...(probe === undefined ? [] : ['', ...body(`Probe that ${probe.why}:`), `    ${probeCommand(advice) ?? ''}`]),
    ...(sources.length === 0 ? [] : ['']),
    ...sources.flatMap(({ text, url }) => [...body(text), `    ${url}`]),
  ];
}

function formatExplanation(explanation: MailErrorExplanation, width: number): readonly string[] {
  const { confidence, title, innermost, wrappers } = explanation;
  const body = (text: string): readonly string[] => wrapText(text, width, '  ');
  const isNamed = explanation.isAboutTls || confidence === 'unknown';
  return [
    ...wrapText(`${confidenceSigns[confidence]} ${confidenceWords[confidence]}  ${title}`, width, '', '  '),
    ...body(`"${innermost.text}"`),
    ...body(placesOf(explanation).join(', ')),
    ...(wrappers.length === 0 ? [] : body(`Wrapped in: ${wrappers.map(describeWrapper).join(' > ')}`)),
    '',
    ...body(isNamed ? explanation.meaning : `${explanation.meaning} ${notAboutTls}`),
    ...formatAdvice(explanation, width),
  ];
}

/** Ends with a line end. */
export function formatMailErrorText(report: MailErrorReport, width: number): string {
  const blocks = report.explanations.map((explanation) => formatExplanation(explanation, width).join('\n'));
  const remarks = remarksOn(report).flatMap((text) => wrapText(text, width, ''));
  return `${[...blocks, ...(remarks.length === 0 ? [] : [remarks.join('\n')])].join('\n\n')}\n`;
}
