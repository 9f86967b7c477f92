// The name service gave no answer either way.

import { rfc } from '../../formats/citations.ts';
import { formatFix } from '../../formats/fix.ts';
import { failureLocation } from '../../formats/quoting.ts';
import { endingRule } from '../rule.ts';

export const resolverFailed = endingRule({
  id: 'connection/resolver-failed',
  title: 'The host name could not be looked up',
  severity: 'note',
  citation: rfc(5321, '5.1'),
  meaning:
    'The name server that this machine asks did not answer, or answered with an error. That is no answer either way: the host name may exist or not. A resolver that is down, a firewall that drops DNS, and a zone with broken signatures (DNSSEC) look like this.',
  fix: formatFix({
    first:
      "Try the look-up by hand (nslookup NAME, then nslookup NAME 1.1.1.1). If only your own resolver fails, mend it or its forwarders. If every resolver fails with SERVFAIL, the domain's zone or its DNSSEC signatures are broken: tell whoever hosts the zone. Then probe again.",
  }),
  codes: ['dns-failed'],
  symptoms: (ending, result) => [
    {
      text: `${ending.detail} That is no answer about the server itself.`,
      where: failureLocation(result, ending),
    },
  ],
});
