import assert from 'node:assert/strict';
import fc from 'fast-check';
import { assessSession } from '../../../src/engine/logAnalysis.ts';
import { parseAssessment } from '../../../src/formats/assessment.ts';
import { findCapability } from '../../../src/formats/capabilities.ts';
import { LogReader } from '../../../src/logs/logReader.ts';
import { tlsOutcome } from '../../../src/logs/sessionOutcome.ts';
import { sessionResult } from '../../../src/logs/sessionResult.ts';
import type { Assessment } from '../../../src/model/assessment.ts';
import type { Evidence, Outcome } from '../../../src/model/evidence.ts';
import type { LoggedTls, LogSession } from '../../../src/model/protocolLog.ts';
import {
  certificateRows,
  clearRows,
  closing,
  logText,
  maskedRows,
  noCredentialsRows,
  opening,
  packedCertificate,
  sessionRows,
  soundRows,
  startTls,
  success,
} from '../../support/protocolLogs.ts';
import type { SessionPlan } from '../../support/protocolLogs.ts';

function sessionOf(
  rows: SessionPlan['rows'],
  kind: 'Send' | 'Receive' = 'Send',
  plan: Partial<SessionPlan> = {},
): LogSession {
  const reader = new LogReader({ fileName: 'x' });
  const text = logText(kind, sessionRows({ id: '08DE', rows, ...plan }));
  const [session] = [...reader.push(Buffer.from(text, 'utf8')), ...reader.finish()];
  assert.ok(session !== undefined);
  return session;
}

function turned(rows: SessionPlan['rows']): SessionPlan['rows'] {
  return rows.map(([event, data = '', context = '']) => [
    event === '<' ? '>' : event === '>' ? '<' : event,
    data,
    context,
  ]);
}

function valueOf<T>(outcome: Outcome<T>): T {
  assert.equal(outcome.status, 'known', JSON.stringify(outcome));
  return (outcome as Extract<Outcome<T>, { status: 'known' }>).value;
}

function reasonOf(outcome: Evidence[keyof Evidence]): string {
  assert.equal(outcome.status, 'failed');
  return outcome.status === 'failed' ? outcome.failure.detail : '';
}

function rulesOf({ findings }: Assessment): readonly string[] {
  return findings.filter(({ severity }) => severity !== 'note').map(({ rule }) => rule);
}

function outcomeOf(rows: SessionPlan['rows'], kind: 'Send' | 'Receive' = 'Send'): LoggedTls {
  const session = sessionOf(rows, kind);
  return tlsOutcome(session, sessionResult(session));
}

describe('a session of a protocol log as a result', () => {
  it('holds greeting, keywords, the answer to STARTTLS and the TLS session', () => {
    const { evidence, endpoint, vantage, transcript, ending } = sessionResult(sessionOf(soundRows));
    assert.deepEqual(endpoint, { host: '192.0.2.25', port: 25, tlsMode: 'starttls' });
    assert.equal(vantage.ehloName, 'ex01.contoso.com');
    assert.equal(vantage.engine.library, 'Schannel');
    assert.equal(valueOf(evidence.greeting).reply.code, 220);
    assert.equal(valueOf(evidence.connection).durationMs, 10);
    const capabilities = valueOf(evidence.capabilities);
    assert.ok(findCapability(capabilities, 'STARTTLS') !== undefined);
    assert.deepEqual(findCapability(capabilities, 'SIZE')?.parameters, ['37748736']);
    assert.deepEqual(findCapability(capabilities, 'X-EXPS')?.parameters, ['GSSAPI', 'NTLM']);
    assert.equal(findCapability(valueOf(evidence.capabilitiesInTls), 'STARTTLS'), undefined);
    const handshake = valueOf(evidence.handshake);
    assert.deepEqual([handshake.version, handshake.keyExchange], ['TLSv1.2', { kind: 'ecdh', bits: 384 }]);
    assert.equal(handshake.cipherSuite.name, 'CALG_ECDH_EPHEM-CALG_AES_256-CALG_SHA_384');
    assert.equal(handshake.ocspStapled, undefined);
    assert.equal(ending, undefined);
    assert.ok(transcript.some(({ text, encrypted }) => text.startsWith('MAIL FROM') && encrypted));
    assert.ok(transcript.every(({ number }, index) => number === index + 1));
  });

  it("tells what the log says of the server's certificate, and takes none of it for verified", () => {
    const assessment = assessSession(sessionOf(soundRows));
    const reason = reasonOf(assessment.evidence.certificates);
    assert.match(
      reason,
      /does not hold it, so its chain cannot be verified.*subject CN=mail\.example\.net; issuer CN=Other CA, O=Example/,
    );
    assert.match(reason, /until 2026-06-01T00:00:00\.000Z; names mail\.example\.net\.$/);
    assert.equal(assessment.verdict, 'inconclusive');
    assert.match(
      assessment.summary,
      /^TLS with 192\.0\.2\.25:25 comes about with TLS 1\.2, but its certificate is not known: /,
    );
    // The certificate that Exchange itself presented is not the server's.
    assert.match(
      reasonOf(
        sessionResult(sessionOf([...opening, ...startTls, ...certificateRows, ['*', '', success]])).evidence
          .certificates,
      ),
      /does not hold the server's certificate/,
    );
    const receive = sessionOf(
      [...turned([...opening.slice(1), ...startTls]), packedCertificate, ['*', '', success]],
      'Receive',
    );
    assert.match(
      reasonOf(sessionResult(receive).evidence.certificates),
      /subject CN=SERVER1; issuer CN=SERVER1; .*until 2025-01-17.*By these dates it had expired when the session began\. Subject and issuer are alike: it is self-signed/s,
    );
  });

  it('is judged by the same rules as a probe', () => {
    assert.deepEqual(rulesOf(assessSession(sessionOf(clearRows))), ['starttls/not-offered']);
    assert.deepEqual(rulesOf(assessSession(sessionOf(maskedRows))), [
      'greeting/rewritten',
      'ehlo/rewritten',
      'handshake/failed',
    ]);
    const old = soundRows.map(
      ([event, data = '', context = '']) =>
        [event, data, context.replaceAll('TLS1_2', 'TLS1_0').replaceAll('AES_256', 'RC4')] as const,
    );
    const assessment = assessSession(sessionOf(old));
    assert.deepEqual(rulesOf(assessment), ['tls/old-version', 'tls/weak-cipher']);
    assert.match(assessment.findings[0]?.text ?? '', /which of the two sides has nothing newer is not in the log/);
    const refused = [
      ...opening,
      ['>', 'STARTTLS'],
      ['<', '454 4.7.0 TLS not available due to local problem'],
      ...closing,
    ] as const;
    assert.deepEqual(rulesOf(assessSession(sessionOf(refused))), ['starttls/refused']);
  });

  it('names whose fault a failed negotiation is, where the log proves it', () => {
    const assessment = assessSession(sessionOf(noCredentialsRows));
    const [finding] = assessment.findings;
    assert.equal(finding?.rule, 'handshake/failed');
    assert.equal(finding.title, 'The Exchange server that wrote the log could not use its own certificate');
    assert.match(finding.text, /Nothing is proved about the other side \(NoCredentials\)\.$/);
    assert.equal(finding.where.line, noCredentialsRows.length - 1);
    const cut = noCredentialsRows.map(
      ([event, data = '', context = '']) => [event, data, context.replace('NoCredentials', 'SocketError')] as const,
    );
    const [other] = assessSession(sessionOf(cut)).findings;
    assert.equal(other?.title, 'The TLS handshake failed');
    assert.match(other.text, /The row alone does not tell which/);
  });

  it('turns the sides round where Exchange receives', () => {
    const session = sessionOf(turned(clearRows.slice(1)), 'Receive', {
      local: '10.0.0.5:25',
      remote: '203.0.113.9:40000',
    });
    const assessment = assessSession(session);
    assert.deepEqual(assessment.endpoint, { host: '10.0.0.5', port: 25, tlsMode: 'starttls' });
    assert.deepEqual(rulesOf(assessment), ['starttls/not-offered']);
    assert.equal(assessment.transcript.find(({ text }) => text.startsWith('220 '))?.speaker, 'server');
    assert.equal(assessment.transcript.find(({ text }) => text.startsWith('EHLO'))?.speaker, 'client');
  });

  it('never takes what is not in the log for a "no"', () => {
    const gap = [
      ...opening.slice(0, 4),
      ['<', '250-mail.example.net Hello'],
      ['<', '250-SIZE'],
      ['<', '250-DSN'],
      ['<', '250 CHUNKING'],
    ] as const;
    const rows = sessionRows({ id: '08DE', rows: gap });
    const reader = new LogReader({ fileName: 'x' });
    const torn = [...rows.slice(0, 5), ...rows.slice(6)];
    const [session] = [...reader.push(Buffer.from(logText('Send', torn))), ...reader.finish()];
    assert.ok(session !== undefined);
    const assessment = assessSession(session);
    assert.deepEqual(rulesOf(assessment), []);
    assert.match(reasonOf(assessment.evidence.capabilities), /their numbers have a gap/);
    assert.equal(assessment.verdict, 'inconclusive');
    const middle = assessSession(sessionOf(soundRows.slice(6, 9), 'Send', { firstSequence: 6 }));
    assert.deepEqual(rulesOf(middle), []);
    assert.match(reasonOf(middle.evidence.greeting), /begins in the middle of this session/);
    const ended = assessSession(sessionOf(soundRows.slice(0, 7)));
    assert.deepEqual(rulesOf(ended), []);
    assert.match(reasonOf(ended.evidence.handshake), /it ends in the middle of this session/);
    const unasked = assessSession(sessionOf([...opening, ['>', 'MAIL FROM:<a@b.test>'], ['<', '250 OK'], ...closing]));
    assert.deepEqual(rulesOf(unasked), []);
    assert.match(unasked.summary, /did not ask for TLS/);
  });

  it('tells a connection that did not come about', () => {
    const text =
      'Failed to connect. Winsock error code: 10061, Win32 error code: 10061, Error Message: No connection could be made because the target machine actively refused it 192.0.2.25:25';
    const assessment = assessSession(
      sessionOf([
        ['*', '', 'attempting to connect'],
        ['*', '', text],
      ]),
    );
    assert.equal(assessment.verdict, 'unreachable');
    assert.deepEqual(
      assessment.findings.map(({ rule }) => rule),
      ['connection/refused'],
    );
  });

  it('keeps no credentials', () => {
    const secrets = [
      ['>', 'AUTH PLAIN AGFsaWNlAHNlY3JldA=='],
      ['<', '235 2.7.0 Authentication successful'],
      ['>', 'AUTH LOGIN'],
      ['<', '334 VXNlcm5hbWU6'],
      ['>', 'YWxpY2U='],
      ['<', '334 UGFzc3dvcmQ6'],
      ['>', 'c2VjcmV0'],
      ['<', '235 2.7.0 Authentication successful'],
      ['>', 'X-EXPS NTLM TlRMTVNTUAAB'],
    ] as const;
    const { transcript } = sessionResult(sessionOf([...opening, ...secrets, ...closing]));
    const text = transcript.map((line) => line.text).join('\n');
    assert.doesNotMatch(text, /AGFsaWNl|YWxpY2U|c2VjcmV0|TlRMTVNT/);
    assert.match(text, /AUTH PLAIN <authentication response>/);
  });

  it('is a result that can be written and read back', () => {
    for (const rows of [soundRows, noCredentialsRows, clearRows, maskedRows]) {
      const assessment = assessSession(sessionOf(rows));
      const written = JSON.parse(JSON.stringify(assessment)) as unknown;
      assert.deepEqual(parseAssessment(written), { status: 'parsed', value: written });
    }
  });

  it('takes any rows', function () {
    this.timeout(20_000);
    const word = fc.oneof(
      fc.constantFrom(
        'STARTTLS',
        'EHLO a',
        '250-x',
        '250 STARTTLS',
        '220 x',
        '454 4.7.0 no',
        'AUTH PLAIN x',
        '',
        '\u0000\u001b[2J',
        'A'.repeat(9_000),
      ),
      fc.string({ maxLength: 30 }),
    );
    const context = fc.oneof(
      fc.constantFrom('', success, 'TLS negotiation failed with error X', 'Sending certificate', 'Certificate subject'),
      fc.string(),
    );
    const row = fc.tuple(fc.constantFrom('+', '-', '<', '>', '*'), word, context);
    fc.assert(
      fc.property(fc.array(row, { minLength: 1, maxLength: 40 }), fc.constantFrom('Send', 'Receive'), (rows, kind) => {
        const assessment = assessSession(sessionOf(rows, kind as 'Send'));
        const written = JSON.parse(JSON.stringify(assessment)) as unknown;
        assert.equal(parseAssessment(written).status, 'parsed');
        assert.doesNotMatch(assessment.transcript.map(({ text }) => text).join(''), /[\u0000-\u001f]/);
      }),
      { numRuns: 150 },
    );
  });
});

describe('what became of TLS in a session', () => {
  const onlyOverTls = 'Connector is configured to send mail only over TLS connections and';
  const refusedBy = (text: string): SessionPlan['rows'] => [...soundRows.slice(0, -9), ['<', text], ...closing];

  it('is established, failed with a reason, not used, or not told', () => {
    assert.deepEqual(outcomeOf(soundRows), { status: 'established', version: 'TLSv1.2' });
    assert.deepEqual(outcomeOf(clearRows), { status: 'not-used', offered: false });
    const unasked = [...opening, ['>', 'MAIL FROM:<a@b.test>'], ['<', '250 OK'], ...closing] as const;
    assert.deepEqual(outcomeOf(unasked), { status: 'not-used', offered: true });
    assert.equal(outcomeOf(soundRows.slice(0, 7)).status, 'unknown');
    assert.equal(outcomeOf([['+'], ['-', '', 'Remote(SocketError)']]).status, 'unknown');
  });

  it('is a failure where Exchange Online leaves a server that offers no STARTTLS, and of nobody else', () => {
    const visit = (client: string, ...more: SessionPlan['rows']): SessionPlan['rows'] => [
      ['+'],
      ['>', '220 EX01 Microsoft ESMTP MAIL Service ready'],
      ['<', `EHLO ${client}`],
      ['>', '250  EX01 Hello [192.0.2.1] SIZE PIPELINING X-ANONYMOUSTLS CHUNKING'],
      ...more,
      ['<', 'QUIT'],
      ['>', '221 2.0.0 Service closing transmission channel'],
      ['-', '', 'Local'],
    ];
    const cloud = 'EUR05-DB8-obe.outbound.protection.outlook.com';
    const mail: SessionPlan['rows'] = [
      ['<', 'MAIL FROM:<a@b.test>'],
      ['>', '250 OK'],
    ];
    const left = outcomeOf(visit(cloud), 'Receive');
    assert.equal(left.status === 'failed' ? left.reason : '', 'STARTTLS not offered to Exchange Online, which left');
    assert.equal(outcomeOf(visit(cloud, ...mail), 'Receive').status, 'not-used');
    assert.equal(outcomeOf(visit('monitor.contoso.com'), 'Receive').status, 'not-used');
  });

  it('takes a 421 with SocketError for a broken handshake, and another for what it is', () => {
    const endingOf = (text: string) =>
      sessionResult(sessionOf([...opening, ['>', 'STARTTLS'], ['<', text], ...closing])).ending;
    const dropped = endingOf('421 4.4.2 Connection dropped due to SocketError');
    assert.deepEqual([dropped?.code, dropped?.phase], ['tls-after-starttls-failed', 'handshake']);
    assert.equal(endingOf('421 4.7.0 Too many connections')?.code, 'rate-limited');
  });

  it('names the reason and the row of a failure', () => {
    const reasons = [
      noCredentialsRows,
      maskedRows,
      [...opening, ...startTls, ['-', '', 'Remote(ConnectionReset)']],
      [...opening, ['>', 'STARTTLS'], ['<', '454 4.7.0 TLS not available'], ...closing],
      [
        ...opening.slice(0, 4),
        ['<', '250 mail.example.net Hello'],
        ['>', 'MAIL FROM:<a@b.test>'],
        ['<', '451 5.7.3 Must issue a STARTTLS command first'],
        ...closing,
      ],
      [
        ...opening.slice(0, 4),
        ['<', '250 mail.example.net Hello'],
        ['*', '', `${onlyOverTls} remote doesn't support TLS`],
        ['>', 'QUIT'],
        ...closing,
      ],
      [
        ...opening.slice(0, 4),
        ['<', '250  mail.example.net Hello SIZE 37748736 XXXXXXXA'],
        ['>', 'MAIL FROM:<a@b.test>'],
        ['<', '250 OK'],
        ...closing,
      ],
      [
        ['+'],
        ['<', '220 *********************************'],
        ['>', 'EHLO a.test'],
        ['<', '250 mail.example.net Hello'],
        ['>', 'MAIL FROM:<a@b.test>'],
        ['<', '250 OK'],
        ...closing,
      ],
      [...opening, ['*', '', `${onlyOverTls} we didn't achieve it`], ...closing],
      [
        ...opening,
        [
          '*',
          '',
          'Drop connection because TLS configuration requires TLS before MailFrom command and could not achieve it',
        ],
        ...closing,
      ],
      refusedBy('454 4.7.5 Certificate validation failure, Reason:UntrustedRoot'),
      refusedBy(
        '450 4.4.101 Proxy session setup failed on Frontend with \'451 4.4.0 Primary target IP address responded with: "454 4.7.5 Certificate validation failure, Reason:UntrustedRoot"\'',
      ),
      [...opening, ['>', 'MAIL FROM:<a@b.test>'], ['<', '451 5.7.3 Must issue a STARTTLS command first'], ...closing],
      refusedBy('421 4.7.66 TLS 1.0 and 1.1 are not supported. Please upgrade/update your client to support TLS 1.2.'),
      [
        ...soundRows.slice(0, -9),
        ['*', '', '454 4.7.5 The certificate specified in TlsCertificateName of the SendConnector could not be found.'],
        ...closing,
      ],
    ].map((rows) => {
      const session = sessionOf(rows as SessionPlan['rows']);
      const outcome = tlsOutcome(session, sessionResult(session));
      assert.equal(outcome.status, 'failed');
      return outcome.status === 'failed'
        ? [outcome.reason, session.rows.find(({ place }) => place.line === outcome.place.line)?.sequence]
        : [];
    });
    assert.deepEqual(reasons, [
      ['NoCredentials', 13],
      ['InvalidToken', 11],
      ['ended before TLS', 7],
      ['STARTTLS refused: 454 4.7.0', 6],
      ['STARTTLS demanded, not used', 6],
      ['TLS required, STARTTLS not offered', 5],
      ['SMTP rewritten on the way, STARTTLS not offered', 4],
      ['SMTP rewritten on the way, STARTTLS not offered', 1],
      ['TLS required, not reached', 5],
      ['TLS required, not reached', 5],
      ['certificate refused: UntrustedRoot', 17],
      ['behind the other side: certificate refused: UntrustedRoot', 17],
      ['STARTTLS offered and demanded, not used (IgnoreSTARTTLS of the connector?)', 6],
      ['TLS version refused', 17],
      ['certificate not found', 17],
    ]);
  });
});
