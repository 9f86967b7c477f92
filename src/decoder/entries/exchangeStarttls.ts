// Exchange demands TLS, or a step that comes with it, and the session had none.

import { rfc } from '../../formats/citations.ts';
import { formatFix } from '../../formats/fix.ts';
import { because, localTlsError, tlsError } from '../entry.ts';
import type { MailErrorEntry } from '../entry.ts';
import {
  exchangeSupport,
  flowIntelligence,
  newCertificate,
  protocolLogging,
  smtpAuth,
  socketError,
} from '../sources.ts';
import { clientContext, queueContext, senderLog, strippedInPath } from '../starttlsWords.ts';

const receiverCertificate = because(
  'The Receive connector cannot offer STARTTLS: TlsCertificateName names a certificate that is gone, or none is enabled for SMTP.',
  'Event 12014 on that server; STARTTLS is missing on port 25 from inside too.',
);

const senderVersion = because(
  'The sender speaks nothing newer than TLS 1.1.',
  'The send log shows STARTTLS and then a handshake that fails.',
);

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
];
