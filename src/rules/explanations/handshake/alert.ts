// The page of handshake/alert, beside what the rule itself says.

import type { Explanation } from '../../../model/rulePage.ts';
import { eximLog, postfixLog, schannelEvents, shell } from '../../byHand.ts';
import { rfc } from '../../../formats/citations.ts';

export const alert: Explanation = {
  consequence:
    'No mail is encrypted on a connection that ends like this. Senders that do not demand TLS may try again in clear text; those that do keep the mail. If only some senders meet the alert, only their mail is touched.',
  checks: [
    shell(
      'See the alert yourself; the last line names it.',
      'echo QUIT | openssl s_client -starttls smtp -connect HOST:PORT -servername HOST',
    ),
    shell(
      'Ask for one version at a time. If one of them works, the two sides did not agree on a version or suite before.',
      'echo QUIT | openssl s_client -brief -starttls smtp -connect HOST:PORT -servername HOST -tls1_3',
      'echo QUIT | openssl s_client -brief -starttls smtp -connect HOST:PORT -servername HOST -tls1_2',
    ),
    schannelEvents,
    postfixLog,
    eximLog,
  ],
  sources: [
    rfc(5246, '7.2'),
    {
      text: 'IANA: TLS alerts',
      url: 'https://www.iana.org/assignments/tls-parameters/tls-parameters.xhtml#tls-parameters-6',
    },
  ],
};
