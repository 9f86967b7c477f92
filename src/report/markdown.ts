// The report to hand to another team, as Markdown.

import type { Assessment } from '../model/assessment.ts';
import { endpointKey } from '../formats/targetText.ts';
import {
  certificatesOf,
  describeCertificate,
  describeHandshake,
  describeProbe,
  describeVerification,
  formatTranscriptLine,
  groupUnchecked,
} from './facts.ts';
import type { LabelledText } from './facts.ts';
import { severityWords, verdictWords } from './words.ts';

/** Nothing in the text acts as markup or becomes a link (CommonMark 0.31 section 2.4, GitHub's autolinks). */
export function escapeMarkdown(text: string): string {
  return text
    .replace(/\n/g, ' ')
    .replace(/[\\`*_{}[\]#|<>~!&@]/g, '\\$&')
    .replace(/:(?=\/\/)|(?<=\bwww)\.|^[-+=](?=\s)|(?<=^\d{1,9})[.)](?=\s)/gi, '\\$&');
}

/** A code block whose fence is longer than any run of backticks inside. */
function codeBlock(lines: readonly string[]): readonly string[] {
  const longest = Math.max(2, ...lines.flatMap((line) => (line.match(/`+/g) ?? []).map((run) => run.length)));
  const fence = '`'.repeat(longest + 1);
  return [`${fence}text`, ...lines, fence];
}

function table(rows: readonly LabelledText[]): readonly string[] {
  return ['| | |', '|---|---|', ...rows.map(([label, text]) => `| ${label} | ${escapeMarkdown(text)} |`)];
}

export function formatMarkdown(assessment: Assessment): string {
  const { evidence, findings } = assessment;
  const groups = groupUnchecked(assessment);
  const certificates = certificatesOf(evidence.certificates);
  const parts: readonly string[] = [
    `# ${verdictWords[assessment.verdict]}: ${escapeMarkdown(endpointKey(assessment.endpoint))}`,
    '',
    escapeMarkdown(assessment.summary),
    '',
    ...table(describeProbe(assessment)),
    ...findings.flatMap((finding) => [
      '',
      `## ${severityWords[finding.severity]}: ${escapeMarkdown(finding.title)}`,
      '',
      escapeMarkdown(finding.text),
      '',
      `**Fix:** ${escapeMarkdown(finding.fix)}`,
      '',
      `Rule \`${finding.rule}\`. Source: [${escapeMarkdown(finding.citation.text)}](${finding.citation.url})`,
    ]),
    ...(groups.length === 0 ? [] : ['', '## Could not be checked', '']),
    ...groups.map(
      ({ reason, rules }) => `- ${escapeMarkdown(reason)} (${rules.map((rule) => `\`${rule}\``).join(', ')})`,
    ),
    '',
    '## Transcript',
    '',
    ...codeBlock(assessment.transcript.map(formatTranscriptLine)),
    '',
    '## TLS session',
    '',
    ...table([...describeHandshake(evidence.handshake), ...describeVerification(evidence.verification)]),
    ...certificates.flatMap((certificate, index) => [
      '',
      `## Certificate ${index + 1} of ${certificates.length}, as sent`,
      '',
      ...table(describeCertificate(certificate)),
      '',
      ...codeBlock(certificate.pem.trimEnd().split('\n')),
    ]),
    '',
  ];
  return parts.join('\n');
}
