// A connector of the pair is turned off.

import type { Connector } from '../../model/connector.ts';
import { describeConnector, propertyCheck } from '../check.ts';
import { cmdlet } from '../citations.ts';
import { setConnector } from '../repairs.ts';

export const connectorDisabled = propertyCheck<Connector, boolean>({
  id: 'hybrid/connector-disabled',
  title: 'A connector of the hybrid pair is turned off',
  severity: 'error',
  citation: cmdlet('Validate-OutboundConnector'),
  meaning:
    'A connector that is turned off is passed over, and mail takes another way without its demands. Exchange Online leaves a connector off whose validation failed.',
  fix: 'Find out why it was turned off (in Exchange Online, the result of its last validation), mend that, and turn it on with the command shown.',
  property: 'Enabled',
  connectors: (pair) => [...pair.sends, ...pair.receives, ...pair.inbounds, ...pair.outbounds],
  field: ({ enabled }) => enabled,
  judge: (value, connector) => {
    if (value !== false) return undefined;
    return {
      text: `${describeConnector(connector)} has Enabled False: no mail uses it.`,
      repairs: [setConnector(connector, { Enabled: true }, 'Turns the connector on.')],
    };
  },
});
