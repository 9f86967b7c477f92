// What became of the TLS handshake, told apart for the rules that explain its failures.

import type { ProbeResult } from '../model/assessment.ts';
import type { Failure } from '../model/failure.ts';
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
  if (failure.code === 'tls-after-starttls-failed') return true;
  if (failure.phase !== 'handshake') return false;
  if (failure.code === 'connection-closed') return true;
  return failure.code === 'tls-handshake-failed' && /^(?:ECONNRESET|EPIPE|ECONNABORTED)$/.test(failure.errorCode ?? '');
}
