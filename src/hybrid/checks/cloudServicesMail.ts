// A connector of the pair does not carry the headers of the organisation.

import type { InboundConnector, OutboundConnector, SendConnector } from '../../model/connector.ts';
import { describeConnector, propertyCheck, valueOf } from '../check.ts';
import { exchangeArticle } from '../../formats/citations.ts';
import { setConnector } from '../repairs.ts';

export const cloudServicesMail = propertyCheck<SendConnector | InboundConnector | OutboundConnector, boolean>({
  id: 'hybrid/cloud-services-mail',
  title: 'CloudServicesMailEnabled is off on a connector of the hybrid pair',
  severity: 'warning',
  citation: exchangeArticle(
    'mailflow/email-sent-to-online-appears-external',
    'mail from on-premises appears as external',
  ),
  meaning:
    'Mail between the two halves of the organisation counts as internal by headers that are kept only with CloudServicesMailEnabled. Without it, colleagues appear as external senders, and spam filters and transport rules treat their mail so (X-CrossPremisesHeadersFilteredBySendConnector).',
  fix: 'Set it with the command shown. On a Send connector it goes together with RequireTLS, TlsAuthLevel DomainValidation and the TlsDomain of Exchange Online.',
  property: 'CloudServicesMailEnabled',
  connectors: (pair) => [...pair.sends, ...pair.inbounds, ...pair.outbounds],
  field: ({ cloudServicesMailEnabled }) => cloudServicesMailEnabled,
  judge: (value, connector) => {
    if (value === true || valueOf(connector.enabled) === false) return undefined;
    return {
      text: `${describeConnector(connector)} has CloudServicesMailEnabled ${value === false ? 'False' : 'without a value'}: mail from colleagues on the other side appears as external.`,
      repairs: [
        setConnector(connector, { CloudServicesMailEnabled: true }, 'Keeps the headers that mark mail as internal.'),
      ],
    };
  },
});
