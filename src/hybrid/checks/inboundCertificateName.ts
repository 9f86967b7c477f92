// The Inbound connector expects a certificate name that Exchange Server does not present.

import { matchCertificate } from '../connectorChoice.ts';
import { presentedNames } from '../certificateChoice.ts';
import { describeConnector, outcomeOf, unknownReason, valueOf, whereOf } from '../check.ts';
import type { HybridCheck, HybridSymptom } from '../check.ts';
import { exchangeArticle } from '../../formats/citations.ts';
import { setConnector } from '../repairs.ts';

export const inboundCertificateName: HybridCheck = {
  id: 'hybrid/inbound-certificate-name',
  title: 'TlsSenderCertificateName does not match the certificate of Exchange Server',
  severity: 'error',
  citation: exchangeArticle(
    'email-delivery/ndr/relay-access-denied-smtp',
    '550 5.7.64 TenantAttribution; Relay Access Denied',
  ),
  meaning:
    'Exchange Online recognises mail from on-premises by a name on the certificate that Exchange Server presents. When the name in TlsSenderCertificateName is another, the connector is passed over: mail is refused with "550 5.7.64 TenantAttribution", or taken as external without enforced TLS.',
  fix: 'If the certificate of the Send connector is the right one, set TlsSenderCertificateName to a name that stands in it. If an old certificate is presented, put TlsCertificateName of the Send connector right instead.',
  check: ({ pair, connectorChoice, certificateChoices }) => {
    const names = presentedNames(certificateChoices);
    const enabled = pair.inbounds.filter((one) => valueOf(one.enabled) !== false);
    const isNamed = enabled.some((one) => one.tlsSenderCertificateName.status === 'known');
    const unchecked = enabled.map((one) =>
      unknownReason(one.tlsSenderCertificateName, 'TlsSenderCertificateName', describeConnector(one)),
    );
    if (isNamed && names === undefined) {
      unchecked.push('Which certificate Exchange Server presents to Exchange Online is not known from the export.');
    }
    // Where one connector matches, the others are for other senders.
    if (connectorChoice.match === 'certificate' || names === undefined) return outcomeOf([], unchecked);
    const symptoms = enabled.map((inbound): HybridSymptom | undefined => {
      if (valueOf(inbound.tlsSenderCertificateName) === undefined) return undefined;
      const { match, text } = matchCertificate(inbound, names);
      if (match === 'yes') return undefined;
      const right = names.find((name) => !name.startsWith('*.')) ?? names[0];
      return {
        severity: match === 'no' ? 'error' : 'warning',
        text: `${describeConnector(inbound)}: ${text}. ${match === 'no' ? 'By its certificate, mail from on-premises is not recognised.' : 'It is safer to name what the certificate has.'}`,
        ...whereOf(inbound.tlsSenderCertificateName, inbound),
        repairs:
          right === undefined
            ? []
            : [
                setConnector(
                  inbound,
                  { TlsSenderCertificateName: right },
                  'Recognises Exchange Server by a name that its certificate has.',
                ),
              ],
      };
    });
    return outcomeOf(symptoms, unchecked);
  },
};
