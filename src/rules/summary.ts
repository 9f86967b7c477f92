// The verdict in one plain sentence: what it means for mail, then why.

import type { ProbeResult, Verdict } from '../model/assessment.ts';
import { countedSeverity } from '../model/finding.ts';
import type { Finding, UncheckedRule } from '../model/finding.ts';
import { isTrusted } from '../formats/decisiveStore.ts';
import { formatEndpoint } from '../formats/targetText.ts';
import { alertTexts } from './alerts.ts';
import { versionInWords } from './tlsVersions.ts';

/** What an error means for mail, by the rule's subject; the gravest for the reader first. */
const consequences: Readonly<Record<string, string>> = {
  pairing: 'cannot be sent this way',
  starttls: 'would be sent unencrypted',
  ehlo: 'would be sent unencrypted',
  handshake: 'cannot be encrypted',
  'client-certificate': 'is turned away',
  certificate: 'cannot be sent over verified TLS',
  tls: 'is not encrypted safely',
  greeting: 'passes a device that changes it',
  expectation: 'is not protected as its owner demands',
};

/** Where the subject's own consequence would not be true. */
const exceptions: Readonly<Record<string, string>> = {
  'starttls/demanded-not-offered': 'is turned away',
  'starttls/injected-plaintext': 'can be tampered with',
  'ehlo/rewritten': 'passes a device that changes it',
};

export function consequenceOf(rule: string): string | undefined {
  return exceptions[rule] ?? consequences[rule.split('/')[0] ?? ''];
}

/** EHLO was refused after the handshake, and HELO did not help. */
function isRefusedInTls(result: ProbeResult): boolean {
  const { capabilitiesInTls } = result.evidence;
  if (capabilitiesInTls.status !== 'failed') return false;
  const { code, phase } = capabilitiesInTls.failure;
  return code === 'ehlo-rejected' && phase === 'inspect';
}

/** Where TLS was up, mail is not kept from being encrypted. */
function consequenceIn(result: ProbeResult, rule: string): string | undefined {
  if (rule === 'ehlo/refused' && isRefusedInTls(result)) return 'cannot be delivered inside TLS';
  if (rule === 'handshake/alert' && result.evidence.handshake.status === 'known') return 'is turned away';
  return consequenceOf(rule);
}

/** As a clause after a colon: the first letter small, unless it begins a name such as STARTTLS or TLS. */
function asClause(sentence: string): string {
  const bare = sentence.trim().replace(/\.$/, '');
  return /^[A-Z][a-z]|^[AI] /.test(bare) ? `${bare.charAt(0).toLowerCase()}${bare.slice(1)}` : bare;
}

/** The finding's title as the reason; an alert by its name, since that is what people search for. */
function reasonOf(finding: Finding, result: ProbeResult): string {
  const alert = finding.rule === 'handshake/alert' ? result.ending?.alert : undefined;
  const named = alert === undefined || alertTexts[alert.name] === undefined ? '' : ` (${alert.name})`;
  return `${asClause(finding.title)}${named}`;
}

function mailTo(result: ProbeResult): string {
  const { host, port } = result.endpoint;
  return port === 25 ? `Mail to ${host}` : `Mail handed to ${formatEndpoint({ ...result.endpoint, host, port })}`;
}

/** Of findings alike in severity, the one whose subject weighs most. */
function gravest(findings: readonly Finding[]): Finding | undefined {
  const subjects = Object.keys(consequences);
  const weight = (finding: Finding): number => {
    const index = subjects.indexOf(finding.rule.split('/')[0] ?? '');
    return index === -1 ? subjects.length : index;
  };
  return findings.toSorted((one, other) => weight(one) - weight(other))[0];
}

function countOthers(findings: readonly Finding[]): string {
  const others = new Set(findings.map((finding) => finding.rule)).size - 1;
  if (others <= 0) return '';
  return others === 1 ? ', and one more fault' : `, and ${others} more faults`;
}

/** What errors mean for mail, accepted or not: an acceptance changes how they count, not what they do. */
function broken(result: ProbeResult, errors: readonly Finding[]): string {
  const first = gravest(errors);
  if (first === undefined) return `${mailTo(result)} does not arrive safely.`;
  const consequence = consequenceIn(result, first.rule) ?? 'does not arrive safely';
  return `${mailTo(result)} ${consequence}: ${reasonOf(first, result)}${countOthers(errors)}.`;
}

function session(result: ProbeResult): string {
  const { handshake } = result.evidence;
  return handshake.status === 'known' ? `with ${versionInWords[handshake.value.version]}` : 'with TLS';
}

/** Everything that decides about TLS and the certificate is known. */
function tlsWasLearnt(result: ProbeResult): boolean {
  const { handshake, certificates, verification } = result.evidence;
  return [handshake, certificates, verification].every((outcome) => outcome.status === 'known');
}

function hasTrust({ evidence: { verification } }: ProbeResult): boolean {
  return verification.status === 'known' && isTrusted(verification.value);
}

function inconclusive(result: ProbeResult, findings: readonly Finding[], unchecked: readonly UncheckedRule[]): string {
  const name = formatEndpoint(result.endpoint);
  // A pairing that is only likely is a hint, not the reason.
  const warning = findings.find(
    (finding) => countedSeverity(finding) === 'warning' && !finding.rule.startsWith('pairing/'),
  );
  const failure = Object.values(result.evidence).find((outcome) => outcome.status === 'failed')?.failure;
  const reason = result.ending?.detail ?? failure?.detail ?? unchecked[0]?.reason ?? 'not every check could run';
  if (tlsWasLearnt(result) && !hasTrust(result)) {
    const open = unchecked.find(({ rule }) => rule.startsWith('certificate/'))?.reason ?? reason;
    return `TLS with ${name} comes about, but whether its certificate can be trusted is not known: ${asClause(open)}.`;
  }
  if (tlsWasLearnt(result)) {
    return `TLS and the certificate of ${name} were checked and are not broken, but not all could be learnt: ${asClause(reason)}.`;
  }
  if (result.evidence.handshake.status === 'known' && result.evidence.certificates.status === 'failed') {
    const why = result.evidence.certificates.failure.detail;
    return `TLS with ${name} comes about ${session(result)}, but its certificate is not known: ${asClause(why)}.`;
  }
  // A warning that came with the ending says it in the rule's plain words.
  return `Nothing certain can be said about the TLS of ${name}: ${warning === undefined ? asClause(reason) : reasonOf(warning, result)}.`;
}

function weak(result: ProbeResult, findings: readonly Finding[]): string {
  const warnings = findings.filter((finding) => countedSeverity(finding) === 'warning');
  const errors = warnings.filter((finding) => finding.severity === 'error');
  if (errors.length > 0) return broken(result, errors);
  const first = gravest(warnings);
  const why = first === undefined ? 'a warning stands' : asClause(first.title);
  return `${mailTo(result)} is encrypted ${session(result)}, with a weakness: ${why}${countOthers(warnings)}.`;
}

/** "1 finding is accepted until 2027-01-31": who reads the verdict alone learns that something was put off. */
function acceptedInWords(findings: readonly Finding[]): string | undefined {
  const days = findings.flatMap(({ accepted }) => (accepted === undefined ? [] : [accepted.until])).sort();
  const [first] = days;
  if (first === undefined) return undefined;
  if (days.length === 1) return `1 finding is accepted until ${first}`;
  const until = first === days.at(-1) ? `until ${first}` : `the first of them until ${first}`;
  return `${days.length} findings are accepted${first === days.at(-1) ? ' ' : ', '}${until}`;
}

/** One sentence with a full stop. Its parts from the wire are escaped already. */
export function summarise(
  result: ProbeResult,
  verdict: Verdict,
  judgement: { readonly findings: readonly Finding[]; readonly unchecked: readonly UncheckedRule[] },
): string {
  const sentence = verdictSentence(result, verdict, judgement);
  const accepted = acceptedInWords(judgement.findings);
  return accepted === undefined ? sentence : `${sentence.replace(/\.$/, '')}; ${accepted}.`;
}

function verdictSentence(
  result: ProbeResult,
  verdict: Verdict,
  { findings, unchecked }: { readonly findings: readonly Finding[]; readonly unchecked: readonly UncheckedRule[] },
): string {
  switch (verdict) {
    case 'broken':
      return broken(
        result,
        findings.filter((finding) => countedSeverity(finding) === 'error'),
      );
    case 'unreachable':
      return `${formatEndpoint(result.endpoint)} could not be reached from ${result.vantage.hostName}: ${asClause(result.ending?.detail ?? 'no connection came about')}.`;
    case 'inconclusive':
      return inconclusive(result, findings, unchecked);
    case 'weak':
      return weak(result, findings);
    case 'sound': {
      const { verification } = result.evidence;
      const name = verification.status === 'known' ? verification.value.name.expected : result.endpoint.host;
      return `${mailTo(result)} is encrypted ${session(result)}, and the certificate proves the name ${name}.`;
    }
  }
}
