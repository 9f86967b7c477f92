// The server sent certificates that no path needs.

import { rfc } from '../../formats/citations.ts';
import { formatFix } from '../../formats/fix.ts';
import { listSome } from '../../formats/quoting.ts';
import { factRule } from '../rule.ts';
import { decisiveStore, noStoreAsked } from '../../formats/decisiveStore.ts';
import { describeCertificate } from '../trust.ts';
import { probedAt, validityPeriod } from '../../formats/validity.ts';

export const superfluous = factRule({
  id: 'certificate/superfluous',
  title: 'The server sends certificates that are not needed',
  severity: 'note',
  citation: rfc(8446, '4.4.2'),
  meaning:
    'The server sends certificates that no path from its own to a trusted root needs: an old intermediate, a cross-signed one, or the root itself. The root may always be left out, because senders have it or do not trust it.',
  fix: formatFix({
    first: 'Remove what is not needed, keeping the server certificate first and its intermediates after it in order.',
    exchange:
      'it builds the chain from the certificate stores of Windows; delete outdated cross-certificates there with certlm.msc.',
    postfix: 'take them out of the file of smtpd_tls_chain_files, then postfix reload.',
    exim: 'take them out of the file of tls_certificate, then restart it.',
  }),
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
