// What a report says of an assessment beside its findings: short labelled lines, the same in every format.

import type { Assessment } from '../model/assessment.ts';
import type { Certificate, CertificateChain, StoreVerification, Verification } from '../model/certificate.ts';
import type { Outcome } from '../model/evidence.ts';
import type { TlsHandshake } from '../model/tls.ts';
import { readEgress } from '../formats/egressAddress.ts';
import { bracketed } from '../formats/ipAddress.ts';

/** A label and its text, such as `Cipher suite` and `ECDHE-RSA-AES128-GCM-SHA256`. */
export type LabelledText = readonly [label: string, text: string];

/** "could not be checked: …" for what is not known (DESIGN.md). */
function unknownText(outcome: Exclude<Outcome<unknown>, { status: 'known' }>): string {
  return outcome.status === 'skipped'
    ? `does not apply: ${outcome.reason}`
    : `could not be checked: ${outcome.failure.detail}`;
}

/** Empty where no reply told it. */
function describeEgress(assessment: Assessment): readonly LabelledText[] {
  const egress = readEgress(assessment);
  return egress === undefined ? [] : [['Seen as', `${egress.address}, says ${egress.readFrom}`]];
}

export function describeProbe(assessment: Assessment): readonly LabelledText[] {
  const { vantage, evidence } = assessment;
  const { connection } = evidence;
  const address =
    connection.status === 'known'
      ? `${bracketed(connection.value.remote.address)}:${connection.value.remote.port}`
      : unknownText(connection);
  const { library, version, runtime, notOffered } = vantage.engine;
  return [
    ['Address', address],
    ['Probed from', `${vantage.hostName} (${vantage.platform}) as ${vantage.ehloName}`],
    ...describeEgress(assessment),
    [
      'TLS engine',
      `${library} ${version}, ${runtime}${notOffered.length === 0 ? '' : `; cannot offer ${notOffered.join(', ')}`}`,
    ],
    ['Probed at', `${assessment.startedAt}, ${Math.round(assessment.durationMs)} ms`],
  ];
}

function describeKeyExchange({ keyExchange }: TlsHandshake): string {
  const { kind, group, bits } = keyExchange;
  if (kind === 'rsa') return 'RSA key transport, no forward secrecy';
  // A group's name tells its size; only finite-field groups go by bits alone.
  const size = bits === undefined || kind !== 'dh' ? '' : `, ${bits} bits`;
  return `${group ?? kind.toUpperCase()}${size}`;
}

const certificateRequestTexts: Readonly<Record<TlsHandshake['certificateRequest'], string>> = {
  'not-requested': 'not requested',
  requested: 'requested',
  unknown: 'could not be told',
};

export function describeHandshake(outcome: Outcome<TlsHandshake>): readonly LabelledText[] {
  if (outcome.status !== 'known') return [['TLS', unknownText(outcome)]];
  const handshake = outcome.value;
  const { name, standardName } = handshake.cipherSuite;
  return [
    ['TLS version', handshake.version],
    ['Cipher suite', name === standardName ? name : `${name} (${standardName})`],
    ['Key exchange', describeKeyExchange(handshake)],
    ['Server name sent', handshake.sentServerName ?? (handshake.ocspStapled === undefined ? 'not known' : 'none')],
    [
      'OCSP staple',
      handshake.ocspStapled === undefined ? 'not known' : handshake.ocspStapled ? 'present' : 'not present',
    ],
    [
      'Client certificate',
      handshake.certificateDemanded ? 'demanded' : certificateRequestTexts[handshake.certificateRequest],
    ],
  ];
}

export const storeNames: Readonly<Record<StoreVerification['store'], string>> = {
  mozilla: "Mozilla's roots",
  system: "this machine's roots",
  given: 'the given roots',
};

export function describeVerification(outcome: Outcome<Verification>): readonly LabelledText[] {
  if (outcome.status !== 'known') return [['Verification', unknownText(outcome)]];
  const { stores, name } = outcome.value;
  const trust = stores.map(({ store, trusted }): LabelledText => {
    return ['Trust', `${trusted ? 'trusted' : 'not trusted'} by ${storeNames[store]}`];
  });
  const nameText = name.matches
    ? `${name.expected} matches ${name.matchedBy ?? name.expected}`
    : `${name.expected} is not among ${name.presented.join(', ') || 'the names of the certificate, which has none'}`;
  return [...trust, ['Name', nameText]];
}

function describePublicKey({ publicKey }: Certificate): string {
  const detail = publicKey.curve ?? (publicKey.bits === undefined ? '' : `${publicKey.bits} bits`);
  return `${publicKey.type} ${detail}`.trimEnd();
}

function describeAuthority({ basicConstraints }: Certificate): string {
  if (basicConstraints === undefined) return 'no basic constraints';
  if (!basicConstraints.isAuthority) return 'no';
  const { pathLength } = basicConstraints;
  return pathLength === undefined ? 'yes' : `yes, path length ${pathLength}`;
}

function list(values: readonly string[]): string {
  return values.length === 0 ? 'none' : values.join(', ');
}

/** A redacted certificate has none of those that would tell which it is. */
function identifier(value: string): string {
  return value === '' ? 'left out' : value;
}

/** Everything read from one certificate. */
export function describeCertificate(certificate: Certificate): readonly LabelledText[] {
  const optional: (readonly [string, string | undefined])[] = [
    ['Subject key id', certificate.subjectKeyIdentifier],
    ['Authority key id', certificate.authorityKeyIdentifier],
    ['Unreadable', certificate.unreadable.length === 0 ? undefined : certificate.unreadable.join('; ')],
  ];
  return [
    ['Subject', certificate.subject],
    ['Issuer', certificate.issuer],
    ['Names', list(certificate.alternativeNames.map(({ kind, value }) => `${kind}:${value}`))],
    ['Valid', `${certificate.notBefore} to ${certificate.notAfter}`],
    ['Key', describePublicKey(certificate)],
    ['Signed with', certificate.signatureAlgorithm],
    ['Serial number', identifier(certificate.serialNumber)],
    ['Authority', describeAuthority(certificate)],
    ['Key usage', certificate.keyUsage === undefined ? 'any (no extension)' : list(certificate.keyUsage)],
    [
      'Extended key usage',
      certificate.extendedKeyUsage === undefined ? 'any (no extension)' : list(certificate.extendedKeyUsage),
    ],
    ['Issuer at', list(certificate.issuerUrls)],
    ['OCSP at', list(certificate.ocspUrls)],
    ['CRL at', list(certificate.crlUrls)],
    ['Must staple', certificate.mustStaple ? 'yes' : 'no'],
    ['Timestamps (SCT)', String(certificate.timestampCount)],
    ['SHA-1', identifier(certificate.fingerprintSha1)],
    ['SHA-256', identifier(certificate.fingerprintSha256)],
    ['Key SHA-256 (TLSA 3 1 1)', identifier(certificate.publicKeySha256)],
    ...optional.flatMap(([label, text]): LabelledText[] => (text === undefined ? [] : [[label, text]])),
  ];
}

export function certificatesOf(outcome: Outcome<CertificateChain>): readonly Certificate[] {
  return outcome.status === 'known' ? outcome.value.certificates : [];
}

export interface UncheckedGroup {
  readonly reason: string;
  readonly rules: readonly string[];
}

/** Checks that could not run, together where the reason is the same. */
export function groupUnchecked({ unchecked }: Assessment): readonly UncheckedGroup[] {
  const rulesByReason = new Map<string, string[]>();
  for (const { rule, reason } of unchecked) rulesByReason.set(reason, [...(rulesByReason.get(reason) ?? []), rule]);
  return [...rulesByReason].map(([reason, rules]) => ({ reason, rules }));
}
