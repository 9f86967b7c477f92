// A server would present a self-signed certificate to Exchange Online.

import { describeCertificate, isSelfSigned } from '../certificates.ts';
import { outcomeOf, whereOf } from '../check.ts';
import type { HybridCheck, HybridSymptom } from '../check.ts';
import { certificateRequirements } from '../citations.ts';
import { run } from '../repairs.ts';

export const certificateSelfSigned: HybridCheck = {
  id: 'hybrid/certificate-self-signed',
  title: 'A server presents a self-signed certificate to Exchange Online',
  severity: 'error',
  citation: certificateRequirements,
  meaning:
    'Exchange makes a self-signed certificate for itself at setup (CN=SERVER, or CN=WMSvc-SERVER of the management service) and presents it when no other fits. Exchange Online trusts certificates of public authorities only.',
  fix: 'Import a certificate of a public authority on this server, enable it for SMTP, and name it in TlsCertificateName of the connector.',
  check: ({ certificateChoices }) => {
    const seen = new Set<unknown>();
    return outcomeOf(
      certificateChoices.map(({ certificate, server, connector }): HybridSymptom | undefined => {
        if (certificate === undefined || isSelfSigned(certificate) !== true || seen.has(certificate)) return undefined;
        seen.add(certificate);
        return {
          text: `${server === '' ? 'Exchange Server' : server} would present ${describeCertificate(certificate)}, which is self-signed, with ${connector}.`,
          ...whereOf(certificate.isSelfSigned, certificate),
          repairs: [
            run(
              'on-premises',
              'Get-ExchangeCertificate | Where-Object { -not $_.IsSelfSigned } | Format-List Thumbprint,Subject,Issuer,Services,NotAfter',
              'Shows the certificates of authorities that are there.',
            ),
          ],
        };
      }),
    );
  },
};
