// Certificates of Exchange servers as the choices and checks ask for them.

import type { ConnectorSet, ExchangeCertificate, Field, ReceiveConnector } from '../model/connector.ts';
import { commonNameOf, identifies, parseCertificateIdentifier } from '../formats/certificateIdentifier.ts';
import type { CertificateIdentifier } from '../formats/certificateIdentifier.ts';
import { certificateCovers } from '../formats/domainPattern.ts';
import { printableText } from '../formats/printable.ts';
import { shortServerName } from '../formats/shortServerName.ts';
import { itemsOf, isWhole, valueOf } from './check.ts';
import type { HybridFacts } from './check.ts';

/** Names that a certificate stands for; undefined when the export does not tell all of them. */
export function certificateNames(certificate: ExchangeCertificate): readonly string[] | undefined {
  const { domains, subject } = certificate;
  const name = subject.status === 'known' ? commonNameOf(subject.value) : undefined;
  if (domains.status === 'absent' || domains.status === 'lost' || !isWhole(domains)) return undefined;
  return [...new Set([...itemsOf(domains), ...(name?.includes('.') === true ? [name] : [])])];
}

export function coversName(certificate: ExchangeCertificate, name: string): boolean {
  return certificateNames(certificate)?.some((one) => certificateCovers(one, name)) === true;
}

export function hasSmtp({ services }: ExchangeCertificate): boolean | undefined {
  if (services.status === 'unset') return false;
  if (services.status !== 'known') return undefined;
  return itemsOf(services).some((service) => service.toUpperCase() === 'SMTP');
}

/** By its own word, else by its names. */
export function isSelfSigned({ isSelfSigned: flag, subject, issuer }: ExchangeCertificate): boolean | undefined {
  if (flag.status === 'known') return flag.value;
  if (subject.status !== 'known' || issuer.status !== 'known') return undefined;
  return identifies({ subject: subject.value }, { subject: issuer.value, issuer: issuer.value });
}

export function isNamedBy(identifier: CertificateIdentifier, { subject, issuer }: ExchangeCertificate): boolean {
  if (subject.status !== 'known' || issuer.status !== 'known') return false;
  return identifies(identifier, { subject: subject.value, issuer: issuer.value });
}

export function certificatesNamed(set: ConnectorSet, text: string): readonly ExchangeCertificate[] {
  const identifier = parseCertificateIdentifier(text);
  return identifier === undefined ? [] : set.certificates.filter((one) => isNamedBy(identifier, one));
}

/** `"mail.contoso.com" (thumbprint 0123…)` */
export function describeCertificate({ subject, thumbprint, identity }: ExchangeCertificate): string {
  const name = subject.status === 'known' ? (commonNameOf(subject.value) ?? subject.value) : identity;
  const print = thumbprint === '' ? '' : ` (thumbprint ${thumbprint.slice(0, 8)}…)`;
  return `"${printableText(name, 100)}"${print}`;
}

export function serverName(server: Field<string>): string {
  return shortServerName(valueOf(server) ?? '');
}

/** By server in upper case without its domain; under the empty name what stands for no server in particular. */
export function certificatesByServer(set: ConnectorSet): ReadonlyMap<string, readonly ExchangeCertificate[]> {
  const servers = new Map<string, ExchangeCertificate[]>();
  for (const certificate of set.certificates) {
    const name = serverName(certificate.server);
    servers.set(name, [...(servers.get(name) ?? []), certificate]);
  }
  return servers;
}

/** Certificates that connectors of the pair name, and those that would be presented without being named; each once. */
export function usedCertificates({
  set,
  pair,
  certificateChoices,
}: Pick<HybridFacts, 'set' | 'pair' | 'certificateChoices'>): readonly ExchangeCertificate[] {
  const named = [...pair.sends, ...pair.receives].flatMap((one) =>
    certificatesNamed(set, valueOf(one.tlsCertificateName) ?? ''),
  );
  const found = certificateChoices.flatMap(({ certificate, keyless = [] }) =>
    certificate === undefined ? keyless : [certificate],
  );
  return [...new Set([...named, ...found])];
}

export function isValidAt({ notBefore, notAfter, validity }: ExchangeCertificate, now: number): boolean | undefined {
  if (notAfter.status === 'known' && notAfter.value < now) return false;
  if (notBefore.status === 'known' && notBefore.value > now) return false;
  const word = valueOf(validity);
  if (word !== undefined && /^(?:Revoked|DateInvalid|Untrusted|Invalid|PendingRequest)$/i.test(word)) return false;
  return notAfter.status === 'known' ? true : undefined;
}

export function haveSameNames(one: ExchangeCertificate, other: ExchangeCertificate): boolean {
  if (one.subject.status !== 'known' || one.issuer.status !== 'known') return false;
  return isNamedBy({ issuer: one.issuer.value, subject: one.subject.value }, other);
}

/**
 * Certificates of different names among which a connector that goes by its Fqdn may choose; empty when it names one, or
 * when there is no choice.
 */
export function rivalsFor(receive: ReceiveConnector, set: ConnectorSet, now: number): readonly ExchangeCertificate[] {
  const name = receive.tlsCertificateName.status === 'unset' ? valueOf(receive.fqdn) : undefined;
  if (name === undefined) return [];
  const fitting = set.certificates.filter(
    (one) =>
      serverName(one.server) === serverName(receive.server) &&
      hasSmtp(one) === true &&
      isSelfSigned(one) !== true &&
      isValidAt(one, now) !== false &&
      coversName(one, name),
  );
  const [first] = fitting;
  const other = fitting.find((one) => first !== undefined && !haveSameNames(first, one));
  return first === undefined || other === undefined ? [] : [first, other];
}
