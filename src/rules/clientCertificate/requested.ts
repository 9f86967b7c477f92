// The server asks for a client certificate, and goes on without.

import { rfc } from '../citations.ts';
import { factRule } from '../rule.ts';

export const requested = factRule({
  id: 'client-certificate/requested',
  title: 'The server asks for a client certificate',
  severity: 'note',
  citation: rfc(8446, '4.3.2'),
  meaning:
    'The server would like to know who connects, and may treat known partners better. It goes on without a certificate, so nothing stands in the way of mail. Exchange hybrid connectors and partners with mutual TLS use this.',
  fix: 'Nothing has to be done. Where a partner must be recognised by its certificate, probe with it (--cert and --key, or --pfx) and see that it is accepted: Exchange: TlsDomainCapabilities on the Receive connector, TlsSenderCertificateName on the Inbound connector; Postfix: smtpd_tls_ask_ccert and relay_clientcerts; Exim: tls_try_verify_hosts.',
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
