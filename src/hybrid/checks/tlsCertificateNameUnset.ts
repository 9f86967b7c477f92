// A connector of the pair leaves it to the server which certificate is presented.

import type { ReceiveConnector, SendConnector } from '../../model/connector.ts';
import { rivalsFor, serverName } from '../certificates.ts';
import { describeConnector, propertyCheck, valueOf } from '../check.ts';
import { certificateSelection } from '../citations.ts';
import { offeredCertificate } from '../offeredCertificate.ts';
import { nameCertificate } from '../repairs.ts';

export const tlsCertificateNameUnset = propertyCheck<SendConnector | ReceiveConnector, string>({
  id: 'hybrid/certificate-name-unset',
  title: 'A connector does not name the certificate that it presents',
  severity: 'warning',
  citation: certificateSelection,
  meaning:
    'Without TlsCertificateName, Exchange looks for certificates with the Fqdn of the connector and takes the one whose validity began last. A new certificate with the same name, for another purpose or from an internal authority, then takes its place, and Exchange Online refuses it.',
  fix: 'Name the certificate with the commands shown, on each server that sends or receives hybrid mail.',
  property: 'TlsCertificateName',
  connectors: (pair) => [...pair.sends, ...pair.receives],
  field: ({ tlsCertificateName }) => tlsCertificateName,
  judge: (value, connector, facts) => {
    if (value !== undefined) return undefined;
    // None that fits, and several, are findings of their own.
    if (facts.certificateChoices.some(({ missing }) => missing?.connector === connector)) return undefined;
    if (connector.kind === 'receive' && rivalsFor(connector, facts.set, facts.now).length > 0) return undefined;
    const server = connector.kind === 'receive' ? serverName(connector.server) : '';
    const fit = offeredCertificate(connector, facts);
    const on = fit === undefined ? server : serverName(fit.server);
    return {
      text: `${describeConnector(connector)} has no TlsCertificateName: whichever certificate fits its Fqdn${valueOf(connector.fqdn) === undefined ? '' : ` ${valueOf(connector.fqdn) ?? ''}`} is presented.`,
      repairs: [
        nameCertificate(connector, fit?.thumbprint ?? '', on, 'Names the certificate by its issuer and subject.'),
      ],
    };
  },
});
