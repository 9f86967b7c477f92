// The page of expectation/acceptance-unknown, beside what the rule itself says.

import type { Explanation } from '../../../model/rulePage.ts';
import { shell } from '../../byHand.ts';

export const acceptanceUnknown: Explanation = {
  consequence:
    'Nothing is accepted by it: the finding that was meant counts in full, in the verdict, the Problems view and the exit status of the command line. Mail is not affected by it.',
  checks: [shell('List the rules of this version with their identifiers.', 'smtp-tls-probe --list-rules')],
  sources: [],
};
