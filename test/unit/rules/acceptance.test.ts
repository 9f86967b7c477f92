// Findings that their owner bears for a while: how they count, to the day, and what the verdict says of them.

import assert from 'node:assert/strict';
import type { Verdict } from '../../../src/model/assessment.ts';
import { known } from '../../../src/model/evidence.ts';
import { countedSeverity } from '../../../src/model/finding.ts';
import type { Acceptance } from '../../../src/model/fleet.ts';
import { judge } from '../../../src/rules/judge.ts';
import {
  capabilities,
  chain,
  endedAt,
  failure,
  greeting,
  handshake12,
  inDays,
  resultWith,
  soundResult,
} from '../../support/results.ts';
import { accepting, demanding } from './cases/expectationCases.ts';

const acceptance = (rule: string, until = '2026-12-31'): Acceptance => ({ rule, until, reason: 'Known' });

const tripleDes = known(handshake12('ECDHE-RSA-DES-CBC3-SHA', 'TLS_ECDHE_RSA_WITH_3DES_EDE_CBC_SHA'));
const rc4 = known(handshake12('ECDHE-RSA-RC4-SHA', 'TLS_ECDHE_RSA_WITH_RC4_128_SHA'));
const expired = { certificates: known(chain({ notAfter: inDays(-1) })) };
const withoutStartTls = endedAt('startTls', failure('starttls-not-offered', 'starttls'), {
  capabilities: known(capabilities('250-mx.example.com\n250 SIZE 1000000')),
});

/** The probe of these tests ran on 2026-06-01 at noon, UTC. */
const atTime = (startedAt: string, until: string) =>
  judge({ ...accepting([acceptance('tls/weak-cipher', until)], resultWith({ handshake: tripleDes })), startedAt });

describe('an acceptance', () => {
  it('holds up to the end of its day in UTC, and not a moment longer', () => {
    for (const [startedAt, until, isInForce] of [
      ['2026-06-01T12:00:00.000Z', '2026-06-01', true],
      ['2026-06-01T23:59:59.999Z', '2026-06-01', true],
      ['2026-06-02T00:00:00.000Z', '2026-06-01', false],
      ['2026-06-02T01:30:00.000+02:00', '2026-06-01', true],
      ['2026-05-31T23:30:00.000-02:00', '2026-05-31', false],
      ['2026-12-31T23:59:59.999Z', '2027-01-01', true],
      ['no time at all', '2026-06-01', false],
    ] as const) {
      const [finding] = atTime(startedAt, until).findings.filter(({ rule }) => rule === 'tls/weak-cipher');
      assert.equal(finding?.accepted !== undefined, isInForce, `${startedAt} against ${until}`);
    }
  });

  it('that has ended changes nothing and is told', () => {
    const { verdict, summary, findings } = atTime('2026-06-02T00:00:00.000Z', '2026-06-01');
    assert.equal(verdict, 'weak');
    assert.doesNotMatch(summary, /accepted/);
    assert.deepEqual(
      findings.map(({ rule, severity, accepted }) => [rule, severity, accepted]),
      [
        ['tls/weak-cipher', 'warning', undefined],
        ['expectation/acceptance-expired', 'note', undefined],
      ],
    );
  });

  it('of a rule that found nothing says nothing', () => {
    const { verdict, summary, findings } = judge(accepting([acceptance('tls/weak-cipher')]));
    assert.deepEqual(findings, []);
    assert.equal(verdict, 'sound');
    assert.doesNotMatch(summary, /accepted/);
  });

  it('of a rule that does not exist is told and accepts nothing', () => {
    const { verdict, findings } = judge(accepting([acceptance('tls/weak')], resultWith({ handshake: tripleDes })));
    assert.equal(verdict, 'weak');
    assert.deepEqual(
      findings.map(({ rule }) => rule),
      ['tls/weak-cipher', 'expectation/acceptance-unknown'],
    );
  });

  const cases: readonly (readonly [
    name: string,
    result: Parameters<typeof judge>[0],
    verdict: Verdict,
    summary: RegExp,
  ])[] = [
    [
      'an accepted warning leaves it sound',
      accepting([acceptance('tls/weak-cipher')], resultWith({ handshake: tripleDes })),
      'sound',
      /^Mail to mx\.example\.com is encrypted with TLS 1\.2, and .*; 1 finding is accepted until 2026-12-31\.$/,
    ],
    [
      'an accepted error leaves it weak, and the sentence still says what it does',
      accepting([acceptance('certificate/expired')], resultWith(expired)),
      'weak',
      /^Mail to mx\.example\.com cannot be sent over verified TLS: the certificate has expired; 1 finding is accepted until 2026-12-31\.$/,
    ],
    [
      'an accepted error that ended the probe leaves it weak too, and never says encrypted',
      accepting([acceptance('starttls/not-offered')], withoutStartTls),
      'weak',
      /^Mail to mx\.example\.com would be sent unencrypted: the server does not offer STARTTLS; 1 finding is accepted/,
    ],
    [
      'another error stays broken',
      accepting([acceptance('tls/weak-cipher')], resultWith({ handshake: rc4, ...expired })),
      'broken',
      /^Mail to mx\.example\.com cannot be sent over verified TLS: the certificate has expired; 1 finding is accepted/,
    ],
    [
      'an accepted note stays a note',
      accepting([acceptance('greeting/slow')], resultWith({ greeting: known(greeting('220 mx', 9_000)) })),
      'sound',
      /; 1 finding is accepted until 2026-12-31\.$/,
    ],
    [
      'two of one day',
      accepting(
        [acceptance('tls/weak-cipher'), acceptance('certificate/expired')],
        resultWith({ handshake: rc4, ...expired }),
      ),
      'weak',
      /; 2 findings are accepted until 2026-12-31\.$/,
    ],
    [
      'two of different days',
      accepting(
        [acceptance('tls/weak-cipher', '2026-07-01'), acceptance('certificate/expired')],
        resultWith({ handshake: rc4, ...expired }),
      ),
      'weak',
      /; 2 findings are accepted, the first of them until 2026-07-01\.$/,
    ],
    [
      'an acceptance makes nothing known that could not be learnt',
      accepting(
        [acceptance('tls/weak-cipher')],
        endedAt('capabilitiesInTls', failure('reply-timeout', 'inspect'), { handshake: tripleDes }),
      ),
      'inconclusive',
      /not all could be learnt: .*; 1 finding is accepted until 2026-12-31\.$/,
    ],
  ];
  for (const [name, result, verdict, summary] of cases) {
    it(`counts one grade less: ${name}`, () => {
      const assessment = judge(result);
      assert.equal(assessment.verdict, verdict);
      assert.match(assessment.summary, summary);
    });
  }

  it('keeps the finding in the list with its own severity, behind those that count as much', () => {
    const { findings } = judge(
      accepting([acceptance('certificate/expired')], resultWith({ handshake: tripleDes, ...expired })),
    );
    assert.deepEqual(
      findings.map((finding) => `${finding.rule} ${finding.severity} as ${countedSeverity(finding)}`),
      ['tls/weak-cipher warning as warning', 'certificate/expired error as warning'],
    );
    assert.deepEqual(findings[1]?.accepted, acceptance('certificate/expired'));
  });
});

describe('a demand of the owner', () => {
  it('that is not met breaks a sound endpoint, in words of its own', () => {
    const { verdict, summary } = judge(demanding({ issuer: 'Another CA' }));
    assert.equal(verdict, 'broken');
    assert.equal(
      summary,
      'Mail to mx.example.com is not protected as its owner demands: the certificate comes from another issuer than its owner expects.',
    );
  });

  it('that is met leaves it sound, and leaves nothing open', () => {
    const { verdict, findings, unchecked } = judge(
      demanding({ minimumTls: 'TLSv1.3', issuer: 'Example Intermediate', fingerprint: 'BB', daysBeforeExpiry: 30 }),
    );
    assert.deepEqual({ verdict, findings, unchecked }, { verdict: 'sound', findings: [], unchecked: [] });
  });

  it('can be accepted like any other finding', () => {
    const expectations = { daysBeforeExpiry: 365 };
    assert.equal(judge(demanding(expectations)).verdict, 'weak');
    const policy = { expectations, accepted: [acceptance('expectation/expiry')] };
    assert.equal(judge(soundResult({ policy })).verdict, 'sound');
  });
});
