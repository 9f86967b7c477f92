// The report for a spreadsheet (RFC 4180): one row for each finding, and one for an endpoint without any.

import type { Assessment } from '../model/assessment.ts';
import type { RankedCause } from '../model/cause.ts';
import type { Finding } from '../model/finding.ts';
import { onOneLine } from '../formats/printable.ts';
import { endpointKey } from '../formats/targetText.ts';
import { causeOfRule } from './causes.ts';
import { certificatesOf } from './facts.ts';
import { inPieces } from './report.ts';
import type { ReportFormat, ReportOptions, ReportPieces } from './report.ts';
import { likelihoodWords, severityWords, verdictWords } from './words.ts';

/**
 * A spreadsheet takes a cell that begins so for a formula (OWASP, "CSV Injection"), also in the full-width forms that
 * some languages use. A semicolon or a tab begins a new cell where the list separator of the machine is that.
 */
const formulaStart = /(^|[;\t])([^\S\t]*)(?=[=+\-@\uff1d\uff0b\uff0d\uff20])/g;

/** One cell: quoted always, on one line, and never a formula. */
export function formatCell(text: string): string {
  const inert = onOneLine(text)
    .replace(formulaStart, "$1$2'")
    .replace(/^[\t\r]/, "'$&");
  return `"${inert.replaceAll('"', '""')}"`;
}

interface Row {
  readonly assessment: Assessment;
  readonly finding: Finding | undefined;
  readonly options: ReportOptions;
}

/** The surest cause that explains the finding of a row. */
function causeIn({ assessment, finding }: Row): RankedCause | undefined {
  return finding === undefined ? undefined : causeOfRule(assessment, finding.rule);
}

type Column = readonly [name: string, text: (row: Row) => string | number | undefined];

const columns: readonly Column[] = [
  ['Endpoint', ({ assessment }) => endpointKey(assessment.endpoint)],
  ['Host', ({ assessment }) => assessment.endpoint.host],
  ['Port', ({ assessment }) => assessment.endpoint.port],
  ['TLS mode', ({ assessment }) => assessment.endpoint.tlsMode],
  ['Verdict', ({ assessment }) => verdictWords[assessment.verdict]],
  ['Summary', ({ assessment }) => assessment.summary],
  ['Severity', ({ finding }) => (finding === undefined ? undefined : severityWords[finding.severity])],
  ['Rule', ({ finding }) => finding?.rule],
  ['Finding', ({ finding }) => finding?.title],
  ['What was seen', ({ finding }) => finding?.text],
  ['What to do', ({ finding }) => finding?.fix],
  ['Cause', (row) => causeIn(row)?.title],
  [
    'Likelihood of the cause',
    (row) => {
      const cause = causeIn(row);
      return cause === undefined ? undefined : likelihoodWords[cause.likelihood];
    },
  ],
  ['What to do about the cause', (row) => causeIn(row)?.fix],
  ['Transcript line', ({ finding }) => finding?.where.line],
  [
    'Certificate',
    ({ finding }) => (finding?.where.certificate === undefined ? undefined : finding.where.certificate + 1),
  ],
  ['Accepted until', ({ finding }) => finding?.accepted?.until],
  ['Accepted because', ({ finding }) => finding?.accepted?.reason],
  ['Source', ({ finding }) => finding?.citation.text],
  ['Source address', ({ finding }) => finding?.citation.url],
  ['Checks that could not run', ({ assessment }) => assessment.unchecked.length],
  [
    'Address reached',
    ({ assessment: { evidence } }) =>
      evidence.connection.status === 'known' ? evidence.connection.value.remote.address : undefined,
  ],
  [
    'TLS version',
    ({ assessment: { evidence } }) =>
      evidence.handshake.status === 'known' ? evidence.handshake.value.version : undefined,
  ],
  [
    'Cipher suite',
    ({ assessment: { evidence } }) =>
      evidence.handshake.status === 'known' ? evidence.handshake.value.cipherSuite.name : undefined,
  ],
  ['Certificate valid until', ({ assessment }) => certificatesOf(assessment.evidence.certificates)[0]?.notAfter],
  ['Probed at', ({ assessment }) => assessment.startedAt],
  ['Milliseconds', ({ assessment }) => Math.round(assessment.durationMs)],
  ['Probed from', ({ assessment }) => assessment.vantage.hostName],
  ['Redacted', ({ options }) => (options.redactionTokens === undefined ? 'no' : 'yes')],
];

function formatRow(cells: readonly (string | number | undefined)[]): string {
  const texts = cells.map((cell) => {
    if (typeof cell === 'number') return String(cell);
    return cell === undefined || cell === '' ? '' : formatCell(cell);
  });
  return `${texts.join(',')}\r\n`;
}

function open(options: ReportOptions): ReportPieces {
  return {
    head: formatRow(columns.map(([name]) => name)),
    piece: (assessment) => {
      const findings = assessment.findings.length === 0 ? [undefined] : assessment.findings;
      return findings
        .map((finding) => formatRow(columns.map(([, text]) => text({ assessment, finding, options }))))
        .join('');
    },
    tail: () => '',
  };
}

export const csv: ReportFormat = {
  id: 'csv',
  title: 'CSV',
  extension: 'csv',
  mediaType: 'text/csv',
  language: 'plaintext',
  hasByteOrderMark: true,
  ...inPieces(open),
};
