// A hybrid deployment on two servers of the lab: its connectors as the lab's certificates say it.

import { sound, subject } from './connectorExports.ts';
import type { ExportedProperties, ExportedSet } from './connectorExports.ts';

const issuer = 'CN=Lab intermediate';

export const certificateName = `<I>${issuer}<S>${subject}`;

/** Subject of the certificate on premises. */
export const contoso = [
  ['C', 'AT'],
  ['L', 'Vienna'],
  ['O', 'Contoso Ltd.'],
  ['CN', 'mail.contoso.com'],
] as const;

/** First line of Exchange Online's answer to EHLO. */
export const hello = 'VE1EUR01.mail.protection.outlook.com Hello [203.0.113.5]';

/** A certificate of the export, as if the lab had issued it. */
export function issuedByLab(certificate: ExportedProperties): ExportedProperties {
  return { ...certificate, Issuer: issuer, NotAfter: '2099-01-01T00:00:00Z' };
}

/** What says the same in every set, sound or not. */
export const namedByLab: Pick<ExportedSet, 'ReceiveConnector' | 'HybridConfiguration'> = {
  ReceiveConnector: sound.ReceiveConnector.map((one) => ({ ...one, TlsCertificateName: certificateName })),
  HybridConfiguration: [{ ...sound.HybridConfiguration[0], TlsCertificateName: certificateName }],
};
