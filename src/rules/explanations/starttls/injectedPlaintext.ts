// The page of starttls/injected-plaintext, beside what the rule itself says.

import type { Explanation } from '../../../model/rulePage.ts';
import { insideTwin, seeSession, shell } from '../../byHand.ts';
import { postfixPage, rfc } from '../../../formats/citations.ts';

export const injectedPlaintext: Explanation = {
  consequence:
    'Senders that do not throw it away can be made to believe answers or options that the server never gave. Others break off, because what follows is no TLS to them. Mail may be read, changed or stopped by whoever wrote the text.',
  checks: [
    shell(
      "Watch the bytes of the session: after the server's 220 the first byte from it should be 16 (a TLS handshake record), not letters.",
      'tcpdump -n -X -s 0 host HOST and tcp port PORT',
    ),
    seeSession,
    insideTwin,
  ],
  sources: [postfixPage('CVE-2011-0411.html', 'CVE-2011-0411'), rfc(3207, '6')],
};
