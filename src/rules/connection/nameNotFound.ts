// The host name does not exist, or has no address.

import { rfc } from '../../formats/citations.ts';
import { formatFix } from '../../formats/fix.ts';
import { failureLocation } from '../../formats/quoting.ts';
import { endingRule } from '../rule.ts';

export const nameNotFound = endingRule({
  id: 'connection/name-not-found',
  title: 'The host name has no address',
  severity: 'note',
  citation: rfc(5321, '5.1'),
  meaning:
    'The name service (DNS) says that the host name does not exist, or that it has neither an A nor an AAAA record, the two that give a name its address. A misspelt name, an internal name looked up from outside, and a record that was deleted or never published look all the same.',
  fix: formatFix({
    first:
      "Check the spelling first. Then look the name up from outside your network (nslookup -type=A NAME 1.1.1.1): an internal name such as exch01.corp.local exists only on the inside. If the name stands in the domain's MX record, publish an A or AAAA record for it, or point the MX at the right host.",
  }),
  codes: ['host-not-found'],
  symptoms: (ending, result) => [
    {
      text: `${ending.detail} Without an address there is no server to ask, so nothing is known about its TLS.`,
      where: failureLocation(result, ending),
    },
  ],
});
