// What others say of our address, asked of a scripted name server.

import assert from 'node:assert/strict';
import type { FurtherTest, FurtherTestRequest } from '../../../../src/model/furtherTest.ts';
import type { ProbeResult } from '../../../../src/model/assessment.ts';
import { known } from '../../../../src/model/evidence.ts';
import { defaultDeadlines } from '../../../../src/model/limits.ts';
import { blockLists } from '../../../../src/formats/blockLists.ts';
import { pointerName } from '../../../../src/formats/reverseName.ts';
import { runFurtherTests } from '../../../../src/engine/further/runFurtherTests.ts';
import { startNameServer } from '../../../support/nameServer.ts';
import type { ScriptedAnswer, ScriptedNameServer } from '../../../support/nameServer.ts';
import { capabilities, resultWith, soundEvidence, vantage } from '../../../support/results.ts';

type Reputation = Extract<FurtherTest, { kind: 'reputation' }>;

const zones = ['one.example', 'two.example'];

/** A server that told our address. */
function seenAs(address: string, ehloName = 'mail.example.net'): ProbeResult {
  const hello = capabilities(`250-mx.example.com Hello [${address}]\n250 SIZE`, 14);
  return resultWith({ capabilitiesInTls: known(hello) }, { vantage: { ...vantage, ehloName } });
}

describe('reputation', () => {
  let server: ScriptedNameServer | undefined;

  afterEach(async () => {
    await server?.close();
    server = undefined;
  });

  async function ask(
    result: ProbeResult,
    script: Readonly<Record<string, ScriptedAnswer>>,
    request: Partial<FurtherTestRequest> = {},
    signal?: AbortSignal,
  ): Promise<Reputation> {
    server = await startNameServer(script);
    const [test] = await runFurtherTests(
      result,
      { deadlines: defaultDeadlines },
      { kinds: ['reputation'], resolver: server.address, blockLists: zones, ...request },
      signal === undefined ? {} : { signal },
      { probe: () => assert.fail('no connection is made') },
    );
    assert.equal(test?.kind, 'reputation');
    return test as Reputation;
  }

  it('asks reverse DNS, the name of EHLO and every zone about the address that the server told', async () => {
    const test = await ask(seenAs('203.0.113.5'), {
      'PTR 5.113.0.203.in-addr.arpa': ['mail.example.net'],
      'A mail.example.net': ['198.51.100.1', '203.0.113.5'],
      'A 5.113.0.203.one.example': ['127.0.0.2'],
      'A 2.0.0.127.two.example': ['127.0.0.2'],
    });
    assert.deepEqual(test.egress, {
      address: '203.0.113.5',
      readFrom: 'the reply to EHLO inside TLS (line 14)',
    });
    assert.deepEqual(test.pointer, {
      subject: '203.0.113.5',
      names: ['mail.example.net'],
      isConfirmed: true,
      text: '203.0.113.5 is mail.example.net in reverse DNS, and that name leads back to it.',
    });
    assert.equal(test.ehloName?.isConfirmed, true);
    assert.deepEqual(
      test.blockLists.map(({ zone, status }) => [zone, status]),
      [
        ['one.example', 'listed'],
        ['two.example', 'not-listed'],
      ],
    );
    assert.deepEqual(test.trouble, []);
    assert.ok(
      server?.questions().includes('A 1.0.0.127.one.example'),
      'the list is held against what it must not know',
    );
  });

  it('tells an address without a name from one whose name does not lead back, and from a failure', async () => {
    const bare = await ask(seenAs('203.0.113.5'), { 'A mail.example.net': ['198.51.100.1'] }, { blockLists: [] });
    assert.deepEqual([bare.pointer?.isConfirmed, bare.pointer?.names], [false, []]);
    assert.match(bare.ehloName?.text ?? '', /leads to 198\.51\.100\.1, not to 203\.0\.113\.5/);
    assert.equal(bare.ehloName?.isConfirmed, false);
    await server?.close();
    const astray = await ask(
      seenAs('203.0.113.5'),
      { 'PTR 5.113.0.203.in-addr.arpa': ['dsl.example'], 'A dsl.example': ['198.51.100.1'] },
      { blockLists: [] },
    );
    assert.deepEqual([astray.pointer?.isConfirmed, astray.pointer?.names], [false, ['dsl.example']]);
    await server?.close();
    const broken = await ask(
      seenAs('203.0.113.5'),
      { 'PTR 5.113.0.203.in-addr.arpa': 'SERVFAIL', 'A mail.example.net': 'REFUSED' },
      { blockLists: [] },
    );
    assert.equal(broken.pointer?.isConfirmed, 'unknown');
    assert.match(broken.pointer?.text ?? '', /SERVFAIL/);
    assert.equal(broken.ehloName?.isConfirmed, 'unknown');
    await server?.close();
    const halfway = await ask(
      seenAs('203.0.113.5'),
      { 'PTR 5.113.0.203.in-addr.arpa': ['mail.example.net'], 'A mail.example.net': 'SERVFAIL' },
      { blockLists: [] },
    );
    assert.equal(halfway.pointer?.isConfirmed, 'unknown');
  });

  it('takes errors of lists and rewritten answers for no listing', async () => {
    const test = await ask(
      seenAs('203.0.113.5'),
      {
        'A 5.113.0.203.zen.spamhaus.org': ['127.255.255.254'],
        'A 5.113.0.203.one.example': ['198.51.100.99'],
        'A 5.113.0.203.two.example': 'SERVFAIL',
      },
      { blockLists: ['zen.spamhaus.org', 'one.example', 'two.example', 'dead.example'] },
    );
    assert.deepEqual(
      test.blockLists.map(({ status }) => status),
      ['error', 'error', 'error', 'error'],
    );
  });

  it('asks over IPv6 what knows IPv6, and names what does not', async () => {
    const nibbles = '5.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.8.b.d.0.1.0.0.2';
    const test = await ask(
      seenAs('IPv6:2001:db8::5'),
      {
        [`PTR ${pointerName('2001:db8::5') ?? ''}`]: ['mail.example.net'],
        'AAAA mail.example.net': ['2001:db8::5'],
        [`A ${nibbles}.zen.spamhaus.org`]: ['127.0.0.3'],
      },
      { blockLists: blockLists.map(({ zone }) => zone) },
    );
    assert.equal(test.pointer?.isConfirmed, true);
    assert.equal(test.blockLists.find(({ zone }) => zone === 'zen.spamhaus.org')?.status, 'listed');
    assert.equal(
      test.blockLists.some(({ zone }) => zone === 'bl.spamcop.net'),
      false,
    );
    assert.match(test.trouble[0] ?? '', /know no IPv6 addresses: SpamCop, Barracuda/);
  });

  it('asks nobody about an address of a private network', async () => {
    const { connection } = soundEvidence;
    assert.equal(connection.status, 'known');
    const hello = capabilities('250-SERVER.contoso.local Hello [10.0.0.9]\n250 SIZE', 14);
    const remote = { address: '10.0.0.5', family: 4, port: 25 } as const;
    const local = { address: '10.0.0.9', family: 4, port: 40_000 } as const;
    const inside = resultWith({
      capabilitiesInTls: known(hello),
      connection: known({ remote, local, durationMs: 1, attempts: [] }),
    });
    const test = await ask(inside, {});
    assert.deepEqual(server?.questions(), []);
    assert.deepEqual(test.blockLists, []);
    assert.match(test.trouble[0] ?? '', /private network/);
  });

  it('falls back on an own public address, and says that nothing is known where there is none', async () => {
    const own = await ask(
      resultWith({}),
      { 'A 2.0.0.127.one.example': ['127.0.0.2'] },
      { blockLists: ['one.example'] },
    );
    assert.equal(own.egress?.address, '192.0.2.9');
    assert.equal(own.blockLists[0]?.status, 'not-listed');
    await server?.close();
    const { connection } = soundEvidence;
    assert.ok(connection.status === 'known');
    const local = { ...connection.value.local, address: '192.168.1.4' };
    const hidden = await ask(resultWith({ connection: known({ ...connection.value, local }) }), {});
    assert.equal(hidden.egress, undefined);
    assert.match(hidden.trouble[0] ?? '', /No reply of the server tells our address/);
  });

  it('says of a literal in EHLO that it is one', async () => {
    const test = await ask(seenAs('203.0.113.5', '[192.168.1.4]'), {}, { blockLists: [] });
    assert.equal(test.ehloName?.isConfirmed, false);
    assert.match(test.ehloName?.text ?? '', /but the server sees 203\.0\.113\.5/);
  });

  it('ends at once when it is cancelled', async function () {
    this.timeout(3_000);
    const ending = new AbortController();
    setTimeout(() => ending.abort(), 100);
    const startedAt = performance.now();
    const test = await ask(
      seenAs('203.0.113.5'),
      { 'PTR 5.113.0.203.in-addr.arpa': 'silence', 'A 5.113.0.203.one.example': 'silence' },
      {},
      ending.signal,
    );
    assert.ok(performance.now() - startedAt < 1_500);
    assert.equal(test.pointer?.isConfirmed, 'unknown');
    assert.ok(test.blockLists.every(({ status }) => status === 'error'));
  });
});
