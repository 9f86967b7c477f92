// The page of greeting/rewritten, beside what the rule itself says.

import type { Explanation } from '../../../model/rulePage.ts';
import { cisco, insideTwin, shell } from '../../byHand.ts';
import { rfc } from '../../../formats/citations.ts';

export const rewritten: Explanation = {
  consequence:
    'Such a device usually removes STARTTLS from the answer to EHLO as well. Then mail from everybody outside comes unencrypted, and those who demand TLS (an Exchange hybrid, partners, MTA-STS, DANE) stop delivering. Inside the firewall everything looks well, which makes it hard to find.',
  checks: [
    shell(
      "From outside the firewall, read the greeting and the answer to EHLO: a line of asterisks, and XXXXXXXA or a missing STARTTLS, are the firewall's.",
      'swaks --server HOST --port PORT --quit-after FIRST-HELO',
    ),
    insideTwin,
    cisco,
  ],
  sources: [rfc(5321, '4.3.1')],
};
