// Cases of the causes behind certificates and chains.

import type { ProbeResult } from '../../../../src/model/assessment.ts';
import type { Certificate, ChainDefectCode, Verification } from '../../../../src/model/certificate.ts';
import { known } from '../../../../src/model/evidence.ts';
import {
  chain,
  distrusted,
  greeting,
  inDays,
  intermediate,
  resultWith,
  soundResult,
  trustedStore,
  verification,
} from '../../../support/results.ts';
import type { CauseCase } from './causeCase.ts';
import { leaf, onPort, ports, withTests } from './further.ts';

const sound = soundResult();

function withLeaf(changes: Partial<Certificate>, verified: Verification = verification()): ProbeResult {
  return resultWith({ certificates: known(chain(changes)), verification: known(verified) });
}

function refused(code: ChainDefectCode, certificate: number, changes: Partial<Certificate> = {}): ProbeResult {
  return withLeaf(changes, distrusted({ code, certificate, text: `Seen: ${code}.` }));
}

function otherName(presented: string, expected = 'mx.example.com'): Verification {
  return verification({ name: { expected, matches: false, presented: [presented], onlyCommonName: false } });
}

/** Trusted by Mozilla's roots, refused by this machine's. */
function withSystemStore(code: ChainDefectCode): ProbeResult {
  const refusal = distrusted({ code, certificate: 1, text: `Seen: ${code}.` }).stores[0];
  const system = refusal === undefined ? [] : [{ ...refusal, store: 'system' as const }];
  return withLeaf({}, verification({ stores: [trustedStore, ...system] }));
}

const expired = refused('expired', 0, { notAfter: inDays(-3) });

const exchangeDefault = refused('self-signed', 0, {
  subject: 'CN=EX01',
  issuer: 'CN=EX01',
  commonNames: ['EX01'],
  alternativeNames: [
    { kind: 'dns', value: 'EX01' },
    { kind: 'dns', value: 'EX01.corp.example' },
  ],
  selfIssued: true,
  timestampCount: 0,
});

/** One certificate, issued by a root that is nowhere known, or by an intermediate that was not sent. */
function alone(changes: Partial<Certificate>): ProbeResult {
  return resultWith({
    certificates: known({ certificates: chain(changes).certificates.slice(0, 1), truncated: false }),
    verification: known(distrusted({ code: 'incomplete-chain', certificate: 0, text: 'Seen: incomplete.' })),
  });
}

export const ofPrivateRoot = alone({ issuerUrls: [], timestampCount: 0 });

/** A chain with the root of a company at its end. */
const privateChain = resultWith({
  certificates: known({
    certificates: [
      ...chain({ timestampCount: 0 }).certificates,
      intermediate({ subject: 'CN=Corp Root', issuer: 'CN=Corp Root', selfIssued: true }),
    ],
    truncated: false,
  }),
  verification: known(distrusted({ code: 'untrusted-root', certificate: 2, text: 'Seen: untrusted-root.' })),
});

function early(hello: string): ProbeResult {
  const result = refused('not-yet-valid', 0, { notBefore: inDays(2), notAfter: inDays(92) });
  return { ...result, evidence: { ...result.evidence, greeting: known(greeting(hello)) } };
}

const agrees = '220 mx.example.com ESMTP Exim 4.96 Mon, 01 Jun 2026 12:00:05 +0000';
const daysAway = '220 mx.example.com ESMTP Exim 4.96 Thu, 04 Jun 2026 12:00:05 +0000';

const youngRoot = resultWith({
  certificates: known(chain({}, { issuer: 'CN=DigiCert Global Root G2,O=DigiCert Inc' })),
  verification: known(
    verification({
      stores: [
        {
          ...trustedStore,
          store: 'system',
          trusted: false,
          defects: [{ code: 'incomplete-chain', certificate: 1, text: 'Seen: incomplete.' }],
        },
      ],
    }),
  ),
});

/** Mozilla's store completes the chain, this machine's does not. */
export const unknownHere = resultWith({
  verification: known(
    verification({
      stores: [
        trustedStore,
        {
          ...trustedStore,
          store: 'system',
          trusted: false,
          defects: [{ code: 'untrusted-root', text: 'Seen: untrusted-root.' }],
        },
      ],
    }),
  ),
});

export const certificateCauseCases: readonly CauseCase[] = [
  {
    cause: 'certificate-not-renewed',
    guilty: expired,
    likelihood: 'confirmed',
    says: /expired on/,
    innocent: sound,
  },
  {
    cause: 'renewed-certificate-not-in-use',
    guilty: withTests(expired, ports(onPort(587, { nameMatches: true, leaf: leaf('DD') }))),
    likelihood: 'confirmed',
    says: /port 587 shows a certificate for the same name/,
    innocent: withTests(expired, ports(onPort(587, { nameMatches: true, leaf: leaf('DD', -3) }))),
  },
  {
    cause: 'certificate-dated-later',
    guilty: early(agrees),
    likelihood: 'likely',
    says: /valid/,
    innocent: sound,
  },
  {
    cause: 'clock-wrong-here',
    guilty: early(daysAway),
    likelihood: 'likely',
    says: /3 days away/,
    innocent: early(agrees),
  },
  {
    cause: 'wrong-certificate-bound',
    name: "Exchange's default",
    guilty: exchangeDefault,
    likelihood: 'likely',
    says: /default certificate of Exchange/,
    innocent: sound,
  },
  {
    cause: 'wrong-certificate-bound',
    name: 'web management',
    guilty: refused('self-signed', 0, { subject: 'CN=WMSvc-EX01', commonNames: ['WMSvc-EX01'], selfIssued: true }),
    likelihood: 'confirmed',
    says: /web management/,
    innocent: expired,
  },
  {
    cause: 'self-made-certificate',
    guilty: refused('self-signed', 0, { selfIssued: true, notBefore: inDays(-10), notAfter: inDays(3_640) }),
    likelihood: 'likely',
    says: /10 years/,
    innocent: expired,
  },
  {
    cause: 'name-not-covered',
    name: 'wildcard of one label',
    guilty: withLeaf({}, otherName('*.example.com', 'a.mx.example.com')),
    likelihood: 'confirmed',
    says: /one label only/,
    innocent: expired,
  },
  {
    cause: 'name-not-covered',
    name: 'domain in place of host',
    guilty: withLeaf({}, otherName('mx.example.com', 'example.com')),
    likelihood: 'confirmed',
    says: /not with the mail domain/,
    innocent: sound,
  },
  {
    cause: 'intermediate-not-sent',
    guilty: refused('incomplete-chain', 0),
    likelihood: 'confirmed',
    says: /did not send that certificate/,
    innocent: privateChain,
  },
  {
    cause: 'intermediate-not-sent',
    name: 'no place of an issuer, and logged',
    guilty: alone({ issuerUrls: [], timestampCount: 2 }),
    likelihood: 'likely',
    says: /a public authority logged it/,
    innocent: privateChain,
  },
  {
    cause: 'intermediate-not-sent',
    name: 'no place of an issuer, and not logged',
    guilty: ofPrivateRoot,
    likelihood: 'possible',
    says: /or a root that is not known here/,
    innocent: privateChain,
  },
  {
    cause: 'private-authority',
    name: 'issued straight by its root',
    guilty: ofPrivateRoot,
    likelihood: 'likely',
    says: /does not name the place of its issuer/,
    innocent: alone({ issuerUrls: [], timestampCount: 2 }),
  },
  {
    cause: 'private-authority',
    guilty: privateChain,
    likelihood: 'likely',
    says: /Corp Root/,
    innocent: refused('untrusted-root', 1, { timestampCount: 3 }),
  },
  {
    cause: 'tls-ended-on-the-way',
    guilty: refused('untrusted-root', 1, { issuer: 'CN=Fortinet_CA_SSL,O=Fortinet', timestampCount: 0 }),
    likelihood: 'likely',
    says: /FortiGate/,
    innocent: privateChain,
  },
  {
    cause: 'certificate-unsuitable',
    guilty: withLeaf(
      { extendedKeyUsage: ['clientAuth'] },
      distrusted({ code: 'extended-key-usage', certificate: 0, text: 'Seen: purpose.' }),
    ),
    likelihood: 'confirmed',
    says: /purpose|serverAuth|server/,
    innocent: expired,
  },
  {
    cause: 'expectation-outdated',
    guilty: { ...sound, policy: { expectations: { issuer: 'Let us encrypt' }, accepted: [] } },
    likelihood: 'likely',
    says: /all but the expectation/,
    innocent: { ...exchangeDefault, policy: { expectations: { issuer: 'Let us encrypt' }, accepted: [] } },
  },
  {
    cause: 'stale-trust-store',
    name: 'a young public root',
    guilty: youngRoot,
    likelihood: 'likely',
    says: /current trust stores/,
    innocent: sound,
  },
  {
    cause: 'stale-trust-store',
    name: 'a root that Mozilla has and this machine has not',
    guilty: withSystemStore('untrusted-root'),
    likelihood: 'confirmed',
    says: /this machine's root store does not have it/,
    innocent: withSystemStore('weak-key'),
  },
];
