// A connector that goes by its Fqdn finds no certificate on a server.

import { serverName } from '../certificates.ts';
import type { ChosenCertificate } from '../chosenCertificate.ts';
import { describeConnector, outcomeOf, quoted, whereOf } from '../check.ts';
import type { HybridCheck, HybridSymptom } from '../check.ts';
import { certificateSelection } from '../citations.ts';
import { offeredCertificate } from '../offeredCertificate.ts';
import { nameCertificate } from '../repairs.ts';

export const certificateMissing: HybridCheck = {
  id: 'hybrid/certificate-missing',
  title: 'No certificate has the Fqdn of a connector',
  severity: 'error',
  citation: certificateSelection,
  meaning:
    'Without TlsCertificateName, Exchange looks for a certificate with the Fqdn of the connector. Where there is none, a Receive connector does not offer STARTTLS (event 12014, and Exchange Online reports "451 5.7.3 STARTTLS is required to send mail"), and a Send connector has nothing by which Exchange Online could recognise the server.',
  fix: 'Name the certificate for hybrid mail in TlsCertificateName with the commands shown. Where it is missing on a server, import it there with its private key and enable it for SMTP first.',
  check: (facts) => {
    const told = new Map<string, ChosenCertificate[]>();
    for (const choice of facts.certificateChoices) {
      if (choice.missing !== undefined) told.set(choice.connector, [...(told.get(choice.connector) ?? []), choice]);
    }
    return outcomeOf(
      [...told.values()].map((choices): HybridSymptom | undefined => {
        const missing = choices[0]?.missing;
        if (missing === undefined) return undefined;
        const { connector, name } = missing;
        const servers = choices.map(({ server }) => server).filter((server) => server !== '');
        const offered = offeredCertificate(connector, facts);
        return {
          text: `No certificate${servers.length === 0 ? '' : ` on ${servers.join(', ')}`} has ${quoted(name)}, the Fqdn of ${describeConnector(connector)}, which names none itself: ${
            connector.kind === 'receive' ? 'STARTTLS is not offered' : 'none is presented to Exchange Online'
          }.`,
          ...whereOf(connector.fqdn, connector),
          repairs: [
            nameCertificate(
              connector,
              offered?.thumbprint ?? '',
              offered === undefined ? (servers[0] ?? '') : serverName(offered.server),
              'Names the certificate by its issuer and subject.',
            ),
          ],
        };
      }),
    );
  },
};
