// The server or a proxy reads on in clear text behind STARTTLS.

import { rfc } from '../formats/citations.ts';
import { formatFix } from '../formats/fix.ts';
import { clueFromFinding, findingOf, strong } from './cause.ts';
import type { Cause } from './cause.ts';

export const plaintextInjection: Cause = {
  id: 'plaintext-injection',
  title: 'Clear text is mixed into the start of TLS',
  meaning:
    'Something was said in clear text between the answer to STARTTLS and the handshake. Somebody on the way may slip commands or answers in there (CVE-2011-0411), or the server or a proxy in front of it does not end the clear text where it must.',
  explains: ['starttls/injected-plaintext'],
  fix: formatFix({
    first:
      'Probe from the network of the server: if it happens there too, update the server; if not, a device on the way does it.',
    postfix: 'versions since 2.8 discard what comes there.',
    exim: 'versions since 4.95 discard what comes there.',
    exchange: 'install the current cumulative update.',
  }),
  sources: [rfc(3207, '4.2'), { text: 'CVE-2011-0411', url: 'https://nvd.nist.gov/vuln/detail/CVE-2011-0411' }],
  examine: (subject) => ({
    evidenceFor: [clueFromFinding(findingOf(subject, 'starttls/injected-plaintext'), strong)],
    nextTest: { text: 'Probe from the network of the server, and compare.' },
  }),
};
