// The chain ends at a root that no store has.

import { rfc } from '../../formats/citations.ts';
import { formatFix } from '../../formats/fix.ts';
import { storeInWords } from '../../formats/decisiveStore.ts';
import { defectRule } from '../trust.ts';

export const untrustedRoot = defectRule({
  id: 'certificate/untrusted-root',
  title: 'The chain ends at a root that is not trusted',
  severity: 'error',
  citation: rfc(5280, '6.1.1'),
  meaning:
    'The chain is complete, but its root (the authority at its end, which must be known beforehand) is in none of the trust stores that were asked. That is normal for the authority of a company or of a firewall that inspects TLS, and for a root that the stores have removed.',
  fix: formatFix({
    first:
      'Look who issued it. A firewall or mail filter as issuer means that TLS is ended there: exempt the mail port, or give that device a public certificate. A company authority is right only among partners who have installed its root: for mail from the internet, bind a certificate from a public authority.',
    exchange:
      'Enable-ExchangeCertificate -Thumbprint <thumbprint> -Services SMTP, and TlsCertificateName on the connectors.',
    postfix: 'smtpd_tls_chain_files, then postfix reload.',
    exim: 'tls_certificate and tls_privatekey, then restart it.',
    last: 'If only your own machine does not know a public root, let Windows fetch root updates (certutil -verifyctl AuthRoot), or update ca-certificates on Linux. To probe with your own authority as the root, give its file with --ca.',
  }),
  codes: ['untrusted-root'],
  explain: (_, __, store) => `This was held against ${storeInWords(store)}.`,
});
