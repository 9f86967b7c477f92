// Exchange and Exchange Online: parameters in PowerShell that turn TLS or verification off.

import { flagPattern } from '../formats/exports/flagWords.ts';
import type { AntiFix } from './antiFix.ts';
import { certificateRules, startTlsRules } from './leads.ts';

/** Also a line that goes on in the next one. */
const gap = '(?:[ \\t]|`\\r?\\n){0,40}';

/**
 * `-Name value`, `-Name:value`, `Name = value` in a table and `$table.Name = value`; no comparison and no variable of
 * that name.
 */
export function parameter(name: string, value: string): RegExp {
  return new RegExp(
    `(?<![\\w$]|(?<!\\$\\w{1,100})\\.)-?${name}['"]?\\]?${gap}(?:[:=]${gap})?['"]?(?<value>${value})(?![\\w-])`,
    'i',
  );
}

/** No value, in any way of writing it. */
const nothing = `\\$null|None|""|''`;

/** What only Inbound connectors have. */
const inbound = '(?:SenderDomains|SenderIPAddresses|RestrictDomainsTo\\w{2,20})\\b';

/**
 * What only connectors between Exchange and Exchange Online bear. Every object of Exchange Online names a server of
 * outlook.com and the tenant's own onmicrosoft.com, so these count only where no Inbound connector is told of. That it is
 * of type OnPremises counts for nothing: so are those for printers and scanners, which often have no TLS.
 */
export const hybrid = new RegExp(
  `^(?![^]{0,20000}\\b${inbound})[^]{0,20000}(?:outlook|onmicrosoft)\\.com|CloudServicesMailEnabled(?:\\W{1,80}|">)(?:${flagPattern('true')})(?!\\w)|\\bHybridWizard\\b`,
  'i',
);

/** An Inbound connector that knows servers of the same organisation by their certificate, which TLS alone shows. */
const byCertificate =
  /^(?![^]{0,20000}ConnectorType\W{1,80}Partner)[^]{0,20000}\bTlsSenderCertificateName(?:['"]?\]?[ \t]{0,60}[:=]|">|[ \t])[ \t]{0,60}['"]?(?!null)(?:[\w*]|<I>|\$(?!null)|&lt;)/i;

/** Either, in a statement or an object of an export. */
export const ownServers = new RegExp(`${hybrid.source}|${byCertificate.source}`, 'i');

/** An Outbound connector to servers of the same organisation. */
const toOwnServers = new RegExp(`${hybrid.source}|ConnectorType\\W{1,80}OnPremises`, 'i');

/** To everybody: such a connector cannot demand TLS. */
const toInternet = /^\w{3}-\w{0,20}Send[^]{0,9000}(?:\bAddressSpaces\b[^-\n]{0,80}\*(?![\w.])|\binternet\b)/i;

/** From printers, scanners and the like, which are known by their address: few of them can do TLS. */
const fromDevices = /^\w{3}-\w{0,20}Inbound[^]{0,9000}\b(?:SenderIPAddresses\b|printer|scanner|copier|mfp\b)/i;

/** Whether a connector between two that know each other is told something, which only they can agree upon. */
function isAgreed(statement: string, cmdlet: RegExp, known = ownServers): boolean {
  return (
    cmdlet.test(statement) &&
    (known.test(statement) || !(/^New-/i.test(statement) || toInternet.test(statement) || fromDevices.test(statement)))
  );
}

function cmdlet(name: string): AntiFix['citation'] {
  return {
    text: `Microsoft: ${name}`,
    url: `https://learn.microsoft.com/powershell/module/exchangepowershell/${name.toLowerCase()}`,
  };
}

const powershell = { languages: ['powershell'], statement: () => true } as const;

export const exchange: readonly AntiFix[] = [
  {
    ...powershell,
    id: 'exchange/ignore-starttls',
    title: 'The Send connector ignores STARTTLS',
    severity: 'error',
    pattern: parameter('IgnoreSTARTTLS', '\\$true|1'),
    effect: 'Mail of this connector goes out in clear text, even to servers that offer TLS, without anybody noticing.',
    alternative:
      'Set-SendConnector <name> -IgnoreSTARTTLS $false. Then find out why STARTTLS failed: probe the other side for its certificate, its TLS versions and a device that rewrites SMTP.',
    rules: startTlsRules,
    citation: cmdlet('Set-SendConnector'),
    replacement: '$false',
  },
  {
    ...powershell,
    id: 'exchange/require-tls-off',
    title: 'The connector no longer demands TLS',
    severity: 'error',
    pattern: parameter('RequireTLS', '\\$false|0'),
    statement: (one) => isAgreed(one, /^(?:Set|New)-\w{0,20}(?:Send|Inbound)Connector\b/i),
    effect:
      'Where STARTTLS is missing or taken out on the way, mail goes in clear text and no error tells of it. Between Exchange and Exchange Online it then counts as mail from strangers.',
    alternative:
      'Set-SendConnector <name> -RequireTLS $true (Set-InboundConnector -RequireTls $true in Exchange Online), and mend what made TLS fail: STARTTLS that is not offered, the certificate, or a device on the way.',
    rules: startTlsRules,
    citation: cmdlet('Set-SendConnector'),
  },
  {
    ...powershell,
    id: 'exchange/tls-auth-level-cleared',
    title: 'The Send connector no longer verifies the certificate',
    severity: 'error',
    pattern: parameter('TlsAuthLevel', nothing),
    statement: (one) => isAgreed(one, /^(?:Set|New)-\w{0,20}SendConnector\b/i),
    effect: 'Whoever answers in place of the smart host gets the mail: no certificate is asked whose it is.',
    alternative:
      'Set-SendConnector <name> -TlsAuthLevel DomainValidation -TlsDomain <name on the certificate of the other side>; to Exchange Online the domain is mail.protection.outlook.com. Then probe the other side for what its certificate lacks.',
    rules: certificateRules,
    citation: cmdlet('Set-SendConnector'),
  },
  {
    ...powershell,
    id: 'exchange/tls-auth-level-encryption-only',
    title: 'The Send connector encrypts to whoever answers',
    severity: 'warning',
    pattern: parameter('TlsAuthLevel', 'EncryptionOnly'),
    effect: 'The channel is encrypted, but no certificate is verified: a server in between can read everything.',
    alternative:
      'Set-SendConnector <name> -TlsAuthLevel DomainValidation -TlsDomain <name on the certificate of the other side>, or CertificateValidation where the name is not known.',
    rules: certificateRules,
    citation: cmdlet('Set-SendConnector'),
  },
  {
    ...powershell,
    id: 'exchange/outbound-tls-cleared',
    title: 'The Outbound connector of Exchange Online no longer demands TLS',
    severity: 'error',
    pattern: parameter('TlsSettings', nothing),
    statement: (one) => isAgreed(one, /^(?:Set|New)-\w{0,20}OutboundConnector\b/i, toOwnServers),
    effect: 'TLS becomes opportunistic: without STARTTLS the mail goes in clear text, and no certificate is verified.',
    alternative:
      'Set-OutboundConnector <name> -TlsSettings DomainValidation -TlsDomain <name on the certificate of your server>, and mend the certificate that your server presents.',
    rules: startTlsRules,
    citation: cmdlet('Set-OutboundConnector'),
  },
  {
    ...powershell,
    id: 'exchange/outbound-encryption-only',
    title: 'The Outbound connector of Exchange Online encrypts to whoever answers',
    severity: 'warning',
    pattern: parameter('TlsSettings', 'EncryptionOnly'),
    effect: 'The channel is encrypted, but no certificate is verified: a server in between can read everything.',
    alternative:
      'Set-OutboundConnector <name> -TlsSettings DomainValidation -TlsDomain <name on the certificate of your server>, or CertificateValidation.',
    rules: certificateRules,
    citation: cmdlet('Set-OutboundConnector'),
  },
  {
    ...powershell,
    id: 'exchange/suppress-anonymous-tls',
    title: 'Mail between Exchange servers is no longer encrypted',
    severity: 'error',
    pattern: parameter('SuppressXAnonymousTls', '\\$true|1'),
    effect: 'The Receive connector stops offering X-ANONYMOUSTLS, so servers of the organisation talk in clear text.',
    alternative:
      'Set-ReceiveConnector <name> -SuppressXAnonymousTls $false, and let the device between the sites pass TLS as it is.',
    rules: ['ehlo/rewritten', 'starttls/not-offered'],
    citation: cmdlet('Set-ReceiveConnector'),
    replacement: '$false',
  },
  {
    ...powershell,
    id: 'exchange/receive-without-tls',
    title: 'The Receive connector no longer offers STARTTLS',
    severity: 'error',
    pattern: parameter('AuthMechanism', 'None'),
    context: { kind: 'around', has: /ReceiveConnector/i },
    effect:
      'Without Tls among its mechanisms the connector offers no STARTTLS: senders that demand TLS keep their mail.',
    alternative:
      'Set-ReceiveConnector <name> -AuthMechanism Tls (with the other mechanisms that it needs), and bind a certificate: Enable-ExchangeCertificate -Thumbprint <thumbprint> -Services SMTP.',
    rules: ['starttls/not-offered'],
    citation: cmdlet('Set-ReceiveConnector'),
  },
  {
    ...powershell,
    id: 'exchange/smart-host-password-in-clear',
    title: 'The password for the smart host is sent without a demand for TLS',
    severity: 'warning',
    pattern: parameter('SmartHostAuthMechanism', 'BasicAuth'),
    effect: 'Where the smart host does not offer STARTTLS, user name and password cross the network in clear text.',
    alternative:
      'Set-SendConnector <name> -SmartHostAuthMechanism BasicAuthRequireTLS, and let the smart host offer STARTTLS.',
    rules: ['starttls/not-offered'],
    citation: cmdlet('Set-SendConnector'),
  },
  {
    ...powershell,
    id: 'exchange/inbound-certificate-not-demanded',
    title: 'The Inbound connector takes mail of the partner from anybody',
    severity: 'warning',
    pattern: parameter('RestrictDomainsToCertificate', '\\$false|0'),
    statement: (one) =>
      /^Set-\w{0,20}InboundConnector\b/i.test(one) &&
      !/\bOnPremises|ToIPAddresses\W{1,40}true|\bInbound from [\da-f]{8}-/i.test(one) &&
      !hybrid.test(one),
    effect: 'Mail in the name of the partner is taken from servers that do not show the certificate of the partner.',
    alternative:
      'Set-InboundConnector <name> -RestrictDomainsToCertificate $true -TlsSenderCertificateName <name on the certificate of the partner>; ask the partner which certificate is sent, and correct the name.',
    rules: ['certificate/name-mismatch', 'client-certificate/required'],
    citation: cmdlet('Set-InboundConnector'),
  },
  {
    ...powershell,
    id: 'exchange/cloud-mail-off',
    title: 'Mail between Exchange and Exchange Online counts as mail from strangers',
    severity: 'warning',
    pattern: parameter('CloudServicesMailEnabled', '\\$false|0'),
    statement: (one) => /^Set-\w{0,20}(?:Send|Inbound|Outbound)Connector\b/i.test(one),
    effect:
      'The headers that show mail to be internal are dropped, so that it is no longer told from mail of strangers, whatever certificate was shown.',
    alternative:
      'Run the Hybrid Configuration Wizard again: it sets CloudServicesMailEnabled, TlsDomain and TlsCertificateName on both sides so that they go together.',
    rules: ['certificate/name-mismatch'],
    citation: cmdlet('Set-SendConnector'),
  },
];
