// The page of greeting/refused, beside what the rule itself says.

import type { Explanation } from '../../../model/rulePage.ts';
import { fromElsewhere, shell } from '../../byHand.ts';
import { postfixPage } from '../../../formats/citations.ts';

export const refused: Explanation = {
  consequence:
    'For senders from this address no mail gets in. A code that begins with 4 makes them try again, one that begins with 5 makes them return the mail. Others may not be touched: a probe from a home or cloud address is often refused where a mail server is not.',
  checks: [
    shell('Read the greeting yourself.', 'swaks --server HOST --port PORT --quit-after CONNECT'),
    shell('Has the address you come from a name? ADDRESS is your public one.', 'nslookup ADDRESS'),
    fromElsewhere,
  ],
  sources: [
    {
      text: 'Microsoft: use the delist portal to remove yourself from the blocked senders list',
      url: 'https://learn.microsoft.com/defender-office-365/external-senders-use-the-delist-portal-to-unblock-yourself',
    },
    postfixPage('SMTPD_ACCESS_README.html', 'SMTP relay and access control'),
  ],
};
