// One of the four connectors that a hybrid deployment has is not in the export.

import type { Connector } from '../../model/connector.ts';
import { isExported, listOf } from '../hybridPair.ts';
import { outcomeOf } from '../check.ts';
import type { HybridCheck, HybridSymptom } from '../check.ts';
import { transportRouting } from '../../formats/citations.ts';

interface Part {
  readonly kind: Connector['kind'];
  readonly what: string;
  readonly purpose: string;
  readonly cmdlet: string;
}

const parts: readonly Part[] = [
  {
    kind: 'send',
    what: 'Send connector to Exchange Online',
    purpose: 'mail from Exchange Server to Exchange Online has no connector that demands TLS',
    cmdlet: 'Get-SendConnector',
  },
  {
    kind: 'receive',
    what: 'Receive connector on port 25 for Exchange Online',
    purpose: 'Exchange Server has nothing that takes mail from Exchange Online',
    cmdlet: 'Get-ReceiveConnector',
  },
  {
    kind: 'inbound',
    what: 'Inbound connector of type OnPremises',
    purpose: 'Exchange Online takes mail from Exchange Server for mail from anybody, and does not enforce TLS',
    cmdlet: 'Get-InboundConnector',
  },
  {
    kind: 'outbound',
    what: 'Outbound connector of type OnPremises',
    purpose: 'mail from Exchange Online to Exchange Server follows the MX record and has no connector that demands TLS',
    cmdlet: 'Get-OutboundConnector',
  },
];

export const missingConnector: HybridCheck = {
  id: 'hybrid/missing-connector',
  title: 'A connector of the hybrid pair is missing',
  severity: 'error',
  citation: transportRouting,
  meaning:
    'The Hybrid Configuration Wizard makes four objects that belong together: a Send and a Receive connector on-premises, an Inbound and an Outbound connector in Exchange Online. Where one is missing, mail goes another way, without what the connector demands of TLS.',
  fix: 'Look whether the export holds all connectors of both sides. If it does, run the Hybrid Configuration Wizard again with all servers that send and receive mail; it makes what is missing and leaves the rest.',
  check: (facts) => {
    if (facts.set.files.length === 0) return outcomeOf([]);
    const firstFile = facts.set.files[0] ?? '';
    const symptoms = parts.map((part): HybridSymptom | undefined => {
      if (facts.pair[listOf[part.kind]].length > 0 || !isExported(facts.set, part.kind)) return undefined;
      if (part.kind === 'receive' && facts.pair.unseenServers.length > 0) return undefined;
      const others = facts.set[listOf[part.kind]].length;
      const seen = others === 0 ? '' : ` ${others} of ${part.cmdlet} are there, but none of them looks like it.`;
      return {
        text: `There is no ${part.what} in the export, so ${part.purpose}.${seen}`,
        place: facts.set[listOf[part.kind]][0]?.place ?? { file: firstFile, line: 1, column: 1, length: 1 },
      };
    });
    const unchecked = parts.map((part) =>
      facts.pair[listOf[part.kind]].length === 0 && !isExported(facts.set, part.kind)
        ? `${part.cmdlet} is not in the export, or gave nothing: whether there is ${/^[IO]/.test(part.what) ? 'an' : 'a'} ${part.what} is not known. Without one, ${part.purpose}.`
        : undefined,
    );
    const unseen = facts.pair.unseenServers.join(', ');
    return outcomeOf(symptoms, [
      ...unchecked,
      unseen === ''
        ? undefined
        : `Servers that are not in the export (${unseen}) take mail of Exchange Online, such as Edge Transport servers: their Receive connectors and certificates are not known. Make an export on each of them.`,
    ]);
  },
};
