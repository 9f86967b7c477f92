// The PowerShell that makes an export: only the properties that are read, and nothing that holds a credential.

const connectorParts: readonly (readonly [noun: string, properties: string])[] = [
  [
    'SendConnector',
    'Identity,Name,Enabled,AddressSpaces,SmartHosts,SourceTransportServers,Fqdn,RequireTLS,TlsAuthLevel,TlsDomain,TlsCertificateName,CloudServicesMailEnabled,IgnoreSTARTTLS,DNSRoutingEnabled',
  ],
  [
    'ReceiveConnector',
    'Identity,Name,Server,Enabled,Bindings,RemoteIPRanges,Fqdn,AuthMechanism,PermissionGroups,RequireTLS,TlsCertificateName,TlsDomainCapabilities,TransportRole',
  ],
];

const cloudParts: readonly (readonly [noun: string, properties: string])[] = [
  [
    'InboundConnector',
    'Identity,Name,Enabled,ConnectorType,ConnectorSource,RequireTls,TlsSenderCertificateName,SenderIPAddresses,SenderDomains,RestrictDomainsToCertificate,RestrictDomainsToIPAddresses,CloudServicesMailEnabled',
  ],
  [
    'OutboundConnector',
    'Identity,Name,Enabled,ConnectorType,ConnectorSource,IsTransportRuleScoped,SmartHosts,UseMXRecord,RecipientDomains,TlsSettings,TlsDomain,CloudServicesMailEnabled',
  ],
  ['AcceptedDomain', 'Identity,Name,DomainName,DomainType'],
];

const certificateProperties =
  'Thumbprint,Subject,Issuer,NotBefore,NotAfter,Services,CertificateDomains,HasPrivateKey,IsSelfSigned,Status';

/**
 * Turns every value into a text or a list of texts, so that no depth of ConvertTo-Json and no numbers of enumerations
 * come between; dates stay dates.
 */
const plain = `function ConvertTo-Plain($names) { process { $one = $_; $plain = [ordered]@{}
  foreach ($name in $names) { $value = $one.$name
    $plain[$name] = if ($null -eq $value -or $value -is [bool] -or $value -is [datetime]) { $value }
      elseif ($value -isnot [string] -and $value -is [System.Collections.IEnumerable]) { ,@($value | ForEach-Object { "$_" }) }
      else { "$value" } }
  [pscustomobject]$plain } }`;

function part([noun, properties]: readonly [string, string]): string {
  return `  ${noun} = @(Get-${noun} | ConvertTo-Plain ('${properties}' -split ','))`;
}

export const onPremisesSnippet = `# In the Exchange Management Shell
${plain}
$export = [ordered]@{
${connectorParts.map(part).join('\n')}
  ExchangeCertificate = @(Get-ExchangeServer | ForEach-Object { $server = $_.Name
    Get-ExchangeCertificate -Server $server | ConvertTo-Plain ('${certificateProperties}' -split ',') |
      Add-Member -NotePropertyName Server -NotePropertyValue $server -PassThru })
  HybridConfiguration = @(Get-HybridConfiguration | ConvertTo-Plain ('Identity,Name,TlsCertificateName,OnPremisesSmartHost,Domains,ReceivingTransportServers,SendingTransportServers' -split ','))
}
$export | ConvertTo-Json -Depth 5 | Out-File on-premises.connectors.json -Encoding utf8
`;

export const exchangeOnlineSnippet = `# In Exchange Online PowerShell, after Connect-ExchangeOnline
${plain}
$export = [ordered]@{
${cloudParts.map(part).join('\n')}
}
$export | ConvertTo-Json -Depth 5 | Out-File exchange-online.connectors.json -Encoding utf8
`;

export const exportSnippet = `${onPremisesSnippet}\n${exchangeOnlineSnippet}`;
