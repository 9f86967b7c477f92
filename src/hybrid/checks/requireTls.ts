// A connector of the pair does not demand TLS.

import type { InboundConnector, SendConnector } from '../../model/connector.ts';
import { describeConnector, propertyCheck } from '../check.ts';
import { transportRouting } from '../../formats/citations.ts';
import { setConnector } from '../repairs.ts';

export const requireTls = propertyCheck<SendConnector | InboundConnector, boolean>({
  id: 'hybrid/require-tls',
  title: 'A connector of the hybrid pair does not require TLS',
  severity: 'error',
  citation: transportRouting,
  meaning:
    'Without this demand TLS is opportunistic: when the other side does not offer STARTTLS, or something on the way removes it, mail between the two organisations goes in the open and nobody is told. A Send connector that names a certificate must require TLS, else the wizard ends with "RequiredTls flag should be set to true if TlsCertificateName is specified".',
  fix: 'Set it with the command shown. If mail then stops, the path or the other side has a fault that was hidden until now: probe both legs.',
  property: 'RequireTLS',
  connectors: (pair) => [...pair.sends, ...pair.inbounds],
  field: ({ requireTls: field }) => field,
  judge: (value, connector) => {
    if (value === true) return undefined;
    const isSend = connector.kind === 'send';
    const parameter = isSend ? 'RequireTLS' : 'RequireTls';
    const flag =
      isSend && connector.tlsCertificateName.status === 'known'
        ? ' It names a certificate (TlsCertificateName), which goes with RequireTLS True only.'
        : '';
    return {
      text: `${describeConnector(connector)} has ${parameter} ${value === false ? 'False' : 'without a value'}: mail may go unencrypted without an error.${flag}`,
      repairs: [
        setConnector(connector, { [parameter]: true }, 'Demands TLS of every connection that uses the connector.'),
      ],
    };
  },
});
