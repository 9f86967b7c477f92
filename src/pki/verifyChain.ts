// A chain as sent against trust stores and an expected name: the best path to each, with all that is wrong on it.

import type { ChainDefect, StoreVerification, Verification } from '../model/certificate.ts';
import type { BoundedCache } from './boundedCache.ts';
import { createBoundedCache } from './boundedCache.ts';
import { sentence, storeWords } from './certificateNames.ts';
import { findProfileLapses } from './certificateProfile.ts';
import type { ParsedCertificate } from './parsedCertificate.ts';
import { namesMatch } from '../formats/x509Names.ts';
import type { CandidatePath, PathSearch, SearchBudget } from './pathBuilding.ts';
import { candidatePaths, createSearchBudget, spendSignatureCheck } from './pathBuilding.ts';
import { dayMs, validatePath } from './pathValidation.ts';
import { checkServerName } from './serverName.ts';
import type { TrustStore } from './trustStore.ts';

export interface ChainToVerify {
  /** As sent; index 0 is the server's own. */
  readonly chain: readonly ParsedCertificate[];
  /**
   * Asked in this order; the first that trusts the chain ends the asking, and later ones are not even made. This
   * machine's store without any certificate is one that could not be read: it says nothing.
   */
  readonly stores: readonly (() => TrustStore)[];
  /** True: every store is asked, whatever the others say. */
  readonly asksAll?: boolean;
  /** A-label name or address without brackets. */
  readonly expectedName: string;
  readonly at: Date;
}

/** What one store says about one chain, and for how long: dates pass, and so do the days in the texts. */
interface StoreAnswer {
  readonly verification: StoreVerification;
  readonly from: number;
  readonly until: number;
}

const answers = new WeakMap<TrustStore, BoundedCache<StoreAnswer>>();
const neededCertificates = createBoundedCache<ReadonlySet<number>>(500);

interface JudgedPath {
  readonly path: CandidatePath;
  readonly defects: readonly ChainDefect[];
}

/** Lower is better: a path that reaches an anchor, then one with good signatures, then one with fewer defects. */
function badness({ path, defects }: JudgedPath): number {
  const ends = { anchor: 0, 'self-signed': 1, 'no-issuer': 2, cut: 3 };
  const unsigned = path.nodes.filter(({ signature }) => signature === 'bad' || signature === 'unchecked').length;
  return ends[path.end] * 1e6 + Math.min(unsigned, 99) * 1e4 + Math.min(defects.length, 9_999);
}

function findBestPath(search: PathSearch): JudgedPath | undefined {
  let best: JudgedPath | undefined;
  for (const path of candidatePaths(search)) {
    const judged = { path, defects: validatePath(path, search.store.name, search.at, search.budget) };
    if (best === undefined || badness(judged) < badness(best)) best = judged;
    if (judged.path.end === 'anchor' && judged.defects.length === 0) break;
  }
  return best;
}

function limitDefect(budget: SearchBudget): ChainDefect[] {
  if (!budget.isExhausted) return [];
  const text =
    'The search for a trusted path was ended: the certificates allow more paths and signature checks than are followed here (RFC 5280 section 6.1).';
  return [{ code: 'limit-reached', text }];
}

/** The span of time around `at` in which nothing about these certificates' dates changes. */
function unchangedSpan(seen: Iterable<ParsedCertificate>, at: number): { from: number; until: number } {
  let from = Number.NEGATIVE_INFINITY;
  let until = Number.POSITIVE_INFINITY;
  const narrow = (time: number): void => {
    if (time <= at) from = Math.max(from, time);
    else until = Math.min(until, time);
  };
  for (const { notBefore, notAfter } of seen) {
    if (at < notBefore) {
      // "in 3 days" holds until a whole number of days is left.
      const days = Math.floor((notBefore - at) / dayMs);
      narrow(notBefore - (days + 1) * dayMs + 1);
      narrow(notBefore - days * dayMs + 1);
      narrow(notBefore);
    } else if (!Number.isNaN(notBefore)) narrow(notBefore);
    if (at > notAfter) {
      const days = Math.floor((at - notAfter) / dayMs);
      narrow(Math.max(notAfter + 1, notAfter + days * dayMs));
      narrow(notAfter + (days + 1) * dayMs);
    } else if (!Number.isNaN(notAfter)) narrow(notAfter + 1);
  }
  return { from, until };
}

/** Whether the store has an issuer for one of these certificates that only shows when names are compared loosely. */
function hasNamesakes(chain: readonly ParsedCertificate[], store: TrustStore): boolean {
  return chain.some(
    ({ rawIssuer }) =>
      rawIssuer.length > 0 && store.findNamesakes(rawIssuer).length > store.findIssuers(rawIssuer).length,
  );
}

function askStore(chain: readonly ParsedCertificate[], store: TrustStore, at: number): StoreAnswer {
  let search: PathSearch = { chain, store, at, budget: createSearchBudget(), seen: new Set(), isLoose: false };
  let best = findBestPath(search);
  if (best?.path.end !== 'anchor' && hasNamesakes(chain, store)) {
    search = { ...search, budget: createSearchBudget(), isLoose: true };
    best = findBestPath(search);
  }
  const nodes = best?.path.nodes ?? [];
  const isTrusted = best?.path.end === 'anchor' && best.defects.length === 0;
  const verification: StoreVerification = {
    store: store.name,
    trusted: isTrusted,
    path: nodes.map(({ parsed, sentIndex }) => ({
      certificate: sentIndex,
      subject: parsed.certificate.subject,
      fingerprintSha256: parsed.certificate.fingerprintSha256,
    })),
    defects: isTrusted ? [] : [...(best?.defects ?? []), ...limitDefect(search.budget)],
    lapses: best === undefined ? [] : findProfileLapses(best.path, store.name),
  };
  return { verification, ...unchangedSpan(search.seen, at) };
}

function verifyAgainst(
  chain: readonly ParsedCertificate[],
  key: string,
  store: TrustStore,
  at: number,
): StoreVerification {
  let known = answers.get(store);
  if (known === undefined) {
    known = createBoundedCache<StoreAnswer>(500);
    answers.set(store, known);
  }
  const before = known.get(key);
  if (before !== undefined && at >= before.from && at < before.until) return before.verification;
  const answer = askStore(chain, store, at);
  known.set(key, answer);
  return answer.verification;
}

/** Indexes reached from the server's certificate by going from each to all that signed it. First of equals only. */
function signersOf(chain: readonly ParsedCertificate[]): ReadonlySet<number> {
  const budget = createSearchBudget();
  const reached = new Set([0]);
  for (const from of reached) {
    const child = chain[from];
    chain.forEach((issuer, index) => {
      if (child === undefined || reached.has(index) || issuer.rawSubject.length === 0) return;
      if (chain.findIndex((one) => one.der.equals(issuer.der)) < index) return;
      if (!namesMatch(issuer.rawSubject, child.rawIssuer)) return;
      const signature = spendSignatureCheck(budget, child, issuer);
      // What the bound left unchecked is not called superfluous.
      if (signature === 'good' || signature === undefined) reached.add(index);
    });
  }
  return reached;
}

function findSuperfluous(
  chain: readonly ParsedCertificate[],
  key: string,
  stores: readonly StoreVerification[],
): readonly number[] {
  if (chain.length < 2) return [];
  const onPaths = new Set(stores.flatMap(({ path }) => path.map((step) => step.certificate)));
  // Most chains have nothing that the path did without: no signature needs to be looked at for that.
  if (chain.every((_, index) => index === 0 || onPaths.has(index))) return [];
  let needed = neededCertificates.get(key);
  if (needed === undefined) {
    needed = signersOf(chain);
    neededCertificates.set(key, needed);
  }
  const isNeeded = (index: number): boolean => index === 0 || onPaths.has(index) || needed.has(index);
  return chain.map((_, index) => index).filter((index) => !isNeeded(index));
}

function noCertificate(store: TrustStore): StoreVerification {
  const text = sentence(
    `the server sent no certificate, so that there is nothing to check against ${storeWords[store.name]} (RFC 8446 section 4.4.2).`,
  );
  return { store: store.name, trusted: false, path: [], defects: [{ code: 'incomplete-chain', text }], lapses: [] };
}

/** Never throws. Bounded in paths, signature checks and name comparisons; what it found before is remembered. */
export function verifyChain({ chain, stores, asksAll = false, expectedName, at }: ChainToVerify): Verification {
  const key = chain.map(({ certificate }) => certificate.fingerprintSha256).join('');
  const time = at.getTime();
  const asked: StoreVerification[] = [];
  for (const makeStore of stores) {
    const store = makeStore();
    if (store.name === 'system' && store.size === 0) continue;
    const verification = chain.length === 0 ? noCertificate(store) : verifyAgainst(chain, key, store, time);
    asked.push(verification);
    if (verification.trusted && !asksAll) break;
  }
  const [server] = chain;
  return {
    at: at.toISOString(),
    stores: asked,
    name:
      server === undefined
        ? { expected: expectedName, matches: false, presented: [], onlyCommonName: false }
        : checkServerName(expectedName, server.certificate),
    superfluous: findSuperfluous(chain, key, asked),
  };
}
