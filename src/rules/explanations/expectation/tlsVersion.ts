// The page of expectation/tls-version, beside what the rule itself says.

import type { Explanation } from '../../../model/rulePage.ts';
import { insideTwin, schannelVersions, shell } from '../../byHand.ts';
import { postfixPage } from '../../../formats/citations.ts';

export const tlsVersion: Explanation = {
  consequence:
    'Mail still comes encrypted, but by less than its owner decided on. What was promised to partners or auditors does not hold, and an older version brings the weaknesses that the demand was meant to keep out.',
  checks: [
    shell(
      'Ask for one version at a time. "unsupported protocol" or "protocol version" means that the server does not have it.',
      'echo QUIT | openssl s_client -brief -starttls smtp -connect HOST:PORT -servername HOST -tls1_3',
      'echo QUIT | openssl s_client -brief -starttls smtp -connect HOST:PORT -servername HOST -tls1_2',
    ),
    schannelVersions,
    shell(
      'On Postfix and Exim (exim4 on Debian): what is allowed, and the library it is built with.',
      'postconf smtpd_tls_protocols smtpd_tls_mandatory_protocols',
      'exim -bP openssl_options tls_require_ciphers',
      'openssl version',
    ),
    insideTwin,
  ],
  sources: [
    {
      text: 'Microsoft: Exchange Server TLS configuration best practices',
      url: 'https://learn.microsoft.com/exchange/plan-and-deploy/post-installation-tasks/security-best-practices/exchange-tls-configuration',
    },
    postfixPage('postconf.5.html#smtpd_tls_protocols', 'smtpd_tls_protocols'),
  ],
};
