// The address that Exchange Online sees is not among those of the Inbound connector, and nothing else matches.

import { expectedSenderName, matchAddress, silentDowngrade } from '../connectorChoice.ts';
import { describeConnector, outcomeOf, valueOf, whereOf } from '../check.ts';
import type { HybridCheck, HybridFacts, HybridSymptom } from '../check.ts';
import type { InboundConnector } from '../../model/connector.ts';
import type { Repair } from '../../model/hybrid.ts';
import { presentedNames } from '../certificateChoice.ts';
import { messageAttribution } from '../citations.ts';
import { setConnector } from '../repairs.ts';

function repairsFor(inbound: InboundConnector, address: string, facts: HybridFacts): readonly Repair[] {
  const name = presentedNames(facts.certificateChoices)?.find((one) => !one.startsWith('*.'));
  const byCertificate = setConnector(
    inbound,
    { TlsSenderCertificateName: name ?? '<name on the certificate>', RequireTls: true },
    'The better way: recognises Exchange Server by its certificate, which stays right when addresses change.',
  );
  const byAddress = setConnector(
    inbound,
    { SenderIPAddresses: { add: address } },
    'Adds the address. It has to be yours alone: whoever sends from it counts as your organisation.',
  );
  return expectedSenderName(inbound) === undefined ? [byAddress, byCertificate] : [byAddress];
}

const unlessByCertificate =
  'Unless Exchange Online recognises the certificate of Exchange Server, which is not known from what was given, no Inbound connector takes this mail: it follows the MX record, and TLS is not enforced. No error says so.';

export const inboundSenderAddress: HybridCheck = {
  id: 'hybrid/inbound-sender-address',
  title: 'The egress address is not in SenderIPAddresses',
  severity: 'error',
  citation: messageAttribution,
  meaning:
    'An Inbound connector without a matching certificate name recognises Exchange Server by its address. From another address the connector is not used: mail follows the MX record, TLS is not enforced, and no error says so.',
  fix: 'Recognise the servers by their certificate (TlsSenderCertificateName), the better way: it stays right when addresses change. Or add the address to SenderIPAddresses with the command shown, if it belongs to your organisation alone.',
  check: (facts) => {
    const { pair, egress, connectorChoice } = facts;
    const withAddresses = pair.inbounds.filter(
      (one) =>
        valueOf(one.enabled) !== false &&
        one.senderAddresses.status !== 'unset' &&
        one.senderAddresses.status !== 'absent',
    );
    if (connectorChoice.match === 'certificate' || withAddresses.length === 0) return outcomeOf([]);
    if (egress === undefined) {
      return outcomeOf([], ['The address that Exchange Online sees is not known: probe the smart host, or say it.']);
    }
    // Whether the certificate matches is not known: the address alone does not decide then.
    const mayMatchElsewhere = connectorChoice.match === 'unknown';
    const looked = withAddresses.map((inbound) => ({ inbound, ...matchAddress(inbound, egress.address) }));
    if (looked.some(({ match }) => match === 'yes')) return outcomeOf([]);
    return outcomeOf(
      looked.map(({ inbound, match, text }): HybridSymptom | undefined =>
        match === 'no'
          ? {
              text: `${describeConnector(inbound)}: ${text}; the address was ${egress.source}. ${
                mayMatchElsewhere ? unlessByCertificate : silentDowngrade
              }`,
              ...(mayMatchElsewhere ? { severity: 'warning' as const } : {}),
              ...whereOf(inbound.senderAddresses, inbound),
              repairs: repairsFor(inbound, egress.address, facts),
            }
          : undefined,
      ),
      looked.map(({ inbound, match, text }) =>
        match === 'unknown' ? `${describeConnector(inbound)}: ${text}.` : undefined,
      ),
    );
  },
};
