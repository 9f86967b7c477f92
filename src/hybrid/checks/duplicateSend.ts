// Two Send connectors are for the same address space.

import type { SendConnector } from '../../model/connector.ts';
import { describeConnector, itemsOf, outcomeOf, quoted, valueOf, whereOf } from '../check.ts';
import type { HybridCheck, HybridSymptom } from '../check.ts';
import { transportRouting } from '../../formats/citations.ts';
import { bareDomain } from '../hybridPair.ts';
import { run } from '../repairs.ts';
import { quotePowerShell } from '../../formats/shellQuoting.ts';

function spaces(send: SendConnector): readonly string[] {
  return itemsOf(send.addressSpaces).map(bareDomain);
}

export const duplicateSend: HybridCheck = {
  id: 'hybrid/duplicate-send-connector',
  title: 'Several Send connectors have the same address space',
  severity: 'error',
  citation: transportRouting,
  meaning:
    'Which of two Send connectors with the same address space is used depends on their cost and on where the message is, so mail may take the one without TLS settings. The Hybrid Configuration Wizard ends with HCW8011 when it meets them.',
  fix: 'Decide which connector is the right one, compare the two with the command shown, and take the address space from the other.',
  check: ({ set, pair }) => {
    const main = pair.sends[0];
    if (main === undefined) return outcomeOf([]);
    return outcomeOf(
      set.sends.map((send): HybridSymptom | undefined => {
        if (send === main || valueOf(send.enabled) === false) return undefined;
        const shared = spaces(send).find((space) => spaces(main).includes(space));
        if (shared === undefined) return undefined;
        const names = [main, send].map(({ identity }) => quotePowerShell(identity)).join(',');
        return {
          text: `${describeConnector(send)} and ${describeConnector(main)} are both for ${quoted(shared)}.`,
          ...whereOf(send.addressSpaces, send),
          repairs: [
            run(
              'on-premises',
              `${names} | Get-SendConnector | Format-List Identity,AddressSpaces,SmartHosts,RequireTLS,TlsAuthLevel,TlsDomain,TlsCertificateName,CloudServicesMailEnabled`,
              'Shows what the two have in common.',
            ),
          ],
        };
      }),
    );
  },
};
