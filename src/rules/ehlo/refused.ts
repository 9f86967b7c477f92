// EHLO was refused: before TLS there is no STARTTLS without it, inside TLS no delivery.

import type { ProbeResult } from '../../model/assessment.ts';
import type { Capabilities, SmtpReply } from '../../model/smtp.ts';
import type { Outcome } from '../../model/evidence.ts';
import { rfc } from '../../formats/citations.ts';
import { isClientBan, isPolicyRefusal } from '../../formats/clientBan.ts';
import { formatFix } from '../../formats/fix.ts';
import { checked, notApplicable, unchecked } from '../outcomes.ts';
import { quoteReply, replyLocation } from '../../formats/quoting.ts';
import type { Rule, Symptom } from '../rule.ts';

const titleInTls = 'The server refuses EHLO after the handshake';

const fixInTls = formatFix({
  first:
    'Inside TLS nothing on the way can change a command, so look at what ends TLS. A load balancer or TLS proxy may hand the session to a port that is not SMTP, or to a program that knows too little of it: point it at the mail server, or let TLS through to it. If the text speaks of the name or the client, give --ehlo a name that resolves to the probing address, and set its reverse DNS. The reason stands in the log of the server.',
  exchange: 'the protocol log of the Receive connector.',
  postfix: 'smtpd_helo_restrictions, and the smtpd lines of the mail log.',
  exim: 'acl_smtp_helo and helo_verify_hosts, and the reject log.',
});

/** Whom a refusal means that is not about the command; undefined when the command is not known. */
function refusedWhom(reply: SmtpReply, result: ProbeResult): string | undefined {
  if (isClientBan(reply)) return "It turns this client's address away.";
  if (isPolicyRefusal(reply)) {
    return `It does not serve this client, or does not accept the name "${result.vantage.ehloName}".`;
  }
  return undefined;
}

/** A temporary refusal is not followed by HELO. */
function describeRefusal(reply: SmtpReply): string {
  return `The server refused ${reply.code >= 500 ? 'EHLO and HELO' : 'EHLO'}`;
}

function refusedBeforeTls(reply: SmtpReply, result: ProbeResult): Symptom {
  const where = replyLocation(reply);
  const seen = `${describeRefusal(reply)} with ${quoteReply(reply)}.`;
  const whom = refusedWhom(reply, result);
  if (whom !== undefined) return { severity: 'warning', text: `${seen} ${whom} Its TLS is not known.`, where };
  return { text: `${seen} It knows neither command, so no session can begin and no TLS can be started.`, where };
}

function refusedInTls(reply: SmtpReply, result: ProbeResult): Symptom {
  const shared = { title: titleInTls, fix: fixInTls, where: replyLocation(reply) };
  const seen = `${describeRefusal(reply)} inside TLS with ${quoteReply(reply)}.`;
  const whom = refusedWhom(reply, result);
  if (whom !== undefined) {
    const text = `${seen} ${whom} TLS had come about; how other clients fare inside it is not known.`;
    return { ...shared, severity: 'warning', text };
  }
  return {
    ...shared,
    text: `${seen} TLS had come about, but inside it the server knows neither command, so no mail can be delivered there.`,
  };
}

function heloBeforeTls(reply: SmtpReply, result: ProbeResult): Symptom {
  const where = replyLocation(reply);
  const seen = `The server refused EHLO with ${quoteReply(reply)} and accepted HELO.`;
  const whom = refusedWhom(reply, result);
  if (whom !== undefined) {
    const text = `${seen} ${whom} Whether it offers STARTTLS to clients whose EHLO it accepts is not known.`;
    return { severity: 'warning', text, where };
  }
  return { text: `${seen} STARTTLS is an extension of EHLO: after HELO no sender can ask for TLS.`, where };
}

/** Mail gets through, inside TLS, from senders that fall back to HELO as RFC 5321 section 3.2 has it. */
function heloInTls(reply: SmtpReply, result: ProbeResult): Symptom {
  const whom = refusedWhom(reply, result) ?? 'Senders can go on inside TLS, but without any extension of SMTP.';
  return {
    severity: 'warning',
    title: titleInTls,
    text: `The server refused EHLO inside TLS with ${quoteReply(reply)} and accepted HELO. ${whom}`,
    where: replyLocation(reply),
    fix: fixInTls,
  };
}

function judgeBeforeTls(outcome: Outcome<Capabilities>, result: ProbeResult): readonly Symptom[] {
  return judgeOutcome(outcome, result, heloBeforeTls, refusedBeforeTls);
}

/** Later facts repeat the failure that kept them from being learnt: a refusal before TLS is not one inside it. */
function judgeInTls(outcome: Outcome<Capabilities>, result: ProbeResult): readonly Symptom[] {
  if (outcome.status === 'failed' && outcome.failure.phase !== 'inspect') return [];
  return judgeOutcome(outcome, result, heloInTls, refusedInTls);
}

type Describe = (reply: SmtpReply, result: ProbeResult) => Symptom;

function judgeOutcome(
  outcome: Outcome<Capabilities>,
  result: ProbeResult,
  heloAccepted: Describe,
  refusedWhole: Describe,
): readonly Symptom[] {
  if (outcome.status === 'known') {
    const { refusedEhlo } = outcome.value;
    return refusedEhlo === undefined ? [] : [heloAccepted(refusedEhlo, result)];
  }
  if (outcome.status === 'skipped' || outcome.failure.code !== 'ehlo-rejected') return [];
  const { reply, detail } = outcome.failure;
  return [reply === undefined ? { text: detail, where: {} } : refusedWhole(reply, result)];
}

export const refused: Rule = {
  id: 'ehlo/refused',
  title: 'The server refuses EHLO',
  severity: 'error',
  citation: rfc(5321, '4.1.1.1'),
  meaning:
    'EHLO opens every modern SMTP session, and its answer is where STARTTLS is offered; servers must support it. A server that knows only HELO, or a device in front of it that lets only old commands through, cannot start TLS. A refusal of this client or of the name it gave is another matter, and the finding says so.',
  fix: formatFix({
    first:
      'If the text says "unrecognized" or "not implemented", look for a firewall or proxy that filters SMTP commands (Cisco: see ESMTP inspection; older proxies: let EHLO through), and update a server that is too old for EHLO. If the text speaks of the name or the client, give --ehlo a name that resolves to the probing address, and set its reverse DNS.',
    exchange:
      'every release knows EHLO, so a proxy or filter in front is the reason; the protocol log of the Receive connector shows which command arrived.',
    postfix: 'smtpd_helo_restrictions and smtpd_discard_ehlo_keyword_address_maps; the log names the restriction.',
    exim: 'acl_smtp_helo, helo_verify_hosts and helo_allow_chars.',
  }),
  check: (result) => {
    const { capabilities, capabilitiesInTls } = result.evidence;
    // The EHLO inside TLS is a second look in STARTTLS mode, and the only one on an implicit TLS port.
    const first = result.endpoint.tlsMode === 'implicit' ? capabilitiesInTls : capabilities;
    const symptoms = [...judgeBeforeTls(capabilities, result), ...judgeInTls(capabilitiesInTls, result)];
    if (symptoms.length > 0) return checked(...symptoms);
    if (first.status === 'failed') return unchecked(first.failure.detail);
    return first.status === 'skipped' ? notApplicable : checked();
  },
};
