// The page of tls/no-forward-secrecy, beside what the rule itself says.

import type { Explanation } from '../../../model/rulePage.ts';
import { schannelSuites, shell } from '../../byHand.ts';
import { postfixPage, rfc } from '../../../formats/citations.ts';

export const noForwardSecrecy: Explanation = {
  consequence:
    "Whoever records the mail today and gets the server's key later, by theft, by a sold disk or by a court, can read it all. Deliveries go on for now; strict senders begin to leave such suites out and will not agree on one.",
  checks: [
    shell(
      'Offer only suites with forward secrecy. If that works, the server has them and ranks them too low; the line "Server Temp Key" is their mark.',
      'echo QUIT | openssl s_client -brief -starttls smtp -connect HOST:PORT -servername HOST -tls1_2 -cipher ECDHE',
    ),
    schannelSuites,
    shell(
      'On Postfix and Exim (exim4 on Debian): what is allowed and in which order.',
      'postconf smtpd_tls_ciphers smtpd_tls_eecdh_grade tls_preempt_cipherlist',
      'exim -bP tls_require_ciphers',
    ),
  ],
  sources: [
    rfc(9325, '7.3'),
    postfixPage('FORWARD_SECRECY_README.html', 'TLS forward secrecy'),
    {
      text: 'Microsoft: manage Transport Layer Security',
      url: 'https://learn.microsoft.com/windows-server/security/tls/manage-tls',
    },
  ],
};
