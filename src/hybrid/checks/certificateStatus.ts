// Exchange itself does not hold the certificate for valid.

import { describeCertificate, usedCertificates } from '../certificates.ts';
import { outcomeOf, valueOf, whereOf } from '../check.ts';
import type { HybridCheck, HybridSymptom } from '../check.ts';
import { certificateRequirements } from '../citations.ts';
import { run } from '../repairs.ts';

const meanings: Readonly<Record<string, string>> = {
  revocationcheckfailure:
    'the lists of revoked certificates could not be fetched. That is not the same as revoked: as a rule WinHTTP has no proxy, or a firewall is in the way',
  untrusted: 'the server does not trust the authority',
  revoked: 'the authority has revoked it',
  invalid: 'the server holds it for invalid',
  dateinvalid: 'by the clock of the server it has ended, or does not begin yet',
  pendingrequest: 'it is a request that no authority has answered yet',
};

function isBetween(now: number, from = -Infinity, until = Infinity): boolean {
  return from <= now && now <= until;
}

export const certificateStatus: HybridCheck = {
  id: 'hybrid/certificate-status',
  title: 'Exchange does not hold the certificate of the hybrid connectors for valid',
  severity: 'error',
  citation: certificateRequirements,
  meaning:
    'Get-ExchangeCertificate shows in Status what the server thinks of its own certificate. Anything but Valid keeps Exchange from using it, or makes the wizard refuse it.',
  fix: 'For RevocationCheckFailure, let the server reach the addresses of the revocation lists (netsh winhttp show proxy shows the proxy that counts). For Untrusted, import the certificates of the authority. A certificate that was revoked has to be replaced.',
  check: (facts) => {
    const used = usedCertificates(facts);
    return outcomeOf(
      used.map((certificate): HybridSymptom | undefined => {
        const status = valueOf(certificate.validity);
        const meaning = status === undefined ? undefined : meanings[status.toLowerCase()];
        if (status === undefined || meaning === undefined) return undefined;
        // Its dates say so, and in more words.
        const { notBefore, notAfter } = certificate;
        if (/^DateInvalid$/i.test(status) && !isBetween(facts.now, valueOf(notBefore), valueOf(notAfter)))
          return undefined;
        return {
          severity: /^RevocationCheckFailure$/i.test(status) ? 'warning' : 'error',
          text: `The certificate ${describeCertificate(certificate)} has the Status ${status}: ${meaning}.`,
          ...whereOf(certificate.validity, certificate),
          repairs: [
            run(
              'on-premises',
              'netsh winhttp show proxy',
              'Shows the proxy by which the server fetches revocation lists.',
            ),
          ],
        };
      }),
    );
  },
};
