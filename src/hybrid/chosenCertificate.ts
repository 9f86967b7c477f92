// A choice of a certificate together with the certificate itself, as checks need it.

import type { ExchangeCertificate, ReceiveConnector, SendConnector } from '../model/connector.ts';
import type { CertificateChoice } from '../model/hybrid.ts';

export interface ChosenCertificate extends CertificateChoice {
  readonly certificate?: ExchangeCertificate;
  /** Those with the Fqdn, where none is left because all lack their key. */
  readonly keyless?: readonly ExchangeCertificate[];
  /** The Fqdn that no certificate of the server has. */
  readonly missing?: { readonly connector: SendConnector | ReceiveConnector; readonly name: string };
}
