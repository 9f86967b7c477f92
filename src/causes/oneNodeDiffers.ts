// Several machines stand behind one name, and one of them differs.

import type { Clue } from '../model/cause.ts';
import type { ProbeDigest } from '../model/furtherTest.ts';
import { formatFix } from '../formats/fix.ts';
import { bracketed } from '../formats/ipAddress.ts';
import { listSome } from '../formats/quoting.ts';
import { factOf, furtherTestOf, proof, strong, weak } from './cause.ts';
import type { Case, Cause } from './cause.ts';

function placeOf({ remote }: ProbeDigest): string {
  return remote === undefined ? 'an address unknown' : bracketed(remote.address);
}

/** Each value with the places that showed it. */
type Spread = ReadonlyMap<string, ReadonlySet<string>>;

function spreadOf(digests: readonly ProbeDigest[], valueOf: (digest: ProbeDigest) => string | undefined): Spread {
  const spread = new Map<string, Set<string>>();
  for (const digest of digests) {
    const value = valueOf(digest);
    if (value !== undefined) spread.set(value, (spread.get(value) ?? new Set()).add(placeOf(digest)));
  }
  return spread;
}

/** Two addresses that gave one answer each, and not the same. One that gives several proves nothing of the others. */
function differByPlace(spread: Spread): boolean {
  const sets = [...spread.values()];
  const isSteady = (place: string): boolean => sets.filter((places) => places.has(place)).length === 1;
  return sets.filter((places) => [...places].some(isSteady)).length > 1;
}

/** "STARTTLS (192.0.2.1), no STARTTLS (192.0.2.2)". */
function describeSpread(spread: Spread): string {
  return listSome(
    [...spread].map(([value, where]) => `${value} (${listSome([...where], 4)})`),
    6,
  );
}

function offerOf({ startTls }: ProbeDigest): string | undefined {
  if (startTls === 'offered') return 'STARTTLS';
  return startTls === 'not-offered' ? 'no STARTTLS' : undefined;
}

function differenceClues(subject: Case): readonly (Clue | undefined)[] {
  const digests = furtherTestOf(subject, 'addresses')?.digests ?? [];
  const clue = (what: string, spread: Spread): Clue | undefined => {
    if (spread.size < 2) return undefined;
    const differ = `${what}: ${describeSpread(spread)}.`;
    return differByPlace(spread) ? proof(differ) : weak(`${differ} One address gave both.`);
  };
  return [
    clue('The offer of STARTTLS differs', spreadOf(digests, offerOf)),
    clue(
      'The certificate differs',
      spreadOf(digests, ({ leaf }) =>
        leaf === undefined
          ? undefined
          : `${leaf.subject} until ${leaf.notAfter.slice(0, 10)}, SHA-256 ${leaf.fingerprintSha256.slice(0, 8)}…`,
      ),
    ),
    clue(
      'The TLS version differs',
      spreadOf(digests, ({ tlsVersion }) => tlsVersion),
    ),
  ];
}

function sameClue(subject: Case): Clue | undefined {
  const digests = furtherTestOf(subject, 'addresses')?.digests ?? [];
  const learnt = digests.filter(({ leaf, startTls }) => leaf !== undefined || startTls === 'not-offered');
  if (learnt.length < 2 || differenceClues(subject).some((clue) => clue !== undefined)) return undefined;
  return strong(`All ${learnt.length} connections to ${new Set(learnt.map(placeOf)).size} addresses gave the same.`);
}

function severalClue(subject: Case): Clue | undefined {
  const addresses = factOf(subject, 'addresses')?.addresses ?? [];
  return addresses.length > 1 && furtherTestOf(subject, 'addresses') === undefined
    ? weak(`The name has ${addresses.length} addresses, and only one of them was probed.`)
    : undefined;
}

const flappingText =
  'The same address answers now so and now otherwise. A balancer with unlike servers behind it does that; so does a server that was restarted meanwhile, or a device on the way that steps in at times.';

export const oneNodeDiffers: Cause = {
  id: 'one-node-differs',
  title: 'One of several servers behind the name differs',
  meaning:
    'Several machines answer for this name, and not all alike: one has another certificate, or no TLS. Mail fails only when it happens to meet that one.',
  explains: [
    'starttls/not-offered',
    'starttls/refused',
    'certificate/expired',
    'certificate/name-mismatch',
    'certificate/self-signed',
    'certificate/untrusted-root',
    'certificate/incomplete-chain',
    'tls/old-version',
    'expectation/fingerprint',
    'expectation/issuer',
  ],
  fix: formatFix({
    first: 'Set up all machines behind the name alike, and probe each by its own address (--address).',
    exchange:
      'the same certificate on every server, and TlsCertificateName and TlsDomainCapabilities on every Receive connector; run the Hybrid Configuration Wizard again with all servers chosen.',
    postfix: 'the same smtpd_tls_chain_files everywhere.',
    exim: 'the same tls_certificate everywhere.',
  }),
  sources: [
    {
      text: 'Microsoft: 450 4.7.320 and servers without the hybrid settings behind a load balancer',
      url: 'https://learn.microsoft.com/exchange/troubleshoot/email-delivery/ndr/non-delivery-reports-in-exchange-online',
    },
  ],
  examine: (subject) => {
    const seen = differenceClues(subject).filter((clue) => clue !== undefined);
    const isFlapping = seen.length > 0 && seen.every(({ weight }) => weight !== 'proof');
    // However much of it changes, it is the same address that changes: no more than possible.
    const clues = isFlapping ? [weak(seen.map(({ text }) => text).join(' '))] : seen;
    return {
      ...(isFlapping ? { text: flappingText } : {}),
      evidenceFor: [...clues, severalClue(subject)],
      evidenceAgainst: [sameClue(subject)],
      nextTest: isFlapping
        ? {
            text: 'Ask whether a balancer stands behind the address, and probe each server behind it by its own (--address).',
          }
        : {
            text: 'Probe every address of the name, several times: a difference between them proves it.',
            furtherTest: 'addresses',
          },
    };
  },
};
