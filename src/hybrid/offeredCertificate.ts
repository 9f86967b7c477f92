// The certificate that a repair may name for a connector: one that Exchange Online would take, else none.

import type { ExchangeCertificate, ReceiveConnector, SendConnector } from '../model/connector.ts';
import { certificateNames, certificatesNamed, hasSmtp, isSelfSigned, isValidAt, serverName } from './certificates.ts';
import { valueOf } from './check.ts';
import type { HybridFacts } from './check.ts';
import { provesName } from './checks/outboundTlsDomain.ts';
import { expectedSenderName, matchCertificate } from './connectorChoice.ts';

/** Whether a server could present it to Exchange Online at all. */
export function isUsable(certificate: ExchangeCertificate, now: number): boolean {
  return (
    valueOf(certificate.hasPrivateKey) !== false &&
    isSelfSigned(certificate) !== true &&
    isValidAt(certificate, now) !== false
  );
}

/** Whether the connector of Exchange Online that this one meets wants its names; undefined when that is not known. */
function isWanted(
  { kind }: SendConnector | ReceiveConnector,
  certificate: ExchangeCertificate,
  { pair }: Pick<HybridFacts, 'pair'>,
): boolean | undefined {
  const names = certificateNames(certificate) ?? [];
  if (kind === 'receive') {
    const domain = pair.outbounds[0] === undefined ? undefined : valueOf(pair.outbounds[0].tlsDomain);
    return domain === undefined ? undefined : provesName(names, domain);
  }
  const naming = pair.inbounds.filter((one) => valueOf(one.enabled) !== false && expectedSenderName(one) !== undefined);
  return naming.length === 0 ? undefined : naming.some((one) => matchCertificate(one, names).match === 'yes');
}

/** Best what another connector of the pair names; then no authority of a Windows domain; then the newest. */
export function offeredCertificate(
  connector: SendConnector | ReceiveConnector,
  facts: Pick<HybridFacts, 'set' | 'pair' | 'now'>,
): ExchangeCertificate | undefined {
  const { set, pair, now } = facts;
  const server = connector.kind === 'receive' ? serverName(connector.server) : '';
  const named = [...pair.sends, ...pair.receives]
    .filter((one) => one !== connector)
    .flatMap((one) => certificatesNamed(set, valueOf(one.tlsCertificateName) ?? ''));
  const rank = (one: ExchangeCertificate): number =>
    (named.includes(one) ? 2 : 0) + (/\bDC=/i.test(valueOf(one.issuer) ?? '') ? 0 : 1);
  return set.certificates
    .filter((one) => hasSmtp(one) === true && isUsable(one, now))
    .filter((one) => server === '' || serverName(one.server) === server)
    .filter((one) => isWanted(connector, one, facts) ?? named.includes(one))
    .sort((a, b) => rank(b) - rank(a) || (valueOf(b.notBefore) ?? 0) - (valueOf(a.notBefore) ?? 0))[0];
}
