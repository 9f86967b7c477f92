// A hybrid deployment in order, and its exports in every form that PowerShell writes, for tests to spoil.

export type ExportedValue = string | number | boolean | null | readonly string[];
export type ExportedProperties = Readonly<Record<string, ExportedValue>>;

export interface ExportedSet {
  readonly SendConnector: readonly ExportedProperties[];
  readonly ReceiveConnector: readonly ExportedProperties[];
  readonly InboundConnector: readonly ExportedProperties[];
  readonly OutboundConnector: readonly ExportedProperties[];
  readonly ExchangeCertificate: readonly ExportedProperties[];
  readonly AcceptedDomain: readonly ExportedProperties[];
  readonly HybridConfiguration: readonly ExportedProperties[];
}

export const issuer = 'CN=DigiCert Global G2 TLS RSA SHA256 2020 CA1, O=DigiCert Inc, C=US';
export const subject = 'CN=mail.contoso.com, O=Contoso Ltd., L=Vienna, C=AT';
export const certificateName = `<I>${issuer}<S>${subject}`;
export const thumbprint = '0123456789ABCDEF0123456789ABCDEF01234567';
/** Never to be seen again once an export is read. */
export const plantedSecret = 'Sw0rdfish-planted';

export const soundSend: ExportedProperties = {
  Identity: 'Outbound to Office 365 - 5f1c',
  Name: 'Outbound to Office 365 - 5f1c',
  Enabled: true,
  AddressSpaces: ['smtp:contoso.mail.onmicrosoft.com;1'],
  AuthenticationCredential: plantedSecret,
  CloudServicesMailEnabled: true,
  DNSRoutingEnabled: false,
  Fqdn: 'mail.contoso.com',
  IgnoreSTARTTLS: false,
  RequireTLS: true,
  SmartHostAuthMechanism: 'None',
  SmartHosts: ['contoso-com.mail.protection.outlook.com'],
  SourceTransportServers: ['EX01', 'EX02'],
  TlsAuthLevel: 'DomainValidation',
  TlsCertificateName: certificateName,
  TlsDomain: 'mail.protection.outlook.com',
};

export const soundReceive: ExportedProperties = {
  Identity: 'EX01\\Default Frontend EX01',
  Name: 'Default Frontend EX01',
  Server: 'EX01',
  Enabled: true,
  AuthMechanism: ['Tls', 'Integrated', 'BasicAuth', 'BasicAuthRequireTLS', 'ExchangeServer'],
  Bindings: ['[::]:25', '0.0.0.0:25'],
  Fqdn: 'mail.contoso.com',
  PermissionGroups: ['AnonymousUsers', 'ExchangeServers', 'ExchangeLegacyServers'],
  RemoteIPRanges: ['::-ffff:ffff:ffff:ffff:ffff:ffff:ffff:ffff', '0.0.0.0-255.255.255.255'],
  RequireTLS: false,
  TlsCertificateName: certificateName,
  TlsDomainCapabilities: ['mail.protection.outlook.com:AcceptCloudServicesMail'],
  TransportRole: 'FrontendTransport',
};

export const soundInbound: ExportedProperties = {
  Identity: 'Inbound from 5f1c',
  Name: 'Inbound from 5f1c',
  Enabled: true,
  ConnectorType: 'OnPremises',
  CloudServicesMailEnabled: true,
  RequireTls: true,
  RestrictDomainsToCertificate: false,
  RestrictDomainsToIPAddresses: false,
  SenderDomains: ['smtp:*;1'],
  SenderIPAddresses: [],
  TlsSenderCertificateName: 'mail.contoso.com',
};

export const soundOutbound: ExportedProperties = {
  Identity: 'Outbound to 5f1c',
  Name: 'Outbound to 5f1c',
  Enabled: true,
  ConnectorType: 'OnPremises',
  CloudServicesMailEnabled: true,
  RecipientDomains: ['contoso.com', 'contoso.at'],
  RouteAllMessagesViaOnPremises: false,
  SmartHosts: ['mail.contoso.com'],
  TlsDomain: 'mail.contoso.com',
  TlsSettings: 'DomainValidation',
  UseMXRecord: false,
};

export const soundCertificate: ExportedProperties = {
  Identity: `EX01\\${thumbprint}`,
  Server: 'EX01',
  Thumbprint: thumbprint,
  Subject: subject,
  Issuer: issuer,
  NotBefore: '2026-06-15T00:00:00Z',
  NotAfter: '2027-06-15T23:59:59Z',
  Services: ['IMAP', 'POP', 'IIS', 'SMTP'],
  CertificateDomains: ['mail.contoso.com', 'autodiscover.contoso.com'],
  HasPrivateKey: true,
  IsSelfSigned: false,
  Status: 'Valid',
};

export const sound: ExportedSet = {
  SendConnector: [soundSend],
  ReceiveConnector: [
    soundReceive,
    {
      ...soundReceive,
      Identity: 'EX02\\Default Frontend EX02',
      Name: 'Default Frontend EX02',
      Server: 'EX02',
    },
  ],
  InboundConnector: [soundInbound],
  OutboundConnector: [soundOutbound],
  ExchangeCertificate: [soundCertificate, { ...soundCertificate, Identity: `EX02\\${thumbprint}`, Server: 'EX02' }],
  AcceptedDomain: [
    { Identity: 'contoso.com', Name: 'contoso.com', DomainName: 'contoso.com', DomainType: 'Authoritative' },
    { Identity: 'contoso.at', Name: 'contoso.at', DomainName: 'contoso.at', DomainType: 'Authoritative' },
  ],
  HybridConfiguration: [
    {
      Identity: 'Hybrid Configuration',
      Name: 'Hybrid Configuration',
      TlsCertificateName: certificateName,
      OnPremisesSmartHost: 'mail.contoso.com',
      Domains: ['contoso.com', 'contoso.at'],
      ReceivingTransportServers: ['EX01', 'EX02'],
      SendingTransportServers: ['EX01', 'EX02'],
    },
  ],
};

const typeNames: Readonly<Record<keyof ExportedSet, string>> = {
  SendConnector: 'Microsoft.Exchange.Data.Directory.SystemConfiguration.SmtpSendConnectorConfig',
  ReceiveConnector: 'Microsoft.Exchange.Data.Directory.SystemConfiguration.ReceiveConnector',
  InboundConnector: 'Microsoft.Exchange.Management.SystemConfigurationTasks.TenantInboundConnector',
  OutboundConnector: 'Microsoft.Exchange.Management.SystemConfigurationTasks.TenantOutboundConnector',
  ExchangeCertificate: 'Microsoft.Exchange.Management.SystemConfigurationTasks.ExchangeCertificate',
  AcceptedDomain: 'Microsoft.Exchange.Data.Directory.SystemConfiguration.AcceptedDomain',
  HybridConfiguration: 'Microsoft.Exchange.Data.Directory.SystemConfiguration.HybridConfiguration',
};

export const exportedKinds = Object.keys(typeNames) as readonly (keyof ExportedSet)[];

/** Words that are flags in PowerShell: a text in most exports, a number in some. */
const flagNumbers: Readonly<Record<string, Readonly<Record<string, number>>>> = {
  AuthMechanism: {
    Tls: 1,
    Integrated: 2,
    BasicAuth: 4,
    BasicAuthRequireTLS: 8,
    ExchangeServer: 16,
    ExternalAuthoritative: 32,
  },
  PermissionGroups: { AnonymousUsers: 1, ExchangeUsers: 2, ExchangeServers: 4, ExchangeLegacyServers: 8, Partners: 16 },
  Services: { IMAP: 1, POP: 2, UM: 4, IIS: 8, SMTP: 16 },
};

const enumerations: Readonly<Record<string, Readonly<Record<string, number>>>> = {
  TlsAuthLevel: { EncryptionOnly: 1, CertificateValidation: 2, DomainValidation: 4 },
  TlsSettings: { EncryptionOnly: 1, CertificateValidation: 2, DomainValidation: 4 },
  ConnectorType: { OnPremises: 1, Partner: 2 },
  Status: { Valid: 1, Untrusted: 4, RevocationCheckFailure: 6 },
};

function isFlags(name: string): boolean {
  return flagNumbers[name] !== undefined;
}

function numberOf(name: string, value: ExportedValue): ExportedValue {
  const bits = flagNumbers[name];
  if (bits !== undefined && Array.isArray(value)) {
    return (value as readonly string[]).reduce((sum, word) => sum + (bits[word] ?? 0), 0);
  }
  return typeof value === 'string' ? (enumerations[name]?.[value] ?? value) : value;
}

function forJson7(properties: ExportedProperties): unknown {
  return Object.fromEntries(Object.entries(properties).map(([name, value]) => [name, numberOf(name, value)]));
}

/** Windows PowerShell 5.1, of objects that came over a remote session: enumerations are wrapped, dates are ticks. */
function forJson5(properties: ExportedProperties): unknown {
  const wrap = (name: string, value: ExportedValue): unknown => {
    const number = numberOf(name, value);
    if (isFlags(name) && Array.isArray(value)) return { value: number, Value: value.join(', ') };
    if (number !== value) return { value: number, Value: value };
    if (/^Not(?:Before|After)$/.test(name) && typeof value === 'string') {
      return { value: `/Date(${Date.parse(value).toString()})/`, DisplayHint: 2, DateTime: 'Monday' };
    }
    if (Array.isArray(value)) return { value, Count: value.length };
    return value;
  };
  return {
    ...Object.fromEntries(Object.entries(properties).map(([name, value]) => [name, wrap(name, value)])),
    PSComputerName: 'ex01.contoso.com',
    RunspaceId: '8a3f',
    PSShowComputerName: false,
  };
}

export function asJson7(set: ExportedSet): string {
  return JSON.stringify(Object.fromEntries(exportedKinds.map((kind) => [kind, set[kind].map(forJson7)])), undefined, 2);
}

/** Each kind appended to the file as ConvertTo-Json gives it: an object where there is one only. */
export function asJson5(set: ExportedSet): string {
  return exportedKinds
    .filter((kind) => set[kind].length > 0)
    .map((kind) => {
      const objects = set[kind].map(forJson5);
      return JSON.stringify(objects.length === 1 ? objects[0] : objects, undefined, 4);
    })
    .join('\r\n');
}

function plainText(value: ExportedValue, list: (items: readonly string[]) => string): string {
  if (value === null) return '';
  if (typeof value === 'boolean') return value ? 'True' : 'False';
  return Array.isArray(value) ? list(value as readonly string[]) : String(value as string | number);
}

/** With lists as Exchange's own types write them, or as those that tell nothing. */
export function asCsv(set: ExportedSet, listsAre: 'texts' | 'types' = 'texts'): string {
  const cell = (text: string): string => `"${text.replaceAll('"', '""')}"`;
  const tables = exportedKinds
    .filter((kind) => set[kind].length > 0)
    .map((kind) => {
      const names = Object.keys(set[kind][0] ?? {});
      const list =
        (name: string) =>
        (items: readonly string[]): string => {
          if (isFlags(name)) return items.join(', ');
          return listsAre === 'types'
            ? 'Microsoft.Exchange.Data.MultiValuedProperty`1[System.String]'
            : items.join(',');
        };
      const rows = set[kind].map((object) =>
        names.map((name) => cell(plainText(object[name] ?? null, list(name)))).join(','),
      );
      return [`#TYPE ${typeNames[kind]}`, names.map(cell).join(','), ...rows].join('\r\n');
    });
  return `${tables.join('\r\n')}\r\n`;
}

/** @param limit Of the members shown of a list: $FormatEnumerationLimit. */
export function asList(set: ExportedSet, width = 120, limit = 16): string {
  const blocks = exportedKinds.flatMap((kind) =>
    set[kind].map((object) => {
      const names = Object.keys(object);
      const margin = Math.max(...names.map((name) => name.length)) + 1;
      const lines = names.flatMap((name) => {
        const list = (items: readonly string[]): string => {
          if (isFlags(name)) return items.join(', ');
          return `{${items.slice(0, limit).join(', ')}${items.length > limit ? '...' : ''}}`;
        };
        return wrap(plainText(object[name] ?? null, list), width - margin - 2).map((part, index) =>
          index === 0 ? `${name.padEnd(margin)}: ${part}` : `${' '.repeat(margin + 2)}${part}`,
        );
      });
      return lines.map((line) => line.trimEnd()).join('\r\n');
    }),
  );
  return `\r\n\r\n${blocks.join('\r\n\r\n')}\r\n\r\n\r\n`;
}

/** As PowerShell wraps: at the last blank that fits, else in the middle of the word. */
function wrap(text: string, room: number): readonly string[] {
  const lines: string[] = [];
  let rest = text;
  while (rest.length > room) {
    const blank = rest.lastIndexOf(' ', room);
    const at = blank > 0 ? blank : room;
    lines.push(rest.slice(0, at));
    rest = rest.slice(blank > 0 ? at + 1 : at);
  }
  return [...lines, rest];
}

function escapeXml(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');
}

export function asClixml(set: ExportedSet): string {
  let reference = 0;
  const knownTypes = new Map<string, number>();
  const type = (name: string): string => {
    const before = knownTypes.get(name);
    if (before !== undefined) return `<TNRef RefId="${before.toString()}" />`;
    knownTypes.set(name, knownTypes.size);
    return `<TN RefId="${(knownTypes.size - 1).toString()}"><T>${escapeXml(name)}</T><T>System.Object</T></TN>`;
  };
  const property = (name: string, value: ExportedValue): string => {
    if (name === 'AuthenticationCredential') {
      return `<Obj N="${name}" RefId="${(reference++).toString()}">${type('System.Management.Automation.PSCredential')}<Props><S N="UserName">${String(value)}</S><SS N="Password">${String(value)}</SS></Props></Obj>`;
    }
    if (value === null) return `<Nil N="${name}" />`;
    if (typeof value === 'boolean') return `<B N="${name}">${value.toString()}</B>`;
    if (/^Not(?:Before|After)$/.test(name)) return `<DT N="${name}">${String(value)}</DT>`;
    const number = numberOf(name, value);
    if (number !== value) {
      const shown = Array.isArray(value) ? value.join(', ') : String(value as string);
      return `<Obj N="${name}" RefId="${(reference++).toString()}">${type(`Deserialized.${name}`)}<ToString>${shown}</ToString><I32>${String(number as number)}</I32></Obj>`;
    }
    if (Array.isArray(value)) {
      const items = (value as readonly string[]).map((item) => `<S>${escapeXml(item)}</S>`).join('\n        ');
      return `<Obj N="${name}" RefId="${(reference++).toString()}">\n        ${type('Deserialized.Microsoft.Exchange.Data.MultiValuedProperty`1[[System.String, mscorlib]]')}\n        <LST>\n        ${items}\n        </LST>\n      </Obj>`;
    }
    return `<S N="${name}">${escapeXml(String(value as string | number))}</S>`;
  };
  const objects = exportedKinds.flatMap((kind) =>
    set[kind].map((object) => {
      const properties = Object.entries(object).map(([name, value]) => `      ${property(name, value)}`);
      return `  <Obj RefId="${(reference++).toString()}">\n    ${type(`Deserialized.${typeNames[kind]}`)}\n    <Props>\n${properties.join('\n')}\n    </Props>\n    <MS><S N="PSComputerName">ex01</S></MS>\n  </Obj>`;
    }),
  );
  return `<Objs Version="1.1.0.1" xmlns="http://schemas.microsoft.com/powershell/2004/04">\n${objects.join('\n')}\n</Objs>`;
}

export function utf8(text: string): Buffer {
  return Buffer.from(text);
}

export function utf16(text: string, isBig = false): Buffer {
  const bytes = Buffer.from(`\ufeff${text}`, 'utf16le');
  return isBig ? bytes.swap16() : bytes;
}
