// The certificate is not meant for servers.

import { rfc } from '../../formats/citations.ts';
import { formatFix } from '../../formats/fix.ts';
import { cut, listSome } from '../../formats/quoting.ts';
import { factRule } from '../rule.ts';
import { unreadExtension } from '../unreadParts.ts';

export const noServerAuth = factRule({
  id: 'certificate/no-server-auth',
  title: 'The certificate is not meant for servers',
  severity: 'error',
  citation: rfc(5280, '4.2.1.12'),
  meaning:
    'The extended key usage of a certificate lists what it may be used for. Here the list is there, and serverAuth (TLS Web Server Authentication) is not in it. Certificates for users, for signing and from a wrong template are the usual cases.',
  fix: formatFix({
    first:
      'Request a certificate for server authentication; with a Windows authority, from the Web Server template. Then bind it.',
    exchange: 'Enable-ExchangeCertificate -Thumbprint <thumbprint> -Services SMTP.',
    postfix: 'smtpd_tls_chain_files, then postfix reload.',
    exim: 'tls_certificate and tls_privatekey, then restart it.',
  }),
  needs: ['certificates'],
  symptoms: ({ certificates: { certificates } }) => {
    const own = certificates[0];
    if (own === undefined) return 'not-applicable';
    const usages = own.extendedKeyUsage;
    if (usages === undefined) {
      const unread = unreadExtension(own, /ext(?:ended)?KeyUsage/i);
      // RFC 5280 section 4.2.1.12: without the extension nothing is excluded.
      return unread === undefined ? [] : { unchecked: unread };
    }
    if (usages.some((usage) => ['serverAuth', 'anyExtendedKeyUsage', '2.5.29.37.0'].includes(usage))) return [];
    const listed = usages.length === 0 ? 'nothing at all' : listSome(usages.map((usage) => cut(usage, 60)));
    return [
      {
        text: `The certificate's extended key usage allows ${listed}, but not serverAuth. Senders that verify must not accept it for a server.`,
        where: { certificate: 0 },
      },
    ];
  },
});
