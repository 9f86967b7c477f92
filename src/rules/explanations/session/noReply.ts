// The page of session/no-reply, beside what the rule itself says.

import type { Explanation } from '../../../model/rulePage.ts';
import { fromElsewhere, seeSession, shell } from '../../byHand.ts';
import { postfixPage, rfc } from '../../../formats/citations.ts';

export const noReply: Explanation = {
  consequence:
    'Patient senders get through late; applications, scanners and load balancers with short time-outs give up and report a server that is down or has no STARTTLS. If nobody gets an answer, mail waits in the queues of its senders.',
  checks: [
    shell(
      'See how long the greeting takes. Leave it running for up to five minutes.',
      'swaks --server HOST --port PORT --timeout 300s --quit-after CONNECT',
    ),
    seeSession,
    shell(
      'When the TLS handshake is what hangs: does a small offer get through where the usual one does not? Then a device on the way loses large packets.',
      'echo QUIT | openssl s_client -brief -starttls smtp -connect HOST:PORT -servername HOST -tls1_2 -groups P-256',
    ),
    fromElsewhere,
  ],
  sources: [rfc(5321, '4.5.3.2.1'), postfixPage('POSTSCREEN_README.html', 'postscreen')],
};
