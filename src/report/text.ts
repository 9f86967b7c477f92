// The report for a terminal: the verdict first, then causes and findings with their fixes, then facts on demand.

import type { Assessment, Verdict } from '../model/assessment.ts';
import type { Likelihood, RankedCause } from '../model/cause.ts';
import type { Finding, Severity } from '../model/finding.ts';
import { endpointKey } from '../formats/targetText.ts';
import { causeLine, clueTexts, isSure, openCauses, placeText, ruledOutCauses } from './causes.ts';
import {
  certificatesOf,
  describeCertificate,
  describeHandshake,
  describeProbe,
  describeVerification,
  groupUnchecked,
} from './facts.ts';
import { formatTranscriptLine } from './transcriptLine.ts';
import type { LabelledText } from './facts.ts';
import { splitFix } from './fixText.ts';
import { describeFurtherTests } from './furtherTests.ts';
import type { FurtherTestReport } from './furtherTestReport.ts';
import { inPieces, redactionNotice } from './report.ts';
import type { ReportFormat, ReportOptions, ReportPieces } from './report.ts';
import { likelihoodWords, severityWords, verdictSigns, verdictWords } from './words.ts';

export interface TextOptions {
  /** Columns. */
  readonly width: number;
  readonly hasColour: boolean;
  /** Adds transcript, TLS session and certificates. */
  readonly isVerbose: boolean;
}

type Style = 'bold' | 'dim' | 'red' | 'green' | 'yellow' | 'cyan';

/** ECMA-48 SGR codes: on, off. */
const styleCodes: Readonly<Record<Style, readonly [number, number]>> = {
  bold: [1, 22],
  dim: [2, 22],
  red: [31, 39],
  green: [32, 39],
  yellow: [33, 39],
  cyan: [36, 39],
};

export const verdictStyles: Readonly<Record<Verdict, Style>> = {
  sound: 'green',
  weak: 'yellow',
  broken: 'red',
  unreachable: 'red',
  inconclusive: 'cyan',
};

export const severityStyles: Readonly<Record<Severity, Style>> = { error: 'red', warning: 'yellow', note: 'cyan' };

export function paint(text: string, style: Style, options: TextOptions): string {
  if (!options.hasColour) return text;
  const [on, off] = styleCodes[style];
  return `\u001b[${on}m${text}\u001b[${off}m`;
}

/** Breaks at spaces; a word longer than the width stands alone on its line. */
export function wrapText(text: string, width: number, indent: string, hangingIndent = indent): readonly string[] {
  const lines: string[] = [];
  for (const paragraph of text.split('\n')) {
    let line = lines.length === 0 ? indent : hangingIndent;
    let isEmpty = true;
    for (const word of paragraph.split(' ')) {
      if (!isEmpty && line.length + 1 + word.length > width) {
        lines.push(line);
        line = hangingIndent;
        isEmpty = true;
      }
      line += isEmpty ? word : ` ${word}`;
      isEmpty = false;
    }
    lines.push(line);
  }
  return lines;
}

function formatLabelled(rows: readonly LabelledText[], options: TextOptions, indent: string): readonly string[] {
  const width = Math.max(...rows.map(([label]) => label.length));
  return rows.flatMap(([label, text]) => {
    const [first = '', ...rest] = wrapText(text, options.width, `${indent}${' '.repeat(width + 2)}`);
    return [indent + paint(label.padEnd(width + 2), 'dim', options) + first.trimStart(), ...rest];
  });
}

function describeWhere({ where }: Finding): string {
  const place = placeText(where);
  return place === '' ? '' : `  ${place}`;
}

function formatFix(fix: string, { width }: TextOptions): readonly string[] {
  return splitFix(fix).flatMap(([label, text], index) =>
    wrapText(`${index === 0 ? 'Fix: ' : '  '}${label === '' ? '' : `${label}: `}${text}`, width, '    ', '      '),
  );
}

const likelihoodStyles: Readonly<Record<Likelihood, Style>> = {
  confirmed: 'red',
  likely: 'red',
  possible: 'cyan',
  'ruled-out': 'dim',
};

function formatCause(cause: RankedCause, options: TextOptions): readonly string[] {
  const { id, title, text, likelihood, evidenceFor, evidenceAgainst, nextTest, fix, sources } = cause;
  const word = paint(`${likelihoodWords[likelihood]} cause`, likelihoodStyles[likelihood], options);
  const body = (line: string): readonly string[] => wrapText(line, options.width, '    ', '      ');
  return [
    '',
    `  ${word}: ${paint(title, 'bold', options)}  ${paint(id, 'dim', options)}`,
    ...wrapText(text, options.width, '    '),
    ...clueTexts(evidenceFor).flatMap((clue) => body(`+ ${clue}`)),
    ...clueTexts(evidenceAgainst).flatMap((clue) => body(`- ${clue}`)),
    ...(nextTest === undefined ? [] : body(`To settle it: ${nextTest.text}`)),
    ...formatFix(fix, options),
    ...(options.isVerbose ? sources.map((one) => `    ${paint(`${one.text}  ${one.url}`, 'dim', options)}`) : []),
  ];
}

function formatRuledOut(causes: readonly RankedCause[], options: TextOptions): readonly string[] {
  if (causes.length === 0) return [];
  const lines = causes.flatMap(({ title, evidenceAgainst }) => {
    const [clue] = clueTexts(evidenceAgainst);
    return wrapText(`Ruled out: ${title}.${clue === undefined ? '' : ` ${clue}`}`, options.width, '  ', '    ');
  });
  return ['', ...lines];
}

function formatAcceptance({ accepted }: Finding, { width }: TextOptions): readonly string[] {
  return accepted === undefined ? [] : wrapText(`Accepted until ${accepted.until}: ${accepted.reason}`, width, '    ');
}

/** Where the cause is confirmed, what to do stands with it; the finding's own fix is for those who want all. */
function formatFindingFix(finding: Finding, causes: readonly RankedCause[], options: TextOptions): readonly string[] {
  const cause = causes.find(({ explains }) => explains.includes(finding.rule));
  const why = cause === undefined || !isSure(cause) ? [] : wrapText(`${causeLine(cause)}.`, options.width, '    ');
  const isSaid = cause?.likelihood === 'confirmed' && !options.isVerbose;
  return [...why, ...(isSaid ? [] : formatFix(finding.fix, options))];
}

function formatFinding(finding: Finding, causes: readonly RankedCause[], options: TextOptions): readonly string[] {
  const word = paint(severityWords[finding.severity], severityStyles[finding.severity], options);
  const place = paint(`${finding.rule}${describeWhere(finding)}`, 'dim', options);
  return [
    '',
    `  ${word}: ${paint(finding.title, 'bold', options)}  ${place}`,
    ...wrapText(finding.text, options.width, '    '),
    ...formatAcceptance(finding, options),
    ...formatFindingFix(finding, causes, options),
    `    ${paint(`${finding.citation.text}  ${finding.citation.url}`, 'dim', options)}`,
  ];
}

function formatDetails(assessment: Assessment, options: TextOptions): readonly string[] {
  const { evidence } = assessment;
  const heading = (text: string): readonly string[] => ['', `  ${paint(text, 'bold', options)}`];
  const certificates = certificatesOf(evidence.certificates);
  const transcript = assessment.transcript.map((line) => `  ${formatTranscriptLine(line)}`);
  return [
    ...(transcript.length === 0 ? [] : [...heading('Transcript'), ...transcript]),
    ...heading('TLS session'),
    ...formatLabelled(
      [...describeHandshake(evidence.handshake), ...describeVerification(evidence.verification)],
      options,
      '    ',
    ),
    ...certificates.flatMap((certificate, index) => [
      ...heading(`Certificate ${index + 1} of ${certificates.length}, as sent`),
      ...formatLabelled(describeCertificate(certificate), options, '    '),
    ]),
  ];
}

/** Columns as wide as their widest cell; a last cell too long for the line goes on below itself. */
function formatRows({ columns, rows }: FurtherTestReport, options: TextOptions): readonly string[] {
  if (rows.length === 0) return [];
  const widths = columns.map((head, index) => Math.max(head.length, ...rows.map((row) => (row[index] ?? '').length)));
  const format = (cells: readonly string[]): readonly string[] => {
    const begin = cells
      .slice(0, -1)
      .map((cell, index) => `${cell.padEnd(widths[index] ?? 0)}  `)
      .join('');
    const indent = ' '.repeat(4 + begin.length);
    const last = cells.at(-1) ?? '';
    const [first = '', ...rest] =
      indent.length + last.length <= options.width || indent.length + 30 > options.width
        ? [`${indent}${last}`]
        : wrapText(last, options.width, indent);
    return [`    ${begin}${first.slice(indent.length)}`.trimEnd(), ...rest];
  };
  return [...format(columns).map((line) => paint(line, 'dim', options)), ...rows.flatMap(format)];
}

function formatFurtherTest(test: FurtherTestReport, options: TextOptions): readonly string[] {
  return [
    '',
    `  ${paint(`Further test: ${test.title}`, 'bold', options)}`,
    ...wrapText(test.outcome, options.width, '    '),
    ...(test.facts.length === 0 ? [] : formatLabelled(test.facts, options, '    ')),
    ...formatRows(test, options),
    ...test.notes.flatMap((note) => wrapText(note, options.width, '    ')),
  ];
}

/** More of them for one reason say no more than their number. */
const maximumNamedChecks = 12;

function formatUnchecked(assessment: Assessment, options: TextOptions): readonly string[] {
  const groups = groupUnchecked(assessment);
  if (groups.length === 0) return [];
  const lines = groups.flatMap(({ reason, rules }) => {
    const isShort = options.isVerbose && rules.length <= maximumNamedChecks;
    const what = isShort ? rules.join(', ') : `${rules.length} check${rules.length === 1 ? '' : 's'}`;
    return wrapText(`Could not be checked: ${what}. ${reason}`, options.width, '  ', '    ');
  });
  return ['', ...lines];
}

/** Without a line end at its end. */
export function formatText(assessment: Assessment, options: TextOptions): string {
  const { verdict } = assessment;
  const causes = openCauses(assessment);
  const word = paint(`${verdictSigns[verdict]} ${verdictWords[verdict]}`, verdictStyles[verdict], options);
  return [
    `${word}  ${paint(endpointKey(assessment.endpoint), 'bold', options)}`,
    ...wrapText(assessment.summary, options.width, '  '),
    ...causes.flatMap((cause) => formatCause(cause, options)),
    ...formatRuledOut(ruledOutCauses(assessment), options),
    ...assessment.findings.flatMap((finding) => formatFinding(finding, causes, options)),
    ...describeFurtherTests(assessment.furtherTests).flatMap((test) => formatFurtherTest(test, options)),
    ...formatUnchecked(assessment, options),
    '',
    ...formatLabelled(describeProbe(assessment), options, '  '),
    ...(options.isVerbose ? formatDetails(assessment, options) : []),
  ].join('\n');
}

function open({ text: options, redactionTokens }: ReportOptions): ReportPieces {
  const notice = wrapText(`Redacted. ${redactionNotice}`, options.width, '').join('\n');
  return {
    head: redactionTokens === undefined ? '' : `${notice}\n\n`,
    piece: (assessment, index) => `${index > 0 ? '\n' : ''}${formatText(assessment, options)}\n`,
    tail: () => '',
  };
}

export const text: ReportFormat = {
  id: 'text',
  title: 'Plain text',
  extension: 'txt',
  mediaType: 'text/plain',
  language: 'plaintext',
  hasByteOrderMark: false,
  ...inPieces(open),
};
