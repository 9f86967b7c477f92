// The page of pairing/tls-on-plaintext-port, beside what the rule itself says.

import type { Explanation } from '../../../model/rulePage.ts';
import { shell } from '../../byHand.ts';
import { eximChapter, postfixPage, rfc } from '../../../formats/citations.ts';

export const tlsOnPlaintextPort: Explanation = {
  consequence:
    'An application or device set up this way sends nothing at all. Mail between servers is not touched, since they use port 25 with STARTTLS. The server may be entirely in order: client and port do not fit together.',
  checks: [
    shell(
      'Begin in clear text. If a greeting comes and STARTTLS is in the answer to EHLO, the port is one for STARTTLS.',
      'swaks --server HOST --port PORT --quit-after FIRST-HELO',
    ),
    shell(
      'Begin with TLS. On a port with implicit TLS a certificate appears; here it is "wrong version number".',
      'echo QUIT | openssl s_client -brief -connect HOST:PORT -servername HOST',
    ),
    shell(
      'On the server: what Postfix and Exim (exim4 on Debian) listen with.',
      'postconf -M | grep inet',
      'exim -bP daemon_smtp_ports tls_on_connect_ports',
    ),
  ],
  sources: [
    rfc(3207, '4'),
    postfixPage('TLS_README.html', 'TLS support'),
    eximChapter('ch-encrypted_smtp_connections_using_tlsssl', 'Encrypted SMTP connections using TLS/SSL'),
  ],
};
