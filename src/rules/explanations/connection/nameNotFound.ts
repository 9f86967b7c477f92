// The page of connection/name-not-found, beside what the rule itself says.

import type { Explanation } from '../../../model/rulePage.ts';
import { shell } from '../../byHand.ts';
import { rfc } from '../../../formats/citations.ts';

export const nameNotFound: Explanation = {
  consequence:
    'Senders cannot find the server. Mail for a domain whose only exchanger has no address is returned, mostly at once and as permanently undeliverable. Nothing could be learnt about TLS, so nothing is said about it.',
  checks: [
    shell(
      'Ask your own name server, then a public one. "Non-existent domain" or NXDOMAIN means that nobody has published the name; an answer from one and none from the other means that inside and outside differ.',
      'nslookup HOST',
      'nslookup HOST 1.1.1.1',
    ),
    shell(
      'For a mail domain, see which host its MX record names, and look that one up. DOMAIN is the part behind the @ of an address.',
      'nslookup -type=MX DOMAIN',
    ),
  ],
  sources: [
    rfc(1035),
    {
      text: 'Microsoft: nslookup',
      url: 'https://learn.microsoft.com/windows-server/administration/windows-commands/nslookup',
    },
  ],
};
