// The server sent certificates that no path needs.

import { rfc } from '../citations.ts';
import { listSome } from '../quoting.ts';
import { factRule } from '../rule.ts';
import { decisiveStore, describeCertificate, noStoreAsked } from '../trust.ts';
import { probedAt, validityPeriod } from '../validity.ts';

export const superfluous = factRule({
  id: 'certificate/superfluous',
  title: 'The server sends certificates that are not needed',
  severity: 'note',
  citation: rfc(8446, '4.4.2'),
  meaning:
    'Certificates that no path to a trusted root needs make every handshake longer. They do no harm as long as they are in order; an expired one among them can lead old software astray. The root itself may always be left out.',
  fix: 'Remove what is not needed from the chain file, keeping the server certificate first and its intermediates after it in order: smtpd_tls_chain_files in Postfix, the file of tls_certificate in Exim. Exchange builds the chain from the certificate stores of Windows: delete outdated cross-certificates there with certlm.msc.',
  needs: ['certificates', 'verification'],
  symptoms: ({ certificates: { certificates }, verification }, result) => {
    const store = decisiveStore(verification);
    if (store === undefined) return { unchecked: noStoreAsked };
    // Without a path to a root nothing can be called needless.
    if (!store.trusted) return 'not-applicable';
    const named = verification.superfluous.flatMap((index) => {
      const certificate = certificates[index];
      if (certificate === undefined) return [];
      const until = validityPeriod(certificate)?.until ?? Number.POSITIVE_INFINITY;
      const isExpired = until < probedAt(result) ? ', expired' : '';
      const role = certificate.selfIssued ? ' (a root: senders have it or do not trust it)' : '';
      return [`${describeCertificate(certificate, index)}${isExpired}${role}`];
    });
    const first = verification.superfluous[0];
    if (named.length === 0 || first === undefined) return [];
    const count = named.length === 1 ? 'One certificate is' : `${named.length} certificates are`;
    return [{ text: `${count} sent without need: ${listSome(named)}.`, where: { certificate: first } }];
  },
});
