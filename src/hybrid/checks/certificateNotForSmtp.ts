// The certificate that a connector names or finds is not enabled for SMTP.

import { describeCertificate, hasSmtp, serverName, usedCertificates } from '../certificates.ts';
import { itemsOf, outcomeOf, unknownReason, whereOf } from '../check.ts';
import type { HybridCheck, HybridSymptom } from '../check.ts';
import { exchangeArticle } from '../../formats/citations.ts';
import { enableForSmtp } from '../repairs.ts';

export const certificateNotForSmtp: HybridCheck = {
  id: 'hybrid/certificate-not-for-smtp',
  title: 'The certificate of the hybrid connectors is not enabled for SMTP',
  severity: 'error',
  citation: exchangeArticle(
    'mailflow/outbound-email-messages-are-not-sent',
    'TLS negotiation failed with error UnknownCredentials',
  ),
  meaning:
    'A certificate without the SMTP service is not to be used for mail: Exchange may pick it by its name all the same, and TLS then fails ("TLS negotiation failed with error UnknownCredentials"), or it presents its own self-signed one. The wizard ends with "The Secure Mail Certificate on server X is not bound to the SMTP Service".',
  fix: 'Enable it with Enable-ExchangeCertificate as shown, on each server named, and answer No when asked whether the default SMTP certificate is to be overwritten.',
  check: (facts) => {
    const used = usedCertificates(facts);
    return outcomeOf(
      used.map((certificate): HybridSymptom | undefined => {
        if (hasSmtp(certificate) !== false) return undefined;
        const server = serverName(certificate.server);
        const services = itemsOf(certificate.services);
        return {
          text: `The certificate ${describeCertificate(certificate)}${server === '' ? '' : ` on ${server}`} has ${services.length === 0 ? 'no services' : `the services ${services.join(', ')}`}, without SMTP.`,
          ...whereOf(certificate.services, certificate),
          repairs: [enableForSmtp(certificate, server)],
        };
      }),
      used.map((one) => unknownReason(one.services, 'Services', `the certificate ${describeCertificate(one)}`)),
    );
  },
};
