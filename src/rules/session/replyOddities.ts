// Replies that depart from RFC 5321 and were understood all the same.

import type { ProbeResult } from '../../model/assessment.ts';
import type { ReplyOddity, SmtpReply } from '../../model/smtp.ts';
import { rfc } from '../../formats/citations.ts';
import { formatFix } from '../../formats/fix.ts';
import { checked, notApplicable, unchecked } from '../outcomes.ts';
import { quoteReply, replyLocation } from '../../formats/quoting.ts';
import type { Rule } from '../rule.ts';

const oddityInWords: Readonly<Record<ReplyOddity, string>> = {
  'bare-lf': 'lines end with LF alone in place of CR LF (RFC 5321 section 2.3.8)',
  'mixed-codes': 'its lines carry different codes (RFC 5321 section 4.2.1)',
  'nul-byte': 'it contains a NUL byte (RFC 5321 section 2.3.1)',
  'eight-bit': 'it contains bytes above 127 (RFC 5321 section 2.3.1)',
  'missing-separator': 'the code is followed by neither a space nor a hyphen (RFC 5321 section 4.2)',
};

function seenReplies(result: ProbeResult): readonly SmtpReply[] {
  const { greeting, capabilities, startTls, capabilitiesInTls } = result.evidence;
  const replies: (SmtpReply | undefined)[] = [];
  if (greeting.status === 'known') replies.push(greeting.value.reply);
  for (const outcome of [capabilities, capabilitiesInTls]) {
    if (outcome.status === 'known') replies.push(outcome.value.refusedEhlo, outcome.value.reply);
  }
  if (startTls.status === 'known') replies.push(startTls.value.reply);
  replies.push(result.ending?.reply);
  const byLine = new Map(replies.filter((reply) => reply !== undefined).map((reply) => [reply.firstLine, reply]));
  return [...byLine.values()];
}

export const replyOddities: Rule = {
  id: 'session/reply-oddities',
  title: 'A reply departs from the SMTP grammar',
  severity: 'note',
  citation: rfc(5321, '4.2'),
  meaning:
    'The reply was understood, but it is not written as RFC 5321 asks: its lines end wrongly, carry different codes, or hold bytes that do not belong there. Such replies come from home-made banners, content filters and devices that rewrite SMTP.',
  fix: formatFix({
    first:
      'Set the banner and greeting text back to plain ASCII, and update the mail software or the filter that writes the line.',
    exchange: 'Set-ReceiveConnector ... -Banner "220 mail.example.com".',
    postfix: 'smtpd_banner = $myhostname ESMTP.',
    exim: 'smtp_banner = $smtp_active_hostname ESMTP.',
    last: "If the server's own log shows the line written correctly, a device on the way changes it.",
  }),
  check: (result) => {
    const replies = seenReplies(result);
    const symptoms = replies
      .filter((reply) => reply.oddities.length > 0)
      .map((reply) => ({
        text: `The reply ${quoteReply(reply)} is unusual: ${reply.oddities.map((oddity) => oddityInWords[oddity]).join('; ')}. It was understood, but strict clients may refuse it.`,
        where: replyLocation(reply),
      }));
    if (symptoms.length > 0) return checked(...symptoms);
    const { greeting, capabilities, startTls, capabilitiesInTls } = result.evidence;
    const outcomes = [greeting, capabilities, startTls, capabilitiesInTls];
    for (const outcome of outcomes) if (outcome.status === 'failed') return unchecked(outcome.failure.detail);
    return outcomes.every((outcome) => outcome.status === 'skipped') ? notApplicable : checked();
  },
};
