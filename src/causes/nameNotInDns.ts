// The name leads to no address.

import { rfc } from '../formats/citations.ts';
import { formatFix } from '../formats/fix.ts';
import { clueFromFinding, findingOf, proof } from './cause.ts';
import type { Cause } from './cause.ts';

export const nameNotInDns: Cause = {
  id: 'name-not-in-dns',
  title: 'The name is wrong, or missing in DNS',
  meaning:
    'The name server says that there is no such host. The name may be misspelt, withdrawn, or known only inside a network.',
  explains: ['connection/name-not-found'],
  fix: formatFix({
    first:
      'Check the spelling. For a mail domain, ask for its MX records (nslookup -type=mx example.com) and probe the host that they name. A name that exists only inside needs a probe from inside.',
    exchange:
      'the smart host of a Send connector must be a host name that DNS knows, such as <tenant>.mail.protection.outlook.com.',
  }),
  sources: [rfc(5321, '5.1')],
  examine: (subject) => ({ evidenceFor: [clueFromFinding(findingOf(subject, 'connection/name-not-found'), proof)] }),
};
