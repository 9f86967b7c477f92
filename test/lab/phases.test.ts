// Servers that stall, drip, close or reset in each phase; and probes cancelled in each phase.
// Whatever happens, a probe ends in time and leaves no connection behind.

import assert from 'node:assert/strict';
import { close, endlessly, inTurn, receive, reset, send, silence } from '../../src/lab/acts.ts';
import type { Act } from '../../src/lab/acts.ts';
import { startServer } from '../../src/lab/server.ts';
import type { ServerScript } from '../../src/lab/server.ts';
import { labName, makeWorld } from '../../src/lab/world.ts';
import type { World } from '../../src/lab/world.ts';
import type { Assessment } from '../../src/model/assessment.ts';
import { defaultDeadlines } from '../../src/model/limits.ts';
import type { ProbeOptions } from '../../src/model/options.ts';
import type { Phase } from '../../src/model/transcript.ts';
import { startProbe } from '../../src/probe/probe.ts';
import { judge } from '../../src/rules/judge.ts';
import { sideBySide, valueOf } from './sideBySide.ts';

const wholeMs = 1_000;

interface Place {
  readonly name: string;
  readonly phase: Phase;
  readonly script: (act: Act) => ServerScript;
}

const places: readonly Place[] = [
  { name: 'in its greeting', phase: 'greet', script: (greeting) => ({ tlsMode: 'starttls', greeting }) },
  { name: 'at EHLO', phase: 'ehlo', script: (ehlo) => ({ tlsMode: 'starttls', ehlo }) },
  {
    name: 'at STARTTLS',
    phase: 'starttls',
    script: (startTls) => ({ tlsMode: 'starttls', startTls, refusesTls: true }),
  },
  {
    name: 'in the handshake',
    phase: 'handshake',
    script: (act) => ({ tlsMode: 'starttls', inPlaceOfTls: inTurn(receive(), act) }),
  },
  {
    name: 'in the handshake of a TLS port',
    phase: 'handshake',
    script: (act) => ({ tlsMode: 'implicit', inPlaceOfTls: inTurn(receive(), act) }),
  },
  { name: 'in its greeting inside TLS', phase: 'greet', script: (greeting) => ({ tlsMode: 'implicit', greeting }) },
  { name: 'at EHLO inside TLS', phase: 'inspect', script: (ehloInTls) => ({ tlsMode: 'starttls', ehloInTls }) },
];

interface Behaviour {
  readonly name: string;
  readonly act: Act;
  /** Only the deadline, or the person, ends it … */
  readonly isLasting: boolean;
  /** … in these places; elsewhere the probe may see sooner that this is no reply. */
  readonly lastsIn: (place: Place) => boolean;
}

const everywhere = (): boolean => true;
const nowhere = (): boolean => false;
const inSmtp = ({ phase }: Place): boolean => phase !== 'handshake';
const inHandshake = ({ phase }: Place): boolean => phase === 'handshake';

const behaviours: readonly Behaviour[] = [
  { name: 'falls silent', isLasting: true, lastsIn: everywhere, act: silence() },
  { name: 'drips bytes of one line', isLasting: true, lastsIn: inSmtp, act: inTurn(send('250-'), endlessly('x', 20)) },
  { name: 'drips lines of one reply', isLasting: true, lastsIn: inSmtp, act: endlessly('250-and another\r\n', 20) },
  {
    name: 'drips bytes of a TLS record',
    isLasting: true,
    lastsIn: inHandshake,
    act: inTurn(send(Buffer.from('1603034000', 'hex')), endlessly('\x00', 20)),
  },
  { name: 'closes the connection', isLasting: false, lastsIn: nowhere, act: close() },
  { name: 'resets the connection', isLasting: false, lastsIn: nowhere, act: reset() },
  {
    name: 'closes in the middle of a reply',
    isLasting: false,
    lastsIn: nowhere,
    act: inTurn(send('250-half a re'), close()),
  },
];

interface Case {
  readonly place: Place;
  readonly behaviour: Behaviour;
  /** Cancelled after a moment, with deadlines far away; else left to its whole deadline. */
  readonly isCancelled: boolean;
}

const cases: readonly Case[] = places.flatMap((place) =>
  behaviours.flatMap((behaviour) => [
    { place, behaviour, isCancelled: false },
    ...(behaviour.isLasting ? [{ place, behaviour, isCancelled: true }] : []),
  ]),
);

interface Seen {
  readonly assessment: Assessment;
  /** From the start, or from the cancelling, to the result. */
  readonly tookMs: number;
  /** Connections of the server still open a second after the probe said it had closed its own. */
  readonly leftOpen: number;
}

function titleOf({ place, behaviour, isCancelled }: Case): string {
  return `${isCancelled ? 'is cancelled while' : 'ends in time when'} the server ${behaviour.name} ${place.name}`;
}

async function pause(ms: number): Promise<void> {
  await new Promise((settle) => setTimeout(settle, ms));
}

describe('phases', () => {
  const seen = new Map<string, PromiseSettledResult<Seen>>();

  function optionsFor(world: World, whole: number): ProbeOptions {
    return { serverName: labName, authorities: world.authorities, deadlines: { ...defaultDeadlines, whole } };
  }

  async function run({ place, behaviour, isCancelled }: Case, world: World): Promise<Seen> {
    const script = place.script(behaviour.act);
    const server = await startServer({ tls: { chain: world.chain }, ...script });
    try {
      const endpoint = { host: server.host, port: server.port, tlsMode: script.tlsMode };
      const controller = new AbortController();
      let begin = performance.now();
      const running = startProbe(endpoint, optionsFor(world, isCancelled ? 20_000 : wholeMs), {
        signal: controller.signal,
      });
      if (isCancelled) {
        await pause(150);
        begin = performance.now();
        controller.abort();
      }
      const { result, closed } = await running;
      const tookMs = performance.now() - begin;
      await closed;
      for (let tries = 0; tries < 40 && server.open() > 0; tries++) await pause(25);
      return { assessment: judge(result), tookMs, leftOpen: server.open() };
    } finally {
      await server.close();
    }
  }

  before(async function () {
    this.timeout(60_000);
    const world = await makeWorld();
    const outcomes = await sideBySide(cases, 12, (one) => run(one, world));
    cases.forEach((one, index) => seen.set(titleOf(one), outcomes[index] as PromiseSettledResult<Seen>));
  });

  for (const one of cases) {
    it(titleOf(one), () => {
      const { place, behaviour, isCancelled } = one;
      const { assessment, tookMs, leftOpen } = valueOf(seen.get(titleOf(one)));
      const { ending, verdict } = assessment;
      const shown = `${verdict} after ${Math.round(tookMs)} ms: ${JSON.stringify(ending)}`;
      assert.equal(leftOpen, 0, 'no connection is left');
      assert.ok(ending, 'something ended the probe early');
      assert.ok(['inconclusive', 'broken'].includes(verdict), shown);
      assert.ok(tookMs < (isCancelled ? 1_000 : wholeMs + 1_000), shown);
      if (!behaviour.isLasting) assert.ok(tookMs < 800, `the loss of the connection is noticed at once: ${shown}`);
      const expected = isCancelled ? 'cancelled' : 'deadline-exceeded';
      if (behaviour.isLasting && behaviour.lastsIn(place)) {
        assert.deepEqual([ending.code, ending.phase], [expected, place.phase], shown);
      }
    });
  }

  it('does not begin when it is cancelled already', async () => {
    const world = await makeWorld();
    const server = await startServer({ tlsMode: 'starttls' });
    const endpoint = { host: server.host, port: server.port, tlsMode: 'starttls' } as const;
    const { result, closed } = await startProbe(endpoint, optionsFor(world, wholeMs), { signal: AbortSignal.abort() });
    await closed;
    assert.equal(result.ending?.code, 'cancelled');
    assert.equal(server.accepted(), 0);
    await server.close();
  });
});
