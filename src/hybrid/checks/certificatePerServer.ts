// Servers of the deployment present different certificates.

import type { ChosenCertificate } from '../chosenCertificate.ts';
import { identifies } from '../../formats/certificateIdentifier.ts';
import { describeCertificate } from '../certificates.ts';
import { outcomeOf } from '../check.ts';
import type { HybridCheck, HybridSymptom } from '../check.ts';
import { certificateRequirements } from '../citations.ts';
import { run } from '../repairs.ts';

function sameNames(one: ChosenCertificate, other: ChosenCertificate): boolean {
  const [a, b] = [one.certificate, other.certificate];
  if (a?.subject.status !== 'known' || a.issuer.status !== 'known') return true;
  if (b?.subject.status !== 'known' || b.issuer.status !== 'known') return true;
  return identifies(
    { issuer: a.issuer.value, subject: a.subject.value },
    { issuer: b.issuer.value, subject: b.subject.value },
  );
}

export const certificatePerServer: HybridCheck = {
  id: 'hybrid/certificate-per-server',
  title: 'Servers present different certificates to Exchange Online',
  severity: 'error',
  citation: certificateRequirements,
  meaning:
    'All servers for hybrid mail must use a certificate of the same authority with the same subject. With one behind a load balancer that differs, a part of the mail fails, now and then ("450 4.7.320 Certificate validation failed [Message=SubjectMismatch]").',
  fix: 'Import the same certificate on every server, enable it for SMTP, and name it in TlsCertificateName of every Receive connector on port 25; or run the Hybrid Configuration Wizard with all servers.',
  check: ({ certificateChoices }) => {
    const symptoms: HybridSymptom[] = [];
    for (const role of ['receive', 'send'] as const) {
      const presented = certificateChoices.filter((one) => one.role === role && one.certificate !== undefined);
      const [first] = presented;
      const other = presented.find(
        (one) => first !== undefined && one.server !== first.server && !sameNames(first, one),
      );
      if (first?.certificate === undefined || other?.certificate === undefined) continue;
      symptoms.push({
        text: `${first.server} would present ${describeCertificate(first.certificate)}, ${other.server} ${describeCertificate(other.certificate)} when it ${role === 'receive' ? 'receives from' : 'sends to'} Exchange Online.`,
        place: other.certificate.place,
        repairs: [
          run(
            'on-premises',
            'Get-ReceiveConnector | Where-Object { $_.Bindings -match ":25$" } | Format-List Identity,Fqdn,TlsCertificateName',
            'Shows which certificate each server names.',
          ),
        ],
      });
    }
    return outcomeOf(symptoms);
  },
};
