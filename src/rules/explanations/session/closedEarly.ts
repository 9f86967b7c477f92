// The page of session/closed-early, beside what the rule itself says.

import type { Explanation } from '../../../model/rulePage.ts';
import { exchangeProtocolLog, eximLog, fromElsewhere, postfixLog, seeSession } from '../../byHand.ts';
import { rfc } from '../../../formats/citations.ts';

export const closedEarly: Explanation = {
  consequence:
    'A sender that meets the same tries again later, and its mail is late or comes back after some days. When only this machine is cut off, for instance because its address is not known as a mail server, real mail may not be touched at all.',
  checks: [seeSession, fromElsewhere, exchangeProtocolLog, postfixLog, eximLog],
  sources: [rfc(5321, '4.2.4.2')],
};
