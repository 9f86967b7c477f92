// The page of tls/old-version, beside what the rule itself says.

import type { Explanation } from '../../../model/rulePage.ts';
import { schannelVersions, shell } from '../../byHand.ts';
import { postfixPage, rfc } from '../../../formats/citations.ts';

export const oldVersion: Explanation = {
  consequence:
    'Exchange Online, Gmail and other large senders do not speak them: mail from there stops, or goes in clear text where TLS is not demanded. What still comes encrypted is protected with methods that have known attacks.',
  checks: [
    shell(
      'Ask for TLS 1.2 only. "unsupported protocol" or "protocol version" means that the server does not have it.',
      'echo QUIT | openssl s_client -brief -starttls smtp -connect HOST:PORT -servername HOST -tls1_2',
    ),
    schannelVersions,
    shell(
      'On Postfix and Exim (exim4 on Debian): what is allowed, and the library it is built with.',
      'postconf smtpd_tls_protocols smtpd_tls_mandatory_protocols',
      'exim -bP openssl_options tls_require_ciphers',
      'openssl version',
    ),
  ],
  sources: [
    rfc(9325, '3.1.1'),
    {
      text: 'Microsoft: Exchange Server TLS configuration best practices',
      url: 'https://learn.microsoft.com/exchange/plan-and-deploy/post-installation-tasks/security-best-practices/exchange-tls-configuration',
    },
    postfixPage('postconf.5.html#smtpd_tls_protocols', 'smtpd_tls_protocols'),
  ],
};
