// Verifies made certificates against made roots, and tells the outcome in few words.

import type { ChainDefectCode, StoreVerification, Verification } from '../../src/model/certificate.ts';
import { parseCertificate } from '../../src/pki/parsedCertificate.ts';
import { createTrustStore } from '../../src/pki/trustStore.ts';
import { verifyChain } from '../../src/pki/verifyChain.ts';
import type { MadeCertificate } from './certificates.ts';
import { testTime } from './certificates.ts';

export interface Circumstances {
  readonly at?: Date;
  readonly expectedName?: string;
}

export function verifyMade(
  chain: readonly (MadeCertificate | Uint8Array)[],
  roots: readonly MadeCertificate[],
  { at = testTime, expectedName = 'mx.example.com' }: Circumstances = {},
): Verification {
  const { store } = createTrustStore(
    'given',
    roots.map(({ pem }) => pem),
  );
  const parsed = chain.map((made) => parseCertificate(made instanceof Uint8Array ? made : made.der));
  return verifyChain({ chain: parsed, stores: [() => store], expectedName, at });
}

export function onlyStore(verification: Verification): StoreVerification {
  const [store] = verification.stores;
  if (store === undefined) throw new Error('no store was asked');
  return store;
}

/** `expired@0`, `weak-key@-`: code and index, `-` for the store's certificates; sorted. */
export function defectMarks(verification: Verification): readonly string[] {
  return onlyStore(verification)
    .defects.map(({ code, certificate }) => `${code}@${certificate ?? '-'}`)
    .sort();
}

export function lapseCodes(verification: Verification): readonly ChainDefectCode[] {
  return (onlyStore(verification).lapses ?? []).map(({ code }) => code);
}
