// The page of certificate/expired, beside what the rule itself says.

import type { Explanation } from '../../../model/rulePage.ts';
import { exchangeCertificates, eximCertificate, postfixCertificate, seeDates } from '../../byHand.ts';
import { exchangeCertificatesArticle, postfixPage } from '../../citations.ts';

export const expired: Explanation = {
  consequence:
    'Senders that verify (Exchange hybrid connectors, DANE, MTA-STS, partners with forced TLS) stop delivering: "450 4.7.320 Certificate validation failed [Message=CertificateExpired]". Others go on without noticing, so mail from some arrives and from others does not.',
  checks: [seeDates, exchangeCertificates, postfixCertificate, eximCertificate],
  sources: [exchangeCertificatesArticle, postfixPage('postconf.5.html#smtpd_tls_chain_files', 'smtpd_tls_chain_files')],
};
