// What a protocol log comes to, as plain text: for terminals, and as a document in the editor.

import type { Likelihood } from '../model/cause.ts';
import type { FailedSession, LogSummary, RemoteTally } from '../model/protocolLog.ts';
import { printableText } from '../formats/printable.ts';
import { formatTime } from './words.ts';

const causeWords: Readonly<Record<Likelihood, string>> = {
  confirmed: 'confirmed cause',
  likely: 'likely cause',
  possible: 'possible cause',
  'ruled-out': 'no cause',
};

function digits(number: number): string {
  return number.toLocaleString('en-GB');
}

function count(number: number, one: string, many: string): string {
  return `${digits(number)} ${number === 1 ? one : many}`;
}

/** Decimal, as sizes of files are shown. */
function formatBytes(bytes: number): string {
  if (bytes < 1_000) return count(bytes, 'byte', 'bytes');
  const [size, unit] = bytes < 1_000_000 ? [bytes / 1_000, 'KB'] : [bytes / 1_000_000, 'MB'];
  return `${size.toFixed(1)} ${unit}`;
}

function describeCounts(summary: LogSummary): readonly string[] {
  const { sessions, withTls, withoutTls, notOffered, failed, unknown, incomplete } = summary;
  const lines = [
    `${count(sessions, 'session', 'sessions')}: ${digits(withTls)} with TLS, ${digits(withoutTls)} without, ${digits(failed)} failed at TLS`,
  ];
  if (notOffered > 0) lines.push(`${digits(notOffered)} of those without were offered no STARTTLS`);
  if (unknown > 0) lines.push(`of ${digits(unknown)} the log does not tell whether they used TLS`);
  if (incomplete > 0) lines.push(`of ${digits(incomplete)} the beginning or the end is not in the log`);
  return lines;
}

function describeRemotes({ remotes, otherRemotes }: LogSummary): readonly string[] {
  if (remotes.length === 0) return [];
  const shown = remotes.slice(0, 20);
  const width = Math.max(...shown.map(({ remote }) => remote.length), 'Remote host'.length);
  const row = (...cells: readonly string[]): string =>
    cells
      .map((cell, index) => (index === 0 ? `  ${cell.padEnd(width)}` : cell.padStart(index === 4 ? 11 : 8)))
      .join('  ');
  const rowOf = ({ remote, sessions, withTls, failed, notOffered, notOfferedLine: line }: RemoteTally): string =>
    `${row(remote, ...[sessions, withTls, failed, notOffered].map(digits))}${line === undefined ? '' : `  first at line ${line}`}`;
  const rest = remotes.length - shown.length + otherRemotes;
  return [
    '',
    row('Remote host', 'Sessions', 'With TLS', 'Failed', 'No STARTTLS'),
    ...shown.map(rowOf),
    ...(rest > 0 ? [`  and ${count(rest, 'more host', 'more hosts')}`] : []),
  ];
}

/** Begins with the line by which a failed session is found: its line in the log. */
export function describeFailure(failure: FailedSession): readonly string[] {
  const { line, id, remote, startedAt, reason, text, findings, cause } = failure;
  const where = [`line ${line}`, `session ${id}`, remote, formatTime(startedAt)].filter((part) => part !== '');
  return [
    `  ${reason}: ${where.join(', ')}`,
    `    ${text}`,
    ...findings.map(({ rule, severity, title }) => `    ${severity}: ${title} (${rule})`),
    ...(cause === undefined ? [] : [`    ${causeWords[cause.likelihood]}: ${cause.title}`]),
  ];
}

/** Lines without their ends. Every text of the log in it is safe to show. */
export function describeLog(name: string, summary: LogSummary): readonly string[] {
  const { firstAt, lastAt, bytes, lines, reasons, failures, otherFailed, problems, otherProblems } = summary;
  const span = firstAt === undefined || lastAt === undefined ? [] : [`${formatTime(firstAt)} to ${formatTime(lastAt)}`];
  const size = `${formatBytes(bytes)}, ${count(lines, 'line', 'lines')}`;
  const unread = problems.length + otherProblems;
  return [
    printableText(name, 300),
    ...[...describeCounts(summary), ...span, size].map((line) => `  ${line}`),
    ...(reasons.length === 0 ? [] : ['', '  Failed at TLS, by reason']),
    ...reasons.slice(0, 20).map(({ reason, sessions }) => `  ${digits(sessions).padStart(8)}  ${reason}`),
    ...describeRemotes(summary),
    ...(failures.length === 0 ? [] : ['', '  Sessions that failed at TLS']),
    ...failures.flatMap((failure) => ['', ...describeFailure(failure)]),
    ...(otherFailed > 0 ? ['', `  and ${count(otherFailed, 'more', 'more')}, which are only counted`] : []),
    ...(unread === 0 ? [] : ['', `  ${count(unread, 'line', 'lines')} could not be read`]),
    ...problems.slice(0, 5).map((problem) => `    ${problem}`),
  ];
}
