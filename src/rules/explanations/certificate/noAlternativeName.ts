// The page of certificate/no-alternative-name, beside what the rule itself says.

import type { Explanation } from '../../../model/rulePage.ts';
import { exchangeCertificates, seeNames } from '../../byHand.ts';
import { exchangeCertificatesArticle, rfc } from '../../../formats/citations.ts';

export const noAlternativeName: Explanation = {
  consequence:
    'Old software still reads the common name, current software does not. So the same certificate works for some senders and fails for others with a complaint about the name, although the name seems to be there.',
  checks: [seeNames, exchangeCertificates],
  sources: [rfc(9525, '6.3'), exchangeCertificatesArticle],
};
