// The report to hand to another team, as Markdown.

import type { Assessment } from '../model/assessment.ts';
import type { Certificate } from '../model/certificate.ts';
import type { RankedCause } from '../model/cause.ts';
import type { Finding } from '../model/finding.ts';
import type { FurtherTest } from '../model/furtherTest.ts';
import { onOneLine } from '../formats/printable.ts';
import { endpointKey } from '../formats/targetText.ts';
import { causeLine, clueTexts, openCauses, ruledOutCauses, surestCause } from './causes.ts';
import {
  certificatesOf,
  describeCertificate,
  describeHandshake,
  describeProbe,
  describeVerification,
  groupUnchecked,
} from './facts.ts';
import type { LabelledText } from './facts.ts';
import { escapeMarkdown } from './escapeMarkdown.ts';
import { formatTranscriptLine } from './transcriptLine.ts';
import { describeFurtherTests } from './furtherTests.ts';
import { splitFix } from './fixText.ts';
import { redactionNotice, wholeAndParts } from './report.ts';
import type { ReportFormat, ReportOptions } from './report.ts';
import { formatMs, stageStatusWords, stageWords } from './stages.ts';
import { formatVerdictCounts } from './verdicts.ts';
import { likelihoodWords, severityWords, verdictWords } from './words.ts';

/** A code block whose fence is longer than any run of backticks inside. */
export function codeBlock(lines: readonly string[]): readonly string[] {
  const longest = Math.max(2, ...lines.flatMap((line) => (line.match(/`+/g) ?? []).map((run) => run.length)));
  const fence = '`'.repeat(longest + 1);
  return [`${fence}text`, ...lines, fence];
}

/** A code span, whose content is taken as it is: its fence is longer than any run inside. */
function codeSpan(text: string): string {
  const longest = Math.max(0, ...(text.match(/`+/g) ?? []).map((run) => run.length));
  const fence = '`'.repeat(longest + 1);
  const space = text.startsWith('`') || text.endsWith('`') ? ' ' : '';
  return `${fence}${space}${onOneLine(text)}${space}${fence}`;
}

/** A link only to what is one; a stored result may say anything. */
export function link(text: string, url: string): string {
  const shown = escapeMarkdown(text);
  return /^https?:\/\/[^\s()<>\\]+$/i.test(url) ? `[${shown}](${url})` : `${shown} ${codeSpan(url)}`;
}

function table(rows: readonly LabelledText[]): readonly string[] {
  return ['| | |', '|---|---|', ...rows.map(([label, text]) => `| ${label} | ${escapeMarkdown(text)} |`)];
}

function formatFix(fix: string): readonly string[] {
  const [first = ['', ''], ...others] = splitFix(fix);
  const named = ([label, text]: LabelledText): string =>
    label === '' ? escapeMarkdown(text) : `${escapeMarkdown(label)}: ${escapeMarkdown(text)}`;
  return [
    `**Fix:** ${named(first)}`,
    ...(others.length === 0 ? [] : ['', ...others.map((part) => `- ${named(part)}`)]),
  ];
}

function listUnder(title: string, items: readonly string[]): readonly string[] {
  return items.length === 0 ? [] : ['', `**${title}:**`, '', ...items.map((item) => `- ${escapeMarkdown(item)}`)];
}

function formatCause(cause: RankedCause): readonly string[] {
  const { id, title, text, likelihood, explains, evidenceFor, evidenceAgainst, nextTest, fix, sources } = cause;
  return [
    '',
    `## ${likelihoodWords[likelihood]} cause: ${escapeMarkdown(title)}`,
    '',
    escapeMarkdown(text),
    ...listUnder('What speaks for it', clueTexts(evidenceFor)),
    ...listUnder('What speaks against it', clueTexts(evidenceAgainst)),
    ...(nextTest === undefined ? [] : ['', `**What would settle it:** ${escapeMarkdown(nextTest.text)}`]),
    '',
    ...formatFix(fix),
    '',
    `Cause ${codeSpan(id)}, explains ${explains.map(codeSpan).join(', ')}.${sources.map((one) => ` Source: ${link(one.text, one.url)}.`).join('')}`,
  ];
}

function formatRuledOut(causes: readonly RankedCause[]): readonly string[] {
  if (causes.length === 0) return [];
  const items = causes.map(({ title, evidenceAgainst }) => {
    const [clue] = clueTexts(evidenceAgainst);
    return `- ${escapeMarkdown(title)}.${clue === undefined ? '' : ` ${escapeMarkdown(clue)}`}`;
  });
  return ['', '## Ruled out', '', ...items];
}

function formatFinding(finding: Finding): readonly string[] {
  const { accepted, where } = finding;
  const places = [
    ...(where.line === undefined ? [] : [`transcript line ${where.line}`]),
    ...(where.certificate === undefined ? [] : [`certificate ${where.certificate + 1}`]),
  ];
  return [
    '',
    `## ${severityWords[finding.severity]}: ${escapeMarkdown(finding.title)}`,
    '',
    escapeMarkdown(finding.text),
    ...(accepted === undefined
      ? []
      : ['', `**Accepted** until ${escapeMarkdown(accepted.until)}: ${escapeMarkdown(accepted.reason)}`]),
    '',
    ...formatFix(finding.fix),
    '',
    `Rule ${codeSpan(finding.rule)}${places.length === 0 ? '' : `, ${places.join(', ')}`}. Source: ${link(finding.citation.text, finding.citation.url)}`,
  ];
}

function formatFurtherTests(tests: readonly FurtherTest[] | undefined): readonly string[] {
  const reports = describeFurtherTests(tests);
  if (reports.length === 0) return [];
  const row = (cells: readonly string[]): string => `| ${cells.map(escapeMarkdown).join(' | ')} |`;
  return [
    '',
    '## Further tests',
    ...reports.flatMap(({ title, outcome, facts, columns, rows, notes }) => [
      '',
      `### ${escapeMarkdown(title)}`,
      '',
      escapeMarkdown(outcome),
      ...(facts.length === 0 ? [] : ['', ...table(facts)]),
      ...(rows.length === 0 ? [] : ['', row(columns), `|${columns.map(() => '---|').join('')}`, ...rows.map(row)]),
      ...(notes.length === 0 ? [] : ['', ...notes.map((note) => `- ${escapeMarkdown(note)}`)]),
    ]),
  ];
}

function formatStages({ stages }: Assessment): readonly string[] {
  if (stages.length === 0) return [];
  const rows = stages.map(({ phase, status, startedAt, durationMs, note }) =>
    [
      stageWords[phase],
      stageStatusWords[status],
      formatMs(startedAt),
      formatMs(durationMs),
      note === undefined ? '' : escapeMarkdown(note),
    ].join(' | '),
  );
  return [
    '',
    '## Where the time went',
    '',
    '| Stage | | Began at | Took | |',
    '|---|---|--:|--:|---|',
    ...rows.map((row) => `| ${row} |`),
  ];
}

function formatCertificate(certificate: Certificate, index: number, count: number): readonly string[] {
  return [
    '',
    `## Certificate ${index + 1} of ${count}, as sent`,
    '',
    ...table(describeCertificate(certificate)),
    // A redacted one has no PEM text.
    ...(certificate.pem === '' ? [] : ['', ...codeBlock(certificate.pem.trimEnd().split('\n'))]),
  ];
}

/** One assessment as a document of its own. */
export function formatMarkdown(assessment: Assessment): string {
  const { evidence, findings } = assessment;
  const groups = groupUnchecked(assessment);
  const cause = surestCause(assessment);
  const certificates = certificatesOf(evidence.certificates);
  const parts: readonly string[] = [
    `# ${verdictWords[assessment.verdict]}: ${escapeMarkdown(endpointKey(assessment.endpoint))}`,
    '',
    escapeMarkdown(assessment.summary),
    '',
    ...(cause === undefined ? [] : [`**${escapeMarkdown(causeLine(cause))}.**`, '']),
    ...table(describeProbe(assessment)),
    ...openCauses(assessment).flatMap(formatCause),
    ...formatRuledOut(ruledOutCauses(assessment)),
    ...findings.flatMap(formatFinding),
    ...(groups.length === 0 ? [] : ['', '## Could not be checked', '']),
    ...groups.map(({ reason, rules }) => `- ${escapeMarkdown(reason)} (${rules.map(codeSpan).join(', ')})`),
    ...formatFurtherTests(assessment.furtherTests),
    ...formatStages(assessment),
    ...(assessment.transcript.length === 0
      ? []
      : ['', '## Transcript', '', ...codeBlock(assessment.transcript.map(formatTranscriptLine))]),
    '',
    '## TLS session',
    '',
    ...table([...describeHandshake(evidence.handshake), ...describeVerification(evidence.verification)]),
    ...certificates.flatMap((certificate, index) => formatCertificate(certificate, index, certificates.length)),
    '',
  ];
  return parts.join('\n');
}

function formatOverview(assessments: readonly Assessment[]): readonly string[] {
  return [
    '# SMTP TLS report',
    '',
    `${formatVerdictCounts(assessments)}.`,
    '',
    '| Endpoint | Verdict | |',
    '|---|---|---|',
    ...assessments.map(
      ({ endpoint, verdict, summary }) =>
        `| ${escapeMarkdown(endpointKey(endpoint))} | ${verdictWords[verdict]} | ${escapeMarkdown(summary)} |`,
    ),
    '',
    '',
  ];
}

function* parts(assessments: readonly Assessment[], { errors, redactionTokens }: ReportOptions): Iterable<string> {
  const notice = redactionTokens === undefined ? [] : [`> **Redacted.** ${redactionNotice}`, '', ''];
  const failed =
    errors.length === 0
      ? []
      : ['', '# Inputs that could not be used', '', ...errors.map(({ reason }) => `- ${escapeMarkdown(reason)}`), ''];
  yield notice.join('\n');
  if (assessments.length !== 1) yield formatOverview(assessments).join('\n');
  for (const [index, assessment] of assessments.entries())
    yield `${index === 0 ? '' : '\n'}${formatMarkdown(assessment)}`;
  yield failed.join('\n');
}

export const markdown: ReportFormat = {
  id: 'markdown',
  title: 'Markdown',
  extension: 'md',
  mediaType: 'text/markdown',
  language: 'markdown',
  hasByteOrderMark: false,
  ...wholeAndParts(parts),
};
