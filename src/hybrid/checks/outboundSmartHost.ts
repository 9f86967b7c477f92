// The Outbound connector follows the MX record or has nowhere to go.

import type { OutboundConnector } from '../../model/connector.ts';
import { describeConnector, itemsOf, outcomeOf, unknownReason, valueOf, whereOf } from '../check.ts';
import type { HybridCheck, HybridSymptom } from '../check.ts';
import { cmdlet } from '../citations.ts';
import { setConnector } from '../repairs.ts';

function judge(outbound: OutboundConnector): HybridSymptom | undefined {
  const hosts = itemsOf(outbound.smartHosts);
  if (valueOf(outbound.usesMxRecord) === true) {
    return {
      text: `${describeConnector(outbound)} follows the MX record (UseMXRecord True): mail for on-premises goes wherever the MX record points, which may be Exchange Online itself or a filter that TlsDomain does not fit.`,
      ...whereOf(outbound.usesMxRecord, outbound),
      repairs: [
        setConnector(
          outbound,
          { UseMXRecord: false, SmartHosts: hosts[0] ?? '<on-premises host>' },
          'Sends to the on-premises host by its name.',
        ),
      ],
    };
  }
  if (outbound.smartHosts.status !== 'unset') return undefined;
  return {
    severity: 'error',
    text: `${describeConnector(outbound)} has no smart host.`,
    ...whereOf(outbound.smartHosts, outbound),
    repairs: [
      setConnector(outbound, { SmartHosts: '<on-premises host>' }, 'Sends to the on-premises host by its name.'),
    ],
  };
}

export const outboundSmartHost: HybridCheck = {
  id: 'hybrid/outbound-smart-host',
  title: 'The Outbound connector does not go to the on-premises host',
  severity: 'warning',
  citation: cmdlet('Set-OutboundConnector'),
  meaning:
    'Mail for mailboxes on-premises goes to the smart host of the Outbound connector. When it follows the MX record instead, it may come back to Exchange Online, or meet a server whose certificate has another name.',
  fix: 'Set the smart host to the name of the on-premises host that stands in its certificate, with the command shown.',
  check: ({ pair }) =>
    outcomeOf(
      pair.outbounds.map(judge),
      pair.outbounds.map((one) => unknownReason(one.smartHosts, 'SmartHosts', describeConnector(one))),
    ),
};
