// Deployments with one mistake about a certificate each, and what has to be found.

import { issuer, sound, soundCertificate, soundReceive, subject, thumbprint } from '../../support/connectorExports.ts';
import {
  send,
  receive,
  receives,
  certificates,
  certificate,
  selfName,
  otherName,
  edgeIssuer,
  longName,
  selfSigned,
  internal,
} from './hybridWorlds.ts';
import type { HybridCase } from './hybridWorlds.ts';
import { presenting } from './presenting.ts';

export const certificateCases: readonly HybridCase[] = [
  {
    title: 'unset on a Receive connector',
    check: 'hybrid/certificate-name-unset',
    set: receive({ TlsCertificateName: null }),
    expect: /Receive connector "EX02\\Default Frontend EX02" has no TlsCertificateName/,
    line: /"TlsCertificateName": null/,
    severity: 'warning',
    repair: new RegExp(
      `^\\$certificate = Get-ExchangeCertificate -Thumbprint ${thumbprint} -Server EX02\\nSet-ReceiveConnector -Identity 'EX02\\\\Default Frontend EX02' -TlsCertificateName "<I>\\$\\(\\$certificate.Issuer\\)<S>`,
    ),
  },
  {
    title: 'no certificate with its Fqdn',
    check: 'hybrid/certificate-missing',
    set: receive({ TlsCertificateName: null, Fqdn: 'EX02.contoso.local' }),
    expect:
      /No certificate on EX02 has "EX02.contoso.local", the Fqdn of Receive connector .*: STARTTLS is not offered/,
    line: /"Fqdn": "EX02.contoso.local"/,
    repair: new RegExp(`^\\$certificate = Get-ExchangeCertificate -Thumbprint ${thumbprint} -Server EX02\\n`),
  },
  {
    title: 'a thumbprint in place of the names',
    check: 'hybrid/certificate-name-malformed',
    set: receive({ TlsCertificateName: thumbprint }),
    expect: /names no issuer and subject/,
    line: /"TlsCertificateName": "0123/,
  },
  {
    title: 'renewed under another issuer',
    check: 'hybrid/certificate-name-unmatched',
    set: receive({ TlsCertificateName: `<I>CN=DigiCert SHA2 Secure Server CA, O=DigiCert Inc, C=US<S>${subject}` }),
    expect:
      /no certificate on EX02 has this issuer and subject\. "mail.contoso.com" .* has the same subject but the issuer .*: it was probably renewed/,
    line: /DigiCert SHA2 Secure/,
    repair: new RegExp(`Get-ExchangeCertificate -Thumbprint ${thumbprint} -Server EX02`),
  },
  {
    title: 'missing on one of the servers that send',
    check: 'hybrid/certificate-name-unmatched',
    set: {
      ...send({ SourceTransportServers: ['EX01', 'EX03'] }),
      ExchangeCertificate: [
        ...sound.ExchangeCertificate,
        { ...internal, Identity: 'EX03\\BBBB456789ABCDEF0123456789ABCDEF01234567', Server: 'EX03', Subject: 'CN=EX03' },
      ],
    },
    expect: /Send connector .* none on EX03 has this issuer and subject/,
  },
  {
    title: 'longer than Edge servers hold',
    check: 'hybrid/certificate-name-length',
    set: {
      ...send({ TlsCertificateName: longName }),
      ReceiveConnector: receives({ TlsCertificateName: longName }).ReceiveConnector,
      ExchangeCertificate: certificates({ Issuer: edgeIssuer }).ExchangeCertificate,
      HybridConfiguration: [],
    },
    expect: /has 2\d\d characters; Edge servers and older schemas hold 256/,
    severity: 'warning',
  },
  {
    title: 'ended, on one server',
    check: 'hybrid/certificate-dates',
    set: certificate({ NotAfter: '2026-11-01T00:00:00Z' }),
    expect: /on EX02 ended on 2026-11-01/,
    line: /"NotAfter": "2026-11-01/,
  },
  {
    title: 'ends soon',
    check: 'hybrid/certificate-dates',
    set: certificate({ NotAfter: '2026-12-07T12:00:00Z' }),
    expect: /on EX02 ends on 2026-12-07, in 10 days/,
    severity: 'warning',
  },
  {
    title: 'begins later',
    check: 'hybrid/certificate-dates',
    set: certificate({ NotBefore: '2026-12-01T00:00:00Z' }),
    expect: /on EX02 is valid from 2026-12-01 only/,
  },
  {
    title: 'without SMTP (S15)',
    check: 'hybrid/certificate-not-for-smtp',
    set: certificate({ Services: ['IIS'] }),
    expect: /on EX02 has the services IIS, without SMTP/,
    line: /"Services": 8/,
    repair: new RegExp(`^Enable-ExchangeCertificate -Thumbprint ${thumbprint} -Server EX02 -Services SMTP$`),
  },
  {
    title: 'without a key (H11)',
    check: 'hybrid/certificate-without-key',
    set: certificate({ HasPrivateKey: false }),
    expect: /on EX02 has HasPrivateKey False/,
    line: /"HasPrivateKey": false/,
  },
  {
    title: 'revocation could not be checked (H40)',
    check: 'hybrid/certificate-status',
    set: certificate({ Status: 'RevocationCheckFailure' }),
    expect: /That is not the same as revoked/,
    line: /"Status": 6/,
    severity: 'warning',
  },
  {
    title: 'ended by the clock of the server, whatever its dates (H27)',
    check: 'hybrid/certificate-status',
    set: certificate({ Status: 'DateInvalid' }),
    expect: /has the Status DateInvalid: by the clock of the server it has ended/,
  },
  {
    title: 'the default of a server (S15)',
    check: 'hybrid/certificate-self-signed',
    set: {
      ...sound,
      ReceiveConnector: [
        { ...soundReceive, Identity: 'EX02\\Default Frontend EX02', Server: 'EX02', TlsCertificateName: selfName },
      ],
      ExchangeCertificate: [...sound.ExchangeCertificate, selfSigned],
      HybridConfiguration: [],
    },
    expect: /would present "mail.contoso.com" .*, which is self-signed/,
  },
  {
    title: 'one of an internal authority (H10)',
    check: 'hybrid/certificate-duplicates',
    set: {
      ...sound,
      ReceiveConnector: [{ ...soundReceive, TlsCertificateName: null }],
      ExchangeCertificate: [soundCertificate, internal, ...sound.ExchangeCertificate.slice(1)],
    },
    expect: /On EX01, .* and .* are both enabled for SMTP and have "mail.contoso.com"/,
    severity: 'warning',
    repair: /-Services IMAP,POP,IIS/,
  },
  {
    title: 'another one on the second server (H6, H9)',
    check: 'hybrid/certificate-per-server',
    set: {
      ...sound,
      HybridConfiguration: [],
      ReceiveConnector: [
        sound.ReceiveConnector[0] ?? soundReceive,
        {
          ...sound.ReceiveConnector[1],
          TlsCertificateName: `<I>${issuer}<S>CN=mail.contoso.com, O=Contoso Branch, C=AT`,
        },
      ],
      ExchangeCertificate: [
        ...sound.ExchangeCertificate,
        {
          ...internal,
          Identity: 'EX02\\BBBB456789ABCDEF0123456789ABCDEF01234567',
          Server: 'EX02',
          Issuer: issuer,
          Subject: 'CN=mail.contoso.com, O=Contoso Branch, C=AT',
        },
      ],
    },
    expect: /EX01 would present .*, EX02 .* when it receives from Exchange Online/,
  },
  {
    title: 'a domain that the tenant does not have (H15)',
    check: 'hybrid/accepted-domain',
    set: {
      ...sound,
      AcceptedDomain: [
        { Identity: 'fabrikam.com', Name: 'fabrikam.com', DomainName: 'fabrikam.com', DomainType: 'Authoritative' },
      ],
    },
    expect: /has "mail.contoso.com", "autodiscover.contoso.com"; the accepted domains are "fabrikam.com"/,
  },
  {
    title: 'the wizard keeps another certificate',
    check: 'hybrid/configuration-differs',
    set: { ...sound, HybridConfiguration: [{ ...sound.HybridConfiguration[0], TlsCertificateName: otherName }] },
    expect: /keeps "<I>CN=Old CA<S>CN=mail.contoso.com", but Send connector/,
    line: /CN=Old CA/,
    severity: 'warning',
  },
  {
    title: 'seen on port 25: another certificate',
    check: 'hybrid/presented-certificate',
    set: sound,
    more: {
      probes: {
        'to-on-premises': presenting({
          subject: 'CN=mail.contoso.com',
          issuer: 'CN=mail.contoso.com',
          names: ['mail.contoso.com'],
        }),
      },
    },
    expect: /Port 25 presents the subject "CN=mail.contoso.com" of the issuer "CN=mail.contoso.com"/,
    line: /"TlsCertificateName"/,
  },
  {
    title: 'seen on port 25: another name',
    check: 'hybrid/presented-name',
    set: { ...sound, ReceiveConnector: sound.ReceiveConnector },
    more: {
      probes: {
        'to-on-premises': presenting({
          subject: 'C=AT,L=Vienna,O=Contoso Ltd.,CN=mail.contoso.com',
          issuer,
          names: ['smtp.contoso.net'],
          commonName: 'x',
        }),
      },
    },
    expect: /a certificate for "smtp.contoso.net"; Outbound connector "Outbound to 5f1c" expects "mail.contoso.com"/,
    line: /"TlsDomain": "mail.contoso.com"/,
    repair: /-TlsDomain smtp.contoso.net$/m,
  },
  {
    title: 'seen on port 25: names of the inside alone',
    check: 'hybrid/presented-name',
    set: sound,
    more: {
      probes: {
        'to-on-premises': presenting({
          subject: 'C=AT,L=Vienna,O=Contoso Ltd.,CN=mail.contoso.com',
          issuer,
          names: ['EX01', 'EX01.contoso.local', '192.0.2.1'],
          commonName: 'EX01',
        }),
      },
    },
    expect: /a certificate for "EX01", "EX01.contoso.local"/,
    repair: /-TlsDomain '<name on the certificate>'$/m,
  },
];
