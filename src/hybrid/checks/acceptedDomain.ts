// No domain of the certificate is an accepted domain of the tenant.

import { presentedNames } from '../certificateChoice.ts';
import { liesWithin } from '../../formats/domainPattern.ts';
import { outcomeOf, quoted, valueOf } from '../check.ts';
import type { HybridCheck } from '../check.ts';
import { exchangeArticle } from '../../formats/citations.ts';

export const acceptedDomain: HybridCheck = {
  id: 'hybrid/accepted-domain',
  title: 'The certificate has no accepted domain of the tenant',
  severity: 'error',
  citation: exchangeArticle('email-delivery/office-365-notice', '550 5.7.64 Relay Access Denied ATTR36'),
  meaning:
    'Exchange Online attributes mail to a tenant by a domain on the certificate, which must be one that the tenant has verified. Otherwise mail with a sender of another domain is refused with "550 5.7.64 Relay Access Denied ATTR36".',
  fix: 'Use a certificate with a name in one of the accepted domains, or add and verify the domain of the certificate in the tenant.',
  check: ({ set, pair, certificateChoices }) => {
    const names = presentedNames(certificateChoices);
    const domains = set.acceptedDomains.flatMap((one) => valueOf(one.domainName) ?? []);
    if (pair.sends.length === 0) return outcomeOf([]);
    if (domains.length === 0)
      return outcomeOf(
        [],
        ['Get-AcceptedDomain is not in the export: whether the certificate has a domain of the tenant is not known.'],
      );
    if (names === undefined || names.length === 0) return outcomeOf([]);
    if (names.some((name) => liesWithin(name, domains))) return outcomeOf([]);
    const place = pair.inbounds[0]?.place ?? pair.sends[0]?.place ?? set.acceptedDomains[0]?.place;
    return outcomeOf([
      {
        text: `The certificate that Exchange Server presents has ${names.slice(0, 5).map(quoted).join(', ')}; the accepted domains are ${domains.slice(0, 5).map(quoted).join(', ')}${domains.length > 5 ? ' and more' : ''}.`,
        ...(place === undefined ? {} : { place }),
      },
    ]);
  },
};
