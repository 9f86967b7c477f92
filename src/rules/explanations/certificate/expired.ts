// The page of certificate/expired, beside what the rule itself says.

import type { Explanation } from '../../../model/rulePage.ts';
import { exchangeCertificates, eximCertificate, postfixCertificate, seeDates } from '../../byHand.ts';
import { exchangeCertificatesArticle, postfixPage, rfc } from '../../../formats/citations.ts';

export const expired: Explanation = {
  consequence:
    'Senders that verify (Exchange hybrid connectors, MTA-STS, partners with forced TLS) stop delivering: "450 4.7.320 Certificate validation failed [Message=CertificateExpired]". Others go on without noticing, those that verify by a DANE record of usage 3 among them, so mail from some arrives and from others does not.',
  checks: [seeDates, exchangeCertificates, postfixCertificate, eximCertificate],
  sources: [
    rfc(7671, '5.1'),
    exchangeCertificatesArticle,
    postfixPage('postconf.5.html#smtpd_tls_chain_files', 'smtpd_tls_chain_files'),
  ],
};
