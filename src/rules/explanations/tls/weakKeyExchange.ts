// The page of tls/weak-key-exchange, beside what the rule itself says.

import type { Explanation } from '../../../model/rulePage.ts';
import { schannelSuites, shell } from '../../byHand.ts';
import { postfixPage, rfc } from '../../../formats/citations.ts';

export const weakKeyExchange: Explanation = {
  consequence:
    'Senders with a current OpenSSL stop with "dh key too small", then deliver in clear text or not at all. Mail from the others can be read by whoever can afford to break the group, once for all sessions of it.',
  checks: [
    shell(
      'Ask for Diffie-Hellman alone: "dh key too small" is the fault, and otherwise "Server Temp Key" names the size of the group. The second command shows whether the server has ECDHE as well.',
      'echo QUIT | openssl s_client -brief -starttls smtp -connect HOST:PORT -servername HOST -tls1_2 -cipher DHE@SECLEVEL=2',
      'echo QUIT | openssl s_client -brief -starttls smtp -connect HOST:PORT -servername HOST -tls1_2 -cipher ECDHE',
    ),
    schannelSuites,
    shell(
      'On Postfix and Exim (exim4 on Debian): where the group comes from. An empty value is the built-in one.',
      'postconf mail_version smtpd_tls_dh1024_param_file',
      'exim -bP tls_dhparam',
    ),
  ],
  sources: [
    rfc(7919),
    postfixPage('FORWARD_SECRECY_README.html', 'TLS forward secrecy'),
    {
      text: 'Microsoft: TLS registry settings',
      url: 'https://learn.microsoft.com/windows-server/security/tls/tls-registry-settings',
    },
  ],
};
