// TlsCertificateName is not what Exchange can look for.

import type { ReceiveConnector, SendConnector } from '../../model/connector.ts';
import { parseCertificateIdentifier } from '../../formats/certificateIdentifier.ts';
import { describeConnector, propertyCheck, quoted } from '../check.ts';
import { cmdlet } from '../citations.ts';
import { nameCertificate } from '../repairs.ts';

export const tlsCertificateNameMalformed = propertyCheck<SendConnector | ReceiveConnector, string>({
  id: 'hybrid/certificate-name-malformed',
  title: 'TlsCertificateName is not of the form <I>issuer<S>subject',
  severity: 'error',
  citation: cmdlet('Set-ReceiveConnector'),
  meaning:
    'Exchange finds the certificate by the issuer and the subject in TlsCertificateName. A text of another form finds none, and then STARTTLS is not offered, or mail is not sent.',
  fix: 'Let PowerShell write the value from the certificate itself, with the commands shown.',
  property: 'TlsCertificateName',
  connectors: (pair) => [...pair.sends, ...pair.receives],
  field: ({ tlsCertificateName }) => tlsCertificateName,
  judge: (value, connector) =>
    value === undefined || parseCertificateIdentifier(value) !== undefined
      ? undefined
      : {
          text: `${describeConnector(connector)} has the TlsCertificateName ${quoted(value)}, which names no issuer and subject.`,
          repairs: [nameCertificate(connector, '', '', 'Names the certificate by its issuer and subject.')],
        },
});
