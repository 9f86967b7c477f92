// The Inbound connector says nothing that Exchange Server could be recognised by.

import { silentDowngrade } from '../connectorChoice.ts';
import { presentedNames } from '../certificateChoice.ts';
import { describeConnector, outcomeOf, valueOf, whereOf } from '../check.ts';
import type { HybridCheck, HybridSymptom } from '../check.ts';
import { messageAttribution } from '../citations.ts';
import { setConnector } from '../repairs.ts';

export const inboundNoMatch: HybridCheck = {
  id: 'hybrid/inbound-no-match',
  title: 'The Inbound connector names neither a certificate nor an address',
  severity: 'error',
  citation: messageAttribution,
  meaning:
    'Exchange Online recognises mail from on-premises by TlsSenderCertificateName, else by SenderIPAddresses. A connector with neither is never used.',
  fix: 'Set TlsSenderCertificateName to a name on the certificate that Exchange Server presents, with the command shown.',
  check: ({ pair, certificateChoices }) => {
    const name = presentedNames(certificateChoices)?.find((one) => !one.startsWith('*.'));
    return outcomeOf(
      pair.inbounds.map((inbound): HybridSymptom | undefined => {
        if (valueOf(inbound.enabled) === false) return undefined;
        if (inbound.tlsSenderCertificateName.status !== 'unset' || inbound.senderAddresses.status !== 'unset')
          return undefined;
        return {
          text: `${describeConnector(inbound)} has neither TlsSenderCertificateName nor SenderIPAddresses. ${silentDowngrade}`,
          ...whereOf(inbound.tlsSenderCertificateName, inbound),
          repairs: [
            setConnector(
              inbound,
              { TlsSenderCertificateName: name ?? '<name on the certificate>', RequireTls: true },
              'Recognises Exchange Server by its certificate.',
            ),
          ],
        };
      }),
    );
  },
};
