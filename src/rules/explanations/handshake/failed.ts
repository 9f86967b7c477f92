// The page of handshake/failed, beside what the rule itself says.

import type { Explanation } from '../../../model/rulePage.ts';
import { eximLog, insideTwin, postfixLog, schannelEvents, shell } from '../../byHand.ts';
import { rfc } from '../../../formats/citations.ts';

export const failed: Explanation = {
  consequence:
    'Senders with the same demands fail as well: their mail goes in clear text where TLS is not demanded, and stops where it is. Senders with older or laxer libraries may get through, so that mail from some arrives and from others does not.',
  checks: [
    shell(
      'See the same with OpenSSL; the text between the last colons is the reason.',
      'echo QUIT | openssl s_client -starttls smtp -connect HOST:PORT -servername HOST',
    ),
    shell(
      'Ask a second library (GnuTLS). If it succeeds, the two differ in what they accept.',
      'echo QUIT | gnutls-cli --starttls-proto=smtp --port PORT HOST',
    ),
    insideTwin,
    schannelEvents,
    postfixLog,
    eximLog,
  ],
  sources: [
    rfc(5246, '7.3'),
    { text: 'OpenSSL: s_client', url: 'https://docs.openssl.org/3.0/man1/openssl-s_client/' },
  ],
};
