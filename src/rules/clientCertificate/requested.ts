// The server asks for a client certificate, and goes on without.

import { rfc } from '../../formats/citations.ts';
import { formatFix } from '../../formats/fix.ts';
import { factRule } from '../rule.ts';

export const requested = factRule({
  id: 'client-certificate/requested',
  title: 'The server asks for a client certificate',
  severity: 'note',
  citation: rfc(8446, '4.3.2'),
  meaning:
    "In the handshake the server asked who connects: a client certificate is the client's proof of identity, as the server certificate is the server's. The server went on without one, so it only would like to know and may treat known partners better.",
  fix: formatFix({
    first:
      'Nothing has to be done. Where a partner must be recognised by its certificate, probe with it (--cert and --key, or --pfx) and see that it is accepted.',
    exchange:
      'TlsDomainCapabilities on the Receive connector; in Exchange Online TlsSenderCertificateName on the inbound connector.',
    postfix: 'smtpd_tls_ask_ccert and relay_clientcerts.',
    exim: "tls_try_verify_hosts on the server's side, and tls_verify_certificates for the authorities it trusts.",
  }),
  needs: ['handshake'],
  symptoms: ({ handshake }) => {
    switch (handshake.certificateRequest) {
      case 'unknown':
        return { unchecked: 'Whether the server asked for a client certificate could not be told.' };
      case 'not-requested':
        return [];
      case 'requested':
        // client-certificate/required speaks of the stronger case.
        return handshake.certificateDemanded
          ? []
          : [
              {
                text: 'The server asked for a client certificate during the handshake, and went on.',
                where: { line: handshake.line },
              },
            ];
    }
  },
});
