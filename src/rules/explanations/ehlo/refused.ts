// The page of ehlo/refused, beside what the rule itself says.

import type { Explanation } from '../../../model/rulePage.ts';
import { insideTwin, seeEhlo, shell } from '../../byHand.ts';
import { postfixPage, rfc } from '../../../formats/citations.ts';

export const refused: Explanation = {
  consequence:
    'Before TLS: senders that fall back to HELO deliver in clear text, and those that demand TLS do not deliver. Inside TLS, where mail is encrypted already, such a server may take none at all. If only this client was refused, others may not be touched.',
  checks: [
    seeEhlo,
    shell(
      'Give another name in EHLO. If that is accepted, the first name was what was refused.',
      'swaks --server HOST --port PORT --ehlo mail.example.com --quit-after FIRST-HELO',
    ),
    insideTwin,
  ],
  sources: [
    rfc(5321, '3.2'),
    rfc(3207, '4'),
    postfixPage('postconf.5.html#smtpd_helo_restrictions', 'smtpd_helo_restrictions'),
  ],
};
