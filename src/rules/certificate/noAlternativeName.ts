// The certificate names its server only in the common name.

import { rfc } from '../citations.ts';
import { cut, listSome } from '../quoting.ts';
import { factRule } from '../rule.ts';
import { unreadExtension } from '../unreadParts.ts';

export const noAlternativeName = factRule({
  id: 'certificate/no-alternative-name',
  title: 'The certificate has no subject alternative name',
  severity: 'warning',
  citation: rfc(9525, '2'),
  meaning:
    'The names of a server stand in the subjectAltName extension; the common name does not count any more (RFC 9525). Old software still reads it, current software does not, so the same certificate works for some senders and fails for others.',
  fix: 'Request a certificate with a subjectAltName that holds the host name; every public authority adds it. Exchange: New-ExchangeCertificate -GenerateRequest ... -DomainName mail.example.com. OpenSSL for an own authority: openssl req -addext "subjectAltName=DNS:mail.example.com". Then bind it: Enable-ExchangeCertificate -Services SMTP, smtpd_tls_chain_files in Postfix, tls_certificate in Exim.',
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
