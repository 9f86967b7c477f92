// What became of the TLS handshake, told apart for the rules that explain its failures.

import type { ProbeResult } from '../model/assessment.ts';
import type { Failure } from '../model/failure.ts';
import type { TlsAlert } from '../model/tls.ts';
import { checked, notApplicable, unchecked } from './outcomes.ts';
import type { Rule, RuleText, Symptom } from './rule.ts';

/** BoringSSL offers fewer key exchanges and suites than mail servers may want: its failures need not be theirs. */
export function hasLimitedEngine(result: ProbeResult): boolean {
  return result.vantage.engine.library === 'BoringSSL';
}

/** Names the engine, and what it could not offer. */
export function describeEngine(result: ProbeResult): string {
  const { library, version, notOffered } = result.vantage.engine;
  const limits = notOffered.length === 0 ? '' : `, which does not offer ${notOffered.join(', ')}`;
  return `${library} ${version}${limits}`;
}

/** What there is to say when the probe itself could not fail otherwise with a server of TLS 1.2. */
export interface VersionLimit {
  readonly text: string;
  readonly fix: string;
}

/** Without TLS 1.2 in the offer every failure may be the offer's: many sound servers know no TLS 1.3. */
export function versionLimit(result: ProbeResult): VersionLimit | undefined {
  const { offeredVersions } = result.vantage.engine;
  if (offeredVersions.length === 0 || offeredVersions.includes('TLSv1.2')) return undefined;
  return {
    text: `The probe offered ${offeredVersions.join(', ')} only, because a lowest version was set. A server that speaks TLS 1.2 and no TLS 1.3 may fail just so: nothing is proved about it.`,
    fix: 'Probe again with TLS 1.2 among the versions offered: without --min-tls 1.3 in the terminal, or with smtpTls.minimumTls at "any". If the failure comes back:',
  };
}

/** A rule over a handshake that was tried and failed; unchecked when no handshake could be tried. */
export function handshakeFailureRule(
  rule: RuleText & {
    readonly isMine: (failure: Failure) => boolean;
    readonly symptom: (failure: Failure, result: ProbeResult) => Symptom;
  },
): Rule {
  const { isMine, symptom, ...text } = rule;
  return {
    ...text,
    check: (result) => {
      const { handshake } = result.evidence;
      if (handshake.status === 'known') return checked();
      if (handshake.status === 'skipped') return notApplicable;
      const { failure } = handshake;
      if (isMine(failure)) return checked(symptom(failure, result));
      return failure.phase === 'handshake' ? notApplicable : unchecked(failure.detail);
    },
  };
}

/** Whether the connection was lost, as against a protocol that was refused. */
export function isBrokenOff(failure: Failure): boolean {
  if (failure.alert !== undefined) return false;
  if (failure.code === 'tls-after-starttls-failed') return true;
  if (failure.phase !== 'handshake') return false;
  if (failure.code === 'connection-closed') return true;
  return failure.code === 'tls-handshake-failed' && /^(?:ECONNRESET|EPIPE|ECONNABORTED)$/.test(failure.errorCode ?? '');
}

/** The alerts about the client's certificate (47, illegal_parameter, stands among them and is none). */
const certificateAlerts: readonly number[] = [41, 42, 43, 44, 45, 46, 48, 49, 116];

/**
 * The alert with which a server ended TLS after a handshake that had come about. In TLS 1.3 only then does it refuse
 * the client's certificate (RFC 8446 section 4.4.2.4); every other alert says nothing about the handshake.
 */
export function alertAfterHandshake(
  result: ProbeResult,
): { readonly alert: TlsAlert; readonly failure: Failure; readonly isAboutCertificate: boolean } | undefined {
  const { ending, evidence } = result;
  const { handshake, capabilitiesInTls } = evidence;
  if (handshake.status !== 'known' || ending?.code !== 'tls-alert' || ending.alert === undefined) return undefined;
  const mayBeAboutCertificate =
    handshake.value.certificateRequest !== 'not-requested' && capabilitiesInTls.status !== 'known';
  return {
    alert: ending.alert,
    failure: ending,
    isAboutCertificate: mayBeAboutCertificate && certificateAlerts.includes(ending.alert.number),
  };
}
