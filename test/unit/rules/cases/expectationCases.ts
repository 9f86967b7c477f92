// Cases of the rules over what an endpoint's owner demands and accepts.

import type { ProbeResult } from '../../../../src/model/assessment.ts';
import type { Certificate } from '../../../../src/model/certificate.ts';
import { known } from '../../../../src/model/evidence.ts';
import type { Acceptance, Expectations } from '../../../../src/model/fleet.ts';
import type { TlsVersion } from '../../../../src/model/tls.ts';
import {
  chain,
  endedAt,
  failure,
  handshake,
  inDays,
  openssl,
  resultWith,
  soundResult,
  vantage,
} from '../../../support/results.ts';
import type { RuleCase } from './ruleCase.ts';

/** A result whose owner demands this. */
export function demanding(expectations: Expectations, result: ProbeResult = soundResult()): ProbeResult {
  return { ...result, policy: { expectations, accepted: [] } };
}

/** A result whose owner accepts this. */
export function accepting(accepted: readonly Acceptance[], result: ProbeResult = soundResult()): ProbeResult {
  return { ...result, policy: { expectations: {}, accepted } };
}

const session = (version: TlsVersion, offeredVersions = openssl.offeredVersions) =>
  resultWith(
    { handshake: known({ ...handshake, version }) },
    { vantage: { ...vantage, engine: { ...openssl, offeredVersions } } },
  );

const shows = (leaf: Partial<Certificate>, second: Partial<Certificate> = {}) =>
  resultWith({ certificates: known(chain(leaf, second)) });

const pin = Array.from({ length: 32 }, () => 'AB').join(':');
const otherPin = Array.from({ length: 32 }, () => 'CD').join(':');
const nothingLearnt = endedAt('handshake', failure('tls-handshake-failed', 'handshake'));
const undemanded = demanding({});

export const expectationCases: readonly RuleCase[] = [
  {
    rule: 'expectation/tls-version',
    guilty: demanding({ minimumTls: 'TLSv1.3' }, session('TLSv1.2')),
    says: /uses TLS 1\.2; its owner demands TLS 1\.3 or newer/,
    line: 12,
    innocent: demanding({ minimumTls: 'TLSv1.2' }, session('TLSv1.2')),
    notApplicable: undemanded,
    open: demanding({ minimumTls: 'TLSv1.2' }, nothingLearnt),
  },
  {
    rule: 'expectation/tls-version',
    name: 'a probe that could not offer the demanded version',
    guilty: demanding({ minimumTls: 'TLSv1.2' }, session('TLSv1')),
    says: /uses TLS 1\.0; its owner demands TLS 1\.2/,
    innocent: demanding({ minimumTls: 'TLSv1.2' }, session('TLSv1.3')),
    notApplicable: soundResult(),
    open: demanding({ minimumTls: 'TLSv1.3' }, session('TLSv1.2', ['TLSv1', 'TLSv1.1', 'TLSv1.2'])),
  },
  {
    rule: 'expectation/issuer',
    guilty: demanding({ issuer: "Let's Encrypt" }, shows({ issuer: 'CN=Inspection CA, O=Firewall' })),
    says: /issued by "CN=Inspection CA, O=Firewall"; its owner expects an issuer with "Let's Encrypt" in its name/,
    certificate: 0,
    innocent: demanding({ issuer: 'example INTERMEDIATE' }),
    notApplicable: undemanded,
    open: demanding({ issuer: 'Example' }, nothingLearnt),
  },
  {
    rule: 'expectation/fingerprint',
    guilty: demanding({ fingerprint: pin }, shows({ fingerprintSha256: otherPin })),
    says: /has the SHA-256 fingerprint (?:CD:){31}CD; its owner expects (?:AB:){31}AB\.$/,
    certificate: 0,
    innocent: demanding({ fingerprint: pin }, shows({ fingerprintSha256: pin })),
    notApplicable: undemanded,
    open: demanding({ fingerprint: pin }, nothingLearnt),
  },
  {
    rule: 'expectation/fingerprint',
    name: 'the fingerprint of the intermediate',
    guilty: demanding({ fingerprint: pin }, shows({ fingerprintSha256: otherPin }, { fingerprintSha256: pin })),
    says: /That is the fingerprint of certificate 2 of the chain\.$/,
    innocent: demanding({ fingerprint: pin }, shows({ fingerprintSha256: pin })),
    notApplicable: undemanded,
  },
  {
    rule: 'expectation/expiry',
    guilty: demanding({ daysBeforeExpiry: 60 }, shows({ notAfter: inDays(59) })),
    says: /expires on 2026-07-30 12:00 UTC, in 59 days; its owner asks for at least 60 days\.$/,
    certificate: 0,
    innocent: demanding({ daysBeforeExpiry: 60 }, shows({ notAfter: inDays(60) })),
    notApplicable: undemanded,
    open: demanding({ daysBeforeExpiry: 60 }, shows({ notAfter: 'never' })),
  },
  {
    rule: 'expectation/expiry',
    name: 'an expired certificate',
    guilty: demanding({ daysBeforeExpiry: 1 }, shows({ notAfter: inDays(-3) })),
    says: /expired on 2026-05-29 12:00 UTC; its owner asks for at least 1 day\.$/,
    innocent: demanding({ daysBeforeExpiry: 1 }, shows({ notAfter: inDays(2) })),
    notApplicable: undemanded,
  },
  {
    rule: 'expectation/acceptance-expired',
    guilty: accepting([{ rule: 'tls/weak-cipher', until: '2026-05-31', reason: 'The old relay goes in May' }]),
    says: /acceptance of "tls\/weak-cipher" ended on 2026-05-31; its reason was "The old relay goes in May"/,
    innocent: accepting([{ rule: 'tls/weak-cipher', until: '2026-06-01', reason: 'Until today' }]),
    notApplicable: soundResult(),
  },
  {
    rule: 'expectation/acceptance-expired',
    name: 'not when it was renewed',
    guilty: accepting([
      { rule: 'tls/weak-cipher', until: '2026-04-01', reason: 'Once' },
      { rule: 'tls/old-version', until: '2026-12-31', reason: 'Another rule' },
    ]),
    says: /ended on 2026-04-01/,
    innocent: accepting([
      { rule: 'tls/weak-cipher', until: '2026-04-01', reason: 'Once' },
      { rule: 'tls/weak-cipher', until: '2026-12-31', reason: 'Again' },
    ]),
    notApplicable: soundResult(),
  },
  {
    rule: 'expectation/acceptance-unknown',
    guilty: accepting([{ rule: 'tls/weak-chiper', until: '2026-12-31', reason: 'A slip' }]),
    says: /"tls\/weak-chiper" is accepted, and there is no such rule/,
    innocent: accepting([{ rule: 'tls/weak-cipher', until: '2026-12-31', reason: 'Found nothing' }]),
    notApplicable: soundResult(),
  },
];
