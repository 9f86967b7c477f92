// The certificate begins in the future.

import { rfc } from '../formats/citations.ts';
import { formatFix } from '../formats/fix.ts';
import { clueFromFinding, findingOf, strong } from './cause.ts';
import type { Cause } from './cause.ts';

export const certificateDatedLater: Cause = {
  id: 'certificate-dated-later',
  title: 'The certificate is bound before its time',
  meaning:
    'The certificate begins in the future: it was made with a later start, or by a machine whose clock was ahead, and bound too early.',
  explains: ['certificate/not-yet-valid'],
  fix: formatFix({
    first:
      'Bind the certificate that is valid now, and this one when its time has come. If the authority is your own, see to its clock and issue it again.',
    exchange:
      'Enable-ExchangeCertificate -Thumbprint <thumbprint of the valid one> -Services SMTP, and TlsCertificateName on the connectors.',
    postfix: 'smtpd_tls_chain_files, then postfix reload.',
    exim: 'tls_certificate and tls_privatekey.',
  }),
  sources: [rfc(5280, '4.1.2.5')],
  examine: (subject) => ({
    evidenceFor: [clueFromFinding(findingOf(subject, 'certificate/not-yet-valid'), strong)],
    nextTest: {
      text: 'Compare the clock of this machine with a time server: only if it is right, the certificate is early.',
    },
  }),
};
