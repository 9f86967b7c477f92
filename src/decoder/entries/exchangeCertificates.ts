// Exchange and its certificates: what Exchange Online says of ours, what our connectors say of theirs, events.

import { exchangeArticle, exchangeCertificatesArticle, rfc } from '../../formats/citations.ts';
import { formatFix } from '../../formats/fix.ts';
import { because, localTlsError, tlsError } from '../entry.ts';
import type { MailErrorEntry } from '../entry.ts';
import {
  exchangeSupport,
  flowIntelligence,
  ndrTable,
  newCertificate,
  protocolLogging,
  socketError,
} from '../sources.ts';

const certificates = 'Get-ExchangeCertificate | Format-List Thumbprint,Services,Status,NotAfter,Subject,HasPrivateKey';
const connectors = 'Get-SendConnector and Get-ReceiveConnector | Format-List Name,Fqdn,TlsCertificateName';

const onEveryServer = 'Probe every address of the name: often one server behind a load balancer lacks the settings.';

export const exchangeCertificates: readonly MailErrorEntry[] = [
  tlsError({
    id: 'chain-not-trusted-by-exchange-online',
    row: 'H4',
    weight: 'exact',
    confidence: 'likely',
    signs: [{ text: /(?:message|msg)=untrustedroot/ }, { text: /[45]\.(?:4\.317|7\.320).{0,120}untrustedroot/ }],
    title: 'Exchange Online could not follow the certificate to a root that it trusts',
    meaning:
      'Mostly the server sends its certificate without the intermediates. Exchange Online never fetches a missing one, whatever browsers do.',
    causes: [
      because('The intermediates are not sent.', 'The chain as sent holds one certificate.'),
      because(
        'The certificate is self-signed or of a private authority.',
        "Its issuer is not a public authority; mostly Exchange's own certificate.",
      ),
    ],
    lookAt: [onEveryServer],
    fix: formatFix({
      first: 'Send the whole chain, from a public authority.',
      exchange:
        'import the intermediates into Intermediate Certification Authorities of the local computer and restart the transport service.',
      postfix: 'smtpd_tls_chain_files with key, certificate and intermediates in this order.',
    }),
    sources: [
      exchangeArticle('email-delivery/ndr/fix-error-code-450-4-4-317-untrusted-root', 'fix 450 4.4.317 UntrustedRoot'),
    ],
    rules: ['certificate/incomplete-chain', 'certificate/untrusted-root', 'certificate/self-signed'],
  }),
  tlsError({
    id: 'expired-for-exchange-online',
    row: 'H7',
    weight: 'exact',
    signs: [/(?:message|msg)=certificateexpired/, /[45]\.(?:4\.317|7\.320).{0,120}certificateexpired/],
    title: 'Exchange Online found the certificate of the receiving server expired',
    meaning:
      'A certificate whose days are over was presented, often though a new one is installed: the old one is still bound.',
    lookAt: [certificates, onEveryServer],
    fix: formatFix({
      first: 'Renew the certificate, or bind the new one.',
      exchange:
        'Enable-ExchangeCertificate -Thumbprint <thumbprint> -Services SMTP, renew TlsCertificateName on the Receive connector, restart the transport service.',
    }),
    sources: [flowIntelligence],
    rules: ['certificate/expired', 'certificate/intermediate-expired'],
  }),
  tlsError({
    id: 'other-name-for-exchange-online',
    row: 'H6',
    weight: 'exact',
    signs: [
      /(?:message|msg)=subjectmismatch/,
      /subjectmismatch expected/,
      /[45]\.(?:4\.317|7\.320).{0,160}subjectmismatch/,
    ],
    title: "The name in the certificate is not the one that Exchange Online's connector expects",
    meaning:
      "TlsDomain of the outbound connector is not in the certificate that was presented, mostly Exchange's own CN=SERVER or a certificate of another name.",
    causes: [
      because(
        'Only some servers behind the name have the right certificate on their Receive connector.',
        'Probing the addresses one by one gives different certificates.',
      ),
      because(
        'TlsDomain of the connector is not the name in the certificate.',
        'Get-OutboundConnector | Format-List Name,TlsDomain,TlsSettings',
      ),
    ],
    lookAt: [connectors, 'The receive log: which certificate stands behind "Sending certificate"?'],
    fix: formatFix({
      first: 'Present the expected certificate on every server.',
      exchange:
        'set TlsCertificateName and TlsDomainCapabilities on every Receive connector, or run the Hybrid Configuration Wizard again with all servers chosen.',
    }),
    sources: [flowIntelligence, exchangeCertificatesArticle],
    rules: ['certificate/name-mismatch', 'certificate/self-signed'],
  }),
  tlsError({
    id: 'certificate-refused-by-exchange-online',
    row: 'H7',
    confidence: 'likely',
    signs: [
      {
        text: /4\.7\.320 certificate validation failed/,
        lacks: /(?:message|msg)=(?:subjectmismatch|untrustedroot|certificateexpired)/,
      },
      {
        text: /\b[45]\.7\.320\b/,
        needs: /certifi|zertifi|sertifi|certyfi|сертифик|証明|证书|憑證/,
        lacks: /subjectmismatch|untrustedroot|certificateexpired/,
      },
    ],
    weight: 'general',
    title: 'Exchange Online did not accept the certificate of the receiving server',
    meaning: 'The reason stands in Message= or MSG=, which is missing here: name, chain or date.',
    causes: [
      because(
        'The name is another than the connector expects.',
        'Message=SubjectMismatch in the whole text of the message trace.',
      ),
      because('The chain does not lead to a trusted root.', 'Message=UntrustedRoot'),
      because('The certificate has expired.', 'Message=CertificateExpired'),
    ],
    lookAt: ['The detail of the message trace, which names the reason and the server.', onEveryServer],
    fix: formatFix({
      first: 'Probe the host: it tells which of the three it is.',
      exchange: 'bind a valid certificate of a public authority with the expected name for SMTP on every server.',
    }),
    sources: [flowIntelligence],
    rules: ['certificate/name-mismatch', 'certificate/untrusted-root', 'certificate/expired'],
  }),
  localTlsError({
    id: 'send-connector-certificate-missing',
    row: 'H8',
    weight: 'exact',
    signs: [/certificate specified in (?:the )?tlscertificatename of (?:the )?send ?connector could not be found/],
    title: 'The certificate that the Send connector names is not on this server, or not usable',
    meaning:
      'TlsCertificateName names a certificate that this source server does not have, that is not enabled for SMTP, or whose status is not valid (also RevocationCheckFailure).',
    lookAt: [certificates, connectors],
    fix: formatFix({
      first: 'Have the certificate on every source server.',
      exchange:
        'import it with its key, Enable-ExchangeCertificate -Thumbprint <thumbprint> -Services SMTP, then set TlsCertificateName of the Send connector again.',
    }),
    sources: [exchangeSupport(3156771, 'the certificate specified in TlsCertificateName could not be found')],
  }),
  tlsError({
    id: 'peer-certificate-refused-by-exchange',
    row: 'H9',
    confidence: 'likely',
    signs: [
      /4\.7\.5 certificate validation failure/,
      /unable to validate the tls certificate of the|failed to confirm domain capabilities/,
    ],
    title: 'The sending Exchange did not accept the certificate of the other side',
    meaning:
      'Without a reason behind it, the text leaves open whether name, chain or date was the fault. In a hybrid the certificates of Edge and Mailbox servers may differ.',
    causes: [
      because(
        'The hybrid servers present certificates of different issuers or subjects.',
        'Probe each server and compare.',
      ),
      because(
        'This server does not trust the root, or cannot check revocation.',
        'The text behind Reason:, and the send log.',
      ),
    ],
    lookAt: ['The send log: the lines of the certificate before the failure.'],
    fix: formatFix({
      first: 'Probe the peer: the result tells name, chain and date apart.',
      exchange:
        'use certificates of the same issuer and subject on all hybrid servers and run the Hybrid Configuration Wizard again.',
    }),
    sources: [
      exchangeArticle('email-delivery/mail-flow-stops-event-2004', 'mail flow stops with event 2004'),
      exchangeCertificatesArticle,
    ],
    rules: ['certificate/untrusted-root', 'certificate/name-mismatch', 'certificate/expired'],
  }),
  localTlsError({
    id: 'client-certificate-untrusted-by-exchange-online',
    row: 'H10',
    weight: 'exact',
    signs: [/failed to establish appropriate tls channel: untrustedroot/],
    title: 'Exchange Online does not trust the certificate that the on-premises server sent as client',
    meaning: 'Mostly two certificates fit the name, and the one of an internal authority was picked (event 2004).',
    lookAt: [certificates],
    fix: formatFix({
      first: 'Leave only the public certificate enabled for SMTP under that name.',
      exchange:
        'Enable-ExchangeCertificate -Thumbprint <internal> -Services IIS,POP,IMAP takes the internal one from SMTP.',
    }),
    sources: [
      exchangeArticle('email-delivery/mail-flow-stops-event-2004', 'mail flow stops with event 2004 (KB 2888788)'),
    ],
    rules: ['client-certificate/required'],
  }),
  localTlsError({
    id: 'send-certificate-without-private-key',
    row: 'H11',
    weight: 'exact',
    signs: [/\bnocredentials\b/, { text: /reason: privatekeymissing/, confidence: 'likely' }],
    title: 'The certificate for outgoing TLS has no private key that can be used',
    meaning:
      'The handshake ended on this server before it began. The queue then often says "421 4.4.1 Connection timed out", which misleads.',
    lookAt: [certificates],
    fix: formatFix({
      first: 'Give the certificate its key back.',
      exchange: 'import the PFX with its private key, or certutil -repairstore my <serial>, then enable it for SMTP.',
    }),
    sources: [
      exchangeArticle('mailflow/tls-negotiation-failed-with-error-nocredentials-error', 'NoCredentials (KB 4495258)'),
    ],
  }),
  localTlsError({
    id: 'send-certificate-not-enabled-for-smtp',
    row: 'H12',
    weight: 'exact',
    signs: [/\bunknowncredentials\b/],
    title: 'The certificate for outgoing TLS is not enabled for SMTP',
    meaning: 'The third-party certificate was installed but not bound to the SMTP service of this server.',
    lookAt: [certificates],
    fix: formatFix({
      first: 'Bind it.',
      exchange:
        'Enable-ExchangeCertificate -Thumbprint <thumbprint> -Services SMTP, and answer No to overwriting the default.',
    }),
    sources: [exchangeArticle('mailflow/outbound-email-messages-are-not-sent', 'UnknownCredentials (KB 4051498)')],
  }),
  tlsError({
    id: 'exchange-connection-dropped-in-tls',
    row: 'H13',
    confidence: 'possible',
    signs: [
      /(?:\btls|4\.4\.2)\b.{0,80}socketerror|connection dropped due to socketerror/,
      /tls negotiation failed with error connection(?:aborted|reset)/,
    ],
    title: 'The connection broke off, perhaps during the TLS handshake',
    meaning:
      "The text says no more than that the other side or something on the way ended the connection. Microsoft ties it to TLS 1.2 that is not switched on; a reset by a firewall, or a block of the sender's address, gives the same words.",
    causes: [
      because('One side has only TLS 1.0 or 1.1.', 'A probe with each version, and the send log.'),
      because(
        'A firewall that inspects TLS resets the connection.',
        'It works from inside, or only with this one peer.',
      ),
      because('The peer limits or blocks this address.', 'A reply such as 421 or 5.7.x in the log before.'),
    ],
    lookAt: ['The send log of the connector: the last line before the break.'],
    fix: formatFix({
      first: 'Probe the host from the sending server first.',
      exchange:
        'switch TLS 1.2 on for Schannel (TLS 1.2\\Client and Server: DisabledByDefault 0, Enabled 1) and restart.',
    }),
    sources: [socketError],
    rules: ['handshake/broken-off', 'tls/old-version'],
  }),
  tlsError({
    id: 'exchange-handshake-not-tls',
    confidence: 'possible',
    signs: [/(?:tls negotiation failed with error|security status) (?:invalidtoken|illegalmessage)/],
    title: 'What came back in the handshake was not TLS that Schannel understands',
    meaning:
      'InvalidToken: the bytes were no TLS record, or of a kind that this server does not take. Often a device rewrites the session.',
    causes: [
      because(
        'A firewall rewrites SMTP.',
        'The greeting is masked with asterisks, or the answer to EHLO holds XXXXXXXA.',
      ),
      because('The two have no TLS version in common.', 'A probe with each version.'),
    ],
    lookAt: ['The lines of the send log before: the greeting and the answer to EHLO.'],
    fix: formatFix({
      first:
        'Probe the host; exempt the mail port from inspection where the dialogue is rewritten (Cisco: allow-tls in the ESMTP policy map).',
    }),
    sources: [protocolLogging],
    rules: ['greeting/rewritten', 'ehlo/rewritten', 'handshake/failed'],
  }),
  localTlsError({
    id: 'no-certificate-for-connector-name',
    row: 'H26',
    weight: 'exact',
    signs: [/could not find a certificate that contains the domain name/, /unable to support the starttls smtp verb/],
    title: 'No certificate fits the connector, so it offers no STARTTLS',
    meaning:
      'Event 12014: the name in Fqdn, or the <I>issuer<S>subject in TlsCertificateName, matches no certificate in the store of this server.',
    causes: [
      because(
        'TlsCertificateName still names a certificate that was renewed or removed.',
        'The name in the event has the form <I>…<S>….',
      ),
      because("The connector's Fqdn is in no certificate.", 'The name in the event is a host name.'),
    ],
    lookAt: [certificates, connectors],
    fix: formatFix({
      first: 'Bring certificate and connector together.',
      exchange: 'Enable-ExchangeCertificate for one that holds the name, and renew or clear TlsCertificateName.',
    }),
    sources: [newCertificate],
    rules: ['starttls/not-offered'],
  }),
  localTlsError({
    id: 'starttls-certificate-expired',
    row: 'H27',
    weight: 'exact',
    signs: [/existing certificate for that fqdn has expired/, /the starttls certificate .{0,120}has expired/],
    title: 'The certificate for STARTTLS on this server has expired',
    meaning: 'Event 12016: no valid certificate is left for the name of the connector.',
    lookAt: [certificates],
    fix: formatFix({
      first: 'Renew the certificate.',
      exchange:
        'install it, Enable-ExchangeCertificate -Thumbprint <thumbprint> -Services SMTP, and renew TlsCertificateName where it is set.',
    }),
    sources: [exchangeCertificatesArticle],
    rules: ['certificate/expired'],
  }),
  localTlsError({
    id: 'starttls-certificate-expires-soon',
    row: 'H27',
    weight: 'exact',
    signs: [/starttls certificate will expire soon/, /certificate .{0,160}(?:will|is about to) expire (?:soon|in)/],
    title: 'The certificate for STARTTLS on this server expires soon',
    meaning: 'Event 12018 or 12017: mail still flows; it stops on the day named.',
    lookAt: [certificates],
    fix: formatFix({
      first: 'Renew in time, and think of the connectors that name the old certificate.',
      exchange: 'enable the new one for SMTP and renew TlsCertificateName on Send and Receive connectors.',
    }),
    sources: [exchangeCertificatesArticle],
    rules: ['certificate/expires-soon'],
  }),
  localTlsError({
    id: 'internal-transport-certificate',
    weight: 'exact',
    signs: [
      /cannot load internal transport certificate/,
      {
        text: /internal transport certificate found on server: false|no internal transport certificate found/,
        confidence: 'likely',
      },
      { text: /internal transport certificate cannot be removed/, confidence: 'likely' },
      /internal transport certificate .{0,120}(?:expired|missing|will expire|could not|not found|invalid)/,
      /could not load the certificate with thumbprint of/,
    ],
    title: 'The internal certificate between Exchange servers is missing or cannot be loaded',
    meaning:
      'Events 12023 and 12024: servers of one organisation authenticate with it. Mail between them is at risk; the certificate that others see is another one.',
    lookAt: ['Get-TransportService | Format-List Name,InternalTransportCertificateThumbprint'],
    fix: formatFix({
      first: 'Make a new internal certificate.',
      exchange:
        'New-ExchangeCertificate, and Yes to overwriting the default for SMTP; then restart the transport service.',
    }),
    sources: [exchangeCertificatesArticle],
  }),
  localTlsError({
    id: 'security-subsystem',
    weight: 'exact',
    signs: [/unable to initialize security subsystem/],
    title: 'The receiving Exchange cannot start TLS at all',
    meaning:
      'Schannel gave no credential: the certificate or its key cannot be used, or TLS is misconfigured on that server.',
    lookAt: [certificates, 'Schannel events 36870 and 36871 on that server.'],
    fix: formatFix({
      first: 'Mend the certificate on the receiver.',
      exchange: 'see that its private key can be read by NETWORK SERVICE, and enable it for SMTP again.',
    }),
    sources: [exchangeCertificatesArticle],
    rules: ['starttls/refused'],
    probe: 'shows whether STARTTLS is still refused',
  }),
  tlsError({
    id: 'tls-rate-exceeded',
    weight: 'exact',
    signs: [/maximum tls rate exceeded/],
    title: 'The Exchange server takes no more TLS sessions for now',
    meaning: 'Too many handshakes in a short time. Nothing is wrong with the certificate.',
    fix: formatFix({ first: "Slow down and send again later; the sender's queue does so by itself." }),
    sources: [protocolLogging],
    rules: ['session/rate-limited'],
  }),
  tlsError({
    id: 'cipher-too-weak-for-exchange',
    weight: 'exact',
    signs: [/negotiated tls cipher strength is too weak/, /tls cipher .{0,40}too weak/],
    title: 'The cipher of the session is too weak for Exchange',
    meaning:
      'TLS came about, and the server then refused to authenticate over so weak a cipher. The beginning of the text is that of a Kerberos fault, which it is not.',
    fix: formatFix({ first: 'Let both sides have AES-GCM with ECDHE, and no old cipher before it.' }),
    sources: [rfc(9325, '4.2')],
    rules: ['tls/weak-cipher'],
  }),
  localTlsError({
    id: 'cryptographic-failure',
    confidence: 'possible',
    signs: [/5\.7\.5 cryptographic failure/],
    title: 'Exchange reports a cryptographic failure, and not which',
    meaning: 'The text names no part: it may be the handshake, a certificate or a signature.',
    lookAt: ['The protocol log of the connector, and Schannel events of the same minute.'],
    fix: formatFix({ first: 'Look up the same minute in the protocol log; the line before names the step.' }),
    sources: [ndrTable],
  }),
  localTlsError({
    id: 'certificate-still-named-by-connectors',
    row: 'H33',
    weight: 'exact',
    signs: [/certificates? (?:are|is) tagged with .{0,12}following send connectors/],
    title: 'A certificate cannot be removed while Send connectors name it',
    meaning: 'A connector names issuer and subject, which the old and the new certificate share.',
    fix: formatFix({
      first: 'In a quiet hour:',
      exchange:
        'point the Send connectors to the new certificate with Set-SendConnector and TlsCertificateName, remove the old one, and check the connectors again.',
    }),
    sources: [
      exchangeArticle('mailflow/cannot-remove-installed-certificate', 'cannot remove an installed certificate'),
    ],
  }),
  localTlsError({
    id: 'certificate-assignment-connector-name',
    weight: 'exact',
    signs: [/0xe0?434352.{0,120}unsupported characters in the fqdn/, /unsupported characters in the fqdn/],
    title: 'The certificate cannot be bound to SMTP because a connector has a name that Exchange does not take',
    meaning:
      'The certificate is in order. The Fqdn of some Receive connector holds a sign that is not allowed, such as an underscore.',
    lookAt: ['Get-ReceiveConnector | Format-List Name,Fqdn'],
    fix: formatFix({
      first: 'Correct the name.',
      exchange: 'Set-ReceiveConnector with a valid -Fqdn, then Enable-ExchangeCertificate again.',
    }),
    sources: [exchangeCertificatesArticle],
  }),
  localTlsError({
    id: 'edgesync-certificate-key',
    weight: 'exact',
    signs: [/only supports cryptographic api certificates/, /isn't a capi certificate/],
    title: 'EdgeSync cannot use the default certificate because of the kind of its key',
    meaning: 'The key lies in a CNG provider; EdgeSync takes keys of the older CryptoAPI only.',
    fix: formatFix({
      first: 'Have a default certificate with a CryptoAPI key.',
      exchange:
        'request the certificate again with a CSP provider and Enable-ExchangeCertificate -Services SMTP for it.',
    }),
    sources: [exchangeCertificatesArticle],
  }),
  localTlsError({
    id: 'revocation-not-checked',
    row: 'H40',
    signs: [
      /revocationcheckfailure/,
      /the certificate status could not be determined because the revocation check failed/,
      { text: /could not be checked for revocation/, lacks: /ps\.outlook\.com|hybrid|hcw/ },
      /(?:unable|could not|couldn't|cannot|failed) (?:to )?(?:check|get|download|retrieve|fetch|determine)[^.;]{0,40} (?:revocation|crl|ocsp)/,
      /revocation server was offline/,
      /crl (?:has expired|is not yet valid|not found|signature)|num=(?:3|12)\b|ocsp[^.;]{0,60}(?:missing|invalid|superseded|expired|error|failed)|invalid ?(?:status|ocsp)[ _]?response|curl: \((?:82|91)\)|revocation or ocsp data/,
      {
        text: /revocationstatusunknown|crypt_e_revocation_offline|0x80092013|is_offline_revocation/,
        lacks: /crypt_e_revoked|is_revoked/,
      },
      /crypt_e_no_revocation_check|0x80092012|unknownrevocationstatus|revocationstatus - ?unknown|offlinerevocation|undetermined_revocation/,
      /revocation status .{0,40}(?:unknown|could not be determined)/,
    ],
    title: 'Revocation could not be checked: it is not known whether the certificate was revoked',
    meaning:
      'The list or the responder of the authority was not reached, or the authority has none. That is not the same as a revoked certificate.',
    causes: [
      because(
        "A proxy or firewall keeps this machine from the authority's address.",
        "netsh winhttp show proxy; the address in the certificate's CRL field opens elsewhere.",
      ),
      because('The authority is a private one without a list.', 'The certificate has no CRL address.'),
    ],
    lookAt: ['The CRL and OCSP addresses in the certificate, and whether this machine reaches them.'],
    fix: formatFix({
      first: "Let this machine reach the authority's addresses, also as the system account.",
      exchange: 'set the WinHTTP proxy for the server.',
    }),
    sources: [exchangeCertificatesArticle],
  }),
];
