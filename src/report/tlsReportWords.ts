// The sentences of an explained report on TLS (RFC 8460), the same on a terminal and on a page.

import { sumOf } from '../formats/tlsReport.ts';
import type {
  ExplainedTlsFailure,
  TlsFailurePlace,
  TlsPolicySummary,
  TlsReport,
  TlsReportExplanation,
} from '../model/tlsReport.ts';

export const problemsHeading = 'What could not be read or is not shown';

export function countSessions(count: number | undefined): string {
  if (count === undefined) return 'sessions not counted';
  return count === 1 ? '1 session' : `${count} sessions`;
}

/** `2026-06-01T00:00:00.000Z` → `2026-06-01 00:00 UTC`. */
function shortTime(time: string | undefined): string {
  if (time === undefined) return 'a time that is not given';
  return time.replace(/^(\d{4}-\d\d-\d\d)T(\d\d:\d\d).*Z$/, '$1 $2 UTC');
}

/** Counts that are missing are said to be, and never taken for nought. */
export function verdictSentence({ report, policies }: TlsReportExplanation): string {
  const failed = sumOf(policies.map((policy) => policy.failed));
  const successful = sumOf(policies.map((policy) => policy.successful));
  const who = report.organization ?? 'A sender that does not name itself';
  if (failed === undefined) return `${who} does not say how many sessions failed.`;
  if (successful === undefined) return `${who} counted ${countSessions(failed)} that failed.`;
  const isWhole = policies.every((policy) => policy.failed !== undefined && policy.successful !== undefined);
  const all = failed + successful;
  const counted = isWhole ? '' : ' that were counted';
  return `${who} reports that ${failed === 0 ? 'none' : failed} of ${countSessions(all)}${counted} failed.`;
}

/** Which report it is. */
export function originSentence({ from, to, id, contact }: TlsReport): string {
  const time =
    from === undefined && to === undefined ? 'The report names no time' : `From ${shortTime(from)} to ${shortTime(to)}`;
  const parts = [id === undefined ? [] : `report ${id}`, contact === undefined ? [] : `contact ${contact}`].flat();
  return `${time}${parts.length === 0 ? '' : ` (${parts.join(', ')})`}.`;
}

export function policyHeading({ type, kind, domain }: TlsPolicySummary): string {
  return `${domain ?? 'A domain that is not named'}: ${kind} (${type})`;
}

export function policySentences(policy: TlsPolicySummary): readonly string[] {
  const { successful, failed, unexplained, mxHosts, consequence, uncovered } = policy;
  const said = (count: number | undefined): string => (count === undefined ? 'an unknown number' : String(count));
  const hosts = mxHosts.slice(0, 10).join(', ');
  return [
    `Sessions: ${said(successful)} succeeded, ${said(failed)} failed.`,
    ...(mxHosts.length === 0 ? [] : [`MX: ${hosts}${mxHosts.length > 10 ? ` and ${mxHosts.length - 10} more` : ''}`]),
    ...(consequence === undefined ? [] : [consequence]),
    ...(unexplained === undefined ? [] : [`Of ${countSessions(unexplained)} the report does not say why.`]),
    ...uncovered,
  ];
}

export function failureHeading({ title, resultType, sessions }: ExplainedTlsFailure): string {
  return `${title} (${resultType}, ${countSessions(sessions)})`;
}

export function placeSentence({ domain, host, sessions, remarks, mismatch }: TlsFailurePlace): string {
  const where = host ?? domain ?? 'a host that is not named';
  const said = remarks.length === 0 ? '' : `; the sender says: ${remarks.map((one) => `"${one}"`).join(', ')}`;
  return `${where}: ${countSessions(sessions)}${said}${mismatch === undefined ? '' : `. ${mismatch}`}`;
}

export function omittedSentence({ omittedPlaces }: ExplainedTlsFailure): readonly string[] {
  return omittedPlaces === 0 ? [] : [`${omittedPlaces} further hosts are not shown.`];
}

/** What could not be read or is not shown, each with its place. */
export function remarksOn({ report, omittedFailures }: TlsReportExplanation): readonly string[] {
  return omittedFailures === 0
    ? report.problems
    : [...report.problems, `${omittedFailures} further kinds of failures are not shown.`];
}
