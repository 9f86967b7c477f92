// Further tests as a person might have asked for them, for the cases of the causes.

import type { ProbeResult } from '../../../../src/model/assessment.ts';
import type { FurtherTest, ProbeDigest } from '../../../../src/model/furtherTest.ts';
import { endpoint, inDays, probeTime } from '../../../support/results.ts';

export function digest(changes: Partial<ProbeDigest> = {}): ProbeDigest {
  return { endpoint, attempt: 1, startTls: 'offered', tlsVersion: 'TLSv1.3', ...changes };
}

export function onPort(port: number, changes: Partial<ProbeDigest> = {}): ProbeDigest {
  return digest({ endpoint: { ...endpoint, port, tlsMode: port === 465 ? 'implicit' : 'starttls' }, ...changes });
}

export function atAddress(address: string, changes: Partial<ProbeDigest> = {}): ProbeDigest {
  return digest({ remote: { address, family: 4, port: 25 }, ...changes });
}

export function leaf(fingerprintSha256: string, days = 90): NonNullable<ProbeDigest['leaf']> {
  return { subject: 'CN=mx.example.com', issuer: 'CN=Example Intermediate', notAfter: inDays(days), fingerprintSha256 };
}

export function withTests(result: ProbeResult, ...furtherTests: readonly FurtherTest[]): ProbeResult {
  return { ...result, furtherTests };
}

export function ports(...digests: readonly ProbeDigest[]): FurtherTest {
  return { kind: 'ports', at: probeTime, digests };
}

export function addresses(...digests: readonly ProbeDigest[]): FurtherTest {
  return { kind: 'addresses', at: probeTime, digests };
}

export function control(outcome: 'reached' | 'not-reached', port = 25): FurtherTest {
  return { kind: 'control-host', at: probeTime, host: 'control.example', port, outcome, text: `It was ${outcome}.` };
}

export function unoffered(outcome: 'accepted' | 'refused' | 'rewritten', reply?: string): FurtherTest {
  return {
    kind: 'unoffered-starttls',
    at: probeTime,
    outcome,
    ...(reply === undefined ? {} : { reply }),
    digest: digest({ startTls: 'not-offered' }),
  };
}

export function nonsense(outcome: 'accepted' | 'refused' | 'rewritten', reply: string): FurtherTest {
  return { kind: 'unknown-verb', at: probeTime, outcome, reply };
}

export function reputation(status: 'listed' | 'not-listed' | 'error'): FurtherTest {
  return {
    kind: 'reputation',
    at: probeTime,
    egress: { address: '203.0.113.5', readFrom: '250-mx.example.com Hello [203.0.113.5]' },
    blockLists: [
      { zone: 'zen.example', status, codes: status === 'listed' ? ['127.0.0.2'] : [], text: 'spam was seen from it.' },
    ],
    trouble: [],
  };
}
