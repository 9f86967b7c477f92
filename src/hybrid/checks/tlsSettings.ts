// The Outbound connector encrypts, but does not verify whom it talks to.

import type { OutboundConnector, TlsLevel } from '../../model/connector.ts';
import { describeConnector, itemsOf, propertyCheck, valueOf } from '../check.ts';
import { cmdlet } from '../citations.ts';
import { isPublicName, unknownName } from '../offeredDomain.ts';
import { setConnector } from '../repairs.ts';

export const tlsSettings = propertyCheck<OutboundConnector, TlsLevel>({
  id: 'hybrid/tls-settings',
  title: 'The Outbound connector does not verify the name of Exchange Server',
  severity: 'error',
  citation: cmdlet('Set-OutboundConnector'),
  meaning:
    'Only TlsSettings DomainValidation proves to Exchange Online that it talks to your servers. EncryptionOnly encrypts towards whoever answers, CertificateValidation towards whoever has any trusted certificate, and without a value TLS is not demanded at all.',
  fix: 'Set TlsSettings to DomainValidation and TlsDomain to a name on the certificate that Exchange Server presents, with the command shown.',
  property: 'TlsSettings',
  connectors: (pair) => pair.outbounds,
  field: ({ tlsSettings: field }) => field,
  judge: (value, connector) => {
    if (value === 'DomainValidation') return undefined;
    const what =
      value === undefined
        ? 'has no TlsSettings: TLS is not demanded'
        : value === 'EncryptionOnly'
          ? 'has the TlsSettings EncryptionOnly: the certificate of Exchange Server is not looked at'
          : 'has the TlsSettings CertificateValidation: any trusted certificate will do, whatever its name';
    const host = itemsOf(connector.smartHosts)[0];
    const parameters = {
      TlsSettings: 'DomainValidation',
      ...(valueOf(connector.tlsDomain) !== undefined || host === undefined
        ? {}
        : { TlsDomain: isPublicName(host) ? host : unknownName }),
    };
    return {
      severity: value === 'CertificateValidation' ? 'warning' : 'error',
      text: `${describeConnector(connector)} ${what}.`,
      repairs: [setConnector(connector, parameters, 'Verifies the certificate of Exchange Server and its name.')],
    };
  },
});
