// The name server of this machine gave no answer.

import { rfc } from '../formats/citations.ts';
import { formatFix } from '../formats/fix.ts';
import { clueFromFinding, findingOf, strong } from './cause.ts';
import type { Cause } from './cause.ts';

export const resolverTrouble: Cause = {
  id: 'resolver-trouble',
  title: 'The look-up failed: the resolver, or the zone, is in trouble',
  meaning:
    'The name could not be looked up: the resolver of this machine gave no answer, or the zone of the name is broken (its servers silent, its DNSSEC signatures bad). Nothing is known about the mail server.',
  explains: ['connection/resolver-failed'],
  fix: formatFix({
    first:
      'Look the name up with another resolver: if that works, mend the resolver of this machine; if not, the owner of the zone has to look at its servers and its DNSSEC records (DS and RRSIG).',
  }),
  sources: [rfc(1035, '7')],
  examine: (subject) => ({
    evidenceFor: [clueFromFinding(findingOf(subject, 'connection/resolver-failed'), strong)],
    nextTest: {
      text: 'Ask another resolver for the same name, with and without DNSSEC checks (dig, dig +cd): an answer only with +cd means bad signatures.',
    },
  }),
};
