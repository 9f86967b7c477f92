// The verdict table, the order of findings, and the one-sentence summaries.

import assert from 'node:assert/strict';
import type { ProbeResult, Verdict } from '../../../src/model/assessment.ts';
import { verdicts } from '../../../src/model/assessment.ts';
import { failed, known, skipped } from '../../../src/model/evidence.ts';
import { rules } from '../../../src/rules/index.ts';
import { judge, verdictTable } from '../../../src/rules/judge.ts';
import { consequenceOf } from '../../../src/rules/summary.ts';
import {
  alertFailure,
  boringssl,
  capabilities,
  chain,
  distrusted,
  endedAt,
  endpoint,
  failure,
  greeting,
  handshake,
  handshake12,
  implicitResult,
  inDays,
  openssl,
  reply,
  resultWith,
  soundResult,
  vantage,
  verification,
} from '../../support/results.ts';

interface VerdictCase {
  readonly name: string;
  readonly result: ProbeResult;
  readonly verdict: Verdict;
  readonly summary: string;
}

const rc4 = known(handshake12('ECDHE-RSA-RC4-SHA', 'TLS_ECDHE_RSA_WITH_RC4_128_SHA'));
const tripleDes = known(handshake12('ECDHE-RSA-DES-CBC3-SHA', 'TLS_ECDHE_RSA_WITH_3DES_EDE_CBC_SHA'));
const plainOffer = known(capabilities('250-mx.example.com\n250 SIZE 1000000'));
const onlyTls13 = { vantage: { ...vantage, engine: { ...openssl, offeredVersions: ['TLSv1.3' as const] } } };
const heloAfter = (refusal: string) =>
  known({ ...capabilities('250 mx', 7), verb: 'HELO' as const, keywords: [], refusedEhlo: reply(refusal, 5) });
const notOffered = failure('starttls-not-offered', 'starttls');

const verdictCases: readonly VerdictCase[] = [
  {
    name: 'a sound server',
    result: soundResult(),
    verdict: 'sound',
    summary: 'Mail to mx.example.com is encrypted with TLS 1.3, and the certificate proves the name mx.example.com.',
  },
  {
    name: 'a sound server with implicit TLS',
    result: implicitResult(),
    verdict: 'sound',
    summary:
      'Mail handed to mx.example.com:465 is encrypted with TLS 1.3, and the certificate proves the name mx.example.com.',
  },
  {
    name: 'a note leaves it sound',
    result: resultWith({ greeting: known(greeting('220 mx', 9_000)) }),
    verdict: 'sound',
    summary: 'Mail to mx.example.com is encrypted with TLS 1.3, and the certificate proves the name mx.example.com.',
  },
  {
    name: 'a note that could not be checked leaves it sound',
    result: resultWith({ handshake: known({ ...handshake, certificateRequest: 'unknown' }) }),
    verdict: 'sound',
    summary: 'Mail to mx.example.com is encrypted with TLS 1.3, and the certificate proves the name mx.example.com.',
  },
  {
    name: 'a warning',
    result: resultWith({ handshake: tripleDes }),
    verdict: 'weak',
    summary: 'Mail to mx.example.com is encrypted with TLS 1.2, with a weakness: the cipher suite is weak.',
  },
  {
    name: 'no STARTTLS',
    result: endedAt('startTls', notOffered, { capabilities: plainOffer }),
    verdict: 'broken',
    summary: 'Mail to mx.example.com would be sent unencrypted: the server does not offer STARTTLS.',
  },
  {
    name: 'several faults',
    result: resultWith({
      handshake: rc4,
      certificates: known(chain({ notAfter: inDays(-1) })),
      verification: known({
        ...distrusted({ code: 'self-signed', certificate: 0, text: 'It is self-signed.' }),
        name: { ...verification().name, matches: false },
      }),
    }),
    verdict: 'broken',
    summary: 'Mail to mx.example.com cannot be sent over verified TLS: the certificate has expired, and 3 more faults.',
  },
  {
    name: 'an error seen before the probe ended',
    result: endedAt('startTls', failure('reply-timeout', 'starttls'), {
      greeting: known(greeting('220 ***************************')),
    }),
    verdict: 'broken',
    summary: 'Mail to mx.example.com passes a device that changes it: a device on the way rewrites the greeting.',
  },
  ...(['host-not-found', 'connection-refused', 'connection-timeout', 'network-unreachable'] as const).map(
    (code): VerdictCase => ({
      name: code,
      result: endedAt('connection', failure(code, code === 'host-not-found' ? 'resolve' : 'connect')),
      verdict: 'unreachable',
      summary: `mx.example.com:25 could not be reached from desk.example.net: something went wrong: ${code}.`,
    }),
  ),
  {
    name: 'a time-out after the connection stood is not unreachable',
    result: endedAt('capabilities', failure('connection-timeout', 'ehlo')),
    verdict: 'inconclusive',
    summary:
      'Nothing certain can be said about the TLS of mx.example.com:25: something went wrong: connection-timeout.',
  },
  {
    name: 'a resolver without an answer',
    result: endedAt('addresses', failure('dns-failed', 'resolve')),
    verdict: 'inconclusive',
    summary: 'Nothing certain can be said about the TLS of mx.example.com:25: something went wrong: dns-failed.',
  },
  {
    name: 'a rate limit',
    result: endedAt('capabilities', failure('rate-limited', 'greet', { reply: reply('421 busy', 3) }), {
      greeting: known(greeting('421 busy')),
    }),
    verdict: 'inconclusive',
    summary: 'Nothing certain can be said about the TLS of mx.example.com:25: the server asks to come back later.',
  },
  {
    name: 'a rate limit in answer to STARTTLS',
    result: endedAt('handshake', failure('rate-limited', 'starttls', { reply: reply('421 busy', 10) }), {
      startTls: known({ reply: reply('421 busy', 10) }),
    }),
    verdict: 'inconclusive',
    summary: 'Nothing certain can be said about the TLS of mx.example.com:25: the server asks to come back later.',
  },
  {
    name: 'a refused greeting',
    result: endedAt('capabilities', failure('greeting-rejected', 'greet'), { greeting: known(greeting('554 no')) }),
    verdict: 'inconclusive',
    summary:
      'Nothing certain can be said about the TLS of mx.example.com:25: the server refused this client in its greeting.',
  },
  {
    name: 'EHLO refused to this client',
    result: endedAt('capabilities', failure('ehlo-rejected', 'ehlo', { reply: reply('550 5.7.1 no', 5) })),
    verdict: 'inconclusive',
    summary: 'Nothing certain can be said about the TLS of mx.example.com:25: the server refuses EHLO.',
  },
  {
    name: 'no overlap seen by an engine that offers less',
    result: endedAt(
      'handshake',
      alertFailure('handshake_failure', 40),
      {},
      { vantage: { ...vantage, engine: boringssl } },
    ),
    verdict: 'inconclusive',
    summary:
      'Nothing certain can be said about the TLS of mx.example.com:25: the TLS handshake ended with an alert (handshake_failure).',
  },
  {
    name: 'no overlap seen by OpenSSL',
    result: endedAt('handshake', alertFailure('handshake_failure', 40)),
    verdict: 'broken',
    summary: 'Mail to mx.example.com cannot be encrypted: the TLS handshake ended with an alert (handshake_failure).',
  },
  {
    name: 'an alert without a name',
    result: endedAt('handshake', alertFailure('alert 200', 200)),
    verdict: 'broken',
    summary: 'Mail to mx.example.com cannot be encrypted: the TLS handshake ended with alert number 200.',
  },
  {
    name: 'a failed handshake with only TLS 1.3 offered',
    result: endedAt('handshake', failure('tls-after-starttls-failed', 'handshake'), {}, onlyTls13),
    verdict: 'inconclusive',
    summary: 'Nothing certain can be said about the TLS of mx.example.com:25: the TLS handshake was broken off.',
  },
  {
    name: 'an alert with only TLS 1.3 offered',
    result: endedAt('handshake', alertFailure('internal_error', 80), {}, onlyTls13),
    verdict: 'inconclusive',
    summary:
      'Nothing certain can be said about the TLS of mx.example.com:25: the TLS handshake ended with an alert (internal_error).',
  },
  {
    name: 'a list of certificates that is too long for OpenSSL',
    result: endedAt(
      'handshake',
      failure('tls-handshake-failed', 'handshake', { errorCode: 'ERR_SSL_EXCESSIVE_MESSAGE_SIZE' }),
    ),
    verdict: 'inconclusive',
    summary: 'Nothing certain can be said about the TLS of mx.example.com:25: the TLS handshake failed.',
  },
  {
    name: 'a chain of which not all was read',
    result: resultWith({
      certificates: known({ ...chain(), truncated: true }),
      verification: known(distrusted({ code: 'incomplete-chain', certificate: 0, text: 'One is missing.' })),
    }),
    verdict: 'inconclusive',
    summary:
      'TLS with mx.example.com:25 comes about, but whether its certificate can be trusted is not known: the server sent more certificates than are read; the missing one may be among those.',
  },
  {
    name: 'an alert after the handshake',
    result: endedAt('capabilitiesInTls', alertFailure('internal_error', 80, 'server', 'inspect')),
    verdict: 'inconclusive',
    summary:
      'TLS and the certificate of mx.example.com:25 were checked and are not broken, but not all could be learnt: something went wrong: tls-alert.',
  },
  {
    name: 'an alert about the client certificate after the handshake',
    result: endedAt('capabilitiesInTls', alertFailure('unknown_ca', 48, 'server', 'inspect'), {
      handshake: known({ ...handshake, certificateRequest: 'requested' }),
    }),
    verdict: 'broken',
    summary:
      'Mail to mx.example.com is turned away: the server ended TLS with an alert about the client certificate (unknown_ca).',
  },
  {
    name: 'EHLO refused inside TLS',
    result: endedAt('capabilitiesInTls', failure('ehlo-rejected', 'inspect', { reply: reply('502 no', 14) })),
    verdict: 'broken',
    summary: 'Mail to mx.example.com cannot be delivered inside TLS: the server refuses EHLO after the handshake.',
  },
  {
    name: 'EHLO refused to this client inside TLS',
    result: endedAt('capabilitiesInTls', failure('ehlo-rejected', 'inspect', { reply: reply('550 no', 14) })),
    verdict: 'inconclusive',
    summary:
      'TLS and the certificate of mx.example.com:25 were checked and are not broken, but not all could be learnt: something went wrong: ehlo-rejected.',
  },
  {
    name: 'EHLO refused to this client inside TLS, and HELO accepted',
    result: implicitResult({ capabilitiesInTls: heloAfter('550 5.7.1 no') }),
    verdict: 'inconclusive',
    summary:
      'TLS and the certificate of mx.example.com:465 were checked and are not broken, but not all could be learnt: the server refused EHLO inside TLS to this client: what it offers there is not known.',
  },
  {
    name: 'EHLO unknown inside TLS, and HELO accepted',
    result: implicitResult({ capabilitiesInTls: heloAfter('502 5.5.1 no') }),
    verdict: 'weak',
    summary:
      'Mail handed to mx.example.com:465 is encrypted with TLS 1.3, with a weakness: the server refuses EHLO after the handshake.',
  },
  {
    name: 'EHLO refused to this client, and HELO accepted',
    result: endedAt('startTls', notOffered, { capabilities: heloAfter('550 5.7.1 no') }),
    verdict: 'inconclusive',
    summary: 'Nothing certain can be said about the TLS of mx.example.com:25: the server refuses EHLO.',
  },
  {
    name: 'EHLO unknown, and HELO accepted',
    result: endedAt('startTls', notOffered, { capabilities: heloAfter('502 5.5.1 no') }),
    verdict: 'broken',
    summary: 'Mail to mx.example.com would be sent unencrypted: the server refuses EHLO.',
  },
  {
    name: 'an answer to STARTTLS that is neither yes nor no',
    result: endedAt('handshake', failure('starttls-rejected', 'starttls'), {
      startTls: known({ reply: reply('250 OK', 10) }),
    }),
    verdict: 'inconclusive',
    summary:
      'Nothing certain can be said about the TLS of mx.example.com:25: the server gives STARTTLS an answer that is neither yes nor no.',
  },
  {
    name: 'silence on the port of implicit TLS',
    result: endedAt('greeting', failure('greeting-timeout', 'greet'), {}, { endpoint: { ...endpoint, port: 465 } }),
    verdict: 'inconclusive',
    summary: 'Nothing certain can be said about the TLS of mx.example.com:465: something went wrong: greeting-timeout.',
  },
  {
    name: 'silence inside TLS, after all that matters was learnt',
    result: endedAt('capabilitiesInTls', failure('reply-timeout', 'inspect')),
    verdict: 'inconclusive',
    summary:
      'TLS and the certificate of mx.example.com:25 were checked and are not broken, but not all could be learnt: something went wrong: reply-timeout.',
  },
  {
    name: 'a warning does not outweigh what could not be learnt',
    result: endedAt('capabilitiesInTls', failure('reply-timeout', 'inspect'), { handshake: tripleDes }),
    verdict: 'inconclusive',
    summary:
      'TLS and the certificate of mx.example.com:25 were checked and are not broken, but not all could be learnt: something went wrong: reply-timeout.',
  },
  {
    name: 'a fact lost without an ending',
    result: resultWith({ verification: failed(failure('internal', 'verify')) }),
    verdict: 'inconclusive',
    summary: 'Nothing certain can be said about the TLS of mx.example.com:25: something went wrong: internal.',
  },
  {
    name: 'known facts that leave a check open',
    result: resultWith({ certificates: known(chain({ publicKey: { type: 'unknown' } })) }),
    verdict: 'inconclusive',
    summary:
      'TLS and the certificate of mx.example.com:25 were checked and are not broken, but not all could be learnt: the size of a key in the certificate chain could not be read.',
  },
  {
    name: 'QUIT comes after the last stage',
    result: soundResult({ ending: failure('connection-closed', 'quit') }),
    verdict: 'sound',
    summary: 'Mail to mx.example.com is encrypted with TLS 1.3, and the certificate proves the name mx.example.com.',
  },
];

describe('judge', () => {
  for (const { name, result, verdict, summary } of verdictCases) {
    it(`calls ${name} ${verdict}`, () => {
      const assessment = judge(result);
      assert.equal(assessment.verdict, verdict);
      assert.equal(assessment.summary, summary);
    });
  }

  it('has every verdict in its table, and a case for each', () => {
    const inTable = verdictTable.map((row) => row.verdict);
    assert.deepEqual([...inTable].sort(), [...verdicts].sort());
    assert.deepEqual([...new Set(verdictCases.map((verdictCase) => verdictCase.verdict))].sort(), [...verdicts].sort());
  });

  it('puts errors first, then warnings, then notes', () => {
    const { findings } = judge(
      resultWith({
        greeting: known(greeting('220 mx', 9_000)),
        handshake: tripleDes,
        certificates: known(chain({ notAfter: inDays(-1) })),
        capabilitiesInTls: known(capabilities('250-mx\n250 STARTTLS', 14)),
      }),
    );
    assert.deepEqual(
      findings.map((finding) => `${finding.severity} ${finding.rule}`),
      [
        'error certificate/expired',
        'warning starttls/offered-inside-tls',
        'warning tls/weak-cipher',
        'note greeting/slow',
      ],
    );
  });

  it('keeps the facts, and names what could not be checked with its reason', () => {
    const result = endedAt('startTls', notOffered, { capabilities: plainOffer });
    const assessment = judge(result);
    assert.equal(assessment.evidence, result.evidence);
    assert.equal(assessment.ending, result.ending);
    const unchecked = assessment.unchecked.map((rule) => rule.rule);
    for (const rule of ['handshake/alert', 'tls/old-version', 'certificate/expired', 'certificate/name-mismatch']) {
      assert.ok(unchecked.includes(rule), rule);
    }
    assert.ok(!unchecked.includes('ehlo/refused'));
    assert.ok(assessment.unchecked.every((rule) => rule.reason === notOffered.detail));
  });

  it('gives every finding the severity, fix and citation of its rule unless the symptom differs', () => {
    const [finding] = judge(endedAt('startTls', notOffered, { capabilities: plainOffer })).findings;
    const rule = rules.find((candidate) => candidate.id === 'starttls/not-offered');
    assert.ok(finding && rule);
    assert.deepEqual(
      { severity: finding.severity, title: finding.title, fix: finding.fix, citation: finding.citation },
      { severity: rule.severity, title: rule.title, fix: rule.fix, citation: rule.citation },
    );
    assert.deepEqual(finding.where, { line: 5 });
  });

  it('has words for the consequence of every rule that can be an error', () => {
    const mute = rules.filter((rule) => rule.severity === 'error' && consequenceOf(rule.id) === undefined);
    assert.deepEqual(mute, []);
  });

  it('survives JSON: an assessment is plain data', () => {
    const assessment = judge(resultWith({ handshake: rc4, capabilitiesInTls: skipped('') }));
    assert.deepEqual(JSON.parse(JSON.stringify(assessment)), assessment);
  });
});
