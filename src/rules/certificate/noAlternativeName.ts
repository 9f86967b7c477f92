// The certificate names its server only in the common name.

import { rfc } from '../../formats/citations.ts';
import { formatFix } from '../../formats/fix.ts';
import { cut, listSome } from '../../formats/quoting.ts';
import { factRule } from '../rule.ts';
import { unreadExtension } from '../unreadParts.ts';

export const noAlternativeName = factRule({
  id: 'certificate/no-alternative-name',
  title: 'The certificate has no subject alternative name',
  severity: 'warning',
  citation: rfc(9525, '2'),
  meaning:
    'The names of a server stand in the subjectAltName extension of its certificate. Here there is none, only the common name in the subject, which does not count any more (RFC 9525). Certificates from an own authority made by old instructions are the usual case.',
  fix: formatFix({
    first:
      'Request a certificate with a subjectAltName that holds the host name; every public authority adds it. For an own authority with OpenSSL, give openssl req the option -addext "subjectAltName=DNS:mail.example.com". Then bind the new certificate.',
    exchange:
      'New-ExchangeCertificate -GenerateRequest ... -DomainName mail.example.com, then Enable-ExchangeCertificate -Thumbprint <thumbprint> -Services SMTP.',
    postfix: 'smtpd_tls_chain_files, then postfix reload.',
    exim: 'tls_certificate and tls_privatekey, then restart it.',
  }),
  needs: ['certificates'],
  symptoms: ({ certificates: { certificates } }) => {
    const own = certificates[0];
    if (own === undefined) return 'not-applicable';
    if (own.alternativeNames.some((name) => name.kind === 'dns' || name.kind === 'ip')) return [];
    const unread = unreadExtension(own, /subjectAltName/i);
    if (unread !== undefined) return { unchecked: unread };
    const common =
      own.commonNames.length === 0
        ? 'nowhere'
        : `only in the common name (${listSome(own.commonNames.map((name) => cut(name, 100)))})`;
    return [
      {
        text: `The certificate names its server ${common}, not in a subjectAltName. Current software does not read common names.`,
        where: { certificate: 0 },
      },
    ];
  },
});
