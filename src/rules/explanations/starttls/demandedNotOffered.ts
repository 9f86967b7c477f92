// The page of starttls/demanded-not-offered, beside what the rule itself says.

import type { Explanation } from '../../../model/rulePage.ts';
import { exchangeCertificates, exchangeConnectors, insideTwin, shell } from '../../byHand.ts';
import { exchangeArticle, postfixPage, rfc } from '../../../formats/citations.ts';

export const demandedNotOffered: Explanation = {
  consequence:
    'Nobody can deliver, encrypted or not. Exchange Online shows this as "451 4.4.0 ... 451 5.7.3 Must issue a STARTTLS command first" and tries again until the mail expires; in a hybrid all mail between cloud and server stops.',
  checks: [
    shell(
      'Read the answer to EHLO: STARTTLS is missing. Then see the demand for it.',
      'swaks --server HOST --port PORT --from probe@example.com --quit-after MAIL',
    ),
    insideTwin,
    exchangeConnectors,
    exchangeCertificates,
    shell(
      'On Postfix and Exim (exim4 on Debian): what is demanded, and the certificate to do it with.',
      'postconf smtpd_tls_security_level smtpd_tls_chain_files smtpd_tls_cert_file',
      'exim -bP tls_advertise_hosts tls_certificate tls_privatekey',
    ),
  ],
  sources: [
    rfc(3207, '4'),
    exchangeArticle(
      'email-delivery/cannot-receive-mail-with-new-certificate',
      'STARTTLS is missing after a certificate change (KB 2989382)',
    ),
    postfixPage('TLS_README.html', 'TLS support'),
  ],
};
