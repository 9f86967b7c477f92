// The page of connection/resolver-failed, beside what the rule itself says.

import type { Explanation } from '../../../model/rulePage.ts';
import { shell } from '../../byHand.ts';
import { rfc } from '../../../formats/citations.ts';

export const resolverFailed: Explanation = {
  consequence:
    'Senders that see the same keep the mail in their queue and try again, usually for some days. If only this machine cannot look names up, mail may flow all the same and only the probe is blind.',
  checks: [
    shell(
      "Ask your own name server, then a public one. SERVFAIL from both points to the domain's zone; a time-out only from the first points to your own resolver.",
      'nslookup HOST',
      'nslookup HOST 1.1.1.1',
    ),
    shell(
      'With dig, see whether broken signatures are the reason: when the second command gives an address and the first SERVFAIL, DNSSEC is at fault. The flag +cd asks for the answer unverified, for this look only.',
      'dig HOST A',
      'dig +cd HOST A',
    ),
  ],
  sources: [rfc(2308, '7.1'), rfc(4035, '5.5')],
};
