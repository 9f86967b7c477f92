import assert from 'node:assert/strict';
import { LogAnalysis, SessionSearch } from '../../../src/engine/logAnalysis.ts';
import {
  clearRows,
  interleave,
  largeLog,
  logHeader,
  logText,
  maskedRows,
  noCredentialsRows,
  sessionRows,
  soundRows,
} from '../../support/protocolLogs.ts';

const text = logText(
  'Send',
  interleave(
    ...[soundRows, noCredentialsRows, clearRows, maskedRows].map((rows, index) =>
      sessionRows({ id: `08DE${index}`, rows, remote: index === 3 ? '198.51.100.1:25' : '192.0.2.25:25' }),
    ),
  ),
);

describe('the analysis of a protocol log', () => {
  it('counts sessions by what became of TLS, and names the failed ones with what the rules say', () => {
    const analysis = new LogAnalysis({ fileName: 'SEND20260105-1.LOG' });
    for (const byte of Buffer.from(text)) analysis.push(Uint8Array.of(byte));
    const { failures, remotes, reasons, ...rest } = analysis.finish();
    assert.deepEqual(rest, {
      bytes: Buffer.byteLength(text),
      lines: text.split('\r\n').length - 1,
      sessions: 4,
      withTls: 1,
      withoutTls: 1,
      notOffered: 1,
      failed: 2,
      unknown: 0,
      incomplete: 0,
      firstAt: '2026-01-05T06:00:00.000Z',
      lastAt: '2026-01-05T06:00:00.250Z',
      otherRemotes: 0,
      otherFailed: 0,
      problems: [],
      otherProblems: 0,
    });
    assert.deepEqual(remotes, [
      {
        remote: '192.0.2.25',
        sessions: 3,
        withTls: 1,
        failed: 1,
        notOffered: 1,
        notOfferedLine: 1 + text.split('\r\n').findIndex((line) => line.includes(',08DE2,')),
      },
      { remote: '198.51.100.1', sessions: 1, withTls: 0, failed: 1, notOffered: 0 },
    ]);
    assert.deepEqual(reasons.map(({ reason, sessions }) => [reason, sessions]).sort(), [
      ['InvalidToken', 1],
      ['NoCredentials', 1],
    ]);
    assert.deepEqual(failures.map(({ id, findings }) => [id, findings.map(({ rule }) => rule)]).sort(), [
      ['08DE1', ['handshake/failed']],
      ['08DE3', ['greeting/rewritten', 'ehlo/rewritten', 'handshake/failed']],
    ]);
    const line = text.split('\r\n')[(failures.find(({ id }) => id === '08DE1')?.line ?? 0) - 1];
    assert.match(line ?? '', /NoCredentials$/);
  });

  it('lays what a server passes on to none of the hosts that were spoken to', () => {
    const passedOn =
      '450 4.4.101 Proxy session setup failed on Frontend with \'451 4.4.0 Primary target IP address responded with: "454 4.7.5 Certificate validation failure, Reason:UntrustedRoot"\'';
    const rows: typeof soundRows = [...soundRows.slice(0, -9), ['<', passedOn], ['>', 'QUIT'], ['-', '', 'Local']];
    const analysis = new LogAnalysis({ fileName: 'SEND20260105-1.LOG' });
    analysis.push(Buffer.from(logText('Send', sessionRows({ id: '08DE1', rows }))));
    const { withTls, failed, remotes, failures } = analysis.finish();
    assert.deepEqual([withTls, failed, remotes.map((one) => [one.withTls, one.failed])], [1, 1, [[1, 0]]]);
    assert.match(failures[0]?.reason ?? '', /^behind the other side: certificate refused: UntrustedRoot$/);
  });

  it('names several causes where none of them is likelier', () => {
    const rows = noCredentialsRows.map(
      ([event, data, context]) => [event, data, context?.replace('NoCredentials', 'UntrustedRoot')] as const,
    ) as typeof soundRows;
    const analysis = new LogAnalysis({ fileName: 'SEND20260105-1.LOG' });
    analysis.push(Buffer.from(logText('Send', sessionRows({ id: '08DE1', rows }))));
    const [failure] = analysis.finish().failures;
    assert.equal(failure?.cause?.likelihood, 'possible');
    assert.deepEqual(failure.cause.title.split('; or: ').sort(), [
      'An intermediate certificate is not sent',
      'The certificate comes from a private authority',
      "This machine's root certificates are out of date",
    ]);
  });

  it('finds a session again in the part of the file that holds it', () => {
    const analysis = new LogAnalysis({ fileName: 'SEND20260105-1.LOG' });
    analysis.push(Buffer.from(text));
    const failure = analysis.finish().failures.find(({ id }) => id === '08DE1');
    assert.ok(failure !== undefined);
    const search = new SessionSearch({
      fileName: 'SEND20260105-1.LOG',
      only: failure.id,
      start: { line: 1, offset: failure.from },
      header: logHeader('Send'),
    });
    const bytes = Buffer.from(text);
    const end = bytes.indexOf('\n', failure.to);
    search.push(bytes.subarray(failure.from, end + 1));
    assert.equal(search.finish()?.rows.length, noCredentialsRows.length);
  });

  it('holds a bounded part of a log, and names a bounded number of failures', function () {
    this.timeout(60_000);
    const analysis = new LogAnalysis({ fileName: 'SEND20260105-1.LOG' });
    const log = largeLog(12 * 1024 * 1024);
    let step = log.next();
    for (; step.done !== true; step = log.next()) analysis.push(step.value);
    const summary = analysis.finish();
    assert.equal(summary.sessions, step.value.sessions);
    assert.equal(summary.failed, step.value.failed);
    assert.equal(summary.failures.length, 200);
    assert.equal(summary.otherFailed, step.value.failed - 200);
    assert.equal(summary.remotes.length, 100);
    assert.ok(JSON.stringify(summary).length < 200_000);
  });
});
