// A reply demands STARTTLS, which was not offered.

import type { ProbeResult } from '../../model/assessment.ts';
import { exchangeArticle } from '../../formats/citations.ts';
import { formatFix } from '../../formats/fix.ts';
import { checked, notApplicable, unchecked } from '../outcomes.ts';
import { quote } from '../../formats/quoting.ts';
import type { Rule, Symptom } from '../rule.ts';

/** "530 5.7.0 Must issue a STARTTLS command first", "451 5.7.3 STARTTLS is required to send mail", "554 TLS required". */
const demand =
  /^[45]\d\d[ -].*(?:must issue (?:an? )?STARTTLS|STARTTLS (?:command )?(?:is |must be )?(?:first|required|needed|issued)|(?:TLS|encryption) (?:is )?required)/i;

function demands(result: ProbeResult): readonly Symptom[] {
  return result.transcript
    .filter((line) => line.speaker === 'server' && !line.encrypted && demand.test(line.text))
    .slice(0, 1)
    .map((line) => ({
      text: `The server says ${quote(line.text)}, but has not offered STARTTLS. It wants TLS and gives no way to begin it: no sender can deliver.`,
      where: { line: line.number },
    }));
}

export const demandedNotOffered: Rule = {
  id: 'starttls/demanded-not-offered',
  title: 'The server demands STARTTLS without offering it',
  severity: 'error',
  citation: exchangeArticle(
    'email-delivery/send-receive-emails-socketerror',
    '"451 5.7.3 Must issue a STARTTLS command first" and SocketError',
  ),
  meaning:
    "The server takes nothing without TLS, yet its answer to EHLO has no STARTTLS. One of the two is not the server's own word: a device on the way removed the offer, or the connector that demands TLS has no certificate to offer it with.",
  fix: formatFix({
    first:
      'Probe from inside the network: if STARTTLS is there, make the firewall let it through (Cisco: allow-tls in the ESMTP policy map; others: exempt the mail port from SMTP proxying). If it is missing there too, give the server its certificate back.',
    exchange:
      'Enable-ExchangeCertificate -Thumbprint <thumbprint> -Services SMTP, then set TlsCertificateName of the Receive connector to the new certificate or rerun the Hybrid Configuration Wizard.',
    postfix: 'smtpd_tls_chain_files must name files that smtpd can load; its log says which one it cannot.',
    exim: 'tls_advertise_hosts = *, with tls_certificate and tls_privatekey that can be read.',
    last: 'Keep the demand for TLS as it is.',
  }),
  check: (result) => {
    const { capabilities } = result.evidence;
    if (capabilities.status === 'skipped') return notApplicable;
    if (
      capabilities.status === 'known' &&
      capabilities.value.keywords.some((capability) => capability.keyword === 'STARTTLS')
    ) {
      return checked();
    }
    const symptoms = demands(result);
    if (symptoms.length > 0) return checked(...symptoms);
    if (capabilities.status === 'known' || capabilities.failure.code === 'ehlo-rejected') return checked();
    return unchecked(capabilities.failure.detail);
  },
};
