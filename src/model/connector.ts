// What the four connectors of a hybrid deployment say, and what stands beside them, each value with its place in the export.

/** Where something stands in an export. Lines and columns count from 1, columns and length in UTF-16 code units. */
export interface ExportPlace {
  /** As the person named it. */
  readonly file: string;
  readonly line: number;
  readonly column: number;
  readonly length: number;
}

/**
 * One property. `unset`: it stands there without a value. `lost`: there is one, which the export does not tell.
 * `absent`: the export does not have the property.
 */
export type Field<T> =
  | { readonly status: 'known'; readonly value: T; readonly place: ExportPlace }
  | { readonly status: 'unset'; readonly place: ExportPlace }
  | { readonly status: 'lost'; readonly reason: string; readonly place: ExportPlace }
  | { readonly status: 'absent' };

export interface ListItem {
  readonly text: string;
  readonly place: ExportPlace;
}

export interface FieldList {
  readonly items: readonly ListItem[];
  /** False: the export leaves out the rest of them. */
  readonly isComplete: boolean;
}

/** `TlsAuthLevel` of a Send connector and `TlsSettings` of an Outbound connector, the strictest last. */
export const tlsLevels = ['EncryptionOnly', 'CertificateValidation', 'DomainValidation'] as const;

export type TlsLevel = (typeof tlsLevels)[number];

interface Exported {
  /** The name that commands take: Identity, else Name. */
  readonly identity: string;
  readonly place: ExportPlace;
}

/** Exchange Server → elsewhere. */
export interface SendConnector extends Exported {
  readonly kind: 'send';
  readonly enabled: Field<boolean>;
  readonly requireTls: Field<boolean>;
  readonly tlsAuthLevel: Field<TlsLevel>;
  readonly tlsDomain: Field<string>;
  readonly tlsCertificateName: Field<string>;
  readonly fqdn: Field<string>;
  readonly smartHosts: Field<FieldList>;
  readonly addressSpaces: Field<FieldList>;
  readonly cloudServicesMailEnabled: Field<boolean>;
  readonly ignoreStartTls: Field<boolean>;
  readonly sourceServers: Field<FieldList>;
}

/** Elsewhere → Exchange Server. */
export interface ReceiveConnector extends Exported {
  readonly kind: 'receive';
  readonly enabled: Field<boolean>;
  readonly server: Field<string>;
  readonly requireTls: Field<boolean>;
  readonly tlsCertificateName: Field<string>;
  readonly tlsDomainCapabilities: Field<FieldList>;
  readonly fqdn: Field<string>;
  /** Words such as Tls and ExternalAuthoritative. */
  readonly authMechanism: Field<FieldList>;
  readonly permissionGroups: Field<FieldList>;
  readonly bindings: Field<FieldList>;
  readonly remoteRanges: Field<FieldList>;
}

/** Elsewhere → Exchange Online. */
export interface InboundConnector extends Exported {
  readonly kind: 'inbound';
  readonly enabled: Field<boolean>;
  /** OnPremises or Partner. */
  readonly connectorType: Field<string>;
  readonly requireTls: Field<boolean>;
  readonly tlsSenderCertificateName: Field<string>;
  readonly senderAddresses: Field<FieldList>;
  readonly senderDomains: Field<FieldList>;
  readonly restrictsToCertificate: Field<boolean>;
  readonly restrictsToAddresses: Field<boolean>;
  /** HybridWizard for what the wizard made. */
  readonly source: Field<string>;
  readonly cloudServicesMailEnabled: Field<boolean>;
}

/** Exchange Online → elsewhere. */
export interface OutboundConnector extends Exported {
  readonly kind: 'outbound';
  readonly enabled: Field<boolean>;
  readonly connectorType: Field<string>;
  readonly tlsSettings: Field<TlsLevel>;
  readonly tlsDomain: Field<string>;
  readonly smartHosts: Field<FieldList>;
  readonly usesMxRecord: Field<boolean>;
  readonly recipientDomains: Field<FieldList>;
  readonly source: Field<string>;
  /** True: only mail that a transport rule sends there, such as to a service that adds signatures. */
  readonly isForRulesOnly: Field<boolean>;
  readonly cloudServicesMailEnabled: Field<boolean>;
}

export interface ExchangeCertificate extends Exported {
  readonly kind: 'certificate';
  /** Upper-case hex; empty when the export does not say. */
  readonly thumbprint: string;
  readonly server: Field<string>;
  /** Distinguished names as Windows writes them. */
  readonly subject: Field<string>;
  readonly issuer: Field<string>;
  /** Milliseconds since 1970. */
  readonly notBefore: Field<number>;
  readonly notAfter: Field<number>;
  /** Words such as SMTP and IIS. */
  readonly services: Field<FieldList>;
  readonly domains: Field<FieldList>;
  readonly hasPrivateKey: Field<boolean>;
  readonly isSelfSigned: Field<boolean>;
  /** Valid, Untrusted, RevocationCheckFailure … */
  readonly validity: Field<string>;
}

export interface AcceptedDomain extends Exported {
  readonly kind: 'accepted-domain';
  readonly domainName: Field<string>;
  readonly domainType: Field<string>;
}

/** What the Hybrid Configuration Wizard was told last. */
export interface HybridConfiguration extends Exported {
  readonly kind: 'hybrid-configuration';
  readonly tlsCertificateName: Field<string>;
  readonly onPremisesSmartHost: Field<string>;
  readonly domains: Field<FieldList>;
  readonly receivingServers: Field<FieldList>;
  readonly sendingServers: Field<FieldList>;
}

export type Connector = SendConnector | ReceiveConnector | InboundConnector | OutboundConnector;

export type ExportedNoun = Connector | ExchangeCertificate | AcceptedDomain | HybridConfiguration;

export type ExportedKind = ExportedNoun['kind'];

/** A part of an export that cannot be used. Never holds a value that it was about. */
export interface ExportProblem {
  /** One plain sentence. */
  readonly message: string;
  readonly place: ExportPlace;
}

/** What one or several files hold together, each kind in the order of the files. */
export interface ConnectorSet {
  readonly sends: readonly SendConnector[];
  readonly receives: readonly ReceiveConnector[];
  readonly inbounds: readonly InboundConnector[];
  readonly outbounds: readonly OutboundConnector[];
  readonly certificates: readonly ExchangeCertificate[];
  readonly acceptedDomains: readonly AcceptedDomain[];
  readonly configurations: readonly HybridConfiguration[];
  /** Asked for, and there are none. A kind that is neither here nor above was not exported: nothing is known of it. */
  readonly empty: ReadonlySet<ExportedKind>;
  /** In the order given, those without an object too. */
  readonly files: readonly string[];
  readonly problems: readonly ExportProblem[];
}
