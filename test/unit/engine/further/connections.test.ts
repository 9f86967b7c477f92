// More connections to one host, made to real servers on loopback.

import assert from 'node:assert/strict';
import { createServer as createTlsServer, createSecureContext } from 'node:tls';
import type { AddressInfo } from 'node:net';
import { networkInterfaces } from 'node:os';
import { known } from '../../../../src/model/evidence.ts';
import type { Endpoint } from '../../../../src/model/endpoint.ts';
import type { FurtherTest, FurtherTestKind, FurtherTestRequest } from '../../../../src/model/furtherTest.ts';
import { defaultDeadlines } from '../../../../src/model/limits.ts';
import type { ProbeOptions } from '../../../../src/model/options.ts';
import { testPorts } from '../../../../src/engine/further/connections.ts';
import { runFurtherTests } from '../../../../src/engine/further/runFurtherTests.ts';
import { openSeries } from '../../../../src/engine/further/series.ts';
import type { FurtherTools } from '../../../../src/engine/further/series.ts';
import { addressFamily } from '../../../../src/formats/ipAddress.ts';
import { inTurn, say, silence } from '../../../../src/lab/acts.ts';
import type { Act } from '../../../../src/lab/acts.ts';
import { multiLine, soundEhlo, startServer } from '../../../../src/lab/server.ts';
import type { LabServer, ServerScript } from '../../../../src/lab/server.ts';
import { labName, makeWorld } from '../../../../src/lab/world.ts';
import type { World } from '../../../../src/lab/world.ts';
import { startProbe } from '../../../../src/probe/probe.ts';
import type { ProbeContext } from '../../../../src/probe/probe.ts';
import { skipTest } from '../../../host/skipTest.ts';

type Test<K extends FurtherTest['kind']> = Extract<FurtherTest, { kind: K }>;

const noStartTls = multiLine(250, 'mx.lab.test', 'PIPELINING', '8BITMIME');

describe('further connections', function () {
  this.timeout(20_000);
  let world: World;
  let options: ProbeOptions;
  const started: { readonly close: () => Promise<void> }[] = [];

  async function start(script: Partial<ServerScript>, address?: string, port?: number): Promise<LabServer> {
    const whole: ServerScript = { tlsMode: 'starttls', tls: { chain: world.chain }, ...script };
    const server = await startServer(whole, address, port);
    started.push(server);
    return server;
  }

  /** Acts that a server goes through, one for each connection; the last stays. */
  function each(...acts: readonly (readonly string[])[]): Act {
    let index = 0;
    return (peer) => say(...(acts[Math.min(index++, acts.length - 1)] ?? []))(peer);
  }

  /** The name `mx.lab.test` with these addresses. */
  function nameWith(...addresses: readonly string[]): FurtherTools['lookUp'] {
    return (host) => {
      assert.equal(host, labName);
      const list = addresses.map((address) => ({ address, family: addressFamily(address) ?? 4 }));
      return Promise.resolve(known({ addresses: list, source: 'resolver' }));
    };
  }

  function endpointOf({ port }: LabServer, host = labName): Endpoint {
    return { host, port, tlsMode: 'starttls' };
  }

  async function run<K extends FurtherTestKind>(
    kind: K,
    endpoint: Endpoint,
    request: Partial<FurtherTestRequest> = {},
    tools: Partial<FurtherTools> = {},
    context: ProbeContext = {},
  ): Promise<FurtherTest & (Test<K> | Test<'left-out'>)> {
    const mine = { ...options, address: '127.0.0.1' };
    const { result, closed } = await startProbe(endpoint, mine, {});
    await closed;
    const whole = { kinds: [kind], ...request };
    const made = await runFurtherTests(result, mine, whole, context, { probe: startProbe, ...tools });
    assert.equal(made.length, whole.kinds.length);
    return made[0] as Test<K>;
  }

  function done<K extends FurtherTestKind>(test: Test<K> | Test<'left-out'>): Test<K> {
    const made: FurtherTest = test;
    if (made.kind === 'left-out') assert.fail(made.reason);
    return test as Test<K>;
  }

  before(async () => {
    world = await makeWorld();
    options = {
      serverName: labName,
      authorities: world.authorities,
      deadlines: { ...defaultDeadlines, greeting: 2_000 },
    };
  });

  afterEach(async () => {
    await Promise.all(started.splice(0).map((server) => server.close()));
  });

  describe('to every address', () => {
    /** Only Linux has all of 127.0.0.0/8 without asking. */
    const hasSecondAddress = process.platform === 'linux' && networkInterfaces()['lo'] !== undefined;

    it('tells which one shows another certificate and which offers no STARTTLS', async function () {
      if (!hasSecondAddress) return skipTest(this, '127.0.0.2 does not belong to this machine');
      const one = await start({});
      await start({ tls: { chain: world.chainWith({ subject: 'other' }) } }, '127.0.0.2', one.port);
      await start({ ehlo: noStartTls }, '127.0.0.3', one.port);
      const lookUp = nameWith('127.0.0.1', '127.0.0.2', '127.0.0.3');
      const { digests, trouble } = done(await run('addresses', endpointOf(one), {}, { lookUp }));
      assert.deepEqual(
        digests.map(({ remote, attempt, startTls }) => [remote?.address, attempt, startTls]),
        [
          ['127.0.0.1', 1, 'offered'],
          ['127.0.0.1', 2, 'offered'],
          ['127.0.0.2', 1, 'offered'],
          ['127.0.0.2', 2, 'offered'],
          ['127.0.0.3', 1, 'not-offered'],
          ['127.0.0.3', 2, 'not-offered'],
        ],
      );
      const prints = digests.map(({ leaf }) => leaf?.fingerprintSha256);
      assert.equal(prints[0], prints[1]);
      assert.notEqual(prints[0], prints[2]);
      assert.equal(prints[2], prints[3]);
      assert.equal(prints[4], undefined);
      assert.deepEqual([digests[0]?.isTrusted, digests[0]?.nameMatches], [true, true]);
      assert.equal(trouble, undefined);
    });

    it('tells a server that offers STARTTLS now and then', async () => {
      const server = await start({ ehlo: each(soundEhlo, soundEhlo, noStartTls, soundEhlo) });
      const tools = { lookUp: nameWith('127.0.0.1') };
      const { digests } = done(await run('addresses', endpointOf(server), { repeats: 3 }, tools));
      assert.deepEqual(
        digests.map(({ startTls }) => startTls),
        ['offered', 'not-offered', 'offered'],
      );
    });

    it('makes one connection at a time and says QUIT in each', async () => {
      let open = 0;
      let most = 0;
      const quits: string[] = [];
      const server = await start({
        greeting: async (peer) => {
          most = Math.max(most, ++open);
          await say('220 mx.lab.test ESMTP')(peer);
        },
        quit: inTurn(async () => {
          open--;
          quits.push('quit');
        }, say('221 2.0.0 Bye')),
      });
      await run('addresses', endpointOf(server), { repeats: 10 }, { lookUp: nameWith('127.0.0.1') });
      assert.equal(server.accepted(), 11);
      assert.equal(most, 1);
      assert.equal(quits.length, 11);
    });

    it('tries no more than 16 addresses and 10 times, and names those it leaves out', async () => {
      const server = await start({});
      const many = ['127.0.0.1', ...Array.from({ length: 17 }, (_, index) => `192.0.2.${index + 1}`)];
      const asked: string[] = [];
      const tools: Partial<FurtherTools> = {
        lookUp: nameWith(...many),
        probe: (endpoint, changed, context) => {
          asked.push(changed.address ?? '');
          return startProbe(endpoint, { ...changed, address: '127.0.0.1' }, context);
        },
      };
      const { trouble } = done(await run('addresses', endpointOf(server), { repeats: 99 }, tools));
      assert.equal(asked.length, 160);
      assert.deepEqual(trouble, ['Left out, because no more than 16 addresses are tried: 192.0.2.16, 192.0.2.17.']);
    });

    it('stops where the server says 421, and says so', async () => {
      const busy = ['421 4.7.0 Too many connections from 127.0.0.1'];
      const server = await start({ greeting: each(['220 mx'], ['220 mx'], busy) });
      const kinds: readonly FurtherTestKind[] = ['addresses', 'ports', 'server-name'];
      const mine = { ...options, address: '127.0.0.1' };
      const { result, closed } = await startProbe(endpointOf(server), mine, {});
      await closed;
      const made = await runFurtherTests(
        result,
        mine,
        { kinds, repeats: 5 },
        {},
        {
          probe: startProbe,
          lookUp: nameWith('127.0.0.1'),
        },
      );
      assert.equal(server.accepted(), 3);
      const [addresses, ...others] = made;
      assert.ok(addresses?.kind === 'addresses');
      assert.equal(addresses.digests.at(-1)?.ending?.code, 'rate-limited');
      assert.match(addresses.trouble?.[0] ?? '', /^3 connections were not made\. .*421/);
      for (const other of others) {
        assert.ok(other.kind === 'left-out');
        assert.match(other.reason, /421 4\.7\.0 Too many connections.*No further connection was made/);
      }
    });

    it('ends soon after it is cancelled, with what it has', async () => {
      let count = 0;
      const server = await start({ greeting: (peer) => (count++ < 2 ? say('220 mx') : silence())(peer) });
      const ending = new AbortController();
      const startedAt = performance.now();
      setTimeout(() => ending.abort(), 600);
      const tools = { lookUp: nameWith('127.0.0.1') };
      const patient = { ...defaultDeadlines };
      options = { ...options, deadlines: patient };
      const test = done(await run('addresses', endpointOf(server), { repeats: 4 }, tools, { signal: ending.signal }));
      options = { ...options, deadlines: { ...defaultDeadlines, greeting: 2_000 } };
      assert.ok(performance.now() - startedAt < 2_000);
      assert.equal(test.digests.length, 1);
      assert.deepEqual(test.trouble, ['3 connections were not made. The tests were cancelled.']);
    });

    it('ends after its own time', async () => {
      let count = 0;
      const server = await start({ greeting: (peer) => (count++ < 2 ? say('220 mx') : silence())(peer) });
      const tools = { lookUp: nameWith('127.0.0.1'), wholeMs: 300 };
      const test = done(await run('addresses', endpointOf(server), { repeats: 4 }, tools));
      assert.equal(test.digests.length, 1);
      assert.deepEqual(test.trouble, ['3 connections were not made. The further tests were ended after 0.3 s.']);
    });

    it('is left out where the name cannot be looked up', async () => {
      const server = await start({});
      const failure = { code: 'dns-failed', phase: 'resolve', detail: 'The name server failed.' } as const;
      const lookUp: FurtherTools['lookUp'] = () => Promise.resolve({ status: 'failed', failure });
      const test = await run('addresses', endpointOf(server), {}, { lookUp });
      assert.ok(test.kind === 'left-out');
      assert.deepEqual([test.test, test.reason], ['addresses', 'The name server failed.']);
    });
  });

  it('to other ports show what each offers', async () => {
    const own = await start({ ehlo: noStartTls });
    const submission = await start({});
    const implicit = await start({ tlsMode: 'implicit' });
    const shut = await start({ isShut: true });
    const mine = { ...options, address: '127.0.0.1' };
    const { result, closed } = await startProbe(endpointOf(own), mine, {});
    await closed;
    const series = openSeries(
      result,
      mine,
      { kinds: ['ports'] },
      {},
      {
        probe: startProbe,
        lookUp: () => assert.fail('nothing is looked up'),
        openNameServer: () => assert.fail('nobody is asked'),
      },
    );
    const test = await testPorts(series, [
      { port: own.port, tlsMode: 'starttls' },
      { port: submission.port, tlsMode: 'starttls' },
      { port: implicit.port, tlsMode: 'implicit' },
      { port: shut.port, tlsMode: 'starttls' },
    ]);
    assert.ok(test.kind === 'ports');
    assert.deepEqual(
      test.digests.map(({ endpoint, startTls, ending }) => [endpoint.port, startTls, ending?.code]),
      [
        [own.port, 'not-offered', 'starttls-not-offered'],
        [submission.port, 'offered', undefined],
        [implicit.port, 'not-applicable', undefined],
        [shut.port, 'unknown', 'connection-refused'],
      ],
    );
    assert.equal(own.accepted(), 1, 'the probe stands for its own port');
  });

  describe('with STARTTLS that was not offered', () => {
    async function outcomeOf(script: Partial<ServerScript>): Promise<Test<'unoffered-starttls'>> {
      return done(await run('unoffered-starttls', endpointOf(await start({ ehlo: noStartTls, ...script }))));
    }

    it('go on to the handshake where the server takes it', async () => {
      const { outcome, reply, digest } = await outcomeOf({});
      assert.deepEqual([outcome, reply], ['accepted', '220 2.0.0 Ready to start TLS']);
      assert.equal(digest.startTls, 'not-offered');
      assert.equal(digest.tlsVersion, 'TLSv1.3');
      assert.equal(digest.isTrusted, true);
    });

    it('show a refusal', async () => {
      const { outcome, reply } = await outcomeOf({ startTls: '502 5.5.1 Command not implemented', refusesTls: true });
      assert.deepEqual([outcome, reply], ['refused', '502 5.5.1 Command not implemented']);
    });

    it('show a command that was overwritten on the way', async () => {
      const startTls = '500 5.5.1 Command unrecognized: "XXXXXXXX"';
      assert.equal((await outcomeOf({ startTls, refusesTls: true })).outcome, 'rewritten');
    });

    it('leave open what got no answer, or a 421', async () => {
      const { outcome, digest } = await outcomeOf({ startTls: '421 4.7.0 Enough', refusesTls: true });
      assert.equal(outcome, 'unknown');
      assert.equal(digest.ending?.code, 'rate-limited');
    });

    it('are not made where it is offered, and prove nothing where it is offered meanwhile', async () => {
      const sound = await run('unoffered-starttls', endpointOf(await start({})));
      assert.ok(sound.kind === 'left-out');
      assert.match(sound.reason, /was offered/);
      const flapping = await outcomeOf({ ehlo: each(noStartTls, soundEhlo) });
      assert.deepEqual([flapping.outcome, flapping.digest.startTls], ['unknown', 'offered']);
    });

    it('are never made by the probe itself', async () => {
      const commands: string[] = [];
      const server = await start({
        ehlo: noStartTls,
        startTls: async () => void commands.push('STARTTLS'),
      });
      await (
        await startProbe(endpointOf(server, '127.0.0.1'), options)
      ).closed;
      assert.deepEqual(commands, []);
    });
  });

  describe('with a verb that no server knows', () => {
    async function nonsenseOf(script: Partial<ServerScript>): Promise<Test<'unknown-verb'>> {
      return done(await run('unknown-verb', endpointOf(await start(script))));
    }

    it('are refused by a mail server, and taken by some devices', async () => {
      const { outcome, reply } = await nonsenseOf({});
      assert.deepEqual([outcome, reply], ['refused', '500 5.5.2 Error: command not recognized']);
      const taken = await nonsenseOf({ unknown: ['250-OK', '250 Go on'] });
      assert.deepEqual([taken.outcome, taken.reply], ['accepted', '250-OK / 250 Go on']);
    });

    it('show a verb that was overwritten on the way', async () => {
      assert.equal((await nonsenseOf({ unknown: '500 unrecognized: "XXXXX"' })).outcome, 'rewritten');
    });

    it('leave open a 421, an answer for the moment, and a session that ends before', async () => {
      const limited = await nonsenseOf({ unknown: '421 4.7.0 Enough' });
      assert.deepEqual([limited.outcome, limited.ending?.code], ['unknown', 'rate-limited']);
      assert.equal((await nonsenseOf({ unknown: '451 Later' })).outcome, 'unknown');
      const shut = await nonsenseOf({ greeting: '554 Go away' });
      assert.deepEqual([shut.outcome, shut.reply, shut.ending?.code], ['unknown', undefined, 'greeting-rejected']);
    });

    it('send the verb once, then QUIT, and never in a probe or where all is TLS', async () => {
      const verbs: string[] = [];
      const server = await start({
        unknown: async (peer) => {
          verbs.push('unknown');
          await say('500 5.5.2 no')(peer);
        },
        quit: async (peer) => {
          verbs.push('QUIT');
          await say('221 2.0.0 Bye')(peer);
        },
      });
      await (
        await startProbe(endpointOf(server, '127.0.0.1'), options)
      ).closed;
      verbs.length = 0;
      await run('unknown-verb', endpointOf(server));
      assert.deepEqual(verbs, ['QUIT', 'unknown', 'QUIT']);
      const implicit = await start({ tlsMode: 'implicit' });
      const left = await run('unknown-verb', { ...endpointOf(implicit), tlsMode: 'implicit' });
      assert.ok(left.kind === 'left-out');
      assert.match(left.reason, /TLS from its first byte/);
    });
  });

  it('without a server name show the certificate for strangers; the name is checked all the same', async () => {
    const own = world.chain;
    const other = world.chainWith({
      subject: 'other.lab.test',
      alternativeNames: ['other.lab.test'],
    });
    const identity = (chain: typeof own): { key: string; cert: string } => ({
      key: chain[0]?.keyPem ?? '',
      cert: chain.map(({ pem }) => pem).join(''),
    });
    const server = createTlsServer(
      { ...identity(other), SNICallback: (_, done) => done(null, createSecureContext(identity(own))) },
      (socket) => {
        socket.on('error', () => undefined);
        socket.write('220 mx.lab.test ESMTP\r\n');
        socket.on('data', (data) => {
          if (data.toString().startsWith('QUIT')) socket.end('221 Bye\r\n');
          else socket.write('250 mx.lab.test\r\n');
        });
      },
    );
    await new Promise<void>((settle) => server.listen(0, '127.0.0.1', settle));
    started.push({ close: () => new Promise((settle) => server.close(() => settle())) });
    const { port } = server.address() as AddressInfo;
    const test = done(await run('server-name', { host: labName, port, tlsMode: 'implicit' }));
    assert.deepEqual([test.withName.nameMatches, test.withoutName.nameMatches], [true, false]);
    assert.match(test.withoutName.leaf?.subject ?? '', /other\.lab\.test/);
  });

  it('without a server name are left out where the host is an address', async () => {
    const server = await start({});
    options = { ...options, serverName: '127.0.0.1' };
    const test = await run('server-name', endpointOf(server, '127.0.0.1'));
    options = { ...options, serverName: labName };
    assert.ok(test.kind === 'left-out');
    assert.match(test.reason, /never sent as a server name/);
    const bare = await run('server-name', endpointOf(await start({ ehlo: noStartTls })));
    assert.ok(bare.kind === 'left-out');
    assert.match(bare.reason, /No handshake came about/);
  });

  describe('to a control host', () => {
    it('tell that it was reached, by its greeting alone', async () => {
      const server = await start({});
      const commands: string[] = [];
      const control = await start({
        greeting: '554 5.7.1 No service for you',
        ehlo: async () => void commands.push('EHLO'),
        quit: inTurn(async () => void commands.push('QUIT'), say('221 Bye')),
      });
      const controlHost = { host: '127.0.0.1', port: control.port };
      const test = done(await run('control-host', endpointOf(server), { controlHost }));
      assert.deepEqual([test.outcome, test.port], ['reached', control.port]);
      assert.match(test.text, /554 5\.7\.1 No service for you/);
      assert.deepEqual(commands, ['QUIT']);
    });

    it('tell that it was not reached', async () => {
      const server = await start({});
      const { port } = await start({ isShut: true });
      const test = done(await run('control-host', endpointOf(server), { controlHost: { host: '127.0.0.1', port } }));
      assert.equal(test.outcome, 'not-reached');
      assert.match(test.text, /refused the connection/);
    });

    it('tell nothing where the connection stands and says nothing', async () => {
      const server = await start({});
      const { port } = await start({ greeting: silence() });
      const test = done(await run('control-host', endpointOf(server), { controlHost: { host: '127.0.0.1', port } }));
      assert.equal(test.outcome, 'unknown');
    });

    it('show it neither the name expected elsewhere nor a certificate', async () => {
      const server = await start({});
      const control = await start({});
      const seen: ProbeOptions[] = [];
      const probe: FurtherTools['probe'] = (endpoint, changed, context) => {
        seen.push(changed);
        return startProbe(endpoint, changed, context);
      };
      const controlHost = { host: '127.0.0.1', port: control.port };
      await run('control-host', endpointOf(server), { controlHost }, { probe });
      assert.deepEqual(Object.keys(seen[0] ?? {}).sort(), ['deadlines', 'endsAfterGreeting']);
    });

    it('are not made without one, or to the probed host itself', async () => {
      const server = await start({});
      const missing = await run('control-host', endpointOf(server));
      assert.ok(missing.kind === 'left-out');
      const self = await run('control-host', endpointOf(server), { controlHost: { host: labName } });
      assert.ok(self.kind === 'left-out');
      assert.equal(server.accepted(), 2);
    });
  });
});
