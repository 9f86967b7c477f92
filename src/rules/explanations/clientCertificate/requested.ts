// The page of client-certificate/requested, beside what the rule itself says.

import type { Explanation } from '../../../model/rulePage.ts';
import { shell } from '../../byHand.ts';
import { postfixPage } from '../../../formats/citations.ts';

export const requested: Explanation = {
  consequence:
    'Nothing stands in the way of mail. Exchange hybrid connectors and partners with mutual TLS use this to recognise each other. A few old senders stumble over the question itself; that shows as a handshake that fails for them alone.',
  checks: [
    shell(
      '"Acceptable client certificate CA names" or "Requested Signature Algorithms" in the output is the request; "No client certificate CA names sent" alone is none.',
      'echo QUIT | openssl s_client -starttls smtp -connect HOST:PORT -servername HOST',
    ),
    shell(
      'Present the certificate that a partner would show. CERT and KEY are PEM files.',
      'swaks --server HOST --port PORT --tls --tls-cert CERT --tls-key KEY --quit-after EHLO',
    ),
  ],
  sources: [
    {
      text: 'Microsoft: Receive connectors',
      url: 'https://learn.microsoft.com/exchange/mail-flow/connectors/receive-connectors',
    },
    postfixPage('postconf.5.html#smtpd_tls_ask_ccert', 'smtpd_tls_ask_ccert'),
  ],
};
