// EHLO was refused: without it there is no STARTTLS.

import type { ProbeResult } from '../../model/assessment.ts';
import type { Capabilities, SmtpReply } from '../../model/smtp.ts';
import type { Outcome } from '../../model/evidence.ts';
import { rfc } from '../citations.ts';
import { isClientBan, isPolicyRefusal } from '../clientBan.ts';
import { checked, notApplicable, unchecked } from '../outcomes.ts';
import { quoteReply, replyLocation } from '../quoting.ts';
import type { Rule, Symptom } from '../rule.ts';

function bothRefused(reply: SmtpReply, result: ProbeResult): Symptom {
  const where = replyLocation(reply);
  const seen = `The server refused EHLO and HELO with ${quoteReply(reply)}.`;
  if (isClientBan(reply)) {
    return { severity: 'warning', text: `${seen} It turns this client's address away. Its TLS is not known.`, where };
  }
  if (isPolicyRefusal(reply)) {
    const text = `${seen} It does not serve this client, or does not accept the name "${result.vantage.ehloName}". Its TLS is not known.`;
    return { severity: 'warning', text, where };
  }
  return { text: `${seen} It knows neither command, so no session can begin and no TLS can be started.`, where };
}

function judgeOutcome(outcome: Outcome<Capabilities>, result: ProbeResult): readonly Symptom[] {
  if (outcome.status === 'known') {
    const reply = outcome.value.refusedEhlo;
    if (reply === undefined) return [];
    return [
      {
        text: `The server refused EHLO with ${quoteReply(reply)} and accepted HELO. STARTTLS is an extension of EHLO: after HELO no sender can ask for TLS.`,
        where: replyLocation(reply),
      },
    ];
  }
  if (outcome.status === 'failed' && outcome.failure.code === 'ehlo-rejected') {
    const { reply, detail } = outcome.failure;
    return [reply === undefined ? { text: detail, where: {} } : bothRefused(reply, result)];
  }
  return [];
}

export const refused: Rule = {
  id: 'ehlo/refused',
  title: 'The server refuses EHLO',
  severity: 'error',
  citation: rfc(5321, '4.1.1.1'),
  meaning:
    'EHLO opens every modern SMTP session and is where STARTTLS is offered; servers must support it. A server that knows only HELO, or a device in front of it that lets only old commands through, takes mail unencrypted or not at all. A refusal of this client or its name is another matter, and is said as such.',
  fix: 'If the text says "unrecognized" or "not implemented", look for a firewall or proxy that filters SMTP commands (Cisco: see ESMTP inspection; older proxies: let EHLO through), and update a server that is too old for EHLO; Exchange, Postfix and Exim all speak it. If the text speaks of the name or the client, give --ehlo a name that resolves to the probing address, and set its reverse DNS; in Postfix the reason stands in smtpd_helo_restrictions, in Exim in acl_smtp_helo and helo_verify_hosts.',
  check: (result) => {
    const { capabilities, capabilitiesInTls } = result.evidence;
    // The EHLO inside TLS is a second look in STARTTLS mode, and the only one on an implicit TLS port.
    const first = result.endpoint.tlsMode === 'implicit' ? capabilitiesInTls : capabilities;
    const symptoms = [capabilities, capabilitiesInTls]
      .filter((outcome, index, all) => index === 0 || !isSameFailure(outcome, all[0]))
      .flatMap((outcome) => judgeOutcome(outcome, result));
    if (symptoms.length > 0) return checked(...symptoms);
    if (first.status === 'failed') return unchecked(first.failure.detail);
    return first.status === 'skipped' ? notApplicable : checked();
  },
};

/** Later facts repeat the failure that kept them from being learnt. */
function isSameFailure(one: Outcome<Capabilities>, other: Outcome<Capabilities> | undefined): boolean {
  return one.status === 'failed' && other?.status === 'failed' && one.failure.detail === other.failure.detail;
}
