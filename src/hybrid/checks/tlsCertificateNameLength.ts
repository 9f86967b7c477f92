// TlsCertificateName is longer than some directories can hold.

import type { ReceiveConnector, SendConnector } from '../../model/connector.ts';
import { describeConnector, propertyCheck, valueOf } from '../check.ts';
import { exchangeArticle } from '../../formats/citations.ts';

/** rangeUpper of ms-Exch-Smtp-TLS-Certificate: in the directory of Edge servers, and of older Exchange schemas. */
const edgeLimit = 256;
const directoryLimit = 1_024;

type Named = SendConnector | ReceiveConnector;

/** The same name is told once, not for every server. */
function firstOfEachName(connectors: readonly Named[]): readonly Named[] {
  const names = connectors.map(({ tlsCertificateName }) => valueOf(tlsCertificateName)?.replace(/\s+/g, ''));
  return connectors.filter((_, index) => names[index] === undefined || names.indexOf(names[index]) === index);
}

export const tlsCertificateNameLength = propertyCheck<Named, string>({
  id: 'hybrid/certificate-name-length',
  title: 'TlsCertificateName is too long for the directory',
  severity: 'warning',
  citation: exchangeArticle(
    'mailflow/email-sent-to-online-appears-external',
    'mail from on-premises appears as external',
  ),
  meaning:
    'The attribute msExchSmtpTLSCertificate holds 256 characters on Edge servers and in older schemas, 1,024 in later ones. Longer names make EdgeSync end with "A value in the request is invalid", or the wizard with "Subtask Configure execution failed".',
  fix: 'Use a certificate with shorter names, or raise rangeUpper of ms-Exch-Smtp-TLS-Certificate to 1024 in the directory of the Edge servers as the article says.',
  property: 'TlsCertificateName',
  connectors: (pair) => firstOfEachName([...pair.sends, ...pair.receives]),
  field: ({ tlsCertificateName }) => tlsCertificateName,
  judge: (value, connector) => {
    const length = value?.length ?? 0;
    if (length <= edgeLimit) return undefined;
    const limits =
      length > directoryLimit
        ? 'no directory of Exchange holds more than 1,024'
        : 'Edge servers and older schemas hold 256';
    return {
      severity: length > directoryLimit ? 'error' : 'warning',
      text: `TlsCertificateName of ${describeConnector(connector)} has ${length} characters; ${limits}.`,
    };
  },
});
