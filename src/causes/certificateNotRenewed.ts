// The certificate ran out, and no newer one is to be seen.

import { rfc } from '../formats/citations.ts';
import { formatFix } from '../formats/fix.ts';
import { clueFromFinding, findingOf, proof, strong, weak } from './cause.ts';
import type { Cause } from './cause.ts';
import { loggedErrorClue } from './loggedErrors.ts';

export const certificateNotRenewed: Cause = {
  id: 'certificate-not-renewed',
  title: 'The certificate ran out',
  meaning:
    'A certificate on the path is past its end. Either the renewal was forgotten, or it failed without anybody noticing. From that day on no sender that verifies delivers.',
  explains: [
    'certificate/expired',
    'certificate/intermediate-expired',
    'certificate/expires-soon',
    'expectation/expiry',
    'handshake/failed',
  ],
  fix: formatFix({
    first:
      'Renew the certificate, bind the new one, and let something warn you next time: this extension can watch the date (daysBeforeExpiry).',
    exchange:
      'Import-ExchangeCertificate on every server, Enable-ExchangeCertificate -Thumbprint <thumbprint> -Services SMTP (answer No to overwriting the default), TlsCertificateName of the connectors again, then restart the transport services. Events 12016 and 12018 tell of it on the server.',
    postfix: 'put the new file where smtpd_tls_chain_files points, then postfix reload, as a hook of the renewal.',
    exim: 'replace the file of tls_certificate (and tls_privatekey if the key is new) as a hook of the renewal.',
    last: 'With DANE, publish the new TLSA record before the change.',
  }),
  sources: [rfc(5280, '4.1.2.5')],
  examine: (subject) => ({
    evidenceFor: [
      loggedErrorClue(subject, ['CertExpired'], weak, 'one of the two certificates is out of date.'),
      clueFromFinding(findingOf(subject, 'certificate/expired', 'certificate/intermediate-expired'), proof),
      clueFromFinding(findingOf(subject, 'certificate/expires-soon', 'expectation/expiry'), strong),
    ],
    nextTest: {
      text: 'Look at the certificate on the other ports and addresses of the host: a newer one may be there already.',
      furtherTest: 'ports',
    },
  }),
};
