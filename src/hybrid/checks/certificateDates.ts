// A certificate that hybrid mail depends on has ended, or will soon.

import { formatDay } from '../../formats/day.ts';
import { dayMs } from '../../formats/day.ts';
import { describeCertificate, haveSameNames, serverName, usedCertificates } from '../certificates.ts';
import { outcomeOf, unknownReason, valueOf, whereOf } from '../check.ts';
import type { HybridCheck, HybridSymptom } from '../check.ts';
import { certificateRequirements } from '../citations.ts';
import { run } from '../repairs.ts';

const soonDays = 30;

export const certificateDates: HybridCheck = {
  id: 'hybrid/certificate-dates',
  title: 'A certificate of the hybrid connectors is not valid, or ends soon',
  severity: 'error',
  citation: certificateRequirements,
  meaning:
    'Exchange goes on presenting a certificate after its end (events 12016 and 12018); Exchange Online refuses it from that minute on, and mail waits with "450 4.7.320 Certificate validation failed [Message=CertificateExpired]".',
  fix: 'Renew the certificate, import it on every server with its private key, enable it for SMTP, and look whether TlsCertificateName still names it: after a change of issuer or subject it does not.',
  check: (facts) => {
    const { now } = facts;
    const used = usedCertificates(facts);
    const presented = new Set(facts.certificateChoices.map(({ certificate }) => certificate));
    const symptoms = used.map((certificate): HybridSymptom | undefined => {
      const [from, until] = [valueOf(certificate.notBefore), valueOf(certificate.notAfter)];
      const where = serverName(certificate.server) === '' ? '' : ` on ${serverName(certificate.server)}`;
      const look = [
        run(
          'on-premises',
          'Get-ExchangeCertificate | Sort-Object NotAfter | Format-Table Thumbprint,Subject,Services,NotBefore,NotAfter',
          'Shows which certificate is newer.',
        ),
      ];
      // Where a newer one with the same names is there, that one is presented.
      const isReplaced = used.some(
        (other) =>
          other !== certificate &&
          !presented.has(certificate) &&
          haveSameNames(certificate, other) &&
          serverName(other.server) === serverName(certificate.server) &&
          (valueOf(other.notBefore) ?? 0) > (from ?? 0) &&
          (valueOf(other.notAfter) ?? 0) > now,
      );
      if (isReplaced) return undefined;
      if (until !== undefined && until < now) {
        return {
          text: `The certificate ${describeCertificate(certificate)}${where} ended on ${formatDay(until)}.`,
          ...whereOf(certificate.notAfter, certificate),
          repairs: look,
        };
      }
      if (from !== undefined && from > now) {
        return {
          text: `The certificate ${describeCertificate(certificate)}${where} is valid from ${formatDay(from)} only.`,
          ...whereOf(certificate.notBefore, certificate),
          repairs: look,
        };
      }
      if (until === undefined || until - now > soonDays * dayMs) return undefined;
      const days = Math.floor((until - now) / dayMs);
      return {
        severity: 'warning',
        text: `The certificate ${describeCertificate(certificate)}${where} ends on ${formatDay(until)}, in ${days === 1 ? '1 day' : `${days} days`}.`,
        ...whereOf(certificate.notAfter, certificate),
        repairs: look,
      };
    });
    return outcomeOf(
      symptoms,
      used.map((one) => unknownReason(one.notAfter, 'NotAfter', `the certificate ${describeCertificate(one)}`)),
    );
  },
};
