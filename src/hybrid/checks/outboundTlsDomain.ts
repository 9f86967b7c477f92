// The Outbound connector verifies a name that the certificate of Exchange Server does not have.

import type { ExchangeCertificate } from '../../model/connector.ts';
import { connectorCovers, certificateCovers } from '../../formats/domainPattern.ts';
import { certificateNames, describeCertificate, isSelfSigned } from '../certificates.ts';
import { describeConnector, outcomeOf, quoted, unknownReason, valueOf, whereOf } from '../check.ts';
import type { HybridCheck, HybridFacts, HybridSymptom } from '../check.ts';
import { exchangeArticle } from '../../formats/citations.ts';
import { verifyName } from '../offeredDomain.ts';

/** What the servers present to Exchange Online: each certificate once, though several servers have a copy. */
function presented(facts: HybridFacts): ReadonlyMap<ExchangeCertificate, readonly string[]> {
  const found = new Map<ExchangeCertificate, string[]>();
  for (const { role, certificate, server } of facts.certificateChoices) {
    if (role !== 'receive' || certificate === undefined) continue;
    const same = [...found.keys()].find((one) => one.thumbprint !== '' && one.thumbprint === certificate.thumbprint);
    found.set(same ?? certificate, [...(found.get(same ?? certificate) ?? []), server]);
  }
  return found;
}

export function provesName(names: readonly string[], domain: string): boolean {
  return names.some((name) => connectorCovers(domain, name) || certificateCovers(name, domain));
}

export const outboundTlsDomain: HybridCheck = {
  id: 'hybrid/outbound-tls-domain',
  title: 'TlsDomain of the Outbound connector does not stand in the certificate of Exchange Server',
  severity: 'error',
  citation: exchangeArticle(
    'email-delivery/cannot-receive-mail-with-new-certificate',
    'mail is not received after a new certificate was installed',
  ),
  meaning:
    'With DomainValidation, Exchange Online wants the name in TlsDomain on the certificate that Exchange Server presents. When it is not there, mail to on-premises waits with "450 4.7.320 Certificate validation failed [Message=SubjectMismatch]".',
  fix: 'If the certificate is the right one, set TlsDomain to a name that stands in it. If an old or another certificate is presented, put TlsCertificateName of the Receive connectors right instead, on every server.',
  check: (facts) => {
    const symptoms: (HybridSymptom | undefined)[] = [];
    const unchecked: (string | undefined)[] = [];
    const certificates = presented(facts);
    for (const outbound of facts.pair.outbounds) {
      const reason = unknownReason(outbound.tlsDomain, 'TlsDomain', describeConnector(outbound));
      const domain = valueOf(outbound.tlsDomain);
      unchecked.push(reason);
      if (domain === undefined) {
        if (reason === undefined && valueOf(outbound.tlsSettings) === 'DomainValidation') {
          symptoms.push({
            text: `${describeConnector(outbound)} has the TlsSettings DomainValidation without a TlsDomain.`,
            ...whereOf(outbound.tlsDomain, outbound),
          });
        }
        continue;
      }
      if (certificates.size === 0)
        unchecked.push('The certificates that Exchange Server presents are not known from the export.');
      for (const [certificate, servers] of certificates) {
        const names = certificateNames(certificate);
        if (names === undefined) {
          unchecked.push(
            `The names of the certificate ${describeCertificate(certificate)} cannot be read from the export.`,
          );
        } else if (!provesName(names, domain)) {
          const where = servers.filter((server) => server !== '').join(', ');
          symptoms.push({
            text: `${describeConnector(outbound)} expects ${quoted(domain)}, but the certificate ${describeCertificate(certificate)}${where === '' ? '' : ` of ${where}`} has ${names.length === 0 ? 'no names' : names.slice(0, 5).map(quoted).join(', ')}.`,
            ...whereOf(outbound.tlsDomain, outbound),
            repairs: [verifyName(outbound, names, isSelfSigned(certificate) === true)],
          });
        }
      }
    }
    return outcomeOf(symptoms, unchecked);
  },
};
