// A result held against what its owner demands: what a test of a fleet says, without VS Code.

import type { Assessment } from '../model/assessment.ts';
import { countedSeverity } from '../model/finding.ts';
import type { Finding } from '../model/finding.ts';
import { versionInWords } from '../rules/tlsVersions.ts';
import { t } from './l10n.ts';

export interface TestFailure {
  readonly text: string;
  /** What was demanded and what was seen, where both can be set side by side. */
  readonly expected?: string;
  readonly actual?: string;
}

export type TestOutcome =
  | { readonly kind: 'passed' }
  | { readonly kind: 'failed'; readonly failures: readonly TestFailure[] }
  /** Nothing certain is known: neither passed nor failed. */
  | { readonly kind: 'errored'; readonly reason: string };

const demandRules = ['tls-version', 'issuer', 'fingerprint', 'expiry'].map((name) => `expectation/${name}`);

/** Errors, and whatever its owner demands and does not get; what is accepted is known and borne. */
function failsTest(finding: Finding): boolean {
  if (finding.accepted !== undefined) return false;
  return countedSeverity(finding) === 'error' || demandRules.includes(finding.rule);
}

function demandAndSight({ rule }: Finding, { policy, evidence }: Assessment): Pick<TestFailure, 'expected' | 'actual'> {
  const { minimumTls, issuer, fingerprint, daysBeforeExpiry } = policy?.expectations ?? {};
  const { handshake, certificates } = evidence;
  const own = certificates.status === 'known' ? certificates.value.certificates[0] : undefined;
  if (rule === 'expectation/tls-version' && minimumTls !== undefined && handshake.status === 'known') {
    return {
      expected: t('{0} or newer', versionInWords[minimumTls]),
      actual: versionInWords[handshake.value.version],
    };
  }
  if (own === undefined) return {};
  if (rule === 'expectation/issuer' && issuer !== undefined) {
    return { expected: t('an issuer with {0} in its name', issuer), actual: own.issuer };
  }
  if (rule === 'expectation/fingerprint' && fingerprint !== undefined) {
    return { expected: fingerprint, actual: own.fingerprintSha256 };
  }
  if (rule === 'expectation/expiry' && daysBeforeExpiry !== undefined) {
    return { expected: t('valid for {0} days at least', daysBeforeExpiry), actual: t('valid until {0}', own.notAfter) };
  }
  return {};
}

function failureOf(finding: Finding, assessment: Assessment): TestFailure {
  return {
    text: `${finding.title}. ${finding.text}\n\n${t('What to do: {0}', finding.fix)}`,
    ...demandAndSight(finding, assessment),
  };
}

/** Passed: sound, or weak without an unmet demand, or broken by nothing but what is accepted. */
export function testOutcome(assessment: Assessment): TestOutcome {
  const failures = assessment.findings.filter(failsTest).map((finding) => failureOf(finding, assessment));
  if (failures.length > 0) return { kind: 'failed', failures };
  const { verdict, summary, unchecked } = assessment;
  if (verdict === 'inconclusive' || verdict === 'unreachable') return { kind: 'errored', reason: summary };
  const open = unchecked.find(({ rule }) => demandRules.includes(rule));
  if (open === undefined) return { kind: 'passed' };
  return { kind: 'errored', reason: t('What is demanded could not be checked: {0}', open.reason) };
}
