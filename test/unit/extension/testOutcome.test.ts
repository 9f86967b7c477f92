// Results as tests of a fleet: what passes, what fails and with what, what is neither.

import assert from 'node:assert/strict';
import { testOutcome } from '../../../src/extension/testOutcome.ts';
import type { ProbeResult } from '../../../src/model/assessment.ts';
import { known } from '../../../src/model/evidence.ts';
import type { EndpointPolicy } from '../../../src/model/fleet.ts';
import { judge } from '../../../src/rules/judge.ts';
import {
  capabilities,
  chain,
  endedAt,
  failure,
  handshake,
  handshake12,
  inDays,
  resultWith,
  soundResult,
} from '../../support/results.ts';

const under = (policy: Partial<EndpointPolicy>, result: ProbeResult = soundResult()): ProbeResult => ({
  ...result,
  policy: { expectations: {}, accepted: [], ...policy },
});
const outcomeOf = (result: ProbeResult) => testOutcome(judge(result));
const expired = resultWith({ certificates: known(chain({ notAfter: inDays(-1) })) });
const tripleDes = resultWith({
  handshake: known(handshake12('ECDHE-RSA-DES-CBC3-SHA', 'TLS_ECDHE_RSA_WITH_3DES_EDE_CBC_SHA')),
});
const expiredIsAccepted = { accepted: [{ rule: 'certificate/expired', until: '2026-12-31', reason: 'Known' }] };

describe('a test of a fleet', () => {
  it('passes what is sound, and what is weak without an unmet demand', () => {
    assert.deepEqual(outcomeOf(soundResult()), { kind: 'passed' });
    assert.equal(judge(tripleDes).verdict, 'weak');
    assert.deepEqual(outcomeOf(tripleDes), { kind: 'passed' });
    assert.deepEqual(outcomeOf(under({ expectations: { minimumTls: 'TLSv1.3', daysBeforeExpiry: 30 } })), {
      kind: 'passed',
    });
  });

  it('passes an error that is accepted, and fails with the finding where it is not', () => {
    assert.deepEqual(outcomeOf(under(expiredIsAccepted, expired)), { kind: 'passed' });
    const outcome = outcomeOf(expired);
    assert.ok(outcome.kind === 'failed');
    assert.equal(outcome.failures.length, 1);
    const { text = '', ...rest } = outcome.failures[0] ?? {};
    assert.match(text, /^The certificate has expired\. .* expired on 2026-05-31.*\n\nWhat to do: Renew/s);
    assert.deepEqual(rest, {});
  });

  it('fails each unmet demand with what was demanded beside what was seen', () => {
    const pin = Array.from({ length: 32 }, () => 'AB').join(':');
    const expectations = { minimumTls: 'TLSv1.3', issuer: 'Other CA', fingerprint: pin, daysBeforeExpiry: 91 } as const;
    const outcome = outcomeOf(
      under({ expectations }, resultWith({ handshake: known({ ...handshake, version: 'TLSv1.2' }) })),
    );
    assert.ok(outcome.kind === 'failed');
    assert.deepEqual(
      outcome.failures.map(({ expected, actual }) => [expected, actual]),
      [
        ['TLS 1.3 or newer', 'TLS 1.2'],
        ['an issuer with Other CA in its name', 'CN=Example Intermediate'],
        [pin, 'BB'],
        ['valid for 91 days at least', `valid until ${inDays(90)}`],
      ],
    );
  });

  it('fails an unmet demand that is only a warning, and passes it when it is accepted', () => {
    const expectations = { daysBeforeExpiry: 365 };
    assert.equal(judge(under({ expectations })).verdict, 'weak');
    assert.equal(outcomeOf(under({ expectations })).kind, 'failed');
    const accepted = [{ rule: 'expectation/expiry', until: '2026-12-31', reason: 'Known' }];
    assert.equal(outcomeOf(under({ expectations, accepted })).kind, 'passed');
  });

  it('is no failure for what only tells of acceptances', () => {
    const accepted = [{ rule: 'no/such-rule', until: '2020-01-01', reason: 'Known' }];
    assert.deepEqual(outcomeOf(under({ accepted })), { kind: 'passed' });
  });

  it('is in error where nothing certain is known', () => {
    const unreachable = outcomeOf(endedAt('connection', failure('connection-refused', 'connect')));
    assert.ok(unreachable.kind === 'errored');
    assert.match(unreachable.reason, /could not be reached/);
    assert.equal(outcomeOf(endedAt('capabilitiesInTls', failure('reply-timeout', 'inspect'))).kind, 'errored');
  });

  it('is in error where a demand could not be checked, although the rest is accepted', () => {
    const accepted = [{ rule: 'starttls/not-offered', until: '2026-12-31', reason: 'Known' }];
    const result = endedAt('startTls', failure('starttls-not-offered', 'starttls'), {
      capabilities: known(capabilities('250-mx.example.com\n250 SIZE 1000000')),
    });
    assert.equal(judge(under({ accepted }, result)).verdict, 'weak');
    assert.equal(outcomeOf(under({ accepted }, result)).kind, 'passed');
    const demanded = outcomeOf(under({ accepted, expectations: { minimumTls: 'TLSv1.2' } }, result));
    assert.ok(demanded.kind === 'errored');
    assert.match(demanded.reason, /^What is demanded could not be checked: /);
  });
});
