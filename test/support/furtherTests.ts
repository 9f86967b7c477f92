// Further tests of every kind and every outcome.

import type { FurtherTest, ProbeDigest } from '../../src/model/furtherTest.ts';
import { endpoint, failure, inDays, probeTime } from './results.ts';

export function digest(address: string, changes: Partial<ProbeDigest> = {}): ProbeDigest {
  return {
    endpoint,
    remote: { address, family: 4, port: 25 },
    attempt: 1,
    startTls: 'offered',
    greeting: '220 mx.example.com ESMTP',
    keywords: ['PIPELINING', 'STARTTLS', 'CHUNKING'],
    tlsVersion: 'TLSv1.3',
    leaf: {
      subject: 'CN=mx.example.com',
      issuer: 'CN=Example Intermediate',
      notAfter: inDays(90),
      fingerprintSha256: 'AA11',
    },
    isTrusted: true,
    nameMatches: true,
    ...changes,
  };
}

export const otherLeaf = {
  subject: 'CN=SERVER1',
  issuer: 'CN=SERVER1',
  notAfter: inDays(400),
  fingerprintSha256: 'BB22',
};

export const differingAddresses: FurtherTest = {
  kind: 'addresses',
  at: probeTime,
  digests: [
    digest('192.0.2.1'),
    digest('192.0.2.2', {
      leaf: otherLeaf,
      isTrusted: false,
      nameMatches: false,
      keywords: ['PIPELINING', 'STARTTLS'],
    }),
    digest('192.0.2.3', { ending: failure('connection-timeout', 'connect'), startTls: 'unknown' }),
  ],
  trouble: ['One connection was not made. The tests were cancelled.'],
};

const unoffered = digest('192.0.2.1', { startTls: 'not-offered', attempt: 2 });
const failedHandshake: ProbeDigest = {
  endpoint,
  attempt: 1,
  startTls: 'not-offered',
  ending: failure('tls-handshake-failed', 'handshake'),
};

function startTlsTest(
  outcome: Extract<FurtherTest, { kind: 'unoffered-starttls' }>['outcome'],
  tried: ProbeDigest = unoffered,
): FurtherTest {
  return { kind: 'unoffered-starttls', at: probeTime, outcome, reply: '500 unrecognized: "XXXXXXXX"', digest: tried };
}

function controlTest(outcome: Extract<FurtherTest, { kind: 'control-host' }>['outcome']): FurtherTest {
  return { kind: 'control-host', at: probeTime, host: 'control.example', port: 25, outcome, text: 'No answer.' };
}

export const reputationTest: FurtherTest = {
  kind: 'reputation',
  at: probeTime,
  egress: { address: '203.0.113.5', readFrom: 'the reply to EHLO inside TLS (line 14)' },
  pointer: {
    subject: '203.0.113.5',
    names: ['secret.contoso.example'],
    isConfirmed: false,
    text: '203.0.113.5 is secret.contoso.example in reverse DNS, but that does not lead back to it.',
  },
  ehloName: {
    subject: 'desk.example.net',
    names: [],
    isConfirmed: 'unknown',
    text: 'desk.example.net could not be looked up.',
  },
  blockLists: [
    {
      zone: 'zen.spamhaus.org',
      status: 'listed',
      codes: ['127.0.0.2'],
      text: 'Listed: SBL (127.0.0.2).',
      url: 'https://check.spamhaus.org/',
    },
    { zone: 'bl.spamcop.net', status: 'not-listed', codes: [], text: 'Not listed.' },
    { zone: 'list.contoso.example', status: 'error', codes: [], text: 'No answer: it was cancelled.' },
  ],
  trouble: [],
};

const cleanAnswer = { zone: 'bl.spamcop.net', status: 'not-listed', codes: [], text: 'Not listed.' } as const;

/** Every kind, every outcome, every word. */
export const furtherTestSamples: readonly FurtherTest[] = [
  differingAddresses,
  { kind: 'addresses', at: probeTime, digests: [] },
  { kind: 'addresses', at: probeTime, digests: [digest('192.0.2.1'), digest('192.0.2.1', { attempt: 2 })] },
  { kind: 'addresses', at: probeTime, digests: [digest('192.0.2.1'), unoffered] },
  {
    kind: 'addresses',
    at: probeTime,
    digests: Array.from({ length: 15 }, (_, index) =>
      digest(`192.0.2.${index}`, index === 0 ? { startTls: 'not-offered' } : {}),
    ),
  },
  {
    kind: 'ports',
    at: probeTime,
    digests: [
      digest('192.0.2.1'),
      digest('192.0.2.1', { endpoint: { ...endpoint, port: 465 }, startTls: 'not-applicable' }),
    ],
  },
  {
    kind: 'server-name',
    at: probeTime,
    withName: digest('192.0.2.1'),
    withoutName: digest('192.0.2.1', { leaf: otherLeaf }),
  },
  startTlsTest('accepted'),
  startTlsTest('accepted', failedHandshake),
  startTlsTest('refused'),
  startTlsTest('rewritten'),
  startTlsTest('unknown'),
  startTlsTest('unknown', digest('192.0.2.1')),
  ...(['accepted', 'refused', 'rewritten', 'unknown'] as const).map((outcome): FurtherTest => ({
    kind: 'unknown-verb',
    at: probeTime,
    outcome,
    ...(outcome === 'unknown'
      ? { ending: failure('reply-timeout', 'ehlo') }
      : { reply: outcome === 'accepted' ? '250 OK' : '500 unrecognized' }),
  })),
  controlTest('reached'),
  controlTest('not-reached'),
  controlTest('unknown'),
  reputationTest,
  { kind: 'reputation', at: probeTime, blockLists: [], trouble: ['No reply tells our address.'] },
  { ...reputationTest, blockLists: [cleanAnswer] },
  { ...reputationTest, blockLists: [{ ...cleanAnswer, status: 'error' }] },
  { kind: 'left-out', at: probeTime, test: 'ports', reason: 'The server said 421.' },
];
