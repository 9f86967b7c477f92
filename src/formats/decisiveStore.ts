// Which of the trust stores' answers a judgement speaks of.

import type { ChainDefect, StoreVerification, Verification } from '../model/certificate.ts';

/** The one the person gave, whatever others say; else the store that trusts the chain; else the one that came nearest. */
export function decisiveStore(verification: Verification): StoreVerification | undefined {
  const { stores } = verification;
  const chosen = stores.find((entry) => entry.store === 'given') ?? stores.find((entry) => entry.trusted);
  if (chosen !== undefined) return chosen;
  return stores.reduce<StoreVerification | undefined>(
    (best, entry) => (best === undefined || entry.defects.length < best.defects.length ? entry : best),
    undefined,
  );
}

/** By the store that decides. */
export function isTrusted(verification: Verification): boolean {
  return decisiveStore(verification)?.trusted === true;
}

export const noStoreAsked = 'No trust store was asked about the chain.';

/** Defects that stand in the way of trust: none when one store trusts the chain, undefined when none was asked. */
export function defectsInTheWay(verification: Verification): readonly ChainDefect[] | undefined {
  const store = decisiveStore(verification);
  if (store === undefined) return undefined;
  return store.trusted ? [] : store.defects;
}

export function storeInWords(store: StoreVerification): string {
  switch (store.store) {
    case 'mozilla':
      return "Mozilla's root store";
    case 'system':
      return "this machine's root store";
    case 'given':
      return 'the given authorities';
  }
}

/** Indexes of sent certificates that count: the server's own and those on the path. */
export function indexesThatCount(verification: Verification): readonly number[] {
  const onPath = decisiveStore(verification)?.path.map((step) => step.certificate) ?? [];
  return [...new Set([0, ...onPath])].filter((index) => index >= 0);
}
