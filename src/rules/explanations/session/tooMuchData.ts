// The page of session/too-much-data, beside what the rule itself says.

import type { Explanation } from '../../../model/rulePage.ts';
import { seeEhlo, shell } from '../../byHand.ts';
import { rfc } from '../../../formats/citations.ts';

export const tooMuchData: Explanation = {
  consequence:
    'Senders have limits too and hang up, so mail from them is late or does not come. If the port belongs to another service, mail was never meant to go there, and only the address that was probed is wrong.',
  checks: [
    shell(
      'Read the first lines of what is sent. Text that never ends, or is no SMTP at all, is the fault.',
      'sleep 10 | nc HOST PORT | head -n 20',
    ),
    seeEhlo,
  ],
  sources: [rfc(5321, '4.5.3.1')],
};
