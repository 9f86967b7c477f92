// Which of all connectors carry mail between Exchange Server and Exchange Online: the two on each side.

import type {
  Connector,
  ConnectorSet,
  InboundConnector,
  OutboundConnector,
  SendConnector,
} from '../model/connector.ts';
import { isCloudTlsDomain, isRoutingDomain, isTenantHost } from './clouds.ts';
import { cloudName, receivesOf, textsOf } from './receiveConnectors.ts';
import type { HybridReceives } from './receiveConnectors.ts';

export interface HybridPair extends HybridReceives {
  /** The likeliest first. */
  readonly sends: readonly SendConnector[];
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

/** Certain to lead to Exchange Online, by where it sends. */
const certainSend = 4;

/** What speaks for a Send connector to Exchange Online. */
function scoreSend(send: SendConnector): number {
  const { tlsDomain, cloudServicesMailEnabled } = send;
  return (
    (textsOf(send.addressSpaces).map(bareDomain).some(isRoutingDomain) ? certainSend : 0) +
    (textsOf(send.smartHosts).some(isTenantHost) ? certainSend : 0) +
    (tlsDomain.status === 'known' && isCloudTlsDomain(tlsDomain.value) ? 2 : 0) +
    (cloudServicesMailEnabled.status === 'known' && cloudServicesMailEnabled.value ? 2 : 0) +
    (cloudName.test(send.identity) ? 1 : 0)
  );
}

/** The wizard names its connectors "Inbound from" and "Outbound to" with the identifier of the organisation. */
function scoreCloudSide({ identity, source, cloudServicesMailEnabled }: InboundConnector | OutboundConnector): number {
  return (
    (source.status === 'known' && /^HybridWizard$/i.test(source.value) ? 4 : 0) +
    (/^(?:inbound from|outbound to) [\da-f-]{4,}/i.test(identity) ? 3 : 0) +
    (cloudServicesMailEnabled.status === 'known' && cloudServicesMailEnabled.value ? 2 : 0)
  );
}

/**
 * The likeliest first, of them those that are not far behind: a second one for the same purpose counts, one for devices or
 * partners does not. What is turned off counts only where nothing that is on is as likely.
 */
function likely<C extends Connector>(all: readonly C[], score: (one: C) => number, enough: number): readonly C[] {
  const ranked = all.map((one) => ({ one, points: score(one) })).sort((a, b) => b.points - a.points);
  const most = ranked[0]?.points ?? 0;
  const near = ranked.filter(({ points }) => points >= Math.min(enough, most * 0.7)).map(({ one }) => one);
  const on = near.filter(({ enabled }) => enabled.status !== 'known' || enabled.value);
  return on.length > 0 ? on : near;
}

function isOnPremisesType({ connectorType }: InboundConnector | OutboundConnector): boolean {
  return connectorType.status !== 'known' || /^OnPremises$/i.test(connectorType.value);
}

/** All from which Exchange Online chooses for mail from on-premises. */
export function onPremisesInbounds({ inbounds }: ConnectorSet): readonly InboundConnector[] {
  return inbounds.filter(isOnPremisesType);
}

export function hybridPairOf(set: ConnectorSet): HybridPair {
  const [first, ...others] = likely(
    set.sends.filter((send) => scoreSend(send) > 0),
    scoreSend,
    certainSend,
  );
  // A second one for the same domain is too much as it is, whatever it says.
  const spaces = textsOf(first?.addressSpaces ?? { status: 'absent' }).map(bareDomain);
  const isForOther = (send: SendConnector): boolean =>
    !textsOf(send.addressSpaces).some((text) => spaces.includes(bareDomain(text)));
  const sends = first === undefined ? [] : [first, ...others.filter(isForOther)];
  return {
    sends,
    ...receivesOf(
      set,
      sends.flatMap(({ sourceServers }) => textsOf(sourceServers)),
    ),
    inbounds: likely(onPremisesInbounds(set), scoreCloudSide, Number.POSITIVE_INFINITY),
    outbounds: likely(
      set.outbounds.filter(
        (one) => isOnPremisesType(one) && !(one.isForRulesOnly.status === 'known' && one.isForRulesOnly.value),
      ),
      scoreCloudSide,
      Number.POSITIVE_INFINITY,
    ),
  };
}
