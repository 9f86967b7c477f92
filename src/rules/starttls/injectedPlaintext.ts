// Clear text came between the server's 220 and the handshake.

import { rfc } from '../../formats/citations.ts';
import { formatFix } from '../../formats/fix.ts';
import { quote } from '../../formats/quoting.ts';
import { factRule } from '../rule.ts';

export const injectedPlaintext = factRule({
  id: 'starttls/injected-plaintext',
  title: 'Clear text was sent between STARTTLS and the TLS handshake',
  severity: 'error',
  citation: rfc(3207, '4.2'),
  meaning:
    'After 220 the next bytes on the wire must belong to TLS. Text in clear came in that place. Anybody on the way can slip it in, and a client that takes it for part of the encrypted session obeys an attacker (CVE-2011-0411 and its kin). This probe threw it away, as RFC 3207 demands.',
  fix: formatFix({
    first:
      'Find out who writes it: compare with a probe from the network of the server. If the text is only there from outside, a device on the way adds it: have it exempt the mail port, and treat the path as one on which somebody can write. If the text is there inside too, the server itself writes after 220: update it and remove filters that add lines.',
    exchange:
      'every supported release is free of this; look at transport agents and at SMTP proxies on the server itself (anti-virus, anti-spam).',
    postfix: 'releases before 2.8.3 had a fault of this kind (CVE-2011-0411); update.',
    exim: 'update to a supported release, and look at what ACLs write.',
  }),
  needs: ['startTls'],
  symptoms: ({ startTls: { discarded } }) =>
    discarded === undefined
      ? []
      : [
          {
            text: `After its 220 the server sent ${discarded.bytes} ${discarded.bytes === 1 ? 'byte' : 'bytes'} in clear text, beginning ${quote(discarded.text)}, before the handshake. What came was thrown away. A client that keeps them can be made to believe what an attacker wrote.`,
            where: { line: discarded.line },
          },
        ],
});
