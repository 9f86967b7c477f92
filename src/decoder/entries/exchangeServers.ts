// Exchange servers among themselves: extensions and authentication that come with TLS, and fail without being its fault.

import { formatFix } from '../../formats/fix.ts';
import { because, localTlsError, otherError, tlsError } from '../entry.ts';
import type { MailErrorEntry } from '../entry.ts';
import { exchangeSupport, protocolLogging } from '../sources.ts';

export const exchangeServers: readonly MailErrorEntry[] = [
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
