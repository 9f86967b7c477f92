import assert from 'node:assert/strict';
import { LogReader } from '../../../src/logs/logReader.ts';
import { assemblyLimits, parseSocketAddress } from '../../../src/logs/sessionAssembly.ts';
import type { AssemblyLimits } from '../../../src/logs/sessionAssembly.ts';
import type { LogSession } from '../../../src/model/protocolLog.ts';
import {
  clearRows,
  interleave,
  logText,
  maskedRows,
  noCredentialsRows,
  sessionRows,
  soundRows,
} from '../../support/protocolLogs.ts';

function sessionsOf(text: string, limits: Partial<AssemblyLimits> = {}, fileName = 'log.txt'): readonly LogSession[] {
  const reader = new LogReader({ fileName, limits: { ...assemblyLimits, ...limits } });
  return [...reader.push(Buffer.from(text, 'utf8')), ...reader.finish()];
}

const plans = [soundRows, noCredentialsRows, clearRows, maskedRows].map((rows, index) =>
  sessionRows({ id: `08DE00000000000${index}`, rows, at: index }),
);

describe('sessions of a protocol log', () => {
  it('are put together from rows that are mixed', () => {
    const sessions = sessionsOf(logText('Send', interleave(...plans)));
    assert.deepEqual(
      sessions
        .map(({ id, rows, direction, hasBeginning, hasEnd, leftOut }) => [
          id,
          rows.length,
          direction,
          hasBeginning,
          hasEnd,
          leftOut,
        ])
        .sort(),
      [soundRows, noCredentialsRows, clearRows, maskedRows].map((rows, index) => [
        `08DE00000000000${index}`,
        rows.length,
        'send',
        true,
        true,
        0,
      ]),
    );
    assert.equal(sessions[0]?.software, 'Microsoft Exchange Server 15.0.0.0');
    assert.deepEqual(sessions[0].remote, { address: '192.0.2.25', family: 4, port: 25 });
  });

  it('are in the order of their numbers, also when rows were written late', () => {
    const [rows = []] = plans;
    const late = [...rows.slice(0, 3), ...rows.slice(4, -1), ...rows.slice(-1), rows[3] ?? ''];
    const [session, ...others] = sessionsOf(logText('Send', late));
    assert.deepEqual(others, []);
    assert.deepEqual(
      session?.rows.map(({ sequence }) => sequence),
      rows.map((_, index) => index),
    );
    assert.equal(session.leftOut, 0);
  });

  it('tell that their beginning, their end or rows between are not in the log', () => {
    const [rows = []] = plans;
    const [middle] = sessionsOf(logText('Send', rows.slice(4, 12)));
    assert.deepEqual([middle?.hasBeginning, middle?.hasEnd], [false, false]);
    const [holed] = sessionsOf(logText('Send', [...rows.slice(0, 5), ...rows.slice(8)]));
    assert.equal(holed?.leftOut, 3);
  });

  it('know who sends by header, by name of the file, else by who greets', () => {
    const rows = plans[0] ?? [];
    assert.equal(sessionsOf(rows.join('\n'))[0]?.direction, 'send');
    assert.equal(sessionsOf(rows.join('\n'), {}, 'RECV20260105-1.LOG')[0]?.direction, 'receive');
    const turned = rows.map((row) => row.replace(/,([<>]),/, (_, event) => (event === '<' ? ',>,' : ',<,')));
    assert.equal(sessionsOf(turned.join('\n'))[0]?.direction, 'receive');
  });

  it('are bounded in number, in rows and in characters', () => {
    const begun = Array.from({ length: 50 }, (_, index) => sessionRows({ id: `S${index}`, rows: [['+']] })).flat();
    const reader = new LogReader({ fileName: 'x', limits: { ...assemblyLimits, openSessions: 10 } });
    const early = [...reader.push(Buffer.from(logText('Send', begun)))];
    assert.equal(early.length, 40);
    assert.equal(early[0]?.id, 'S0');
    assert.equal([...reader.finish()].length, 10);
    const long = [
      ...soundRows.slice(0, 5),
      ...Array.from({ length: 900 }, () => ['>', 'NOOP'] as const),
      ...noCredentialsRows.slice(5),
    ];
    const [session] = sessionsOf(logText('Send', sessionRows({ id: 'L', rows: long })));
    assert.ok(session !== undefined && session.rows.length <= assemblyLimits.rows * 2);
    assert.ok(session.rows.some(({ context }) => context.endsWith('NoCredentials')));
    assert.equal(session.hasEnd, true);
    assert.ok(session.leftOut > 400, String(session.leftOut));
    const heavy = Array.from({ length: 60 }, (_, index) =>
      sessionRows({ id: `H${index}`, rows: [['<', `220 ${'x'.repeat(1_000)}`]] }),
    ).flat();
    const bounded = new LogReader({ fileName: 'x', limits: { ...assemblyLimits, characters: 20_000 } });
    assert.ok([...bounded.push(Buffer.from(logText('Send', heavy)))].length >= 40);
  });

  it('are given one by one by their identifier', () => {
    const reader = new LogReader({ fileName: 'x', only: '08DE000000000002' });
    const found = [...reader.push(Buffer.from(logText('Send', interleave(...plans)))), ...reader.finish()];
    assert.deepEqual(
      found.map(({ id }) => id),
      ['08DE000000000002'],
    );
  });

  it('read addresses with their ports', () => {
    assert.deepEqual(parseSocketAddress('192.0.2.1:25'), { address: '192.0.2.1', family: 4, port: 25 });
    assert.deepEqual(parseSocketAddress('[2001:DB8::1]:587'), { address: '2001:db8::1', family: 6, port: 587 });
    assert.deepEqual(parseSocketAddress('[::ffff:192.0.2.1]:25'), { address: '192.0.2.1', family: 4, port: 25 });
    assert.deepEqual(parseSocketAddress('[fe80::1%12]:25'), { address: 'fe80::1', family: 6, port: 25 });
    for (const text of ['', ':25', '192.0.2.1', '192.0.2.1:99999', 'mx.example.net:25', '10.**.**.31:25']) {
      assert.equal(parseSocketAddress(text), undefined, text);
    }
  });
});
