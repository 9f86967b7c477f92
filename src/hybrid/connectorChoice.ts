// Which Inbound connector Exchange Online would take for mail from on-premises: certificate match, then address, else none.

import type { InboundConnector } from '../model/connector.ts';
import type { ConnectorChoice } from '../model/hybrid.ts';
import { isInRange, parseAddressRange } from '../formats/addressRange.ts';
import { parseCertificateIdentifier, commonNameOf } from '../formats/certificateIdentifier.ts';
import { certificateCovers, connectorCovers } from '../formats/domainPattern.ts';
import { describeConnector, isWhole, itemsOf, quoted, valueOf } from './check.ts';

/** What Exchange Online sees of a connection. */
export interface SeenSender {
  /** Names of the certificate that Exchange Server presents; undefined: not known. Empty: it presents none. */
  readonly certificateNames: readonly string[] | undefined;
  readonly address: string | undefined;
}

type Match = 'yes' | 'no' | 'unknown';

interface Looked {
  readonly match: Match;
  readonly text: string;
}

/** The name that a connector expects, which may be an identifier of a certificate. */
export function expectedSenderName(inbound: InboundConnector): string | undefined {
  const text = valueOf(inbound.tlsSenderCertificateName);
  if (text === undefined) return undefined;
  const identifier = parseCertificateIdentifier(text);
  return identifier === undefined ? text : (commonNameOf(identifier.subject) ?? text);
}

export function matchCertificate(inbound: InboundConnector, names: readonly string[] | undefined): Looked {
  const field = inbound.tlsSenderCertificateName;
  if (field.status === 'absent' || field.status === 'lost') {
    return { match: 'unknown', text: 'its TlsSenderCertificateName cannot be read from the export' };
  }
  const expected = expectedSenderName(inbound);
  if (expected === undefined) return { match: 'no', text: 'it names no certificate (TlsSenderCertificateName)' };
  if (names === undefined) {
    return {
      match: 'unknown',
      text: `it expects ${quoted(expected)}, and it is not known which certificate Exchange Server presents`,
    };
  }
  if (names.length === 0)
    return { match: 'no', text: `it expects ${quoted(expected)}, but no certificate is presented` };
  const by = names.find((name) => connectorCovers(expected, name));
  if (by !== undefined)
    return {
      match: 'yes',
      text: `its TlsSenderCertificateName ${quoted(expected)} matches ${quoted(by)} in the certificate`,
    };
  const wild = names.find((name) => name.startsWith('*.') && certificateCovers(name, expected));
  if (wild !== undefined) {
    return {
      match: 'unknown',
      text: `it expects ${quoted(expected)} and the certificate has ${quoted(wild)}: whether that counts as a match is not documented`,
    };
  }
  return {
    match: 'no',
    text: `it expects ${quoted(expected)}, but the certificate has ${names.slice(0, 5).map(quoted).join(', ')}`,
  };
}

export function matchAddress(inbound: InboundConnector, address: string | undefined): Looked {
  const field = inbound.senderAddresses;
  if (field.status === 'absent' || field.status === 'lost') {
    return { match: 'unknown', text: 'its SenderIPAddresses cannot be read from the export' };
  }
  const ranges = itemsOf(field);
  if (ranges.length === 0) return { match: 'no', text: 'it names no addresses (SenderIPAddresses)' };
  if (address === undefined) {
    return {
      match: 'unknown',
      text: `it has ${ranges.length} in SenderIPAddresses, and the address that Exchange Online sees is not known`,
    };
  }
  const by = ranges.find((range) => {
    const parsed = parseAddressRange(range);
    return parsed !== undefined && isInRange(address, parsed);
  });
  if (by !== undefined) return { match: 'yes', text: `${address} is in its SenderIPAddresses (${quoted(by)})` };
  if (!isWhole(field))
    return { match: 'unknown', text: `${address} is not in the part of its SenderIPAddresses that the export shows` };
  return {
    match: 'no',
    text: `${address} is not in its SenderIPAddresses (${ranges.slice(0, 5).map(quoted).join(', ')})`,
  };
}

export const silentDowngrade =
  'No Inbound connector takes this mail. Exchange Online then treats it as mail from anybody on the Internet: it is routed by its recipient as the MX record would have it, TLS is not enforced, and messages count as external. No error says so.';

const consequences: Readonly<Record<ConnectorChoice['match'], string>> = {
  certificate:
    'Mail is attributed by the certificate, which stays right when addresses change. What the connector demands of TLS is enforced.',
  address:
    'Mail is attributed by its address alone. When the address changes, the connector is passed over without an error, and TLS is no longer enforced. A match by certificate is the better way.',
  none: silentDowngrade,
  unknown: 'Whether mail from on-premises is taken by a connector cannot be told from what is known.',
};

/**
 * The order is Microsoft's (Office 365 message attribution): first connectors whose certificate name matches, then those
 * whose addresses do. A question that cannot be answered is not taken for a "no".
 * @param isExported Whether the export tells which connectors there are.
 */
export function chooseConnector(
  inbounds: readonly InboundConnector[],
  sender: SeenSender,
  isExported: boolean,
): ConnectorChoice {
  const steps: string[] = [];
  const enabled: InboundConnector[] = [];
  for (const inbound of inbounds) {
    if (valueOf(inbound.enabled) === false)
      steps.push(`${describeConnector(inbound)} is passed over: it is turned off.`);
    else enabled.push(inbound);
  }
  if (!isExported) steps.push('Get-InboundConnector is not in the export, or gave nothing.');
  else if (enabled.length === 0) steps.push('There is no Inbound connector of type OnPremises that is turned on.');
  let isOpen = !isExported;
  for (const [match, look] of [
    ['certificate', (inbound: InboundConnector) => matchCertificate(inbound, sender.certificateNames)],
    ['address', (inbound: InboundConnector) => matchAddress(inbound, sender.address)],
  ] as const) {
    const looked = enabled.map((inbound) => ({ inbound, ...look(inbound) }));
    for (const { inbound, text } of looked) steps.push(`${describeConnector(inbound)}: ${text}.`);
    const chosen = looked.find((one) => one.match === 'yes');
    if (chosen !== undefined && !isOpen) {
      return { match, connector: chosen.inbound.identity, steps, consequence: consequences[match] };
    }
    isOpen ||= looked.some((one) => one.match === 'unknown');
  }
  const match = isOpen ? 'unknown' : 'none';
  return { match, steps, consequence: consequences[match] };
}
