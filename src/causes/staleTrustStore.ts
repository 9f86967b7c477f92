// The certificate is good; this machine's list of roots is old.

import type { StoreVerification } from '../model/certificate.ts';
import type { Clue } from '../model/cause.ts';
import { formatFix } from '../formats/fix.ts';
import { quote } from '../formats/quoting.ts';
import { gapOf } from '../formats/storeGap.ts';
import { factOf, findingOf, proof, strong, weak } from './cause.ts';
import type { Case, Cause } from './cause.ts';
import { loggedErrorClue } from './loggedErrors.ts';

function storeOf(subject: Case, name: StoreVerification['store']): StoreVerification | undefined {
  return factOf(subject, 'verification')?.stores.find(({ store }) => store === name);
}

/** Mozilla's list completes the chain, this machine's does not. */
function differenceClue(subject: Case): Clue | undefined {
  const mozilla = storeOf(subject, 'mozilla');
  const system = storeOf(subject, 'system');
  if (mozilla?.trusted !== true || system === undefined || gapOf(system) === undefined) return undefined;
  const root = mozilla.path.at(-1)?.subject ?? '';
  return proof(
    `Mozilla's root store completes the chain with ${quote(root)}; this machine's root store does not have it.`,
  );
}

/** Public roots that many machines still lack, by the name that stands in the chain. */
const youngRoots =
  /\b(?:DigiCert (?:Global Root G[23]|TLS (?:RSA|ECC)\d* ?\w* Root G5)|ISRG Root X[12]|GTS Root R[1-4]|Sectigo Public Server Authentication Root|GlobalSign Root (?:R6|E46|R46)|Microsoft (?:RSA|ECC|TLS) Root|SSL\.com TLS (?:RSA|ECC) Root CA 2022|HARICA TLS)/i;

function youngRootClue(subject: Case): Clue | undefined {
  if (findingOf(subject, 'certificate/untrusted-root', 'certificate/incomplete-chain') === undefined) return undefined;
  const chain = factOf(subject, 'certificates')?.certificates ?? [];
  const index = chain.findIndex(({ subject: name, issuer }) => youngRoots.test(name) || youngRoots.test(issuer));
  const certificate = chain[index];
  if (certificate === undefined) return undefined;
  return strong(`The chain leads to a public root (${quote(certificate.issuer)}) that current trust stores have.`, {
    certificate: index,
  });
}

function everywhereClue(subject: Case): Clue | undefined {
  const stores = factOf(subject, 'verification')?.stores ?? [];
  return stores.length > 1 && stores.every(({ trusted }) => !trusted)
    ? weak(`None of the ${stores.length} trust stores asked completes the chain.`)
    : undefined;
}

export const staleTrustStore: Cause = {
  id: 'stale-trust-store',
  title: "This machine's root certificates are out of date",
  meaning:
    "The certificate is good, and this machine's list of roots is old: the root is known to others and not here. Senders with a current list deliver; what runs on this machine does not.",
  explains: [
    ...['certificate/untrusted-root', 'certificate/incomplete-chain', 'certificate/unknown-to-this-machine'],
    'handshake/failed',
  ],
  explainsNotes: true,
  fix: formatFix({
    first:
      'Bring the roots of this machine up to date. Windows fetches them by itself where the CTL updater may reach Windows Update (certutil -verifyctl AuthRoot tells the state; DisableRootAutoUpdate must not be 1); without the internet, distribute them by certutil -generateSSTFromWU roots.sst and group policy. Linux: update the package ca-certificates (on Red Hat, update-ca-trust).',
    exchange:
      'Exchange uses the roots of Windows: see that DigiCert Global Root G2 (SHA-1 DF3C24F9BFD666761B268073FE06D1CC8D4F82A4) is among them, which Exchange Online needs since 2026.',
    postfix: 'smtp_tls_CAfile or smtp_tls_CApath must point to the current list.',
    exim: 'tls_verify_certificates = system, or the current list.',
  }),
  sources: [
    {
      text: 'Microsoft: trust DigiCert Global Root G2 (MC1224565)',
      url: 'https://techcommunity.microsoft.com/blog/exchange/trust-digicert-global-root-g2-certificate-authority-to-avoid-exchange-online-ema/4488311',
    },
    {
      text: 'Microsoft: certificates and trust in Windows',
      url: 'https://learn.microsoft.com/windows-server/identity/ad-cs/certificate-trust',
    },
  ],
  examine: (subject) => ({
    evidenceFor: [
      differenceClue(subject),
      youngRootClue(subject),
      loggedErrorClue(subject, ['UntrustedRoot'], weak, 'one side does not have the root of the other.'),
    ],
    evidenceAgainst: [everywhereClue(subject)],
    nextTest: {
      text: 'Probe from another machine whose updates are current: if the chain is trusted there, only the list of this one is old.',
    },
  }),
};
