// TlsCertificateName names a certificate that is not there.

import type { ConnectorSet, ReceiveConnector, SendConnector } from '../../model/connector.ts';
import { parseCertificateIdentifier, sameDistinguishedName } from '../../formats/certificateIdentifier.ts';
import { certificatesNamed, describeCertificate, serverName } from '../certificates.ts';
import { describeConnector, itemsOf, outcomeOf, propertyCheck, quoted, valueOf } from '../check.ts';
import type { HybridCheck } from '../check.ts';
import { exchangeArticle } from '../../formats/citations.ts';
import { shortServerName } from '../../formats/shortServerName.ts';
import { isUsable } from '../offeredCertificate.ts';
import { nameCertificate } from '../repairs.ts';

/** That the connector is for, in upper case without their domain; empty where the export does not tell. */
function serversOf(connector: SendConnector | ReceiveConnector): readonly string[] {
  if (connector.kind === 'receive') return [serverName(connector.server)].filter((server) => server !== '');
  return itemsOf(connector.sourceServers).map(shortServerName);
}

/** Them, where the export has certificates of other servers only, such as of none on the edge. */
function unseenServers(connector: SendConnector | ReceiveConnector, set: ConnectorSet): readonly string[] {
  const exported = new Set(set.certificates.map((one) => serverName(one.server)));
  const servers = serversOf(connector);
  return exported.size === 0 || exported.has('') || servers.some((server) => exported.has(server)) ? [] : servers;
}

const perConnector = propertyCheck<SendConnector | ReceiveConnector, string>({
  id: 'hybrid/certificate-name-unmatched',
  title: 'TlsCertificateName names a certificate that the server does not have',
  severity: 'error',
  citation: exchangeArticle(
    'email-delivery/cannot-receive-mail-with-new-certificate',
    'mail is not received after a new certificate was installed',
  ),
  meaning:
    'The name was right for an earlier certificate: after a renewal under another issuer or subject, the connector goes on looking for the old one. A Receive connector that finds none does not offer STARTTLS (event 12014, and Exchange Online reports "451 5.7.3 STARTTLS is required to send mail"); a Send connector ends with "454 4.7.5 The certificate specified in TlsCertificateName of the SendConnector could not be found".',
  fix: 'If the named certificate was renewed, name the new one with the commands shown. If it is missing on this server only, import it there with its private key and enable it for SMTP.',
  property: 'TlsCertificateName',
  connectors: (pair) => [...pair.sends, ...pair.receives],
  field: ({ tlsCertificateName }) => tlsCertificateName,
  judge: (value, connector, { set, now }) => {
    const identifier = value === undefined ? undefined : parseCertificateIdentifier(value);
    if (value === undefined || identifier === undefined || set.certificates.length === 0) return undefined;
    if (unseenServers(connector, set).length > 0) return undefined;
    const servers = serversOf(connector);
    const exported = new Set(set.certificates.map((one) => serverName(one.server)));
    const named = certificatesNamed(set, value);
    const asked = servers.filter((server) => exported.has(server));
    const without =
      exported.has('') || asked.length === 0
        ? []
        : asked.filter((server) => !named.some((one) => serverName(one.server) === server));
    if (named.length > 0 && without.length === 0) return undefined;
    const where = without.length > 0 ? `on ${without.join(', ')}` : 'in the export';
    const heir = set.certificates.find(
      (one) =>
        one.subject.status === 'known' &&
        sameDistinguishedName(one.subject.value, identifier.subject) &&
        isUsable(one, now) &&
        (without.length === 0 || without.includes(serverName(one.server))),
    );
    const renewed =
      heir === undefined
        ? ''
        : ` ${describeCertificate(heir)} has the same subject but the issuer ${quoted(valueOf(heir.issuer) ?? '')}: it was probably renewed.`;
    return {
      text: `${describeConnector(connector)} names ${quoted(value)}; ${named.length === 0 ? 'no certificate' : 'none'} ${where} has this issuer and subject.${renewed}`,
      repairs: [
        nameCertificate(
          connector,
          heir?.thumbprint ?? '',
          without[0] ?? (heir === undefined ? '' : serverName(heir.server)),
          'Names the certificate that is there now.',
        ),
      ],
    };
  },
});

export const tlsCertificateNameUnmatched: HybridCheck = {
  ...perConnector,
  check: (facts) => {
    const { symptoms, unchecked } = perConnector.check(facts);
    const named = [...facts.pair.sends, ...facts.pair.receives].filter(
      (one) => one.tlsCertificateName.status === 'known',
    );
    const noCertificates = named.length > 0 && facts.set.certificates.length === 0;
    return outcomeOf(symptoms, [
      ...unchecked,
      ...named.map((one) => {
        const servers = unseenServers(one, facts.set).slice(0, 5).join(', ');
        if (servers === '') return undefined;
        return `The certificates of ${servers} are not in the export: whether the one that ${describeConnector(one)} names is there is not known.`;
      }),
      noCertificates
        ? 'Get-ExchangeCertificate is not in the export: whether the named certificate exists is not known.'
        : undefined,
    ]);
  },
};
