// The page of expectation/expiry, beside what the rule itself says.

import type { Explanation } from '../../../model/rulePage.ts';
import { exchangeCertificates, seeDates, shell } from '../../byHand.ts';
import { exchangeCertificatesArticle } from '../../../formats/citations.ts';

export const expiry: Explanation = {
  consequence:
    'Mail is not affected yet. From the moment the certificate runs out, senders that verify (Exchange hybrid connectors, MTA-STS, partners with forced TLS) stop delivering.',
  checks: [
    seeDates,
    exchangeCertificates,
    shell(
      'With certbot: what it looks after, and whether a renewal would work. The second command changes nothing.',
      'certbot certificates',
      'certbot renew --dry-run',
    ),
  ],
  sources: [exchangeCertificatesArticle],
};
