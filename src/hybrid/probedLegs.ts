// What the probe of a leg learnt, as the checks and the verdict ask for it.

import type { Assessment } from '../model/assessment.ts';
import type { Certificate } from '../model/certificate.ts';
import type { LegTls } from '../model/hybrid.ts';
import { isTrusted } from '../formats/decisiveStore.ts';

/** The server's own certificate; undefined when none was seen. */
export function ownCertificate(assessment: Assessment | undefined): Certificate | undefined {
  const certificates = assessment?.evidence.certificates;
  return certificates?.status === 'known' ? certificates.value.certificates[0] : undefined;
}

export function ownNames({ alternativeNames, commonNames }: Certificate): readonly string[] {
  const names = alternativeNames.filter(({ kind }) => kind === 'dns').map(({ value }) => value);
  return [...new Set([...names, ...commonNames.filter((name) => name.includes('.'))])];
}

/**
 * Verified TLS: a handshake, a chain that a store trusts, and the expected name in it. What could not be learnt is
 * unknown, never "no".
 *
 * @param provesExpected Whether the certificate has the name that the connector verifies; undefined: the host's counts.
 */
export function legTlsOf(
  assessment: Assessment | undefined,
  provesExpected?: (names: readonly string[]) => boolean,
): LegTls {
  if (assessment === undefined) return 'unknown';
  const { capabilities, handshake, verification } = assessment.evidence;
  if (handshake.status !== 'known') {
    const isNotOffered = assessment.ending?.code === 'starttls-not-offered';
    if (capabilities.status === 'known' && isNotOffered) return 'none';
    // The server was there and TLS with it failed; anything earlier says nothing about TLS.
    const failed = assessment.verdict === 'broken' && capabilities.status === 'known';
    return failed ? 'none' : 'unknown';
  }
  if (verification.status !== 'known') return 'unknown';
  const own = ownCertificate(assessment);
  const isNamed =
    provesExpected === undefined || own === undefined ? verification.value.name.matches : provesExpected(ownNames(own));
  return isNamed && isTrusted(verification.value) ? 'verified' : 'unverified';
}
