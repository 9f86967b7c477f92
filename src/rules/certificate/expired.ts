// The server's own certificate is past its end.

import { rfc } from '../../formats/citations.ts';
import { formatFix } from '../../formats/fix.ts';
import { factRule } from '../rule.ts';
import { describeCertificate, untoldDefects } from '../trust.ts';
import { formatSpan, formatTime, probedAt, unreadableDates, validityPeriod } from '../../formats/validity.ts';

export const expired = factRule({
  id: 'certificate/expired',
  title: 'The certificate has expired',
  severity: 'error',
  citation: rfc(5280, '4.1.2.5'),
  meaning:
    'A certificate is valid between two dates. The second one (notAfter) has passed, and from then on it proves nothing, however sound it was before. Most often the renewal was forgotten, ran on another machine, or brought a new file that the mail server was never told of.',
  fix: formatFix({
    first: 'Renew the certificate and bind the new one.',
    exchange:
      'Import-ExchangeCertificate on every server, then Enable-ExchangeCertificate -Thumbprint <thumbprint> -Services SMTP (answer No to overwriting the default), set TlsCertificateName on the connectors again if issuer or subject changed, and restart the transport services.',
    postfix: 'put the new file where smtpd_tls_chain_files points, then postfix reload.',
    exim: 'replace the file that tls_certificate points to, and the one of tls_privatekey if the key is new, then restart it.',
    last: 'With DANE, publish the new TLSA record before the change.',
  }),
  needs: ['certificates'],
  symptoms: ({ certificates: { certificates } }, result) => {
    const own = certificates[0];
    if (own === undefined) return 'not-applicable';
    const period = validityPeriod(own);
    if (period === undefined) return { unchecked: unreadableDates };
    const now = probedAt(result);
    if (period.until >= now) return untoldDefects(result, 'expired', 'server', []);
    return [
      {
        text: `${describeCertificate(own, 0)} expired on ${formatTime(period.until)}, ${formatSpan(now - period.until)} before this session. Senders that verify certificates do not deliver.`,
        where: { certificate: 0 },
      },
    ];
  },
});
