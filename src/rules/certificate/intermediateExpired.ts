// A certificate above the server's own is past its end.

import { rfc } from '../../formats/citations.ts';
import { formatFix } from '../../formats/fix.ts';
import { defectRule } from '../trust.ts';

export const intermediateExpired = defectRule({
  id: 'certificate/intermediate-expired',
  title: 'A certificate above the own one has expired',
  severity: 'error',
  citation: rfc(5280, '6.1.3'),
  meaning:
    "The server's certificate hangs on a chain of authorities, and each of them must be valid. Here the server's own may be in order, but an intermediate (an authority between it and the root) or the root above it has expired. This often happens when the chain file was not replaced together with the certificate.",
  fix: formatFix({
    first: 'Fetch the current intermediate from the authority and send it in place of the expired one.',
    exchange:
      'import it into the Intermediate Certification Authorities store of the computer (certutil -addstore CA file.cer), delete the expired one there (certlm.msc), restart the transport services.',
    postfix: 'renew the chain in the file of smtpd_tls_chain_files, then postfix reload.',
    exim: 'renew the chain in the file of tls_certificate, then restart it.',
    last: 'If the root itself has expired, a new certificate from a current root is needed.',
  }),
  codes: ['expired'],
  position: 'authority',
  explain: () => 'The whole chain is invalid through it.',
});
