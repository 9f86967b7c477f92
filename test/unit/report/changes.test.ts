// What is said of the difference between two results.

import assert from 'node:assert/strict';
import type { Assessment } from '../../../src/model/assessment.ts';
import type { Evidence } from '../../../src/model/evidence.ts';
import { failed, known } from '../../../src/model/evidence.ts';
import { describeChanges, hasChanged } from '../../../src/report/changes.ts';
import { lastingText } from '../../../src/report/comparedFacts.ts';
import { judge } from '../../../src/rules/judge.ts';
import { confirmedCause, likelyCause, possibleCause, withCauses, withoutCauses } from '../../support/causes.ts';
import {
  boringssl,
  capabilities,
  chain,
  distrusted,
  endedAt,
  failure,
  greeting,
  handshake,
  handshake12,
  inDays,
  reply,
  resultWith,
  soundResult,
  vantage,
} from '../../support/results.ts';

const sound = judge(soundResult());

function withFacts(facts: Partial<Evidence>): Assessment {
  return judge(resultWith(facts));
}

function rowsTo(after: Assessment): readonly string[] {
  return describeChanges(sound, after).rows.map(({ label, before, after: now }) => `${label}: ${before} | ${now}`);
}

describe('what changed between two results', () => {
  it('is nothing when only times and the numbers of sessions differ', () => {
    const later = judge(
      soundResult({
        startedAt: '2026-06-02T12:00:00.000Z',
        durationMs: 4_000,
        evidence: {
          ...sound.evidence,
          greeting: known(greeting('220 mx.example.com ESMTP', 900)),
        },
      }),
    );
    const changes = describeChanges(sound, later);
    assert.deepEqual(changes, {
      sentence: 'Nothing that was learnt has changed: still Sound.',
      circumstances: [],
      rows: [],
    });
    assert.equal(hasChanged(sound, later), false);
  });

  it('takes dates, times and session numbers out of replies, and leaves names and versions in', () => {
    const lasting = (text: string): string => lastingText(reply(text));
    const google = '220 mx.google.com ESMTP 5b1f17b1804b1-45b6f0a1c2fsi1234567f8f.12 - gsmtp';
    assert.equal(lasting(google), '220 mx.google.com ESMTP # - gsmtp');
    assert.equal(
      lasting('220 mx1.contoso.com Microsoft ESMTP MAIL Service ready at Mon, 23 Nov 2026 14:55:11 +0000'),
      '220 mx1.contoso.com Microsoft ESMTP MAIL Service ready at # #',
    );
    const exim = (time: string): string => lasting(`220 a.example ESMTP Exim 4.96.2 ${time}`);
    assert.equal(exim('Tue, 01 Dec 2026 01:02:03 +0100'), exim('Wed, 02 Dec 2026 11:12:13 +0100'));
    assert.notEqual(lasting('220 a ESMTP Exim 4.96.2'), lasting('220 a ESMTP Exim 4.98'));
    assert.notEqual(lasting('220 mx1.mail01.example.com x'), lasting('220 mx2.mail02.example.com x'));
    assert.equal(lasting('220 a Postfix-3.7.12 b'), '220 a Postfix-3.7.12 b');
  });

  it('names STARTTLS that is gone first, and takes nothing unknown for a "no"', () => {
    const ending = failure('starttls-not-offered', 'starttls');
    const facts = { capabilities: known(capabilities('250-mx.example.com\n250-SIZE 1000000\n250 8BITMIME')) };
    const after = judge(endedAt('startTls', ending, facts));
    const { sentence } = describeChanges(sound, after);
    assert.match(
      sentence,
      /^Sound before, Broken after: STARTTLS is gone and there is no TLS session to be seen\. \d+ differences in all\.$/,
    );
    const rows = rowsTo(after);
    assert.ok(rows.includes('STARTTLS in clear text: STARTTLS | not there'));
    assert.ok(rows.includes('TLS: TLSv1.3, TLS_AES_256_GCM_SHA384 | could not be learnt, for the same reason'));
    assert.ok(!rows.some((row) => row.startsWith('Cipher suite')));
    assert.ok(rows.some((row) => row.startsWith('New finding: not there | Error: ')));
    const back = describeChanges(after, sound);
    assert.match(back.sentence, /^Broken before, Sound after: STARTTLS is back and there is a TLS session\./);
    assert.ok(back.rows.some(({ label, after: now }) => label === 'Finding gone' && now === 'not there'));
  });

  it('names a certificate that was replaced, with issuer, names and dates', () => {
    const renewed = { fingerprintSha256: 'DD', issuer: 'CN=Other', notAfter: inDays(100) };
    const after = withFacts({ certificates: known(chain(renewed)) });
    const { sentence } = describeChanges(sound, after);
    assert.equal(sentence, 'Still Sound: the certificate was replaced. 3 differences in all.');
    assert.deepEqual(
      rowsTo(after).map((row) => row.split(':')[0]),
      ['Certificate', 'Issuer', 'Valid'],
    );
  });

  it('names version, cipher suite, key exchange, address and trust', () => {
    const old = handshake12('ECDHE-RSA-AES128-GCM-SHA256', 'TLS_ECDHE_RSA_WITH_AES_128_GCM_SHA256');
    const { connection } = sound.evidence;
    assert.ok(connection.status === 'known');
    const remote = { address: '192.0.2.7', family: 4, port: 25 } as const;
    const after = withFacts({
      handshake: known(old),
      connection: known({ ...connection.value, remote }),
      verification: known(distrusted({ code: 'untrusted-root', text: 'Nobody knows the root.' })),
    });
    const { sentence } = describeChanges(sound, after);
    assert.match(sentence, /the TLS version went from TLSv1\.3 to TLSv1\.2, Mozilla's roots no longer trust it/);
    const labels = rowsTo(after).map((row) => row.slice(0, row.indexOf(':')));
    for (const label of ['Address reached', 'TLS version', 'Cipher suite', 'Key exchange'])
      assert.ok(labels.includes(label), label);
    assert.ok(
      rowsTo(after).includes(
        "Trust by Mozilla's roots: trusted: CN=Example Root | not trusted: Nobody knows the root.",
      ),
    );
  });

  it('names EHLO keywords and their parameters', () => {
    const now = capabilities('250-mx.example.com\n250-SIZE 2000000\n250-CHUNKING\n250 STARTTLS');
    const rows = rowsTo(withFacts({ capabilities: known(now) }));
    assert.deepEqual(rows, [
      'SIZE in clear text: SIZE 1000000 | SIZE 2000000',
      'CHUNKING in clear text: not there | CHUNKING',
      '8BITMIME in clear text: 8BITMIME | not there',
    ]);
  });

  it('does not take another order of addresses for a change', () => {
    const addresses = [
      { address: '192.0.2.1', family: 4 },
      { address: '192.0.2.2', family: 4 },
    ] as const;
    const one = withFacts({ addresses: known({ addresses, source: 'resolver' }) });
    const other = withFacts({ addresses: known({ addresses: [...addresses].reverse(), source: 'resolver' }) });
    assert.equal(hasChanged(one, other), false);
    assert.equal(hasChanged(sound, other), true);
  });

  it('says first that another engine or place probed', () => {
    const after = judge(soundResult({ vantage: { ...vantage, hostName: 'far.example.net', engine: boringssl } }));
    const { sentence, circumstances } = describeChanges(sound, after);
    assert.equal(
      sentence,
      'The two probes were not made alike (probed from and TLS engine), so differences may come from that. Nothing that was learnt has changed: still Sound.',
    );
    assert.equal(circumstances.length, 2);
  });

  it('names another surest cause, and one that is surer now', () => {
    const rowsBetween = (before: Assessment, after: Assessment): readonly string[] =>
      describeChanges(before, after).rows.map(({ label, before: was, after: is }) => `${label}: ${was} | ${is}`);
    assert.deepEqual(rowsBetween(withCauses(likelyCause, possibleCause), withCauses(confirmedCause, likelyCause)), [
      'Surest cause: Likely: STARTTLS is removed on the way | Confirmed: A firewall on the way rewrites SMTP',
    ]);
    const surer = withCauses({ ...likelyCause, likelihood: 'confirmed' });
    const [changed, unsure] = [withCauses(likelyCause), withCauses(possibleCause)];
    assert.equal(describeChanges(changed, surer).sentence, 'Still Broken: the surest cause changed. One difference.');
    assert.deepEqual(rowsBetween(unsure, changed), [
      'Surest cause: none that is sure | Likely: STARTTLS is removed on the way',
    ]);
    assert.equal(hasChanged(changed, surer), true);
  });

  it('takes no cause for a change where nobody knew any', () => {
    assert.equal(hasChanged(withoutCauses, withCauses(confirmedCause)), false);
    assert.equal(hasChanged(withCauses(confirmedCause, possibleCause), withCauses(confirmedCause)), false);
    assert.equal(hasChanged(withCauses(possibleCause), withCauses()), false);
  });

  it('names both sides when neither is the earlier', () => {
    const after = withFacts({ handshake: known({ ...handshake, version: 'TLSv1.2' }) });
    const { sentence } = describeChanges(sound, after, { before: 'mx1', after: 'mx2' });
    assert.equal(sentence, 'Both are Sound. They differ in: TLS version.');
  });

  it('stays short whatever a server says', () => {
    const keywords = Array.from({ length: 990 }, (_, index) => `250-KEYWORD${index} ${'x'.repeat(2_000)}`);
    const now = capabilities(['250-mx', ...keywords, '250 STARTTLS'].join('\n'));
    const { rows } = describeChanges(sound, withFacts({ capabilities: known(now) }));
    assert.equal(rows.length, 201);
    assert.match(rows.at(-1)?.after ?? '', /^\d+ further differences$/);
    assert.ok(JSON.stringify(rows).length < 200_000);
  });

  it('does not tell two failures of one kind apart by their words', () => {
    const one = judge(endedAt('connection', failure('connection-timeout', 'connect', { detail: 'After 10.0 s.' })));
    const two = judge(endedAt('connection', failure('connection-timeout', 'connect', { detail: 'After 10.1 s.' })));
    const three = judge(endedAt('connection', failure('connection-refused', 'connect')));
    assert.equal(hasChanged(one, two), false);
    assert.equal(hasChanged(one, three), true);
    assert.equal(hasChanged(withFacts({ greeting: failed(failure('greeting-timeout', 'greet')) }), sound), true);
  });
});
