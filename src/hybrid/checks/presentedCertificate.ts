// The certificate seen on port 25 of the on-premises host is not the one that its connector names.

import { identifies, parseCertificateIdentifier } from '../../formats/certificateIdentifier.ts';
import { describeConnector, outcomeOf, quoted, valueOf, whereOf } from '../check.ts';
import type { HybridCheck } from '../check.ts';
import { certificateSelection } from '../citations.ts';
import { ownCertificate } from '../probedLegs.ts';
import { run } from '../repairs.ts';

export const presentedCertificate: HybridCheck = {
  id: 'hybrid/presented-certificate',
  title: 'The on-premises host presents another certificate than its connector names',
  severity: 'error',
  citation: certificateSelection,
  meaning:
    'What the connector names and what is presented differ: the named certificate is missing or not usable on this server, another server or a device in between answered, or the transport service was not restarted since the change.',
  fix: 'Look which server answered (the greeting names it), whether the named certificate is on it with its key and SMTP, and restart the MSExchangeFrontEndTransport service there. If a firewall or a filter stands in between, its certificate is the one that Exchange Online sees.',
  check: ({ pair, probes }) => {
    const own = ownCertificate(probes['to-on-premises']);
    const named = pair.receives.filter((one) => one.tlsCertificateName.status === 'known');
    if (named.length === 0) return outcomeOf([]);
    if (own === undefined)
      return outcomeOf(
        [],
        ['The certificate of the on-premises host is not known: the leg to on-premises was not probed, or not so far.'],
      );
    const fits = named.some((one) => {
      const identifier = parseCertificateIdentifier(valueOf(one.tlsCertificateName) ?? '');
      return identifier === undefined || identifies(identifier, own);
    });
    const [receive] = named;
    if (fits || receive === undefined) return outcomeOf([]);
    return outcomeOf([
      {
        text: `Port 25 presents the subject ${quoted(own.subject)} of the issuer ${quoted(own.issuer)}; ${describeConnector(receive)} names ${quoted(valueOf(receive.tlsCertificateName) ?? '')}.`,
        ...whereOf(receive.tlsCertificateName, receive),
        repairs: [
          run(
            'on-premises',
            'Get-ExchangeServer | ForEach-Object { Get-ExchangeCertificate -Server $_.Name } | Format-List Thumbprint,Subject,Issuer,Services,HasPrivateKey,NotAfter',
            'Shows the certificates of every server.',
          ),
        ],
      },
    ]);
  },
};
