// The server's own certificate is past its end.

import { rfc } from '../citations.ts';
import { factRule } from '../rule.ts';
import { describeCertificate, untoldDefects } from '../trust.ts';
import { formatSpan, formatTime, probedAt, unreadableDates, validityPeriod } from '../validity.ts';

export const expired = factRule({
  id: 'certificate/expired',
  title: 'The certificate has expired',
  severity: 'error',
  citation: rfc(5280, '4.1.2.5'),
  meaning:
    'After its notAfter date a certificate proves nothing. Senders that verify (Exchange hybrid connectors, DANE, MTA-STS, partners with forced TLS) stop delivering: "450 4.7.320 Certificate validation failed [Message=CertificateExpired]". Others go on without noticing.',
  fix: 'Renew the certificate and bind the new one. Exchange: Import-ExchangeCertificate on every server, then Enable-ExchangeCertificate -Thumbprint <thumbprint> -Services SMTP (answer No to overwriting the default), set TlsCertificateName on the connectors again if issuer or subject changed, and restart the transport services. Postfix: put the new file where smtpd_tls_chain_files points and reload. Exim: replace the file tls_certificate points to.\nWith DANE, publish the new TLSA record before the change.',
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
        text: `${describeCertificate(own, 0)} expired on ${formatTime(period.until)}, ${formatSpan(now - period.until)} before this probe. Senders that verify certificates do not deliver.`,
        where: { certificate: 0 },
      },
    ];
  },
});
