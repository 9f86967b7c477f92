// Exported objects → nouns: which of them an object is, and what of it is read.

import type { ExportedKind, ExportedNoun, Field, TlsLevel } from '../../model/connector.ts';
import { printableText } from '../printable.ts';
import { dateField, flagField, flagsField, listField, textField, wordField } from './exportFields.ts';
import type { FieldContext } from './exportFields.ts';
import type { RawObject } from './rawExport.ts';

/** The end of a type's name, or the noun of the cmdlet, in lower case. */
const kindNames: readonly (readonly [ExportedKind, RegExp])[] = [
  ['send', /sendconnector(?:config)?s?$/],
  ['receive', /receiveconnectors?$/],
  ['inbound', /inboundconnectors?$/],
  ['outbound', /outboundconnectors?$/],
  ['certificate', /exchangecertificates?$/],
  ['accepted-domain', /accepteddomains?$/],
  ['hybrid-configuration', /hybridconfigurations?$/],
];

/** Properties that only one kind has, any of which tells it. */
const signs: readonly (readonly [ExportedKind, readonly string[]])[] = [
  ['certificate', ['thumbprint', 'certificatedomains', 'rootcatype']],
  ['hybrid-configuration', ['onpremisessmarthost', 'receivingtransportservers', 'securemailcertificatethumbprint']],
  ['inbound', ['senderipaddresses', 'tlssendercertificatename', 'restrictdomainstocertificate', 'senderdomains']],
  ['outbound', ['tlssettings', 'usemxrecord', 'recipientdomains', 'routeallmessagesviaonpremises']],
  ['receive', ['remoteipranges', 'authmechanism', 'permissiongroups', 'tlsdomaincapabilities', 'bindings']],
  ['send', ['addressspaces', 'ignorestarttls', 'sourcetransportservers', 'smarthostauthmechanism', 'tlsauthlevel']],
  ['accepted-domain', ['domaintype']],
];

/** By the name of a type, or of the property that holds the result of a cmdlet. */
export function kindOfName(name: string): ExportedKind | undefined {
  const bare = name.toLowerCase().replace(/^.*[.+]/, '');
  return kindNames.find(([, pattern]) => pattern.test(bare))?.[0];
}

export function kindOf({ typeNames, properties }: RawObject): ExportedKind | undefined {
  const named = typeNames.map(kindOfName).find((kind) => kind !== undefined);
  return named ?? signs.find(([, names]) => names.some((name) => properties.has(name)))?.[0];
}

/** Microsoft.Exchange.Data.TlsAuthLevel. */
const tlsLevelNumbers: Readonly<Record<number, TlsLevel>> = {
  1: 'EncryptionOnly',
  2: 'CertificateValidation',
  4: 'DomainValidation',
};

/** Microsoft.Exchange.Data.TenantConnectorType. */
const connectorTypes: Readonly<Record<number, string>> = { 1: 'OnPremises', 2: 'Partner' };

/** Microsoft.Exchange.Data.TenantConnectorSource. */
const connectorSources: Readonly<Record<number, string>> = { 0: 'Default', 1: 'Migrated', 2: 'HybridWizard' };

/** Microsoft.Exchange.Data.Directory.SystemConfiguration.AuthMechanisms, which are flags. */
const authMechanisms: Readonly<Record<number, string>> = {
  1: 'Tls',
  2: 'Integrated',
  4: 'BasicAuth',
  8: 'BasicAuthRequireTLS',
  16: 'ExchangeServer',
  32: 'ExternalAuthoritative',
};

const permissionGroups: Readonly<Record<number, string>> = {
  1: 'AnonymousUsers',
  2: 'ExchangeUsers',
  4: 'ExchangeServers',
  8: 'ExchangeLegacyServers',
  16: 'Partners',
  32: 'Custom',
};

/** Microsoft.Exchange.Management.SystemConfigurationTasks.AllowedServices, which are flags. */
const services: Readonly<Record<number, string>> = {
  1: 'IMAP',
  2: 'POP',
  4: 'UM',
  8: 'IIS',
  16: 'SMTP',
  32: 'Federation',
  64: 'UMCallRouter',
};

const validities: Readonly<Record<number, string>> = {
  1: 'Valid',
  2: 'Revoked',
  3: 'DateInvalid',
  4: 'Untrusted',
  5: 'Invalid',
  6: 'RevocationCheckFailure',
  7: 'PendingRequest',
};

function known(field: Field<string>): string | undefined {
  return field.status === 'known' ? field.value : undefined;
}

function serverOf(context: FieldContext, identity: string): Field<string> {
  const named = textField(context, 'Server');
  if (named.status === 'known') return { ...named, value: named.value.replace(/^.*\//, '') };
  // Identity is SERVER\name: the server of a Receive connector, and of a certificate.
  const identityField = textField(context, 'Identity');
  const [server, rest] = identity.split('\\');
  if (identityField.status === 'known' && server !== undefined && server !== '' && rest !== undefined) {
    return { ...identityField, value: server };
  }
  return textField(context, 'PSComputerName');
}

function readCertificate(context: FieldContext, base: Base): ExportedNoun {
  const thumbprint = known(textField(context, 'Thumbprint')) ?? base.identity.replace(/^.*\\/, '');
  return {
    kind: 'certificate',
    ...base,
    thumbprint: /^[\dA-F]{40}$/i.test(thumbprint) ? thumbprint.toUpperCase() : '',
    server: serverOf(context, base.identity),
    subject: textField(context, 'Subject'),
    issuer: textField(context, 'Issuer'),
    notBefore: dateField(context, 'NotBefore'),
    notAfter: dateField(context, 'NotAfter'),
    services: flagsField(context, 'Services', services),
    domains: listField(context, 'CertificateDomains'),
    hasPrivateKey: flagField(context, 'HasPrivateKey'),
    isSelfSigned: flagField(context, 'IsSelfSigned'),
    validity: wordField(context, 'Status', validities),
  };
}

interface Base {
  readonly identity: string;
  readonly place: ReturnType<FieldContext['placeOf']>;
}

export function readNoun(kind: ExportedKind, context: FieldContext): ExportedNoun {
  const named = known(textField(context, 'Identity')) ?? known(textField(context, 'Name')) ?? '';
  const base: Base = { identity: printableText(named, 300), place: context.placeOf(context.object.place) };
  const enabled = flagField(context, 'Enabled');
  switch (kind) {
    case 'send':
      return {
        kind,
        ...base,
        enabled,
        requireTls: flagField(context, 'RequireTLS'),
        tlsAuthLevel: wordField(context, 'TlsAuthLevel', tlsLevelNumbers),
        tlsDomain: textField(context, 'TlsDomain'),
        tlsCertificateName: textField(context, 'TlsCertificateName'),
        fqdn: textField(context, 'Fqdn'),
        smartHosts: listField(context, 'SmartHosts', 'SmartHostsString'),
        addressSpaces: listField(context, 'AddressSpaces'),
        cloudServicesMailEnabled: flagField(context, 'CloudServicesMailEnabled'),
        ignoreStartTls: flagField(context, 'IgnoreSTARTTLS'),
        sourceServers: listField(context, 'SourceTransportServers'),
      };
    case 'receive':
      return {
        kind,
        ...base,
        enabled,
        server: serverOf(context, base.identity),
        requireTls: flagField(context, 'RequireTLS'),
        tlsCertificateName: textField(context, 'TlsCertificateName'),
        tlsDomainCapabilities: listField(context, 'TlsDomainCapabilities'),
        fqdn: textField(context, 'Fqdn'),
        authMechanism: flagsField(context, 'AuthMechanism', authMechanisms),
        permissionGroups: flagsField(context, 'PermissionGroups', permissionGroups),
        bindings: listField(context, 'Bindings'),
        remoteRanges: listField(context, 'RemoteIPRanges'),
      };
    case 'inbound':
      return {
        kind,
        ...base,
        enabled,
        connectorType: wordField(context, 'ConnectorType', connectorTypes),
        requireTls: flagField(context, 'RequireTls'),
        tlsSenderCertificateName: textField(context, 'TlsSenderCertificateName'),
        senderAddresses: listField(context, 'SenderIPAddresses'),
        senderDomains: listField(context, 'SenderDomains'),
        restrictsToCertificate: flagField(context, 'RestrictDomainsToCertificate'),
        restrictsToAddresses: flagField(context, 'RestrictDomainsToIPAddresses'),
        source: wordField(context, 'ConnectorSource', connectorSources),
        cloudServicesMailEnabled: flagField(context, 'CloudServicesMailEnabled'),
      };
    case 'outbound':
      return {
        kind,
        ...base,
        enabled,
        connectorType: wordField(context, 'ConnectorType', connectorTypes),
        tlsSettings: wordField(context, 'TlsSettings', tlsLevelNumbers),
        tlsDomain: textField(context, 'TlsDomain'),
        smartHosts: listField(context, 'SmartHosts'),
        usesMxRecord: flagField(context, 'UseMXRecord'),
        recipientDomains: listField(context, 'RecipientDomains'),
        source: wordField(context, 'ConnectorSource', connectorSources),
        isForRulesOnly: flagField(context, 'IsTransportRuleScoped'),
        cloudServicesMailEnabled: flagField(context, 'CloudServicesMailEnabled'),
      };
    case 'certificate':
      return readCertificate(context, base);
    case 'accepted-domain':
      return {
        kind,
        ...base,
        domainName: textField(context, 'DomainName'),
        domainType: textField(context, 'DomainType'),
      };
    case 'hybrid-configuration':
      return {
        kind,
        ...base,
        tlsCertificateName: textField(context, 'TlsCertificateName'),
        onPremisesSmartHost: textField(context, 'OnPremisesSmartHost'),
        domains: listField(context, 'Domains'),
        receivingServers: listField(context, 'ReceivingTransportServers'),
        sendingServers: listField(context, 'SendingTransportServers'),
      };
  }
}
