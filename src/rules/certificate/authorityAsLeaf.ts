// The server shows a certificate that is itself an authority.

import { rfc } from '../../formats/citations.ts';
import { formatFix } from '../../formats/fix.ts';
import { factRule } from '../rule.ts';
import { describeCertificate } from '../trust.ts';

export const authorityAsLeaf = factRule({
  id: 'certificate/authority-as-leaf',
  title: 'The server uses the certificate of an authority',
  severity: 'warning',
  citation: rfc(5280, '4.2.1.9'),
  meaning:
    'The server shows a certificate that is marked as an authority: its basic constraints (CA:TRUE) say that its key may sign other certificates. A key that lies on a mail server should not be able to.',
  fix: formatFix({
    first:
      'Issue an ordinary server certificate (CA:FALSE) and bind that. Take the key of an authority off the mail server.',
    exchange: 'Enable-ExchangeCertificate -Thumbprint <thumbprint> -Services SMTP.',
    postfix: 'smtpd_tls_chain_files, then postfix reload.',
    exim: 'tls_certificate and tls_privatekey, then restart it.',
    last: '"openssl req -x509" makes CA:TRUE unless told otherwise (-addext basicConstraints=CA:FALSE).',
  }),
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
