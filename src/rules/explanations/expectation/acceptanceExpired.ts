// The page of expectation/acceptance-expired, beside what the rule itself says.

import type { Explanation } from '../../../model/rulePage.ts';
import { shell } from '../../byHand.ts';

export const acceptanceExpired: Explanation = {
  consequence:
    'The finding counts in full again: the verdict, the Problems view and the exit status of the command line are what they were before it was accepted. Mail is not affected by it.',
  checks: [
    shell(
      'Open the fleet file and look under the endpoint for accept: it names the rule, the last day and the reason. Then see in the panel whether the finding is still there.',
    ),
  ],
  sources: [],
};
