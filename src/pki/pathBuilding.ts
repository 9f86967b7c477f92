// Certification paths from the server's certificate towards a trust store, best first, within bounds (RFC 4158).

import { namesMatch } from '../formats/x509Names.ts';
import { maximumCandidatePaths, maximumChainLength, maximumSignatureChecks } from '../model/limits.ts';
import type { ParsedCertificate } from './parsedCertificate.ts';
import type { SignatureOutcome } from './signatureCheck.ts';
import { checkSignature, signatureCost } from './signatureCheck.ts';
import type { TrustStore } from './trustStore.ts';

export interface PathNode {
  readonly parsed: ParsedCertificate;
  /** Index in the chain as sent, or -1 when it came from the store. */
  readonly sentIndex: number;
  readonly isInStore: boolean;
  /** How its signature by the next node's key turned out; absent on the last. */
  readonly signature?: SignatureOutcome;
}

/** `anchor`: ends in a self-signed certificate of the store. `cut`: a bound was reached on the way. */
export type PathEnd = 'anchor' | 'self-signed' | 'no-issuer' | 'cut';

export interface CandidatePath {
  readonly nodes: readonly PathNode[];
  readonly end: PathEnd;
  /** Certificates that bear the missing issuer's name but have another key. Only with `no-issuer`. */
  readonly namesakes: readonly PathNode[];
}

/** One search: its material, what it may still spend, and what it has come across. */
export interface PathSearch {
  readonly chain: readonly ParsedCertificate[];
  readonly store: TrustStore;
  readonly at: number;
  readonly budget: SearchBudget;
  /** Names of the store are compared as RFC 5280 section 7.1 says, not just as encoded. */
  readonly isLoose: boolean;
  /** Every certificate the outcome may depend on. */
  readonly seen: Set<ParsedCertificate>;
}

export interface SearchBudget {
  paths: number;
  signatureChecks: number;
  nameComparisons: number;
  isExhausted: boolean;
  /** Pairs of prints already paid for. */
  readonly paid: Map<string, SignatureOutcome>;
}

/** OpenSSL stops at 2^20; a certificate of this size is no mail server's. */
const maximumNameComparisons = 250_000;

export function createSearchBudget(): SearchBudget {
  return {
    paths: maximumCandidatePaths,
    signatureChecks: maximumSignatureChecks,
    nameComparisons: maximumNameComparisons,
    isExhausted: false,
    paid: new Map(),
  };
}

/** A signature check on the budget; undefined when it is used up. The answer does not depend on what is cached. */
export function spendSignatureCheck(
  budget: SearchBudget,
  child: ParsedCertificate,
  issuer: ParsedCertificate,
): SignatureOutcome | undefined {
  const pair = `${child.certificate.fingerprintSha256}${issuer.certificate.publicKeySha256}`;
  const before = budget.paid.get(pair);
  if (before !== undefined) return before;
  const cost = signatureCost(issuer);
  if (cost > budget.signatureChecks) {
    budget.isExhausted = true;
    return undefined;
  }
  budget.signatureChecks -= cost;
  const outcome = checkSignature(child, issuer);
  budget.paid.set(pair, outcome);
  return outcome;
}

/** Whether the key identifiers and serial number a certificate gives for its issuer are those of that certificate. */
export function keyIdentifiersAgree(child: ParsedCertificate, issuer: ParsedCertificate): boolean {
  const wanted = child.extensions.authorityKey;
  const has = issuer.certificate;
  if (wanted?.identifier !== undefined && has.subjectKeyIdentifier !== undefined) {
    if (wanted.identifier !== has.subjectKeyIdentifier) return false;
  }
  if (wanted?.serialNumber === undefined) return true;
  return wanted.serialNumber.replace(/^(?:00)+(?=..)/, '') === has.serialNumber;
}

function isCurrent(certificate: ParsedCertificate, at: number): boolean {
  return at >= certificate.notBefore && at <= certificate.notAfter;
}

/** Lower is tried earlier: the right key first, then trust anchors, then what is valid now, then the order sent. */
function rank(search: PathSearch, child: ParsedCertificate, node: PathNode): number {
  const wrongKey = keyIdentifiersAgree(child, node.parsed) ? 0 : 8_000;
  const source = node.isInStore ? (node.parsed.certificate.selfIssued ? 0 : 1_000) : 2_000;
  return wrongKey + source + (isCurrent(node.parsed, search.at) ? 0 : 4_000) + node.sentIndex;
}

function isSameEntity(one: ParsedCertificate, other: ParsedCertificate): boolean {
  return one.rawPublicKey.equals(other.rawPublicKey) && namesMatch(one.rawSubject, other.rawSubject);
}

function candidateIssuers(search: PathSearch, nodes: readonly PathNode[], child: ParsedCertificate): PathNode[] {
  const found = new Map<ParsedCertificate, PathNode>();
  if (child.rawIssuer.length === 0) return [];
  const { store } = search;
  const find = search.isLoose ? store.findNamesakes : store.findIssuers;
  for (const parsed of find(child.rawIssuer, child.certificate.authorityKeyIdentifier)) {
    found.set(parsed, {
      parsed,
      sentIndex: search.chain.findIndex((sent) => sent.der.equals(parsed.der)),
      isInStore: true,
    });
  }
  search.chain.forEach((parsed, sentIndex) => {
    if (parsed.rawSubject.length === 0 || !namesMatch(parsed.rawSubject, child.rawIssuer)) return;
    if (found.has(parsed) || store.contains(parsed)) return;
    found.set(parsed, { parsed, sentIndex, isInStore: false });
  });
  for (const parsed of found.keys()) search.seen.add(parsed);
  // RFC 4158 section 5.2: the same name with the same key a second time leads nowhere new.
  return [...found.values()]
    .filter((candidate) => !nodes.some((node) => isSameEntity(node.parsed, candidate.parsed)))
    .map((candidate) => ({ candidate, order: rank(search, child, candidate) }))
    .sort((one, other) => one.order - other.order)
    .map(({ candidate }) => candidate);
}

function finish(
  search: PathSearch,
  nodes: readonly PathNode[],
  end: PathEnd,
  namesakes: readonly PathNode[] = [],
): CandidatePath {
  search.budget.paths--;
  if (search.budget.paths <= 0) search.budget.isExhausted = true;
  return { nodes, end, namesakes };
}

/** The nodes with the outcome of the last one's signature filled in, and its issuer behind it. */
function append(nodes: readonly PathNode[], signature: SignatureOutcome, issuer: PathNode): readonly PathNode[] {
  const last = nodes.at(-1);
  return last === undefined ? [issuer] : [...nodes.slice(0, -1), { ...last, signature }, issuer];
}

function* extend(search: PathSearch, nodes: readonly PathNode[]): Generator<CandidatePath, void> {
  const last = nodes.at(-1);
  if (last === undefined) return;
  const { parsed } = last;
  const { budget } = search;
  const isOwnIssuer = parsed.certificate.selfIssued && keyIdentifiersAgree(parsed, parsed);
  // RFC 5280 section 6.1: an anchor is trusted for its name and key; its own signature proves nothing.
  if (isOwnIssuer && last.isInStore) return yield finish(search, nodes, 'anchor');
  if (isOwnIssuer && spendSignatureCheck(budget, parsed, parsed) === 'good') {
    return yield finish(search, nodes, 'self-signed');
  }
  if (nodes.length > maximumChainLength) budget.isExhausted = true;
  const candidates = budget.isExhausted ? [] : candidateIssuers(search, nodes, parsed);
  const rejected: { readonly node: PathNode; readonly signature: SignatureOutcome }[] = [];
  let isExtended = false;
  for (const node of candidates) {
    const signature = budget.isExhausted ? undefined : spendSignatureCheck(budget, parsed, node.parsed);
    if (signature === undefined) break;
    if (signature !== 'good') rejected.push({ node, signature });
    else {
      isExtended = true;
      yield* extend(search, append(nodes, signature, node));
    }
  }
  if (isExtended) return;
  if (budget.isExhausted) return yield finish(search, nodes, 'cut');
  // No key fits. With the right identifiers it is the signature that is wrong, otherwise the issuer is missing.
  const suspect = rejected.find(
    ({ node, signature }) => signature === 'unchecked' || keyIdentifiersAgree(parsed, node.parsed),
  );
  if (suspect !== undefined) return yield* extend(search, append(nodes, suspect.signature, suspect.node));
  if (isOwnIssuer) {
    const signature = spendSignatureCheck(budget, parsed, parsed) ?? 'unchecked';
    return yield finish(search, [...nodes.slice(0, -1), { ...last, signature }], 'self-signed');
  }
  return yield finish(
    search,
    nodes,
    'no-issuer',
    rejected.map(({ node }) => node),
  );
}

/** Paths from the first certificate of the chain, until the budget is used up. The caller stops at the first good one. */
export function* candidatePaths(search: PathSearch): Generator<CandidatePath, void> {
  const [parsed] = search.chain;
  if (parsed === undefined) return;
  for (const certificate of search.chain) search.seen.add(certificate);
  yield* extend(search, [{ parsed, sentIndex: 0, isInStore: search.store.contains(parsed) }]);
}
