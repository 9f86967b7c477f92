// The page of client-certificate/required, beside what the rule itself says.

import type { Explanation } from '../../../model/rulePage.ts';
import { exchangeConnectors, shell } from '../../byHand.ts';
import { eximChapter, postfixPage, rfc } from '../../../formats/citations.ts';

export const required: Explanation = {
  consequence:
    'Senders on the internet have no client certificate to show, so a server that takes mail for a domain shuts them all out (RFC 3207 section 4 forbids a public server to refuse mail over TLS questions). Between partners with mutual TLS it may be meant, and then only strangers are kept out.',
  checks: [
    shell(
      'Without a certificate the session ends with "certificate required" or "handshake failure", or right after EHLO.',
      'swaks --server HOST --port PORT --tls --quit-after EHLO',
    ),
    shell(
      'With the certificate of a partner it should go through. CERT and KEY are PEM files.',
      'swaks --server HOST --port PORT --tls --tls-cert CERT --tls-key KEY --quit-after EHLO',
    ),
    exchangeConnectors,
    shell(
      'On Postfix and Exim (exim4 on Debian): who demands.',
      'postconf smtpd_tls_req_ccert smtpd_tls_ask_ccert',
      'exim -bP tls_verify_hosts tls_try_verify_hosts',
    ),
  ],
  sources: [
    rfc(3207, '4'),
    postfixPage('postconf.5.html#smtpd_tls_req_ccert', 'smtpd_tls_req_ccert'),
    eximChapter('ch-encrypted_smtp_connections_using_tlsssl', 'Encrypted SMTP connections using TLS/SSL'),
  ],
};
