// The page of ehlo/rewritten, beside what the rule itself says.

import type { Explanation } from '../../../model/rulePage.ts';
import { cisco, insideTwin, shell } from '../../byHand.ts';
import { rfc } from '../../../formats/citations.ts';

export const rewritten: Explanation = {
  consequence:
    'When the hidden keyword is STARTTLS, senders see a server without TLS: their mail goes unencrypted, or stops where TLS is demanded (an Exchange hybrid, MTA-STS, DANE). Other hidden keywords cost smaller things, such as large messages in pieces (CHUNKING).',
  checks: [
    shell(
      'From outside the firewall, read the answer to EHLO and look for keywords made of X.',
      'swaks --server HOST --port PORT --quit-after FIRST-HELO',
    ),
    insideTwin,
    cisco,
  ],
  sources: [rfc(5321, '4.1.1.1'), rfc(3207, '4')],
};
