// The four objects and the two legs between them, each with what it says about TLS: the data of the drawing.

import type { Connector, Field, FieldList } from '../model/connector.ts';
import type { GraphNode, HybridFinding, HybridLeg, LegName, LegTls, PairGraph } from '../model/hybrid.ts';
import { printableText } from '../formats/printable.ts';
import { commonNameOf, parseCertificateIdentifier } from '../formats/certificateIdentifier.ts';
import { isWhole, itemsOf } from './check.ts';
import type { HybridFacts } from './check.ts';
import { isExported } from './hybridPair.ts';

function shown(field: Field<unknown>): string {
  switch (field.status) {
    case 'absent':
      return 'not in the export';
    case 'lost':
      return 'cannot be read';
    case 'unset':
      return 'not set';
    case 'known':
      return typeof field.value === 'boolean'
        ? field.value
          ? 'True'
          : 'False'
        : printableText(String(field.value), 60);
  }
}

function shownList(field: Field<FieldList>): string {
  if (field.status !== 'known') return shown(field);
  const items = itemsOf(field);
  const more = items.length > 2 || !isWhole(field) ? ' …' : '';
  return printableText(items.slice(0, 2).join(', '), 60) + more;
}

/** The common name is what tells certificates apart in a drawing. */
function shownIdentifier(field: Field<string>): string {
  if (field.status !== 'known') return shown(field);
  const identifier = parseCertificateIdentifier(field.value);
  const name = identifier === undefined ? undefined : commonNameOf(identifier.subject);
  return name === undefined ? shown(field) : `CN=${printableText(name, 50)}`;
}

function isTrue(field: Field<boolean>): boolean {
  return field.status === 'known' && field.value;
}

function linesOf(connector: Connector): readonly string[] {
  switch (connector.kind) {
    case 'send':
      return [
        `RequireTLS: ${shown(connector.requireTls)}`,
        // Hardly ever set, and then it is all that counts.
        ...(isTrue(connector.ignoreStartTls) ? [`IgnoreSTARTTLS: ${shown(connector.ignoreStartTls)}`] : []),
        `TlsAuthLevel: ${shown(connector.tlsAuthLevel)}`,
        `TlsDomain: ${shown(connector.tlsDomain)}`,
        `TlsCertificateName: ${shownIdentifier(connector.tlsCertificateName)}`,
        `SmartHosts: ${shownList(connector.smartHosts)}`,
      ];
    case 'receive':
      return [
        `AuthMechanism: ${shownList(connector.authMechanism)}`,
        `TlsCertificateName: ${shownIdentifier(connector.tlsCertificateName)}`,
        `TlsDomainCapabilities: ${shownList(connector.tlsDomainCapabilities)}`,
        `Fqdn: ${shown(connector.fqdn)}`,
      ];
    case 'inbound':
      return [
        `RequireTls: ${shown(connector.requireTls)}`,
        `TlsSenderCertificateName: ${shownIdentifier(connector.tlsSenderCertificateName)}`,
        `SenderIPAddresses: ${shownList(connector.senderAddresses)}`,
      ];
    case 'outbound':
      return [
        `TlsSettings: ${shown(connector.tlsSettings)}`,
        `TlsDomain: ${shown(connector.tlsDomain)}`,
        `SmartHosts: ${shownList(connector.smartHosts)}`,
      ];
  }
}

const titles: Readonly<Record<Connector['kind'], string>> = {
  send: 'Send connector',
  receive: 'Receive connector',
  inbound: 'Inbound connector',
  outbound: 'Outbound connector',
};

/** From the place of the object to that of the next one in its file. */
function isWithin(finding: HybridFinding, connector: Connector): boolean {
  // The words of a finding name the connector, by which it is found whatever the form of the file.
  return finding.text.includes(`"${printableText(connector.identity, 120)}"`);
}

function nodeOf(
  kind: Connector['kind'],
  all: readonly Connector[],
  findings: readonly HybridFinding[],
  facts: HybridFacts,
): GraphNode {
  const title = titles[kind];
  const worst = all
    .map((connector) => ({ connector, own: findings.filter((finding) => isWithin(finding, connector)) }))
    .map(({ connector, own }) => ({
      connector,
      errors: own.filter(({ severity }) => severity === 'error').length,
      count: own.length,
    }))
    .sort((a, b) => b.errors - a.errors || b.count - a.count)[0];
  if (worst === undefined) {
    return { kind, title, state: isExported(facts.set, kind) ? 'missing' : 'unknown', lines: [] };
  }
  const { connector, errors, count } = worst;
  return {
    kind,
    title: all.length > 1 ? `${title} (1 of ${all.length})` : title,
    identity: printableText(connector.identity, 120),
    state: errors > 0 ? 'broken' : count > 0 ? 'weak' : 'sound',
    lines: linesOf(connector),
    place: connector.place,
  };
}

const tlsLabels: Readonly<Record<LegTls, string>> = {
  verified: 'verified TLS',
  unverified: 'TLS, not verified',
  none: 'no TLS',
  unknown: 'not known',
};

export function pairGraphOf(
  facts: HybridFacts,
  findings: readonly HybridFinding[],
  legs: readonly HybridLeg[],
): PairGraph {
  const { pair } = facts;
  const tlsOf = (name: LegName): LegTls => legs.find((leg) => leg.name === name)?.tls ?? 'unknown';
  return {
    nodes: [
      nodeOf('send', pair.sends, findings, facts),
      nodeOf('inbound', pair.inbounds, findings, facts),
      nodeOf('receive', pair.receives, findings, facts),
      nodeOf('outbound', pair.outbounds, findings, facts),
    ],
    legs: (['to-cloud', 'to-on-premises'] as const).map((name) => ({
      name,
      tls: tlsOf(name),
      label: tlsLabels[tlsOf(name)],
    })),
  };
}
