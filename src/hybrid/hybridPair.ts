// Which of all connectors carry mail between Exchange Server and Exchange Online: the two on each side.

import type {
  Connector,
  ConnectorSet,
  InboundConnector,
  OutboundConnector,
  ReceiveConnector,
  SendConnector,
} from '../model/connector.ts';
import { commonBits, parseAddressRange } from '../formats/addressRange.ts';
import { isCloudTlsDomain, isRoutingDomain, isTenantHost } from './clouds.ts';

export interface HybridPair {
  /** The likeliest first. */
  readonly sends: readonly SendConnector[];
  /** Those that take mail from the Internet on port 25, one a server as a rule. */
  readonly receives: readonly ReceiveConnector[];
  readonly inbounds: readonly InboundConnector[];
  readonly outbounds: readonly OutboundConnector[];
}

/** Where the connectors of a kind stand in the pair and in the whole set. */
export const listOf = {
  send: 'sends',
  receive: 'receives',
  inbound: 'inbounds',
  outbound: 'outbounds',
} as const satisfies Readonly<Record<Connector['kind'], keyof HybridPair>>;

/** Of a cmdlet that was not run nothing is known; one that gave nothing, or other connectors only, tells that there is none. */
export function isExported(set: ConnectorSet, kind: Connector['kind']): boolean {
  return set[listOf[kind]].length > 0 || set.empty.has(kind);
}

/** `smtp:*.contoso.com;1` → `*.contoso.com` */
export function bareDomain(text: string): string {
  return text
    .replace(/^smtp:/i, '')
    .replace(/;\d+$/, '')
    .trim()
    .toLowerCase();
}

function texts(field: SendConnector['smartHosts']): readonly string[] {
  return field.status === 'known' ? field.value.items.map(({ text }) => text) : [];
}

const cloudName = /\b(?:office ?365|o365|m365|microsoft ?365|exchange ?online|exo|eop|hybrid)\b/i;

/** What speaks for a Send connector to Exchange Online. */
function scoreSend(send: SendConnector): number {
  const { tlsDomain, cloudServicesMailEnabled } = send;
  return (
    (texts(send.addressSpaces).map(bareDomain).some(isRoutingDomain) ? 4 : 0) +
    (texts(send.smartHosts).some(isTenantHost) ? 4 : 0) +
    (tlsDomain.status === 'known' && isCloudTlsDomain(tlsDomain.value) ? 2 : 0) +
    (cloudServicesMailEnabled.status === 'known' && cloudServicesMailEnabled.value ? 2 : 0) +
    (cloudName.test(send.identity) ? 1 : 0)
  );
}

/** Of them, those that the best one is not far ahead of: a second one for the same purpose counts, a relay does not. */
function likely<T>(all: readonly T[], score: (one: T) => number, least: number): readonly T[] {
  return all
    .map((one) => ({ one, points: score(one) }))
    .filter(({ points }) => points >= least)
    .sort((a, b) => b.points - a.points)
    .map(({ one }) => one);
}

export function listensOn25({ bindings }: ReceiveConnector): boolean {
  return bindings.status !== 'known' || bindings.value.items.some(({ text }) => /:25$/.test(text.trim()));
}

/** Half of the Internet or more of it. */
export function takesFromInternet({ remoteRanges }: ReceiveConnector): boolean {
  if (remoteRanges.status !== 'known') return true;
  return remoteRanges.value.items.some(({ text }) => {
    const range = parseAddressRange(text);
    return range !== undefined && range.first.length === 4 && commonBits(range) <= 1;
  });
}

function isHybridReceive(receive: ReceiveConnector): boolean {
  const grants = texts(receive.tlsDomainCapabilities).some((text) => /AcceptCloudServicesMail/i.test(text));
  return listensOn25(receive) && (grants || takesFromInternet(receive) || cloudName.test(receive.identity));
}

function isOnPremisesType({ connectorType }: InboundConnector | OutboundConnector): boolean {
  return connectorType.status !== 'known' || /^OnPremises$/i.test(connectorType.value);
}

export function hybridPairOf(set: ConnectorSet): HybridPair {
  return {
    sends: likely(set.sends, scoreSend, 1),
    receives: set.receives.filter(isHybridReceive),
    inbounds: set.inbounds.filter(isOnPremisesType),
    outbounds: likely(
      set.outbounds.filter(isOnPremisesType),
      ({ cloudServicesMailEnabled: flag }) => (flag.status === 'known' && flag.value ? 2 : 1),
      1,
    ),
  };
}
