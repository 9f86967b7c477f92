// Which certificate a server would present with a connector, by Microsoft's order, and what the next renewal does to it.

import type { ConnectorSet, ExchangeCertificate, ReceiveConnector, SendConnector } from '../model/connector.ts';
import { parseCertificateIdentifier } from '../formats/certificateIdentifier.ts';
import { formatDay } from '../formats/day.ts';
import { shortServerName } from '../formats/shortServerName.ts';
import { certificateNames, certificatesByServer, describeCertificate, hasSmtp, isNamedBy } from './certificates.ts';
import { coversName, isSelfSigned, isValidAt, serverName } from './certificates.ts';
import { describeConnector, itemsOf, quoted, valueOf } from './check.ts';
import type { ChosenCertificate } from './chosenCertificate.ts';
import type { HybridPair } from './hybridPair.ts';

type Subject = SendConnector | ReceiveConnector;

interface Candidates {
  readonly all: readonly ExchangeCertificate[];
  /** How they were found, as one step. */
  readonly step: string;
  readonly byName: boolean;
  /** Undefined unless a name could not be read. */
  readonly unknown?: string;
}

function findCandidates(connector: Subject, certificates: readonly ExchangeCertificate[]): Candidates {
  const { tlsCertificateName: named, fqdn } = connector;
  if (named.status === 'absent' || named.status === 'lost') {
    return {
      all: [],
      byName: true,
      step: 'TlsCertificateName is not told by the export.',
      unknown: 'its TlsCertificateName is not known',
    };
  }
  if (named.status === 'known') {
    const identifier = parseCertificateIdentifier(named.value);
    const all = identifier === undefined ? [] : certificates.filter((one) => isNamedBy(identifier, one));
    return {
      all,
      byName: true,
      step: `TlsCertificateName is set: ${all.length} with this issuer and subject on the server.`,
    };
  }
  const name = valueOf(fqdn);
  if (name === undefined) {
    const reason =
      fqdn.status === 'unset'
        ? "the server's own name counts, which the export does not tell"
        : 'its Fqdn is not known';
    return { all: [], byName: false, step: `TlsCertificateName is not set, and ${reason}.`, unknown: reason };
  }
  const unclear = certificates.filter((one) => certificateNames(one) === undefined);
  const all = certificates.filter((one) => coversName(one, name));
  const step = `TlsCertificateName is not set, so the Fqdn ${quoted(name)} counts: ${all.length} with this name on the server.`;
  return unclear.length > 0 && all.length === 0
    ? { all, byName: false, step, unknown: 'the names of some certificates are not told by the export' }
    : { all, byName: false, step };
}

/** Newest first; those whose beginning is not known come last. */
function byBeginning(one: ExchangeCertificate, other: ExchangeCertificate): number {
  return (valueOf(other.notBefore) ?? 0) - (valueOf(one.notBefore) ?? 0);
}

function pick(candidates: readonly ExchangeCertificate[], now: number): ExchangeCertificate | undefined {
  const sorted = [...candidates].sort(byBeginning);
  const public_ = sorted.filter((one) => isSelfSigned(one) !== true);
  return (
    public_.find((one) => isValidAt(one, now) !== false) ??
    sorted.find((one) => isSelfSigned(one) === true) ??
    sorted[0]
  );
}

function dayOf(certificate: ExchangeCertificate): string {
  const until = valueOf(certificate.notAfter);
  return until === undefined ? 'on a day that the export does not tell' : `on ${formatDay(until)}`;
}

function renewalOf(
  chosen: ExchangeCertificate,
  byName: boolean,
  rivals: readonly ExchangeCertificate[],
  role: Subject['kind'],
): readonly string[] {
  const end = `The certificate ${describeCertificate(chosen)} ends ${dayOf(chosen)}.`;
  if (!byName) {
    return [
      end,
      'A connector without TlsCertificateName goes by its Fqdn: on each server, the renewed certificate is taken once it has its private key and the SMTP service, as the one whose validity began last.',
    ];
  }
  const others = rivals.filter((one) => one !== chosen).length;
  const loss =
    role === 'receive'
      ? 'STARTTLS is no longer offered (event 12014)'
      : 'mail is no longer sent to Exchange Online (454 4.7.5)';
  return [
    end,
    'With the same issuer and subject, the new one is taken on each server once it is imported there with its private key and enabled for SMTP; servers that were left out go on with the old one.',
    `With another issuer or subject (authorities change their intermediates), TlsCertificateName goes on naming the old one: it is presented until it ends or is removed, and then ${loss}. The connector has to be given the new name.`,
    ...(others > 0 ? [`${others} more with this issuer and subject: whichever began last counts.`] : []),
  ];
}

function choose(
  connector: Subject,
  server: string,
  certificates: readonly ExchangeCertificate[],
  now: number,
): ChosenCertificate {
  const steps: string[] = [];
  const base = { server, connector: describeConnector(connector), role: connector.kind, steps } as const;
  if (connector.kind === 'receive') {
    const words = itemsOf(connector.authMechanism).map((word) => word.toLowerCase());
    if (connector.authMechanism.status === 'unset' || (words.length > 0 && !words.includes('tls'))) {
      steps.push('AuthMechanism does not have Tls: STARTTLS is not offered, and no certificate is loaded.');
      return { ...base, outcome: 'none', renewal: [] };
    }
  }
  if (certificates.length === 0) {
    steps.push('There is no certificate of this server in the export.');
    return { ...base, outcome: 'unknown', renewal: [] };
  }
  const candidates = findCandidates(connector, certificates);
  steps.push(candidates.step);
  if (candidates.unknown !== undefined) return { ...base, outcome: 'unknown', renewal: [] };
  const withKey = candidates.all.filter(({ hasPrivateKey }) => valueOf(hasPrivateKey) !== false);
  const keyless = candidates.all.length - withKey.length;
  if (keyless > 0) steps.push(`${keyless} left out: without a private key.`);
  const enabled = withKey.filter((one) => hasSmtp(one) !== false);
  if (enabled.length < withKey.length) {
    // Microsoft's note: a certificate that matches and lacks the service is taken all the same, and TLS fails later.
    steps.push(`${withKey.length - enabled.length} not enabled for SMTP.`);
  }
  const chosen = pick(enabled.length > 0 ? enabled : withKey, now);
  if (chosen === undefined) {
    steps.push(
      connector.kind === 'receive'
        ? 'None is left: STARTTLS is not offered (event 12014).'
        : candidates.byName
          ? 'None is left: mail is not sent (454 4.7.5, the certificate could not be found).'
          : 'None is left: Exchange Online is shown no certificate by which it could recognise the server (event 12014).',
    );
    const name = candidates.byName ? undefined : valueOf(connector.fqdn);
    return {
      ...base,
      outcome: 'none',
      ...(name !== undefined && keyless === 0 ? { missing: { connector, name } } : {}),
      ...(name !== undefined && keyless > 0 ? { keyless: candidates.all } : {}),
      renewal: [],
    };
  }
  const rivals = enabled.length > 1 ? `, the one of ${enabled.length} whose validity began last` : '';
  steps.push(`${describeCertificate(chosen)} is presented${rivals}.`);
  if (isSelfSigned(chosen) === true) steps.push('It is self-signed: no other fits.');
  if (isValidAt(chosen, now) === false) steps.push('It is not valid now, and is presented all the same (event 12016).');
  const until = valueOf(chosen.notAfter);
  return {
    ...base,
    outcome: 'presented',
    certificate: chosen,
    ...(chosen.thumbprint === '' ? {} : { thumbprint: chosen.thumbprint }),
    ...(chosen.subject.status === 'known' ? { subject: chosen.subject.value } : {}),
    ...(until === undefined ? {} : { notAfter: until }),
    renewal: renewalOf(chosen, candidates.byName, enabled, connector.kind),
  };
}

/** For each connector of the pair on each server that the export has certificates of. */
export function chooseCertificates(set: ConnectorSet, pair: HybridPair, now: number): readonly ChosenCertificate[] {
  const servers = certificatesByServer(set);
  const choices: ChosenCertificate[] = [];
  for (const receive of pair.receives) {
    const server = serverName(receive.server);
    choices.push(choose(receive, server, servers.get(server) ?? servers.get('') ?? [], now));
  }
  for (const send of pair.sends) {
    const sources = itemsOf(send.sourceServers).map((name) => shortServerName(name));
    for (const server of sources.length > 0 ? sources : servers.keys()) {
      choices.push(choose(send, server, servers.get(server) ?? servers.get('') ?? [], now));
    }
  }
  return choices;
}

/** Names of the certificates presented to Exchange Online; undefined when one of them is not known. */
export function presentedNames(choices: readonly ChosenCertificate[]): readonly string[] | undefined {
  const sending = choices.filter(({ role }) => role === 'send');
  if (sending.length === 0 || sending.some(({ outcome }) => outcome === 'unknown')) return undefined;
  const names = sending.map(({ certificate }) => (certificate === undefined ? [] : certificateNames(certificate)));
  return names.some((one) => one === undefined) ? undefined : [...new Set(names.flatMap((one) => one ?? []))];
}
