// Exchange demands TLS, or a step that comes with it, and the session had none.

import { exchangeArticle, rfc } from '../../formats/citations.ts';
import { formatFix } from '../../formats/fix.ts';
import { because, localTlsError, otherError, tlsError } from '../entry.ts';
import type { MailErrorEntry } from '../entry.ts';
import {
  exchangeSupport,
  flowIntelligence,
  newCertificate,
  protocolLogging,
  smtpAuth,
  socketError,
} from '../sources.ts';

const strippedInPath = because(
  'STARTTLS is taken out on the way, by a firewall or a mail proxy.',
  'The answer to EHLO differs when it is read from inside the network.',
);

const receiverCertificate = because(
  'The Receive connector cannot offer STARTTLS: TlsCertificateName names a certificate that is gone, or none is enabled for SMTP.',
  'Event 12014 on that server; STARTTLS is missing on port 25 from inside too.',
);

const senderVersion = because(
  'The sender speaks nothing newer than TLS 1.1.',
  'The send log shows STARTTLS and then a handshake that fails.',
);

const senderLog =
  'The protocol log of the Send connector: is 250-STARTTLS in the answer to EHLO, and is STARTTLS sent?';

const clientContext =
  /smtp\.office365\.(?:com|us)|\.outlook\.com \d{4}-|smtpsendfailed|send-mailmessage|mailkit|nodemailer|smtplib|smtpexception|javax?\.mail|jakarta|phpmailer|aiosmtplib|\bon port 587|:587\b|in reply to mail from/;

const queueContext = /4\.4\.(?:0|101|3\d\d)\b|primary target|proxy session|\[message=|target host responded/;

const mustStartTls = /(?:5\.7\.0 ?|530[ -](?:smtp: )?)(?:\([^)]{1,40}\) )?must issue a? ?start ?tls command first/;

/** One mail server speaks of another. */
const mailServerContext =
  /\bsaid: 530|\bdsn=\d\.|smtp error from remote|\brelay=|reporting-mta|diagnostic-code|\{led=|while talking to/;

export const exchangeStarttls: readonly MailErrorEntry[] = [
  tlsError({
    id: 'starttls-demanded-by-exchange',
    row: 'H1',
    weight: 'exact',
    confidence: 'likely',
    signs: [
      /\b5\.7\.3 must issue a start ?tls command first/,
      // Translated by a machine; the command keeps its name.
      { text: /\b451 5\.7\.3 [^"]{0,60}starttls/, lacks: /starttls is required|require starttls/ },
      {
        text: /5\.7\.3 starttls is required to send mail/,
        needs: /target host responded with error|4\.4\.39[57]|fqdn=[a-z0-9.-]{1,200}\.mail\.protection\.outlook\.com/,
      },
    ],
    title: 'The receiving Exchange demands TLS, and the sender did not start it',
    meaning:
      'The receiver refused the mail because the session was not encrypted: the sender never came to STARTTLS. Why it did not is not in the text.',
    causes: [
      strippedInPath,
      senderVersion,
      because(
        'The Send connector does not use STARTTLS, has no usable certificate, or mail took another connector.',
        'The send log names the connector and shows no STARTTLS although it was offered.',
      ),
    ],
    lookAt: [senderLog, 'The EHLO answer as the sending server sees it: probe from that server.'],
    fix: formatFix({
      first:
        'Probe the receiver from the sending server. Where STARTTLS is missing there, take the device on the way out of the dialogue (Cisco: allow-tls in the ESMTP policy map).',
      exchange:
        'see that TLS 1.2 is on for Schannel as client and server, that the Send connector has RequireTLS $true and a certificate that is enabled for SMTP, and run the Hybrid Configuration Wizard again after a change of certificate.',
    }),
    sources: [socketError, rfc(3207, '4')],
    rules: ['starttls/not-offered', 'ehlo/rewritten', 'tls/old-version'],
  }),
  tlsError({
    id: 'exchange-receiver-without-starttls',
    row: 'H2',
    weight: 'exact',
    confidence: 'likely',
    signs: [
      {
        text: /(?:5\.7\.3 )?starttls is required to send mail/,
        needs: /4\.4\.101|proxy session setup|primary target ip|4\.4\.0 [^"]{5,120}"/,
        lacks: /4\.4\.317|message=|target host responded/,
      },
      {
        text: /starttls is required to send mail/,
        lacks: new RegExp(`${clientContext.source}|${queueContext.source}|cannot connect to remote server`),
        confidence: 'possible',
      },
      { text: /,>,250[- ][^,]{1,80}hello \[[^\]]{3,60}\] size [^,]{0,200}x-anonymoustls/, lacks: /[ -]starttls\b/ },
    ],
    title: 'The sender demands TLS, and the Exchange server that receives offers no STARTTLS',
    meaning:
      'The sending side may hand over mail over TLS only; the answer to EHLO had no STARTTLS. In a hybrid this is mostly the Receive connector, whose certificate was renewed or removed. The same words come from Exchange Online to a mail program that did not start TLS: who speaks decides.',
    causes: [receiverCertificate, strippedInPath],
    lookAt: [
      'Event 12014 in the application log of the receiving server.',
      'Get-ReceiveConnector | Format-List Name,Fqdn,TlsCertificateName,AuthMechanism',
      'Get-ExchangeCertificate | Format-List Thumbprint,Services,NotAfter,Subject',
    ],
    fix: formatFix({
      first: 'Give the connector a certificate that exists.',
      exchange:
        'Enable-ExchangeCertificate -Thumbprint <thumbprint> -Services SMTP (answer No to overwriting the default), then renew TlsCertificateName on the Receive connector and run the Hybrid Configuration Wizard again.',
    }),
    sources: [newCertificate],
    rules: ['starttls/not-offered'],
  }),
  tlsError({
    id: 'exchange-online-met-no-starttls',
    row: 'H3',
    weight: 'exact',
    signs: [
      {
        text: /starttls is required to send mail/,
        needs: /4\.4\.317|cannot connect to remote server|\[message=|\{msg=starttls/,
        lacks: /target host responded/,
      },
    ],
    title: 'Exchange Online demands TLS, and the server that it delivers to offers no STARTTLS',
    meaning:
      'Exchange Online wrote this text itself: its connector may send over TLS only, and the host in LastAttemptedServerName did not offer STARTTLS.',
    causes: [receiverCertificate, strippedInPath],
    lookAt: [
      'Event 12014 on the receiving Exchange server.',
      'TlsCertificateName of the Receive connector: does it name the issuer and subject of the certificate in use?',
    ],
    fix: formatFix({
      first: 'Make the receiving server offer STARTTLS on port 25 again.',
      exchange:
        'Set-ReceiveConnector with -TlsCertificateName "<I>" + issuer + "<S>" + subject of the new certificate, which must be enabled for SMTP; then run the Hybrid Configuration Wizard again.',
      postfix: 'smtpd_tls_security_level = may, with smtpd_tls_chain_files.',
    }),
    sources: [newCertificate, flowIntelligence],
    rules: ['starttls/not-offered', 'ehlo/rewritten'],
  }),
  tlsError({
    id: 'client-must-start-tls',
    row: 'T2',
    weight: 'exact',
    givesWayTo: ['recipient-demands-tls', 'tls-version-demanded-by-policy'],
    signs: [
      {
        text: /(?:must|need to|have to|please|should) (?:first )?(?:issue|use|send|start|run|give) (?:an? |the )?(?:"?start ?tls"?|tls)(?: command)?(?: first)?/,
        lacks: /5\.7\.3|450[ -]|451[ -]|4\.4\.|policy|must use tls, but|recipient/,
      },
      mustStartTls,
      /\b530[ -][^"]{0,60}(?:start ?tls|\btls|encrypt|secure)[^"]{0,30} ?(?:first|required|needed|mandatory|necessary)/,
      {
        text: /(?:plain|clear) ?text (?:auth|login|password|mechanism)\w{0,10} .{0,12}(?:disabled|disallowed|not |forbidden|refused)/,
        lacks: /send connector|\b5\.7\.1\b.{0,80}recipient/,
        confidence: 'likely',
      },
      {
        text: /bad sequence of commands \(tls required\)|logindisabled\b.{0,200}logging in is disabled/,
        confidence: 'likely',
      },
      /encryption required for requested authentication|(?:530|538)[ -].{0,30}(?:encryption|tls|starttls).{0,20}(?:required|needed|first)/,
      { text: /starttls is required to send mail/, needs: clientContext, lacks: queueContext },
      /must issue starttls command (?:before|prior to)/,
    ],
    title: 'The server takes mail from clients only after STARTTLS, and the client did not start it',
    meaning:
      'The client spoke in clear text to a submission server that demands TLS. The server is in order; credentials are not the matter.',
    lookAt: [
      'The TLS setting of the program or device that sends: port 587 with STARTTLS, or port 465 with TLS from the first byte.',
    ],
    fix: formatFix({
      first:
        'Turn STARTTLS on in the client (Send-MailMessage: -UseSsl; JavaMail: mail.smtp.starttls.enable and mail.smtp.starttls.required; nodemailer: requireTLS), and mind that EHLO is said again after it.',
      postfix: 'as the sender, smtp_tls_security_level = encrypt for that relay.',
    }),
    sources: [rfc(3207, '4'), smtpAuth],
    rules: ['starttls/not-offered'],
  }),
  tlsError({
    id: 'tls-demanded-by-recipient-connector',
    weight: 'exact',
    confidence: 'likely',
    signs: [{ text: /failed to establish appropriate tls channel: access denied/ }],
    title: "The recipient's connector demands TLS or a certain certificate, and the session did not meet it",
    meaning:
      "Exchange Online refused because the connector of the recipient's tenant asks for TLS, or for a client certificate of a certain name. No reason of trust is named: mostly the sender used no TLS at all.",
    causes: [
      because('The sender did not use STARTTLS.', 'Its log of the session shows MAIL without STARTTLS before it.'),
      because(
        'The sender used TLS without the certificate that the connector expects.',
        'The session is encrypted; compare the certificate sent with TlsSenderCertificateName.',
      ),
    ],
    lookAt: [senderLog],
    fix: formatFix({
      first: 'Send over TLS, with the certificate that the connector names where it names one.',
      exchange: 'Set-SendConnector with -RequireTLS $true and TlsCertificateName.',
      postfix: 'smtp_tls_security_level = encrypt for that destination.',
    }),
    sources: [
      exchangeArticle('email-delivery/mail-flow-stops-event-2004', 'mail flow stops with event 2004 (KB 2888788)'),
    ],
  }),
  tlsError({
    id: 'recipient-demands-tls',
    weight: 'exact',
    signs: [
      { text: mustStartTls, needs: mailServerContext, confidence: 'likely' },
      {
        text: /starttls is required to send mail/,
        needs: /mail\.protection\.outlook\.com.{0,80} said: /,
        confidence: 'likely',
      },
      /session is not encrypted|message .{0,40}not encrypted/,
      /(?:tls|encryption) (?:is )?required by (?:recipient|policy|the recipient)/,
      /encryption needed|session encryption (?:is )?required/,
      /recipient (?:organi[sz]ation|domain) requires tls/,
      /not sent over a (?:secure|tls|encrypted)|unencrypted (?:connections? )?(?:is |are )?(?:not (?:allowed|accepted)|refused)/,
      {
        text: /\b(?:45[0-9]|55[0-9])[ -](?:[45]\.\d{1,3}\.\d{1,3} )?.{0,60}(?:\btls (?:connection )?(?:is )?(?:required|mandatory)|requires? (?:the use of )?(?:tls|starttls|encryption|an encrypted|a tls))/,
        lacks: /starttls is required to send mail|requires (?:a )?secure connection or/,
        confidence: 'likely',
      },
    ],
    title: 'The receiver takes this mail over TLS only, and the session was in clear text',
    meaning:
      'A policy of the receiver demands encryption. The sender did not use STARTTLS, or only HELO, after which nothing can be offered.',
    causes: [
      because(
        'TLS is off on the sender for this destination.',
        'Its log has no STARTTLS, and a probe from there is offered it.',
      ),
      strippedInPath,
      because(
        'The handshake failed, and the sender tried again in clear text, as Postfix (level may) and Exim do.',
        'Its log has a TLS error with the same host shortly before.',
      ),
    ],
    lookAt: ['The log of the sending server: EHLO and STARTTLS before MAIL?'],
    fix: formatFix({
      first: 'Let the sender use EHLO and STARTTLS for this destination.',
      postfix: 'smtp_tls_security_level = encrypt for it.',
      exim: 'hosts_require_tls for it.',
    }),
    sources: [rfc(3207, '4')],
    rules: ['starttls/not-offered'],
  }),
  tlsError({
    id: 'tls-version-demanded-by-policy',
    weight: 'exact',
    signs: [
      /mismatch in tls versions/,
      {
        text: /\b[45]\d\d[ -].{0,80}(?:\btls ?v?(?:ersion )?1\.[0-3][^.]{0,30}(?:no longer|not (?:supported|accepted|allowed|permitted)|deprecated|obsolete|or (?:higher|newer|later|above)|minimum)|tls (?:protocol )?version (?:is |was )?(?:too (?:old|low)|not (?:supported|accepted|allowed)|outdated|obsolete)|(?:outdated|old|obsolete|insecure|deprecated) (?:versions? of )?(?:tls|ssl)\b)/,
        confidence: 'likely',
      },
    ],
    title: "The recipient's policy demands a TLS version that the session did not have",
    meaning: 'The connection worked; the mail was refused afterwards by a policy on the TLS version of the session.',
    causes: [
      because(
        'The sender spoke in clear text.',
        'The text says that no TLS version is available, or the send log has no STARTTLS.',
      ),
      because('The sender negotiated an older version than the policy asks for.', 'The send log names the version.'),
    ],
    fix: formatFix({
      first: 'Send over TLS in the version asked for.',
      postfix: 'smtp_tls_security_level = encrypt for that destination.',
    }),
    sources: [rfc(3207, '4')],
    rules: ['tls/old-version'],
  }),
  tlsError({
    id: 'exchange-wants-tls-before-authentication',
    weight: 'exact',
    signs: [/require starttls to authenticate/],
    title: 'The Send connector authenticates only after TLS, and the smart host offers no STARTTLS',
    meaning: 'Exchange wrote this itself before sending credentials: it does not give them over clear text.',
    causes: [strippedInPath, because('The smart host has no TLS on that port.', 'Probe it from the sending server.')],
    fix: formatFix({
      first: 'Use a port of the smart host that offers STARTTLS (mostly 587), or have it set up there.',
    }),
    sources: [protocolLogging],
    rules: ['starttls/not-offered'],
  }),
  tlsError({
    id: 'send-connector-cannot-establish-tls',
    weight: 'exact',
    confidence: 'likely',
    signs: [
      /is unable to establish tls with the receiving server/,
      /send connector requires transport layer security \(tls\) authentication/,
      /requires tls before mailfrom command and could not achieve it|only over tls connections and we didn't achieve it/,
    ],
    title: 'The Send connector demands TLS, and none came about with the receiver',
    meaning: 'Event 2015: the receiver offers no STARTTLS, or the handshake failed. Mail waits.',
    causes: [strippedInPath, receiverCertificate, senderVersion],
    lookAt: [senderLog],
    fix: formatFix({
      first: 'Probe the receiver from this server; the result tells a missing STARTTLS from a failed handshake.',
      exchange: 'on the receiving side, enable a certificate for SMTP and renew TlsCertificateName.',
    }),
    sources: [newCertificate],
    rules: ['starttls/not-offered', 'handshake/failed'],
  }),
  localTlsError({
    id: 'domain-secured-mail-without-tls',
    weight: 'exact',
    signs: [
      /could not be authenticated because the server did not use transport layer security/,
      /(?:from|to) (?:the )?domain-secured domain .{1,200}(?:could not be|failed to be) authenticated/,
    ],
    title: 'Mail of a domain that is secured by mutual TLS came without it',
    meaning:
      'Domain Security expects TLS with certificates of both sides from that domain. The other side did not use TLS, or its certificate did not pass.',
    fix: formatFix({
      first: 'Tell the administrators of the other domain: their server has to send with STARTTLS and its certificate.',
      exchange: 'see that the domain is in TLSReceiveDomainSecureList for a reason.',
    }),
    sources: [protocolLogging],
  }),
  localTlsError({
    id: 'domain-security-suspended',
    weight: 'exact',
    signs: [/temporarily disallowed this secure domain/],
    title: 'An administrator has suspended mail with this secured domain',
    meaning: 'Domain Security (mutual TLS) for the domain was stopped on this Exchange by hand; mail waits.',
    fix: formatFix({ first: 'Ask the administrator of this Exchange when mail with the domain goes on.' }),
    sources: [protocolLogging],
  }),
  localTlsError({
    id: 'tls-auth-level-without-domain',
    weight: 'exact',
    signs: [
      /tlsauthlevel cannot be domainvalidation/,
      /tls ?domain (?:parameter )?can only be (?:set|specified|used)[^.;]{0,20}tlsauthlevel/,
    ],
    title: 'TlsAuthLevel and TlsDomain of the Send connector do not go together',
    meaning:
      'DomainValidation checks the name in TlsDomain, and TlsDomain counts with DomainValidation only: here one of the two is missing. The connector stops before any handshake.',
    fix: formatFix({
      first: "Set both: the name that has to be in the peer's certificate, and DomainValidation.",
      exchange:
        'Set-SendConnector with -TlsAuthLevel DomainValidation and -TlsDomain, in a hybrid mail.protection.outlook.com.',
    }),
    sources: [exchangeSupport(3212872, 'mail in a hybrid appears external')],
  }),
  tlsError({
    id: 'old-tls-refused-by-exchange-online',
    weight: 'exact',
    signs: [
      // In any language: the number is Microsoft's, and the versions stay as they are.
      /\b4\.7\.66\b.{0,60}\btls ?(?:v|version )?1\.[0-2]/,
      /tls ?(?:v|version )?1\.0 (?:and|or|\/|&) ?(?:tls ?v?)?1\.1 (?:is|are) (?:not|no longer) supported/,
    ],
    title: 'Exchange Online refuses TLS 1.0 and 1.1',
    meaning:
      'The handshake went through in an old version, and the server then refused to go on. The client has to use TLS 1.2 or later.',
    lookAt: ['The TLS library of the sending program, and the versions that the system allows it.'],
    fix: formatFix({
      first: 'Update the client or its TLS library so that it uses TLS 1.2 or 1.3.',
      exchange: 'on Windows, switch TLS 1.2 on for Schannel and .NET (SchUseStrongCrypto).',
    }),
    sources: [smtpAuth],
    rules: ['tls/old-version'],
  }),
  tlsError({
    id: 'hybrid-extension-missing',
    weight: 'exact',
    confidence: 'likely',
    signs: [/require xoorg extension/],
    title: 'The peer did not offer the XOORG extension that a hybrid needs',
    meaning:
      'Exchange sends as a hybrid partner only when the answer to EHLO holds XOORG. It was not there, so the peer does not treat this server as its partner.',
    causes: [
      because('A device between the two changes the answer to EHLO.', 'The list of extensions differs from inside.'),
      because(
        "The receiver does not accept the certificate as the partner's (TlsDomainCapabilities, TlsSenderCertificateName).",
        'Compare the name in the certificate sent with the connector.',
      ),
    ],
    fix: formatFix({
      first: 'Let nothing that changes SMTP stand between the two.',
      exchange: 'run the Hybrid Configuration Wizard again, so that both connectors name the certificate in use.',
    }),
    sources: [exchangeSupport(3212872, 'mail in a hybrid appears external')],
    rules: ['ehlo/rewritten'],
  }),
  otherError({
    id: 'cross-premises-headers-filtered',
    row: 'H29',
    confidence: 'possible',
    signs: [/x-crosspremisesheadersfilteredby(?:sendconnector|dsngenerator)/],
    title: "The Send connector took the hybrid's own headers out",
    meaning:
      'For mail to the Internet this is as it should be. Between the partners of a hybrid it means that the mail appears external there: CloudServicesMailEnabled is off, or a device in between removed what marks the mail.',
    causes: [
      because('The mail went to the Internet: no fault.', 'The recipient is not in the partner organisation.'),
      because(
        'CloudServicesMailEnabled is $false on the connector to the partner.',
        'Get-SendConnector | Format-List Name,CloudServicesMailEnabled,TlsDomain',
      ),
    ],
    fix: formatFix({
      first: 'Only for mail between the partners of a hybrid:',
      exchange:
        'run the Hybrid Configuration Wizard again; it sets CloudServicesMailEnabled, RequireTLS and TlsDomain on the Send connector.',
    }),
    sources: [exchangeSupport(3212872, 'mail in a hybrid appears external')],
  }),
  tlsError({
    id: 'exchange-server-authentication-failed',
    row: 'H31',
    weight: 'exact',
    isAboutTls: false,
    confidence: 'likely',
    signs: [
      /cannot achieve exchange server authentication/,
      { text: /exps is temporarily unable to provide protocol security/, confidence: 'possible' },
      { text: /require xanonymoustls to send mail/, confidence: 'possible' },
    ],
    title: 'Two Exchange servers could not authenticate to each other',
    meaning:
      'Inside an organisation Exchange uses X-ANONYMOUSTLS and X-EXPS. They were not offered or did not work. This is not the STARTTLS of mail to others, although it has the code 5.7.3.',
    causes: [
      because(
        'A firewall between the servers removes these words from the answer to EHLO.',
        'The answer differs when it is read on the server itself.',
      ),
      because(
        'A connector meant for others (a relay) catches the addresses of the server.',
        'RemoteIPRanges of the Receive connectors holds them.',
      ),
      because('Exchange Server authentication is not on at the Receive connector.', 'AuthMechanism of that connector.'),
    ],
    lookAt: ['Get-ReceiveConnector | Format-List Name,RemoteIPRanges,AuthMechanism'],
    fix: formatFix({
      first: 'Let nothing inspect SMTP between the servers.',
      exchange:
        'narrow RemoteIPRanges of the relay connector, and have ExchangeServer in AuthMechanism of the default one.',
    }),
    sources: [exchangeSupport(979175, 'Cannot achieve Exchange Server authentication')],
    rules: ['ehlo/rewritten'],
    probe: 'shows whether the words of Exchange are in the answer to EHLO',
  }),
  otherError({
    id: 'kerberos-between-exchange-servers',
    row: 'H30',
    confidence: 'likely',
    signs: [
      {
        text: /454 4\.7\.0 temporary authentication failure(?!: [a-z])/,
        lacks:
          /dovecot|postfix|sasl|auth (?:plain|login)|connection lost to authentication server|weak|net::smtp|smtplib|phpmailer|javax?\.mail|nodemailer/,
      },
      {
        text: /inbound authentication failed with error .{1,60} for receive connector/,
        // The mechanism, not the name of the machine; mail programs log in with Kerberos at the connector for clients.
        needs: /mechanism is (?:exchangeauth|kerberos|gssapi)/,
        lacks: /connector client (?:frontend|proxy)/,
      },
    ],
    title: 'Kerberos between two Exchange servers failed',
    meaning:
      'The servers could not prove to each other who they are. No certificate is at fault, although the code is the one of TLS texts.',
    causes: [
      because('The clocks differ by more than five minutes.', 'w32tm /query /status on both servers.'),
      because('The service principal names SMTPSVC are missing or double.', 'setspn -L on both computer accounts.'),
      because('The domain controllers do not replicate.', 'repadmin /replsummary'),
    ],
    lookAt: ['Event 1035 on the receiving server.'],
    fix: formatFix({
      first: 'Set the clocks right first.',
      exchange: 'then register the service principal names again by restarting the transport services.',
    }),
    sources: [exchangeSupport(979174, 'Temporary authentication failure')],
  }),
  localTlsError({
    id: 'direct-trust-failed',
    weight: 'exact',
    signs: [/(?:in|out)bound direct trust authentication failed/, /couldn't match certificate when contacting/],
    title: "The other Exchange server's certificate is not known from the directory",
    meaning:
      "Event 1036: Edge and Mailbox servers trust each other's certificates by EdgeSync. The one that came is not in the directory, mostly as it was renewed.",
    fix: formatFix({
      first: 'Let EdgeSync carry the new certificate over.',
      exchange: 'Start-EdgeSynchronization; after a change of the Edge certificate subscribe the Edge server again.',
    }),
    sources: [protocolLogging],
  }),
];
