// The page of starttls/refused, beside what the rule itself says.

import type { Explanation } from '../../../model/rulePage.ts';
import {
  exchangeCertificateEvents,
  exchangeCertificates,
  eximTls,
  insideTwin,
  keyFits,
  seeSession,
  shell,
} from '../../byHand.ts';
import { exchangeArticle, postfixPage, rfc } from '../../../formats/citations.ts';

export const refused: Explanation = {
  consequence:
    'Senders that do not demand TLS go on in clear text, and nobody notices. Those that do (an Exchange hybrid, MTA-STS, DANE, partners with forced TLS) keep the mail and return it after some days.',
  checks: [
    seeSession,
    insideTwin,
    exchangeCertificates,
    exchangeCertificateEvents,
    shell(
      'On Postfix: the log since the last try, and whether the settings are sound.',
      'journalctl -t postfix/smtpd -t postfix/tlsproxy -t postfix/postscreen --since=-15min',
      'postconf smtpd_tls_security_level smtpd_tls_chain_files smtpd_tls_cert_file smtpd_tls_key_file',
    ),
    keyFits,
    eximTls,
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
