// Another Receive connector on the same port catches the mail of Exchange Online.

import type { ReceiveConnector } from '../../model/connector.ts';
import { isInRange, parseAddressRange } from '../../formats/addressRange.ts';
import { serverName } from '../certificates.ts';
import { describeConnector, itemsOf, outcomeOf, quoted, unknownReason, valueOf, whereOf } from '../check.ts';
import type { HybridCheck, HybridSymptom } from '../check.ts';
import { cmdlet } from '../citations.ts';
import { listensOn25, takesFromInternet } from '../receiveConnectors.ts';
import { run, setConnector } from '../repairs.ts';

/** Of the networks that Microsoft publishes for Exchange Online, worldwide; those of national clouds are not among them. */
const cloudAddresses = ['40.92.0.1', '40.107.0.1', '52.100.0.1', '52.102.0.1', '52.103.0.1', '104.47.0.1'];

function cloudRange(receive: ReceiveConnector): string | undefined {
  return itemsOf(receive.remoteRanges).find((text) => {
    const range = parseAddressRange(text);
    return range !== undefined && cloudAddresses.some((address) => isInRange(address, range));
  });
}

function sharesSocket(one: ReceiveConnector, other: ReceiveConnector): boolean {
  const isSameServer = serverName(one.server) !== '' && serverName(one.server) === serverName(other.server);
  const bindings = (receive: ReceiveConnector): readonly string[] =>
    itemsOf(receive.bindings).map((text) => text.trim());
  return isSameServer && bindings(one).some((binding) => /:25$/.test(binding) && bindings(other).includes(binding));
}

/** Exchange takes the connector whose range fits the sender most closely. */
function catches(other: ReceiveConnector, hybrid: readonly ReceiveConnector[]): HybridSymptom | undefined {
  if (hybrid.includes(other) || valueOf(other.enabled) === false || !listensOn25(other)) return undefined;
  // A connector for everybody is not closer than one for some.
  const rival = takesFromInternet(other) ? undefined : hybrid.find((one) => sharesSocket(one, other));
  const wide = cloudRange(other);
  if (rival === undefined || wide === undefined) return undefined;
  return {
    text: `${describeConnector(other)} listens on the port of ${describeConnector(rival)} for ${quoted(wide)}: where that is closer, it takes the mail of Exchange Online, with its own TLS settings.`,
    ...whereOf(other.remoteRanges, other),
    repairs: [
      setConnector(
        other,
        { RemoteIPRanges: '<addresses of the devices it is for>' },
        'Leaves mail from elsewhere to the connector that is meant for it.',
      ),
    ],
  };
}

function duplicates(hybrid: readonly ReceiveConnector[]): readonly HybridSymptom[] {
  const key = (one: ReceiveConnector): string =>
    [...itemsOf(one.remoteRanges)]
      .map((text) => text.trim())
      .sort()
      .join();
  return hybrid.flatMap((one, index) => {
    const before = hybrid
      .slice(0, index)
      .find((other) => key(other) === key(one) && key(one) !== '' && sharesSocket(one, other));
    if (before === undefined) return [];
    return [
      {
        text: `${describeConnector(one)} and ${describeConnector(before)} listen on the same port of the same server for the same addresses.`,
        ...whereOf(one.remoteRanges, one),
        repairs: [
          run(
            'on-premises',
            'Get-ReceiveConnector | Sort-Object Server | Format-List Identity,Bindings,RemoteIPRanges,AuthMechanism,TlsCertificateName',
            'Shows which connector listens where.',
          ),
        ],
      },
    ];
  });
}

export const receiveRanges: HybridCheck = {
  id: 'hybrid/receive-ranges',
  title: 'Another Receive connector may catch the mail of Exchange Online',
  severity: 'warning',
  citation: cmdlet('Set-ReceiveConnector'),
  meaning:
    'Of the Receive connectors on one port, Exchange takes the one whose RemoteIPRanges fit the sender most closely. A relay connector with wide ranges takes the mail of Exchange Online away from the one that has the certificate and TlsDomainCapabilities; mail is then refused, or counts as external ("451 5.7.3 Cannot achieve Exchange Server authentication" between servers).',
  fix: 'Narrow RemoteIPRanges of the other connector to the devices it is for.',
  check: ({ set, pair }) =>
    outcomeOf(
      [...set.receives.map((one) => catches(one, pair.receives)), ...duplicates(pair.receives)],
      pair.receives.flatMap((one) => [
        unknownReason(one.remoteRanges, 'RemoteIPRanges', describeConnector(one)),
        unknownReason(one.server, 'Server', describeConnector(one)),
      ]),
    ),
};
