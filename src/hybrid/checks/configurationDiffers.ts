// The connectors say something else than the wizard was told last.

import type { ReceiveConnector, SendConnector } from '../../model/connector.ts';
import { identifies, parseCertificateIdentifier } from '../../formats/certificateIdentifier.ts';
import { certificatesNamed } from '../certificates.ts';
import { describeConnector, outcomeOf, quoted, valueOf, whereOf } from '../check.ts';
import type { HybridCheck, HybridSymptom } from '../check.ts';
import { transportRouting } from '../../formats/citations.ts';
import { run } from '../repairs.ts';

function sameCertificate(one: string, other: string): boolean {
  const [left, right] = [parseCertificateIdentifier(one), parseCertificateIdentifier(other)];
  if (left?.issuer === undefined || right?.issuer === undefined) return true;
  return identifies(left, { issuer: right.issuer, subject: right.subject });
}

export const configurationDiffers: HybridCheck = {
  id: 'hybrid/configuration-differs',
  title: 'A connector names another certificate than the hybrid configuration',
  severity: 'warning',
  citation: transportRouting,
  meaning:
    'The Hybrid Configuration Wizard keeps what it was told. Connectors that were changed by hand since then are put back to that by its next run, which may bring an old certificate back.',
  fix: 'Run the Hybrid Configuration Wizard again and choose the certificate that the connectors name now; it then keeps the right one.',
  check: ({ set, pair }) => {
    const [configuration] = set.configurations;
    const kept = configuration === undefined ? undefined : valueOf(configuration.tlsCertificateName);
    if (configuration === undefined || kept === undefined) return outcomeOf([]);
    const connectors: readonly (SendConnector | ReceiveConnector)[] = [...pair.sends, ...pair.receives];
    const different = connectors.find((one) => {
      const named = valueOf(one.tlsCertificateName);
      // A name that no certificate has is a finding of its own.
      const isThere =
        named !== undefined && (set.certificates.length === 0 || certificatesNamed(set, named).length > 0);
      return isThere && !sameCertificate(named, kept);
    });
    if (different === undefined) return outcomeOf([]);
    const symptom: HybridSymptom = {
      text: `The hybrid configuration keeps ${quoted(kept)}, but ${describeConnector(different)} names ${quoted(valueOf(different.tlsCertificateName) ?? '')}.`,
      ...whereOf(configuration.tlsCertificateName, configuration),
      repairs: [
        run(
          'on-premises',
          'Get-HybridConfiguration | Format-List TlsCertificateName,SendingTransportServers,ReceivingTransportServers,Domains',
          'Shows what the wizard keeps.',
        ),
      ],
    };
    return outcomeOf([symptom]);
  },
};
