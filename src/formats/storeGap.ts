// What a trust store lacks for a chain.

import type { ChainDefect, StoreVerification } from '../model/certificate.ts';

/** The gap in the store; undefined where it trusts the chain, or refuses it for another reason, such as a weak key. */
export function gapOf({ trusted, defects }: StoreVerification): ChainDefect | undefined {
  return trusted ? undefined : defects.find(({ code }) => code === 'untrusted-root' || code === 'incomplete-chain');
}
