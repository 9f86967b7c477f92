// The page of certificate/expires-soon, beside what the rule itself says.

import type { Explanation } from '../../../model/rulePage.ts';
import { exchangeCertificates, seeDates, shell } from '../../byHand.ts';
import { exchangeCertificatesArticle, rfc } from '../../../formats/citations.ts';

export const expiresSoon: Explanation = {
  consequence:
    'Nothing stops today. On the day named in the finding, senders that verify (Exchange hybrid connectors, MTA-STS, partners with forced TLS) stop delivering from one minute to the next.',
  checks: [
    seeDates,
    exchangeCertificates,
    shell(
      'With certbot: what it looks after, and whether a renewal would work. The second command changes nothing.',
      'certbot certificates',
      'certbot renew --dry-run',
    ),
  ],
  sources: [exchangeCertificatesArticle, rfc(5280, '6.1.3')],
};
