// Shows in a finding what was seen on the wire: the line itself, in quotes and bounded, and where it stands.

import type { ProbeResult } from '../model/assessment.ts';
import type { Failure } from '../model/failure.ts';
import type { FindingLocation } from '../model/finding.ts';
import type { SmtpReply } from '../model/smtp.ts';

const longestQuote = 200;

export function cut(text: string, maximum = longestQuote): string {
  return text.length > maximum ? `${text.slice(0, maximum)}…` : text;
}

export function quote(text: string): string {
  return `"${cut(text)}"`;
}

/** One line of a reply as it stood on the wire; `index` counts from 0. */
export function quoteReplyLine(reply: SmtpReply, index: number): string {
  const separator = index < reply.lines.length - 1 ? '-' : ' ';
  return quote(`${reply.code}${separator}${reply.lines[index] ?? ''}`);
}

/** The whole reply, its lines joined, cut where it is long. */
export function quoteReply(reply: SmtpReply): string {
  return quote(`${reply.code} ${reply.lines.join(' / ')}`.trimEnd());
}

export function replyLocation(reply: SmtpReply, index = 0): FindingLocation {
  return { line: Math.min(reply.firstLine + index, reply.lastLine) };
}

/** The line a failure can be seen in: its reply, else the last line of its phase. */
export function failureLocation(result: ProbeResult, failure: Failure): FindingLocation {
  if (failure.reply !== undefined) return replyLocation(failure.reply);
  const line = result.transcript.findLast((candidate) => candidate.phase === failure.phase) ?? result.transcript.at(-1);
  return line === undefined ? {} : { line: line.number };
}

/** Up to `maximum` items in words, and how many more there are. */
export function listSome(items: readonly string[], maximum = 5): string {
  const shown = items.slice(0, maximum).join(', ');
  return items.length > maximum ? `${shown} and ${items.length - maximum} more` : shown;
}

/** Port 25 has its own troubles: many networks do not let clients out on it. */
export function outboundBlockWarning(result: ProbeResult): string {
  return result.endpoint.port === 25
    ? ` Many access networks and cloud providers block outgoing port 25, so the cause may be on the side of ${result.vantage.hostName}, where this probe ran.`
    : '';
}
