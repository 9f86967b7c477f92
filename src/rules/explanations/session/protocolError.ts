// The page of session/protocol-error, beside what the rule itself says.

import type { Explanation } from '../../../model/rulePage.ts';
import { fromElsewhere, shell } from '../../byHand.ts';
import { rfc } from '../../../formats/citations.ts';

export const protocolError: Explanation = {
  consequence:
    'No sender can hand mail over here. If this is the port that the MX record leads to, mail waits in the queues of its senders and comes back after some days; if another port was meant, only the address that was probed is wrong.',
  checks: [
    shell('See what the server says first. A mail server says 220 and its name.', 'sleep 10 | nc HOST PORT'),
    shell(
      'Does it speak TLS from the first byte? Then a certificate appears, and the port is one for implicit TLS.',
      'echo QUIT | openssl s_client -brief -connect HOST:PORT -servername HOST',
    ),
    fromElsewhere,
  ],
  sources: [rfc(8314, '3.3')],
};
