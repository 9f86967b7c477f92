// The page of session/reply-oddities, beside what the rule itself says.

import type { Explanation } from '../../../model/rulePage.ts';
import { fromElsewhere, shell } from '../../byHand.ts';
import { rfc } from '../../../formats/citations.ts';

export const replyOddities: Explanation = {
  consequence:
    'Most senders read it all the same. Strict ones stop at it, which shows as mail from one partner only that does not arrive. It is also a trace: where replies are rewritten, more may be.',
  checks: [
    shell(
      'Look at the bytes. Each line should end with 0d 0a, begin with the same three digits, and hold nothing above 7f.',
      "(sleep 8; printf 'EHLO probe.example.com\\r\\n'; sleep 3; printf 'QUIT\\r\\n') | nc HOST PORT | od -A d -t x1z",
    ),
    fromElsewhere,
  ],
  sources: [rfc(5321, '2.3.8'), rfc(5321, '4.2.1')],
};
