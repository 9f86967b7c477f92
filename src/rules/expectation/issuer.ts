// The issuer of the server's certificate against the one that the owner expects.

import { printableText } from '../../formats/printable.ts';
import { rfc } from '../../formats/citations.ts';
import { expectationRule } from '../expectationRule.ts';
import { formatFix } from '../../formats/fix.ts';
import { quote } from '../../formats/quoting.ts';
import { describeCertificate } from '../trust.ts';

export const issuer = expectationRule({
  id: 'expectation/issuer',
  title: 'The certificate comes from another issuer than its owner expects',
  severity: 'error',
  citation: rfc(5280, '4.1.2.4'),
  meaning:
    'The fleet file names the authority that issues the certificates of this endpoint, and this certificate names another. Either somebody renewed it elsewhere without saying so, or another machine answers: a TLS inspection on the way, a wrong virtual host, a forgotten server behind the same name.',
  fix: formatFix({
    first:
      'Find out who installed this certificate, and see whether another machine answers at this address. If it was not meant, bind the intended one again.',
    exchange:
      'Get-ExchangeCertificate shows the issuers, Enable-ExchangeCertificate -Thumbprint <thumbprint> -Services SMTP binds, and TlsCertificateName on the connectors holds issuer and subject.',
    postfix: 'smtpd_tls_chain_files, then postfix reload.',
    exim: 'tls_certificate and tls_privatekey, then restart it.',
    last: 'If the change was decided, write the new issuer into the fleet file, and see that CAA records and partners know of it.',
  }),
  needs: ['certificates'],
  demanded: (expectations) => expectations.issuer,
  symptoms: ({ certificates: { certificates } }, expected) => {
    const own = certificates[0];
    if (own === undefined) return 'not-applicable';
    if (own.issuer.toLowerCase().includes(expected.toLowerCase())) return [];
    return [
      {
        text: `${describeCertificate(own, 0)} was issued by ${quote(own.issuer)}; its owner expects an issuer with ${quote(printableText(expected, 200))} in its name.`,
        where: { certificate: 0 },
      },
    ];
  },
});
