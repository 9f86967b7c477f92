// 500 servers damaged by chance, the same on every run: each probe ends in time, with a reason or a verdict.

import assert from 'node:assert/strict';
import type { Assessment } from '../../src/model/assessment.ts';
import { defaultDeadlines } from '../../src/model/limits.ts';
import { makeWorld, labName } from '../../src/lab/world.ts';
import { startProbe } from '../../src/probe/probe.ts';
import { judge } from '../../src/rules/judge.ts';
import { startFuzzedServer } from './fuzzedServer.ts';
import { sideBySide, valueOf } from './sideBySide.ts';

const count = 500;
const wholeMs = 900;
const deadlines = { ...defaultDeadlines, greeting: 300, reply: 300, handshake: 400, whole: wholeMs };

/** Control and bidi characters that must not reach a person raw. */
const hostile = /[\u0000-\u001f\u007f-\u009f\u061c\u200b-\u200f\u2028-\u202e\u2066-\u2069\ufeff]/;

interface Seen {
  readonly seed: number;
  readonly description: string;
  readonly assessment: Assessment;
  readonly tookMs: number;
}

describe('fuzzed servers', () => {
  const seen: Seen[] = [];
  const lost: unknown[] = [];
  const note = (error: unknown): void => void lost.push(error);

  before(async function () {
    this.timeout(120_000);
    process.on('unhandledRejection', note);
    const world = await makeWorld();
    const seeds = Array.from({ length: count }, (_, seed) => seed);
    const outcomes = await sideBySide(seeds, 20, async (seed): Promise<Seen> => {
      const server = await startFuzzedServer(seed, world);
      try {
        const begin = performance.now();
        const options = { serverName: labName, authorities: world.authorities, deadlines };
        const { result, closed } = await startProbe(server.endpoint, options);
        const tookMs = performance.now() - begin;
        await closed;
        return { seed, description: server.description, assessment: judge(result), tookMs };
      } finally {
        await server.close();
      }
    });
    seen.push(...outcomes.map(valueOf));
  });

  after(() => void process.off('unhandledRejection', note));

  function failing(isWrong: (one: Seen) => boolean): readonly string[] {
    return seen.filter(isWrong).map(({ seed, description, assessment, tookMs }) => {
      const { verdict, ending, findings } = assessment;
      const rules = findings.map(({ rule }) => rule).join(' ');
      return `seed ${seed} (${description}): ${verdict} after ${Math.round(tookMs)} ms, ${JSON.stringify(ending)}, ${rules}`;
    });
  }

  it('are all probed, and no error is lost', () => {
    assert.equal(seen.length, count);
    assert.deepEqual(lost, []);
  });

  it('end within their deadline and a second', () => {
    assert.deepEqual(
      failing(({ tookMs }) => tookMs > wholeMs + 1_000),
      [],
    );
  });

  it('end with a reason, a finding or a sound verdict', () => {
    assert.deepEqual(
      failing(
        ({ assessment: { ending, findings, verdict } }) =>
          ending === undefined && findings.length === 0 && verdict !== 'sound',
      ),
      [],
    );
  });

  it('are never put down to a fault of this program', () => {
    assert.deepEqual(
      failing(({ assessment: { ending } }) => ending?.code === 'internal' || ending?.code === 'bad-input'),
      [],
    );
  });

  it('are never called sound when the probe did not reach its end', () => {
    assert.deepEqual(
      failing(
        ({ assessment: { ending, verdict } }) => ending !== undefined && (verdict === 'sound' || verdict === 'weak'),
      ),
      [],
    );
  });

  it('are shown without a raw control character', () => {
    assert.deepEqual(
      failing(({ assessment: { transcript, findings, summary, ending } }) =>
        // A fix is our own text, in lines of its own.
        [
          ...transcript.map(({ text }) => text),
          ...findings.flatMap(({ text, fix }) => [text, ...fix.split('\n')]),
          summary,
          ending?.detail ?? '',
        ].some((text) => hostile.test(text)),
      ),
      [],
    );
  });

  it('are of many kinds', () => {
    const endings = new Set(seen.map(({ assessment }) => assessment.ending?.code ?? 'none'));
    assert.ok(endings.size >= 8, [...endings].join(' '));
    const found = new Set(seen.flatMap(({ assessment }) => assessment.findings.map(({ rule }) => rule)));
    assert.ok(found.size >= 10, [...found].join(' '));
  });
});
