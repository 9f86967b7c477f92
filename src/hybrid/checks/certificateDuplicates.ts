// Two certificates for SMTP have the name that the connector goes by, and an internal authority may win.

import type { ExchangeCertificate } from '../../model/connector.ts';
import { describeCertificate, rivalsFor, serverName } from '../certificates.ts';
import { describeConnector, outcomeOf, quoted, valueOf } from '../check.ts';
import type { HybridCheck, HybridSymptom } from '../check.ts';
import { exchangeArticle } from '../../formats/citations.ts';
import { offeredCertificate } from '../offeredCertificate.ts';
import { nameCertificate, run } from '../repairs.ts';

/** Services without SMTP, which the certificate keeps. */
function otherServices({ services }: ExchangeCertificate): string {
  const rest =
    services.status === 'known'
      ? services.value.items.map(({ text }) => text).filter((text) => text.toUpperCase() !== 'SMTP')
      : [];
  return rest.length === 0 ? 'None' : rest.join(',');
}

export const certificateDuplicates: HybridCheck = {
  id: 'hybrid/certificate-duplicates',
  title: 'Several certificates for SMTP have the same name',
  severity: 'warning',
  citation: exchangeArticle(
    'mailflow/mail-flow-stops-event-2004',
    '454 4.7.0 Failed to establish appropriate TLS channel: UntrustedRoot',
  ),
  meaning:
    'When two certificates enabled for SMTP have the Fqdn of a connector, the one whose validity began last is taken. Where that is from an internal authority, Exchange Online refuses it ("Failed to establish appropriate TLS channel: UntrustedRoot", event 2004).',
  fix: 'Name the right one in TlsCertificateName, with the commands shown. Or take the SMTP service from the certificate that is not meant for mail: enable it for its other services only.',
  check: (facts) => {
    const { set, pair, now } = facts;
    const symptoms: HybridSymptom[] = [];
    const told = new Set<string>();
    for (const receive of pair.receives) {
      // A connector that names its certificate is not misled by another.
      const name = receive.tlsCertificateName.status === 'unset' ? valueOf(receive.fqdn) : undefined;
      const server = serverName(receive.server);
      if (name === undefined || told.has(`${server} ${name}`)) continue;
      told.add(`${server} ${name}`);
      const [first, other] = rivalsFor(receive, set, now);
      if (first === undefined || other === undefined) continue;
      symptoms.push({
        text: `On ${server === '' ? 'the servers' : server}, ${describeCertificate(first)} and ${describeCertificate(other)} are both enabled for SMTP and have ${quoted(name)}, the Fqdn of ${describeConnector(receive)}.`,
        place: other.place,
        repairs: [
          nameCertificate(
            receive,
            offeredCertificate(receive, facts)?.thumbprint ?? '',
            server,
            'Names one of them, so that the other no longer counts; see that it is the one of the public authority.',
          ),
          ...[first, other].map((one) =>
            run(
              'on-premises',
              `Enable-ExchangeCertificate -Thumbprint ${one.thumbprint === '' ? '<thumbprint>' : one.thumbprint} -Services ${otherServices(one)}`,
              `If ${describeCertificate(one)} is not meant for mail: leaves it its other services.`,
            ),
          ),
        ],
      });
    }
    return outcomeOf(symptoms);
  },
};
