// A choice of a certificate together with the certificate itself, as checks need it.

import type { ExchangeCertificate } from '../model/connector.ts';
import type { CertificateChoice } from '../model/hybrid.ts';

export interface ChosenCertificate extends CertificateChoice {
  readonly certificate?: ExchangeCertificate;
}
