// The Receive connector does not offer STARTTLS, or takes everybody for a server of the organisation.

import type { FieldList, ReceiveConnector } from '../../model/connector.ts';
import { describeConnector, itemsOf, propertyCheck } from '../check.ts';
import { certificateSelection } from '../citations.ts';
import { setConnector } from '../repairs.ts';

export const receiveAuthMechanism = propertyCheck<ReceiveConnector, FieldList>({
  id: 'hybrid/receive-auth-mechanism',
  title: 'AuthMechanism of the Receive connector does not go with TLS',
  severity: 'error',
  citation: certificateSelection,
  meaning:
    'STARTTLS is offered only when AuthMechanism has Tls. ExternalAuthoritative takes whoever connects for a server of the organisation and goes with Tls alone; on a connector that hears the whole Internet it makes an open relay.',
  fix: 'Set AuthMechanism with the command shown. Give what needs ExternalAuthoritative a Receive connector of its own with narrow RemoteIPRanges.',
  property: 'AuthMechanism',
  connectors: (pair) => pair.receives,
  field: ({ authMechanism }) => authMechanism,
  judge: (_, connector) => {
    const words = itemsOf(connector.authMechanism);
    const has = (word: string): boolean => words.some((one) => one.toLowerCase() === word);
    if (has('externalauthoritative')) {
      return {
        text: `${describeConnector(connector)} has AuthMechanism ${words.join(', ')}: with ExternalAuthoritative it trusts everybody in its RemoteIPRanges.`,
        repairs: [
          setConnector(
            connector,
            { AuthMechanism: ['Tls', 'Integrated', 'BasicAuth', 'BasicAuthRequireTLS', 'ExchangeServer'] },
            'Puts back what the default frontend connector has.',
          ),
        ],
      };
    }
    if (has('tls')) return undefined;
    return {
      text: `${describeConnector(connector)} has no Tls in AuthMechanism (${words.join(', ') || 'empty'}): STARTTLS is not offered on port 25.`,
      repairs: [
        setConnector(
          connector,
          { AuthMechanism: ['Tls', ...words.filter((word) => word.toLowerCase() !== 'none')] },
          'Offers STARTTLS.',
        ),
      ],
    };
  },
});
