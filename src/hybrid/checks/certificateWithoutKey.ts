// The certificate that a connector names or finds has no private key.

import { describeCertificate, serverName, usedCertificates } from '../certificates.ts';
import { outcomeOf, unknownReason, valueOf, whereOf } from '../check.ts';
import type { HybridCheck, HybridSymptom } from '../check.ts';
import { exchangeArticle } from '../../formats/citations.ts';
import { run } from '../repairs.ts';

export const certificateWithoutKey: HybridCheck = {
  id: 'hybrid/certificate-without-key',
  title: 'The certificate of the hybrid connectors has no private key',
  severity: 'error',
  citation: exchangeArticle(
    'mailflow/tls-negotiation-failed-with-error-nocredentials-error',
    'TLS negotiation failed with error NoCredentials',
  ),
  meaning:
    'Without its private key a certificate proves nothing: the handshake ends with "TLS negotiation failed with error NoCredentials", and mail waits with "421 4.4.1 Connection timed out".',
  fix: 'Import the certificate again from a PFX file that holds the key, or repair the link to the key on the server where it was requested.',
  check: (facts) => {
    const used = usedCertificates(facts);
    return outcomeOf(
      used.map((certificate): HybridSymptom | undefined =>
        valueOf(certificate.hasPrivateKey) === false
          ? {
              text: `The certificate ${describeCertificate(certificate)}${serverName(certificate.server) === '' ? '' : ` on ${serverName(certificate.server)}`} has HasPrivateKey False.`,
              ...whereOf(certificate.hasPrivateKey, certificate),
              repairs: [
                run(
                  'on-premises',
                  `certutil -repairstore my ${certificate.thumbprint === '' ? '<thumbprint>' : certificate.thumbprint}`,
                  'Finds the key again, if it is on this server.',
                ),
              ],
            }
          : undefined,
      ),
      used.map((one) =>
        unknownReason(one.hasPrivateKey, 'HasPrivateKey', `the certificate ${describeCertificate(one)}`),
      ),
    );
  },
};
