// The certificate is for other names.

import { printableText } from '../../formats/printable.ts';
import { rfc } from '../../formats/citations.ts';
import { formatFix } from '../../formats/fix.ts';
import { cut, listSome } from '../../formats/quoting.ts';
import { factRule } from '../rule.ts';

export const nameMismatch = factRule({
  id: 'certificate/name-mismatch',
  title: 'The certificate is for another name',
  severity: 'error',
  citation: rfc(9525, '6.3'),
  meaning:
    'A certificate proves only the names in its subjectAltName list. Senders compare them with the name they looked for: the MX host name (not the mail domain behind the @), or what a connector expects. None of them fits. Behind a load balancer, one server with another certificate is enough.',
  fix: formatFix({
    first:
      'Get a certificate that holds the MX host name among its alternative names, or point the MX at a name that is in it.',
    exchange:
      "see which certificate is bound to SMTP on every server (Get-ExchangeCertificate | Format-List CertificateDomains,Services,Thumbprint), bind the right one (Enable-ExchangeCertificate -Thumbprint <thumbprint> -Services SMTP), and set TlsCertificateName on each server's Receive connector, or rerun the Hybrid Configuration Wizard with all servers.",
    postfix: 'smtpd_tls_chain_files, or tls_server_sni_maps for several names.',
    exim: 'tls_certificate may depend on $tls_in_sni.',
  }),
  needs: ['certificates', 'verification'],
  symptoms: ({ certificates, verification: { name } }) => {
    if (certificates.certificates.length === 0) return 'not-applicable';
    if (name.matches) return [];
    const presented =
      name.presented.length === 0
        ? 'it has no alternative name that could match'
        : `it is for ${listSome(
            name.presented.map((presentedName) => cut(presentedName, 100)),
            6,
          )}`;
    const commonName = name.onlyCommonName
      ? ' Its common name would match, but common names do not count (RFC 9525 section 2).'
      : '';
    return [
      {
        text: `The certificate does not prove the name ${printableText(name.expected, 255)}: ${presented}.${commonName} A sender that verifies cannot tell this server from an impostor.`,
        where: { certificate: 0 },
      },
    ];
  },
});
