// The server shows a certificate that is itself an authority.

import { rfc } from '../citations.ts';
import { factRule } from '../rule.ts';
import { describeCertificate } from '../trust.ts';

export const authorityAsLeaf = factRule({
  id: 'certificate/authority-as-leaf',
  title: 'The server uses the certificate of an authority',
  severity: 'warning',
  citation: rfc(5280, '4.2.1.9'),
  meaning:
    'The basic constraints say that this key may sign other certificates. A key that lies on a mail server should not be able to: whoever steals it can make certificates for any name that its trust reaches. Some TLS libraries (those of Rust programs among them) refuse such a server certificate.',
  fix: 'Issue an ordinary server certificate (CA:FALSE) and bind that: Exchange: Enable-ExchangeCertificate -Thumbprint <thumbprint> -Services SMTP; Postfix: smtpd_tls_chain_files; Exim: tls_certificate.\n"openssl req -x509" makes CA:TRUE unless told otherwise (-addext basicConstraints=CA:FALSE). Take the key of an authority off the mail server.',
  needs: ['certificates'],
  symptoms: ({ certificates: { certificates } }) => {
    const own = certificates[0];
    if (own === undefined) return 'not-applicable';
    return own.basicConstraints?.isAuthority === true
      ? [
          {
            text: `${describeCertificate(own, 0)} is marked as an authority (CA:TRUE). Strict senders refuse it for a server, and its key could sign further certificates.`,
            where: { certificate: 0 },
          },
        ]
      : [];
  },
});
