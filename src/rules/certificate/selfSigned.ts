// The server's certificate is signed by itself.

import type { Certificate } from '../../model/certificate.ts';
import { rfc } from '../../formats/citations.ts';
import { formatFix } from '../../formats/fix.ts';
import { defectRule } from '../trust.ts';

/** Exchange's set-up makes CN=SERVER (a bare machine name); its web management makes CN=WMSvc-… */
function exchangeDefault(certificate: Certificate | undefined): string {
  const name = certificate?.commonNames[0];
  if (name === undefined) return '';
  if (/^WMSvc-/i.test(name)) return ' Its name is that of the Windows web management service, never meant for mail.';
  if (!/^[A-Za-z0-9-]{1,15}$/.test(name)) return '';
  const namesMachine = certificate?.alternativeNames.some(
    ({ kind, value }) => kind === 'dns' && value.toLowerCase().startsWith(name.toLowerCase()),
  );
  return namesMachine === true
    ? " It looks like the default certificate that Exchange's set-up makes, so the intended certificate is probably not bound to SMTP."
    : '';
}

export const selfSigned = defectRule({
  id: 'certificate/self-signed',
  title: 'The certificate is self-signed',
  severity: 'error',
  citation: rfc(5280, '6.1'),
  meaning:
    'The certificate is signed with its own key: no authority vouches for it, and anyone can make the same. In Exchange it often means that the certificate meant for mail is not bound to SMTP, so that the default one of the set-up is shown.',
  fix: formatFix({
    first:
      "Bind a certificate from an authority the senders trust. Let's Encrypt issues certificates for mail hosts free of charge.",
    exchange:
      'if it is installed already, Enable-ExchangeCertificate -Thumbprint <thumbprint> -Services SMTP (answer No to overwriting the default) and set TlsCertificateName on the Receive connector; if not, request one (New-ExchangeCertificate -GenerateRequest).',
    postfix: 'smtpd_tls_chain_files with key, certificate and intermediates, then postfix reload.',
    exim: 'tls_certificate and tls_privatekey, then restart it.',
    last: 'Keeping a self-signed one is sound only with a DANE TLSA record (3 1 1), or when the partner is given it as an authority (--ca here).',
  }),
  codes: ['self-signed'],
  explain: (defect, chain) => `Nobody but itself vouches for it.${exchangeDefault(chain[defect.certificate ?? 0])}`,
});
