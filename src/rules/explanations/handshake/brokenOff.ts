// The page of handshake/broken-off, beside what the rule itself says.

import type { Explanation } from '../../../model/rulePage.ts';
import { exchangeCertificates, eximLog, insideTwin, keyFits, postfixLog, schannelEvents, shell } from '../../byHand.ts';
import { exchangeArticle } from '../../../formats/citations.ts';

export const brokenOff: Explanation = {
  consequence:
    'No mail can be encrypted this way. Senders that do not demand TLS may go on in clear text; the others keep the mail. Exchange shows the sender "421 4.4.2 Connection dropped due to SocketError".',
  checks: [
    shell(
      'See it yourself: "unexpected eof while reading" or "Connection reset by peer" is the cut. Then try a smaller offer; if that works, a device on the way trips over the larger one.',
      'echo QUIT | openssl s_client -brief -starttls smtp -connect HOST:PORT -servername HOST',
      'echo QUIT | openssl s_client -brief -starttls smtp -connect HOST:PORT -servername HOST -tls1_2 -groups P-256',
    ),
    insideTwin,
    exchangeCertificates,
    schannelEvents,
    keyFits,
    postfixLog,
    eximLog,
  ],
  sources: [
    exchangeArticle(
      'email-delivery/send-receive-emails-socketerror',
      '"451 5.7.3 Must issue a STARTTLS command first" and SocketError',
    ),
  ],
};
