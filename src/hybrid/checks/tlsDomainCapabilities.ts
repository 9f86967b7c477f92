// The Receive connector does not know Exchange Online by its domain.

import type { FieldList, ReceiveConnector } from '../../model/connector.ts';
import { describeConnector, isWhole, itemsOf, outcomeOf, propertyCheck, quoted } from '../check.ts';
import type { HybridCheck } from '../check.ts';
import { transportRouting } from '../../formats/citations.ts';
import { tlsDomainOf } from '../cloudOfPair.ts';
import { isCloudTlsDomain } from '../clouds.ts';
import { grantsCloudMail } from '../receiveConnectors.ts';
import { setConnector } from '../repairs.ts';

/** What Exchange Online presented until Microsoft changed its certificates (KB 3156771). */
const staleCertificate = /<I>.*(?:MSIT Machine Auth CA|Microsoft IT SSL SHA2|Baltimore)/i;

function domainOf(text: string): string {
  return text.replace(/:[^:]*$/, '').trim();
}

const perConnector = propertyCheck<ReceiveConnector, FieldList>({
  id: 'hybrid/tls-domain-capabilities',
  title: 'TlsDomainCapabilities does not let Exchange Online in as itself',
  severity: 'error',
  citation: transportRouting,
  meaning:
    'The Receive connector trusts the headers of Exchange Online for the domain in TlsDomainCapabilities. Where it is missing on one of several servers, mail through that server counts as external; where it still names the certificate that Exchange Online had years ago, mail is refused with "451 4.7.0 Temporary server error" and PRX5.',
  fix: 'Set TlsDomainCapabilities to the domain of Exchange Online with the command shown, on every server that receives hybrid mail, or run the Hybrid Configuration Wizard with all of them.',
  property: 'TlsDomainCapabilities',
  connectors: (pair) => [...pair.receives, ...pair.otherReceives],
  field: ({ tlsDomainCapabilities: field }) => field,
  judge: (_, connector, { pair }) => {
    const items = itemsOf(connector.tlsDomainCapabilities);
    const right = tlsDomainOf(pair);
    const repairs = [
      setConnector(
        connector,
        { TlsDomainCapabilities: `${right}:AcceptCloudServicesMail` },
        'Knows Exchange Online by its domain, whatever certificate it has.',
      ),
    ];
    const stale = items.find((item) => staleCertificate.test(item));
    if (stale !== undefined) {
      return {
        text: `${describeConnector(connector)} knows Exchange Online by a certificate that it no longer presents: ${quoted(stale)}.`,
        repairs,
      };
    }
    const grants = items.filter((item) => /AcceptCloudServicesMail/i.test(item));
    if (grants.some((item) => isCloudTlsDomain(domainOf(item)) || /<S>/i.test(item))) return undefined;
    if (!isWhole(connector.tlsDomainCapabilities)) return undefined;
    // One of several servers that were left out stops a part of the mail; all of them may be another design.
    const others = pair.receives.some((one) => one !== connector && grantsCloudMail(one));
    const isPart = pair.receives.includes(connector);
    return {
      severity: isPart && (items.length > 0 || others) ? 'error' : 'warning',
      text: `${describeConnector(connector)} has ${items.length === 0 ? 'no TlsDomainCapabilities' : `the TlsDomainCapabilities ${items.slice(0, 3).map(quoted).join(', ')}`}${others ? ', while another connector has them' : ''}: it does not know ${right}${isPart ? '' : ', which matters if Exchange Online sends to this server too'}.`,
      repairs,
    };
  },
});

export const tlsDomainCapabilities: HybridCheck = {
  ...perConnector,
  check: (facts) => {
    const { symptoms, unchecked } = perConnector.check(facts);
    const cut = facts.pair.receives.filter(
      ({ tlsDomainCapabilities: one }) => one.status === 'known' && !one.value.isComplete,
    );
    return outcomeOf(symptoms, [
      ...unchecked,
      ...cut.map((one) => `TlsDomainCapabilities of ${describeConnector(one)} is cut short in the export.`),
    ]);
  },
};
