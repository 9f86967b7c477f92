// Several machines stand behind one name, and one of them differs.

import type { Clue } from '../model/cause.ts';
import type { ProbeDigest } from '../model/furtherTest.ts';
import { formatFix } from '../formats/fix.ts';
import { bracketed } from '../formats/ipAddress.ts';
import { listSome } from '../formats/quoting.ts';
import { factOf, furtherTestOf, proof, strong, weak } from './cause.ts';
import type { Case, Cause } from './cause.ts';

function placeOf({ remote, attempt }: ProbeDigest): string {
  return remote === undefined ? `attempt ${attempt}` : bracketed(remote.address);
}

/** "TLS at 192.0.2.1; no STARTTLS at 192.0.2.2": each value with the places that showed it. */
function differences(
  digests: readonly ProbeDigest[],
  valueOf: (digest: ProbeDigest) => string | undefined,
): string | undefined {
  const places = new Map<string, Set<string>>();
  for (const digest of digests) {
    const value = valueOf(digest);
    if (value === undefined) continue;
    places.set(value, (places.get(value) ?? new Set()).add(placeOf(digest)));
  }
  if (places.size < 2) return undefined;
  return listSome(
    [...places].map(([value, where]) => `${value} (${listSome([...where], 4)})`),
    6,
  );
}

function offerOf({ startTls }: ProbeDigest): string | undefined {
  if (startTls === 'offered') return 'STARTTLS';
  return startTls === 'not-offered' ? 'no STARTTLS' : undefined;
}

function differenceClues(subject: Case): readonly (Clue | undefined)[] {
  const digests = furtherTestOf(subject, 'addresses')?.digests ?? [];
  const clue = (what: string, text: string | undefined): Clue | undefined =>
    text === undefined ? undefined : proof(`${what}: ${text}.`);
  return [
    clue('The offer of STARTTLS differs', differences(digests, offerOf)),
    clue(
      'The certificate differs',
      differences(digests, ({ leaf }) =>
        leaf === undefined
          ? undefined
          : `${leaf.subject} until ${leaf.notAfter.slice(0, 10)}, SHA-256 ${leaf.fingerprintSha256.slice(0, 8)}…`,
      ),
    ),
    clue(
      'The TLS version differs',
      differences(digests, ({ tlsVersion }) => tlsVersion),
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
  return addresses.length > 1
    ? weak(`The name has ${addresses.length} addresses, and only one of them was probed.`)
    : undefined;
}

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
  examine: (subject) => ({
    evidenceFor: [...differenceClues(subject), severalClue(subject)],
    evidenceAgainst: [sameClue(subject)],
    nextTest: {
      text: 'Probe every address of the name, several times: a difference between them proves it.',
      furtherTest: 'addresses',
    },
  }),
};
