// The Hybrid Configuration Wizard, EdgeSync, and the connectors by which Exchange Online knows its tenants.

import { exchangeArticle, exchangeCertificatesArticle } from '../../formats/citations.ts';
import { formatFix } from '../../formats/fix.ts';
import { because, localTlsError, otherError } from '../entry.ts';
import type { MailErrorEntry } from '../entry.ts';
import { exchangeSupport, ndrTable } from '../sources.ts';

const wizardLog =
  'The log of the wizard, in %AppData%\\Microsoft\\Exchange Hybrid Configuration: the first ERROR line and the cmdlet before it.';
const exchangeCertificateList = 'Get-ExchangeCertificate | Format-List Thumbprint,Services,NotAfter,Subject';

export const hybrid: readonly MailErrorEntry[] = [
  localTlsError({
    id: 'wizard-validate-mail-flow',
    row: 'H17',
    weight: 'exact',
    confidence: 'possible',
    signs: [
      /subtask validateconfiguration execution failed: ?configure mail flow/,
      // Translated; the subtask keeps its name.
      {
        text: /\bvalidateconfiguration\b/,
        needs: /メール フロー|mail ?flow|nachrichtenfluss|flux de messagerie|flujo de correo/,
      },
    ],
    title: 'The Hybrid Configuration Wizard could not confirm that mail flow is set up',
    meaning: 'The step that looks at the connectors after they were made failed. The set-up may be right already.',
    causes: [
      because(
        'Connectors of an earlier run clash, for instance after a domain was added.',
        'The log names a connector that exists already or differs.',
      ),
      because(
        'TLS between the two sides does not work.',
        "A probe of the on-premises host, and of the tenant's smart host from the server, fails.",
      ),
    ],
    lookAt: [
      wizardLog,
      'Get-SendConnector, Get-ReceiveConnector, and Get-InboundConnector and Get-OutboundConnector in Exchange Online: do they agree with each other?',
    ],
    fix: formatFix({
      first: 'Read the log, and probe both directions, before anything is changed.',
      exchange:
        'where old connectors of the wizard clash, note their settings, take them away for the time being and run the wizard again.',
    }),
    sources: [exchangeSupport(2977293, 'Subtask ValidateConfiguration execution failed: Configure Mail Flow')],
    rules: ['starttls/not-offered', 'certificate/name-mismatch'],
  }),
  localTlsError({
    id: 'wizard-certificate-name-too-long',
    row: 'H18',
    weight: 'exact',
    signs: [/\(msexchsmtptlscertificate\) ?:? ?len \d{1,5}/, /msexchsmtptlscertificate.{0,80}(?:constraint|range)/],
    title: 'Issuer and subject of the certificate are too long for the connector',
    meaning:
      'The wizard writes <I>issuer<S>subject into msExchSmtpTLSCertificate, which holds fewer characters than that.',
    lookAt: [exchangeCertificateList],
    fix: formatFix({
      first: 'Use a certificate with shorter names, such as one without organisational units.',
      exchange: 'or update the schema with a current cumulative update.',
    }),
    sources: [exchangeArticle('mailflow/email-sent-to-online-appears-external', 'length of TlsCertificateName')],
  }),
  localTlsError({
    id: 'edgesync-certificate-name-too-long',
    row: 'H19',
    weight: 'exact',
    signs: [
      {
        text: /a value in the request is invalid/,
        needs: /syncengine|edgesync|failed to synchronize entry|exdirectoryexception/,
      },
      /ms-exch-smtp-tls-certificate/,
    ],
    title: 'EdgeSync cannot carry the connector over: the name of its certificate is too long',
    meaning:
      'The directory of the Edge server holds at most 256 characters of TlsCertificateName. Mail then goes out without it and looks external.',
    lookAt: ['Test-EdgeSynchronization, and the length of TlsCertificateName.'],
    fix: formatFix({
      first: 'Make room or a shorter name.',
      exchange:
        'raise rangeUpper of ms-Exch-Smtp-TLS-Certificate in the Edge directory to 1024, or use a certificate with shorter names.',
    }),
    sources: [
      exchangeArticle('mailflow/email-sent-to-online-appears-external', 'mail to Exchange Online appears external'),
    ],
  }),
  localTlsError({
    id: 'wizard-certificate-not-bound',
    row: 'H20',
    weight: 'exact',
    signs: [/is not bound to the smtp service/, { text: /no valid hybrid certificate found/, confidence: 'likely' }],
    title: 'The certificate chosen for secure mail is not bound to SMTP on a server',
    meaning:
      'The wizard checks every server that takes part; one of them has the certificate without the SMTP service, or not at all.',
    lookAt: [exchangeCertificateList],
    fix: formatFix({
      first: 'On the server named:',
      exchange: 'Enable-ExchangeCertificate -Thumbprint <thumbprint> -Services SMTP, then run the wizard again.',
    }),
    sources: [
      exchangeArticle(
        'hybrid-configuration-wizard-errors/secure-mail-certificate-not-bound-to-smtp-service',
        'the secure mail certificate is not bound to SMTP (KB 3058190)',
      ),
    ],
  }),
  localTlsError({
    id: 'wizard-tls-name-without-certificate',
    row: 'H21',
    weight: 'exact',
    signs: [/requiredtls flag should be set to true if tlscertificatename is specified/],
    title: "The wizard's TLS name is on no certificate that is bound to SMTP",
    meaning: 'The connector names a TLS name, and no certificate holds it.',
    lookAt: [exchangeCertificateList],
    fix: formatFix({ first: 'Run the wizard again with the name that is on an SMTP certificate.' }),
    sources: [exchangeSupport(3062283, 'RequiredTls flag should be set to true')],
  }),
  otherError({
    id: 'wizard-receive-connector-missing',
    row: 'H22',
    weight: 'exact',
    signs: [/\bhcw8010\b/, /default receive connector cannot be found on server/],
    title: 'The wizard finds no default Receive connector on a server',
    meaning:
      'It looks for one that listens on all addresses at port 25, IPv4 and IPv6. Mostly IPv6 was switched off or the binding [::]:25 removed.',
    lookAt: ['Get-ReceiveConnector | Format-List Name,Bindings'],
    fix: formatFix({
      first: 'Switch IPv6 on again on that server.',
      exchange: 'have [::]:25 and 0.0.0.0:25 in the Bindings of the default connector, then run the wizard again.',
    }),
    sources: [exchangeSupport(3087159, 'HCW8010')],
  }),
  otherError({
    id: 'wizard-several-send-connectors',
    row: 'H23',
    weight: 'exact',
    signs: [/\bhcw8011\b/, /multiple send connectors found for addressspace/],
    title: 'Several Send connectors serve the same address space',
    meaning: 'The wizard cannot tell which of them is the hybrid one.',
    lookAt: ['Get-SendConnector | Format-List Name,AddressSpaces,Enabled'],
    fix: formatFix({ first: 'Leave one connector for that address space, then run the wizard again.' }),
    sources: [exchangeSupport(3087161, 'HCW8011')],
  }),
  otherError({
    id: 'wizard-no-certificate-on-hub',
    row: 'H24',
    weight: 'exact',
    confidence: 'likely',
    isAboutTls: true,
    signs: [/no valid certificate exists for the hub transport server/],
    title: 'The wizard got no certificate from the transport servers',
    meaning:
      'Mostly the service that answers (Microsoft Exchange Service Host) is stopped there; else there is no valid certificate.',
    lookAt: ['Get-Service MSExchangeServiceHost on each server.', exchangeCertificateList],
    fix: formatFix({ first: 'Start the service Microsoft Exchange Service Host, then run the wizard again.' }),
    sources: [exchangeSupport(2964920, 'No valid certificate exists for the Hub Transport server')],
  }),
  localTlsError({
    id: 'wizard-revocation-not-checked',
    row: 'H25',
    weight: 'exact',
    isAboutTls: false,
    signs: [{ text: /could not be checked for revocation/, needs: /ps\.outlook\.com|hybrid|hcw/ }],
    title: "The wizard cannot check whether Microsoft's certificate was revoked",
    meaning:
      "The connection to Exchange Online's PowerShell, not mail: the system reaches no revocation list, mostly for want of a proxy setting.",
    lookAt: ['netsh winhttp show proxy'],
    fix: formatFix({ first: "Set the WinHTTP proxy of the server, and let it reach the authority's addresses." }),
    sources: [exchangeSupport(3067224, 'the SSL certificate could not be checked for revocation')],
  }),
  localTlsError({
    id: 'wizard-certificate-domain',
    weight: 'exact',
    isAboutTls: false,
    signs: [/"? ?isn't a valid smtp domain/],
    title: 'The wizard meets a certificate whose name is no mail domain',
    meaning:
      'It reads every certificate in the store of the server, and one has an empty or odd name. No handshake is involved.',
    lookAt: [exchangeCertificateList],
    fix: formatFix({
      first:
        'Find the certificate with the empty name in the store of that server, and take it away where nothing uses it.',
    }),
    sources: [exchangeCertificatesArticle],
  }),
  otherError({
    id: 'wizard-mail-flow-step',
    weight: 'general',
    isAboutTls: true,
    confidence: 'possible',
    signs: [/subtask (?:configure|checkprereqs|needsconfiguration) execution failed: ?configure mail flow/],
    title: "The wizard's mail flow step failed; the reason stands behind it",
    meaning:
      'Configure means that a connector could not be written, CheckPrereqs that certificate or server do not fit. The lines behind name which.',
    lookAt: [wizardLog],
    fix: formatFix({ first: 'Read on in the log: the sentence after the name of the subtask is the cause.' }),
    sources: [exchangeSupport(3058190, 'errors of the mail flow step')],
  }),
  otherError({
    id: 'wizard-other-step',
    weight: 'general',
    signs: [
      /subtask (?:configure|checkprereqs|needsconfiguration|validateconfiguration) execution failed: ?(?!configure mail flow)[a-z]/,
      /\bhcw(?!801[01])\d{4}\b/,
    ],
    title: 'A step of the wizard failed that has nothing to do with mail flow',
    meaning: 'Organisation relationship, federation, recipients or prerequisites: TLS of mail is not involved.',
    lookAt: [wizardLog],
    fix: formatFix({ first: 'Read the sentence behind the name of the step, and the cmdlet named there.' }),
    sources: [exchangeSupport(3058190, 'errors of the wizard')],
  }),
  otherError({
    id: 'relay-denied-tenant-unknown',
    row: 'H14',
    weight: 'exact',
    signs: [/tenantattribution; ?relay access denied/, { text: /5\.7\.64\b/, needs: /relay|tenant/, lacks: /attr36/ }],
    title: 'Exchange Online does not know whose server this is',
    meaning:
      'No inbound connector matched: neither the certificate that the server sent nor its address. TLS itself worked.',
    causes: [
      because(
        'The certificate was renewed under another name, or the chain is not sent whole.',
        'Compare the subject sent with TlsSenderCertificateName.',
      ),
      because(
        'The server comes from another address than before.',
        'Compare the egress address with SenderIPAddresses.',
      ),
    ],
    lookAt: ['Get-InboundConnector | Format-List Name,TlsSenderCertificateName,SenderIPAddresses,Enabled'],
    fix: formatFix({
      first: 'Let the connector match again, by certificate rather than by address.',
      exchange:
        'run the Hybrid Configuration Wizard again, or Set-InboundConnector with the new -TlsSenderCertificateName; send the intermediates too.',
    }),
    sources: [exchangeArticle('email-delivery/ndr/relay-access-denied-smtp', 'relay access denied (5.7.64)')],
  }),
  otherError({
    id: 'relay-denied-domain-not-accepted',
    row: 'H15',
    weight: 'exact',
    signs: [/relay access denied attr36/, /\battr36\b/],
    title: "Neither the sender's domain nor the certificate's is an accepted domain of the tenant",
    meaning: 'A connector was found, and what it matched by belongs to no domain that the tenant has verified.',
    lookAt: ["Get-AcceptedDomain, beside the name in the certificate and the sender's domain."],
    fix: formatFix({
      first: 'Verify the domain in the tenant.',
      exchange: 'and let the connector name a certificate of that domain, such as *.contoso.com.',
    }),
    sources: [exchangeArticle('email-delivery/office-365-notice', '5.7.64 Relay Access Denied ATTR36 (KB 3169958)')],
  }),
  otherError({
    id: 'wrong-region',
    row: 'H16',
    weight: 'exact',
    signs: [/wrong office 365 region/, /\battr35\b/],
    title: 'Mail was handed to a host of Microsoft that does not serve this tenant',
    meaning: 'The smart host or the MX record is an old name or a bare address.',
    lookAt: ['SmartHosts of the Send connector, and the MX record of the domain.'],
    fix: formatFix({
      first: "Use the tenant's own name.",
      exchange: 'Set-SendConnector with -SmartHosts <tenant>.mail.protection.outlook.com.',
    }),
    sources: [exchangeArticle('email-delivery/wrong-office-365-region-exo', 'mail sent to the wrong region (ATTR35)')],
  }),
  otherError({
    id: 'partner-connector-restricts',
    weight: 'exact',
    confidence: 'likely',
    signs: [
      { text: /tenantinboundattribution/, lacks: /direct send/ },
      /restrictdomainsto(?:ipaddresses|certificate) set/,
    ],
    title: 'A partner connector takes mail of this domain only from named addresses or with a named certificate',
    meaning:
      'The session had neither. Where somebody sends directly to the tenant, that is what the connector is for; where the own server sends, its certificate or address has changed.',
    causes: [
      because(
        "The own server's certificate was renewed, or its Send connector names a wrong one.",
        'The server in the text is the own one; compare the certificate with the connector.',
      ),
      because('Somebody else sends to the tenant past its gateway.', 'The address is not one of the own.'),
    ],
    lookAt: [
      'Get-InboundConnector | Format-List Name,SenderDomains,RestrictDomainsToIPAddresses,RestrictDomainsToCertificate,TlsSenderCertificateName',
    ],
    fix: formatFix({
      first: 'Bring the connector and the own server together; leave the restriction in place.',
      exchange: 'set TlsCertificateName on the Send connector, or the new name on the inbound connector.',
    }),
    sources: [ndrTable],
  }),
  otherError({
    id: 'direct-send-refused',
    weight: 'exact',
    signs: [/direct send not allowed/],
    title: 'The tenant refuses mail from its own domains that came over no connector (Direct Send)',
    meaning:
      'RejectDirectSend is on: mail whose sender is of an accepted domain has to match an inbound connector by certificate or address, or be sent after a login.',
    causes: [
      because(
        'A device, a program or a gateway of the own sends without a connector.',
        'The address in the text is an own one.',
      ),
      because(
        "Somebody forges the tenant's domain, which is what the setting is for.",
        'The address is a strange one.',
      ),
    ],
    lookAt: ['Get-InboundConnector | Format-List Name,SenderIPAddresses,TlsSenderCertificateName'],
    fix: formatFix({
      first: 'Leave the setting on. Give what may send a connector, by certificate before address, or a login.',
      exchange:
        'New-InboundConnector with -ConnectorType Partner, -SenderDomains <domain>, -RequireTls $true and -TlsSenderCertificateName <name>.',
    }),
    sources: [
      {
        text: 'Microsoft: more control over Direct Send in Exchange Online',
        url: 'https://techcommunity.microsoft.com/blog/exchange/introducing-more-control-over-direct-send-in-exchange-online/4408790',
      },
    ],
  }),
  otherError({
    id: 'unregistered-domain',
    row: 'H41',
    weight: 'exact',
    signs: [
      { text: /\b5\.7\.750\b/, needs: /dom[aäéei]|unregistered|域|ドメイン/ },
      /client blocked from sending from unregistered domains/,
    ],
    title: 'The tenant sends for domains that it has not verified, and was blocked for it',
    meaning: "Not a matter of TLS or of the connector's certificate.",
    lookAt: ['Get-AcceptedDomain, and what relays through the tenant.'],
    fix: formatFix({
      first: "Add and verify every domain from which the tenant sends, then ask Microsoft's support to lift the block.",
    }),
    sources: [ndrTable],
  }),
  otherError({
    id: 'connector-not-turned-on',
    row: 'H38',
    weight: 'exact',
    signs: [/domain of the recipient is not configured as part of connector/],
    title: 'The connector was saved without being turned on',
    meaning: 'Validation in Exchange Online uses enabled connectors only.',
    fix: formatFix({
      first: 'Turn the connector on, then validate again.',
      exchange: 'Set-OutboundConnector with -Enabled $true.',
    }),
    sources: [exchangeSupport(3179588, 'the domain of the recipient is not configured as part of connector')],
  }),
  otherError({
    id: 'inbound-connector-blocked',
    weight: 'exact',
    signs: [/bad inbound connector/],
    title: "Microsoft has blocked the tenant's inbound connector as abused",
    meaning: 'Somebody used it to send spam. The certificate is not the matter.',
    fix: formatFix({
      first: "Find who made or used the connector, secure the accounts, and have Microsoft's support lift the block.",
    }),
    sources: [ndrTable],
  }),
  otherError({
    id: 'receive-connector-name-rule',
    weight: 'exact',
    signs: [/you must set the fqdn parameter on the receive connector/],
    title: "The name of this Receive connector is bound to the server's own",
    meaning:
      "A connector with Exchange Server authentication takes only the server's names as Fqdn. No TLS has failed.",
    fix: formatFix({
      first: "Leave the default connector's name.",
      exchange: 'set TlsCertificateName on it instead, or make a connector of its own for the public name.',
    }),
    sources: [exchangeCertificatesArticle],
  }),
  localTlsError({
    id: 'front-end-proxy-socket',
    row: 'H28',
    isAboutTls: false,
    confidence: 'possible',
    signs: [/\bprx5\b/],
    title: "Exchange's front end lost its connection to the transport service behind it",
    meaning:
      'PRX5 says no more than a socket error inside the server. One known cause is TlsDomainCapabilities of the default front end that still names an old certificate of Exchange Online.',
    causes: [
      because(
        'TlsDomainCapabilities names an old issuer.',
        'Get-ReceiveConnector | Format-List Name,TlsDomainCapabilities',
      ),
      because(
        'The transport service behind is down, resets, or is slowed by a filter.',
        'Restart of the service, and its own receive log.',
      ),
    ],
    lookAt: ['The receive log of the front end and of the transport service at the same second.'],
    fix: formatFix({
      first: 'See that the transport service runs.',
      exchange:
        'Set-ReceiveConnector with -TlsDomainCapabilities "mail.protection.outlook.com:AcceptCloudServicesMail" where it names an old issuer.',
    }),
    sources: [exchangeSupport(3156771, 'PRX5 after a change of certificate')],
  }),
  otherError({
    id: 'exchange-server-out-of-date',
    row: 'H35',
    weight: 'exact',
    signs: [{ text: /\b[45]\.7\.230\b/, needs: /exchange|version/ }, /exchange server version is out-of-date/],
    title: 'Exchange Online slows down or blocks this on-premises Exchange because it lacks updates',
    meaning:
      'The version of the server that connects over a connector of type OnPremises is out of support. TLS is not the matter.',
    fix: formatFix({
      first: 'Update the server.',
      exchange:
        'install the current cumulative and security updates; enforcement can be paused for up to 90 days a year in the admin center.',
    }),
    sources: [
      {
        text: 'Microsoft: throttling and blocking mail from vulnerable Exchange servers',
        url: 'https://techcommunity.microsoft.com/blog/exchange/throttling-and-blocking-email-from-persistently-vulnerable-exchange-servers-to-exchange-online/3815328',
      },
    ],
  }),
  localTlsError({
    id: 'connector-setting-advice',
    confidence: 'possible',
    signs: [
      /'tlsauthlevel' should be set to|tlsauthlevel not set to|misconfigured to send authenticated internal mail/,
    ],
    title: 'A check script advises another setting of a connector',
    meaning:
      'A hint on the configuration, not a failure. Of TlsAuthLevel, DomainValidation checks more than CertificateValidation; versions of the script flagged it wrongly.',
    fix: formatFix({
      first:
        'Update the script before following it; keep the setting that checks more, and name the certificate on the connector.',
    }),
    sources: [exchangeCertificatesArticle],
  }),
];
