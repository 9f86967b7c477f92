// Clear text came between the server's 220 and the handshake.

import { rfc } from '../citations.ts';
import { quote } from '../quoting.ts';
import { factRule } from '../rule.ts';

export const injectedPlaintext = factRule({
  id: 'starttls/injected-plaintext',
  title: 'Clear text was sent between STARTTLS and the TLS handshake',
  severity: 'error',
  citation: rfc(3207, '4.2'),
  meaning:
    'After 220 the next bytes must belong to TLS. Clear text in that place can be slipped in by anyone on the way; a client that takes it for part of the encrypted session obeys an attacker (CVE-2011-0411 and its kin). This probe threw it away, as RFC 3207 demands, but not every sender does.',
  fix: 'Find out who writes it: compare with a probe from the network of the server. If the text is there too, the server itself writes after 220: update it (Postfix before 2.8.3 and contemporaries had this fault; every supported Exchange, Postfix and Exim is free of it) and remove filters that add lines. If it is only there from outside, a device on the way adds it: have it exempt the mail port, and treat the path as one on which somebody can write.',
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
