// The sound deployment with one thing changed, for the cases.

import type { HybridInput } from '../../../src/hybrid/diagnose.ts';
import type { Severity } from '../../../src/model/finding.ts';
import type { ExportedProperties, ExportedSet } from '../../support/connectorExports.ts';
import {
  sound,
  soundCertificate,
  soundInbound,
  soundOutbound,
  soundReceive,
  soundSend,
} from '../../support/connectorExports.ts';
import { subject } from '../../support/connectorExports.ts';

export const now = Date.UTC(2026, 10, 27);

export interface HybridCase {
  readonly title: string;
  readonly check: string;
  readonly set: ExportedSet;
  readonly expect: RegExp;
  /** The line of the JSON export on which the finding stands. */
  readonly line?: RegExp;
  readonly repair?: RegExp;
  readonly severity?: Severity;
  readonly more?: Partial<HybridInput>;
}

export const send = (change: ExportedProperties): ExportedSet => ({
  ...sound,
  SendConnector: [{ ...soundSend, ...change }],
});
export const inbound = (change: ExportedProperties): ExportedSet => ({
  ...sound,
  InboundConnector: [{ ...soundInbound, ...change }],
});
export const outbound = (change: ExportedProperties): ExportedSet => ({
  ...sound,
  OutboundConnector: [{ ...soundOutbound, ...change }],
});

/** On the second of two servers. */
export const receive = (change: ExportedProperties): ExportedSet => ({
  ...sound,
  ReceiveConnector: [sound.ReceiveConnector[0] ?? soundReceive, { ...sound.ReceiveConnector[1], ...change }],
});
export const receives = (change: ExportedProperties): ExportedSet => ({
  ...sound,
  ReceiveConnector: sound.ReceiveConnector.map((one) => ({ ...one, ...change })),
});
export const certificates = (change: ExportedProperties): ExportedSet => ({
  ...sound,
  ExchangeCertificate: sound.ExchangeCertificate.map((one) => ({ ...one, ...change })),
});
/** On the second of two servers. */
export const certificate = (change: ExportedProperties): ExportedSet => ({
  ...sound,
  ExchangeCertificate: [
    sound.ExchangeCertificate[0] ?? soundCertificate,
    { ...sound.ExchangeCertificate[1], ...change },
  ],
});

export const egress = {
  address: '203.0.113.5',
  source: 'read in the reply to EHLO of contoso-com.mail.protection.outlook.com',
};
export const byAddress = (addresses: readonly string[]): ExportedSet =>
  inbound({ TlsSenderCertificateName: null, SenderIPAddresses: addresses });

export const selfName = '<I>CN=mail.contoso.com<S>CN=mail.contoso.com';
export const otherName = '<I>CN=Old CA<S>CN=mail.contoso.com';
export const edgeIssuer = `CN=Authority, O=${'Long Name '.repeat(20)}, C=US`;
export const longName = `<I>${edgeIssuer}<S>${subject}`;
export const selfSigned: ExportedProperties = {
  ...soundCertificate,
  Identity: 'EX02\\AAAA456789ABCDEF0123456789ABCDEF01234567',
  Thumbprint: 'AAAA456789ABCDEF0123456789ABCDEF01234567',
  Server: 'EX02',
  Subject: 'CN=mail.contoso.com',
  Issuer: 'CN=mail.contoso.com',
  CertificateDomains: ['EX02', 'mail.contoso.com'],
  IsSelfSigned: true,
};
export const internal: ExportedProperties = {
  ...soundCertificate,
  Identity: 'EX01\\BBBB456789ABCDEF0123456789ABCDEF01234567',
  Thumbprint: 'BBBB456789ABCDEF0123456789ABCDEF01234567',
  Issuer: 'CN=Contoso CA, DC=contoso, DC=local',
  NotBefore: '2026-05-01T00:00:00Z',
};
