// What the readers of exports have in common: objects with properties, each with its place, before anybody knows the kind.

import type { TextPlace } from '../../model/fleet.ts';

export type RawValue =
  | { readonly kind: 'none'; readonly place: TextPlace }
  | { readonly kind: 'scalar'; readonly value: string | number | boolean; readonly place: TextPlace }
  | {
      readonly kind: 'list';
      readonly items: readonly RawValue[];
      readonly isComplete: boolean;
      readonly place: TextPlace;
    }
  | { readonly kind: 'record'; readonly properties: RawProperties; readonly text?: string; readonly place: TextPlace }
  /** There is a value, which the export does not tell. */
  | { readonly kind: 'lost'; readonly reason: string; readonly place: TextPlace };

/** By name in lower case, as PowerShell compares names. */
export type RawProperties = ReadonlyMap<string, RawValue>;

export interface RawObject {
  /** Such as Deserialized.Microsoft.Exchange.Data.Directory.SystemConfiguration.ReceiveConnector. */
  readonly typeNames: readonly string[];
  readonly properties: RawProperties;
  readonly place: TextPlace;
}

export interface RawProblem {
  /** One plain sentence without any value of the file. */
  readonly message: string;
  readonly place: TextPlace;
}

export interface RawExport {
  readonly objects: readonly RawObject[];
  /** Names of results that are there and hold nothing, such as OutboundConnector. */
  readonly empty?: readonly string[];
  readonly problems: readonly RawProblem[];
}

export const exportLimits = {
  bytes: 20 * 1024 * 1024,
  objects: 5_000,
  /** Of one list. */
  items: 10_000,
  /** Characters of one value. */
  text: 20_000,
  depth: 64,
  problems: 100,
} as const;

/**
 * The only properties that are read. All others stay out of memory, of what is shown and of every report: they may hold
 * credentials (AuthenticationCredential) or what is nobody's business.
 */
const readNames: ReadonlySet<string> = new Set(
  [
    ...['Identity', 'Name', 'Enabled', 'Server', 'PSComputerName', 'Fqdn', 'RequireTLS', 'TlsCertificateName'],
    ...['TlsAuthLevel', 'TlsDomain', 'SmartHosts', 'SmartHostsString', 'AddressSpaces', 'CloudServicesMailEnabled'],
    ...['IgnoreSTARTTLS', 'SourceTransportServers', 'DNSRoutingEnabled', 'SmartHostAuthMechanism'],
    ...['TlsDomainCapabilities', 'AuthMechanism', 'PermissionGroups', 'Bindings', 'RemoteIPRanges', 'TransportRole'],
    ...[
      'ConnectorType',
      'ConnectorSource',
      'IsTransportRuleScoped',
      'TlsSenderCertificateName',
      'SenderIPAddresses',
      'SenderDomains',
    ],
    ...['RestrictDomainsToCertificate', 'RestrictDomainsToIPAddresses'],
    ...['TlsSettings', 'UseMXRecord', 'RecipientDomains', 'RouteAllMessagesViaOnPremises'],
    ...['Thumbprint', 'Subject', 'Issuer', 'NotBefore', 'NotAfter', 'Services', 'CertificateDomains', 'HasPrivateKey'],
    ...['IsSelfSigned', 'Status', 'RootCAType', 'DomainName', 'DomainType'],
    ...['OnPremisesSmartHost', 'Domains', 'ReceivingTransportServers', 'SendingTransportServers'],
    ...['EdgeTransportServers', 'Features', 'SecureMailCertificateThumbprint'],
  ].map((name) => name.toLowerCase()),
);

/** Of the objects inside a property: what they are called by. */
const innerNames: ReadonlySet<string> = new Set(
  [
    ...['value', 'Address', 'Domain', 'DomainName', 'Name', 'Expression', 'IncludeSubDomains', 'Type', 'Cost'],
    ...['CertificateSubject', 'CertificateIssuer', 'SmtpX509Identifier', 'Capabilities', 'SmtpDomain', 'DateTime'],
    ...['LowerBound', 'UpperBound', 'IsStar', 'Port'],
  ].map((name) => name.toLowerCase()),
);

/** @param depth 0 for the objects of the export themselves. */
export function isReadName(name: string, depth: number): boolean {
  return (depth === 0 ? readNames : innerNames).has(name.toLowerCase());
}

const typeName = /^(?:Deserialized\.)?(?:System|Microsoft)\.[\w.+`]{1,200}(?:\[[^\n]{0,300}\])?$/;

/** What Export-Csv and a ConvertTo-Json of too small a depth write in place of a value. */
export function isTypeNameOnly(text: string): boolean {
  return typeName.test(text) && !/\.(?:com|net|org)$/i.test(text);
}

export const lostType = 'the export holds the name of a type in its place';
export const lostDepth = 'the export was made with too small a depth';

/** A text of an export as a value: without what only looks like one. */
export function rawText(text: string, place: TextPlace): RawValue {
  const trimmed = text.trim();
  if (trimmed === '') return { kind: 'none', place };
  if (trimmed.length > exportLimits.text) {
    return { kind: 'lost', reason: `it is longer than ${exportLimits.text} characters`, place };
  }
  if (isTypeNameOnly(trimmed)) return { kind: 'lost', reason: lostType, place };
  if (/^@\{.*\}?$/s.test(trimmed)) return { kind: 'lost', reason: lostDepth, place };
  return { kind: 'scalar', value: trimmed, place };
}
