// The page of certificate/validity-too-long, beside what the rule itself says.

import type { Explanation } from '../../../model/rulePage.ts';
import { seeDates } from '../../byHand.ts';
import { rfc } from '../../../formats/citations.ts';

export const validityTooLong: Explanation = {
  consequence:
    "Software that checks this, Apple's for one, refuses the certificate; most mail servers do not look. Browsers and authorities may distrust whoever issued it, and then it stops working for all.",
  checks: [seeDates],
  sources: [rfc(5280, '4.1.2.5')],
};
