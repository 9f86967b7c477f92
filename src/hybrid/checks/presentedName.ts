// The certificate seen on port 25 of the on-premises host does not have the name that the Outbound connector verifies.

import { describeConnector, outcomeOf, quoted, valueOf, whereOf } from '../check.ts';
import type { HybridCheck } from '../check.ts';
import { exchangeArticle } from '../../formats/citations.ts';
import { verifyName } from '../offeredDomain.ts';
import { ownCertificate, ownNames } from '../probedLegs.ts';
import { provesName } from './outboundTlsDomain.ts';

export const presentedName: HybridCheck = {
  id: 'hybrid/presented-name',
  title: 'The certificate of the on-premises host does not have the name in TlsDomain',
  severity: 'error',
  citation: exchangeArticle(
    'email-delivery/cannot-receive-mail-with-new-certificate',
    'mail is not received after a new certificate was installed',
  ),
  meaning:
    'Exchange Online verifies the name in TlsDomain of its Outbound connector against the certificate that answers on port 25. When it is not there, mail to on-premises waits with "450 4.7.320 Certificate validation failed [Message=SubjectMismatch]".',
  fix: 'If this certificate is the right one, set TlsDomain to a name that stands in it. If not, put right which certificate is presented: TlsCertificateName of the Receive connector, on every server.',
  check: ({ pair, probes }) => {
    const outbound = pair.outbounds[0];
    const domain = outbound === undefined ? undefined : valueOf(outbound.tlsDomain);
    if (outbound === undefined || domain === undefined) return outcomeOf([]);
    const own = ownCertificate(probes['to-on-premises']);
    if (own === undefined)
      return outcomeOf(
        [],
        ['The certificate of the on-premises host is not known: the leg to on-premises was not probed, or not so far.'],
      );
    const names = ownNames(own);
    if (provesName(names, domain)) return outcomeOf([]);
    return outcomeOf([
      {
        text: `Port 25 presents a certificate for ${names.length === 0 ? 'no names' : names.slice(0, 5).map(quoted).join(', ')}; ${describeConnector(outbound)} expects ${quoted(domain)}.`,
        ...whereOf(outbound.tlsDomain, outbound),
        repairs: [verifyName(outbound, names, own.subject === own.issuer)],
      },
    ]);
  },
};
