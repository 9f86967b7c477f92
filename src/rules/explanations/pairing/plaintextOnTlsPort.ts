// The page of pairing/plaintext-on-tls-port, beside what the rule itself says.

import type { Explanation } from '../../../model/rulePage.ts';
import { shell } from '../../byHand.ts';
import { eximChapter, postfixPage, rfc } from '../../../formats/citations.ts';

export const plaintextOnTlsPort: Explanation = {
  consequence:
    'An application or device set up this way hangs until its time is over and sends nothing. It is often misread as a dead server or a blocked port.',
  checks: [
    shell(
      'Begin with TLS. A certificate, and inside it the greeting, show a port with implicit TLS.',
      '(sleep 5; echo QUIT) | openssl s_client -connect HOST:PORT -servername HOST -crlf -quiet',
      'swaks --server HOST --port PORT --tls-on-connect --quit-after EHLO',
    ),
    shell(
      'On the server: what Postfix and Exim (exim4 on Debian) listen with.',
      'postconf -M | grep inet',
      'exim -bP daemon_smtp_ports tls_on_connect_ports',
    ),
  ],
  sources: [
    rfc(8314, '7.3'),
    postfixPage('TLS_README.html', 'TLS support'),
    eximChapter('ch-encrypted_smtp_connections_using_tlsssl', 'Encrypted SMTP connections using TLS/SSL'),
  ],
};
