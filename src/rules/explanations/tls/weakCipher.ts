// The page of tls/weak-cipher, beside what the rule itself says.

import type { Explanation } from '../../../model/rulePage.ts';
import { schannelSuites, shell } from '../../byHand.ts';
import { postfixPage, rfc } from '../../../formats/citations.ts';

export const weakCipher: Explanation = {
  consequence:
    'Current senders refuse such suites. Their mail then goes in clear text where TLS is not demanded, and stops where it is. Mail that does come this way is protected less than its senders believe.',
  checks: [
    shell(
      'See the suite that is agreed on ("Ciphersuite:"). Then offer only good ones: if that works, the server has them and ranks them too low.',
      'echo QUIT | openssl s_client -brief -starttls smtp -connect HOST:PORT -servername HOST -tls1_2',
      'echo QUIT | openssl s_client -brief -starttls smtp -connect HOST:PORT -servername HOST -tls1_2 -cipher ECDHE+AESGCM:ECDHE+CHACHA20',
    ),
    schannelSuites,
    shell(
      'On Postfix and Exim (exim4 on Debian): what is allowed and in which order.',
      'postconf smtpd_tls_ciphers smtpd_tls_exclude_ciphers tls_preempt_cipherlist',
      'exim -bP tls_require_ciphers',
    ),
  ],
  sources: [
    rfc(7465),
    {
      text: 'Microsoft: manage Transport Layer Security',
      url: 'https://learn.microsoft.com/windows-server/security/tls/manage-tls',
    },
    postfixPage('TLS_README.html', 'TLS support'),
  ],
};
