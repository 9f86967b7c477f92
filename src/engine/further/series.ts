// What the further tests of one probe share: one connection at a time, until a server or a person says to stop.

import type { ProbeResult } from '../../model/assessment.ts';
import type { Endpoint } from '../../model/endpoint.ts';
import type { AddressList, Outcome } from '../../model/evidence.ts';
import type { FurtherTest, FurtherTestKind, FurtherTestRequest } from '../../model/furtherTest.ts';
import { furtherTestLimits } from '../../model/limits.ts';
import type { ProbeOptions } from '../../model/options.ts';
import type { FinishedProbe, ProbeContext } from '../../probe/probe.ts';
import type { NameServer } from '../../probe/network/nameServer.ts';

/** What the tests learn with. The engine gives the real ones; tests bring their own look-up. */
export interface FurtherTools {
  readonly probe: (endpoint: Endpoint, options: ProbeOptions, context: ProbeContext) => Promise<FinishedProbe>;
  readonly lookUp: (host: string, options: ProbeOptions, signal: AbortSignal) => Promise<Outcome<AddressList>>;
  readonly openNameServer: (address: string | undefined) => NameServer;
  /** Milliseconds for all tests together. Default: the limit. */
  readonly wholeMs?: number;
}

export type ProbeChanges = Partial<Omit<ProbeOptions, 'deadlines'>>;

export interface Series {
  /** The probe before the tests. */
  readonly result: ProbeResult;
  /** Those of the probe, without what asks for these tests. */
  readonly options: ProbeOptions;
  readonly request: FurtherTestRequest;
  readonly tools: FurtherTools;
  readonly signal: AbortSignal;
  readonly time: () => string;
  /** One more probe, with its connection closed before it is given. */
  readonly probe: (endpoint: Endpoint, options: ProbeOptions) => Promise<ProbeResult>;
  /** Why nothing more may be done; undefined while it may. */
  readonly whyEnded: () => string | undefined;
  /** Why no more connections to the probed host may be made; undefined while they may. */
  readonly whyStopped: () => string | undefined;
}

/** The options but for some of them. */
export function without(options: ProbeOptions, ...names: readonly (keyof ProbeChanges)[]): ProbeOptions {
  const left = Object.entries(options).filter(([name]) => !names.some((one) => one === name));
  return Object.fromEntries(left) as unknown as ProbeOptions;
}

function farewellOf({ ending }: ProbeResult): string | undefined {
  return ending?.code === 'rate-limited' ? `${ending.detail} No further connection was made to it.` : undefined;
}

export function openSeries(
  result: ProbeResult,
  options: ProbeOptions,
  request: FurtherTestRequest,
  context: ProbeContext,
  tools: FurtherTools,
): Series {
  const wholeMs = tools.wholeMs ?? furtherTestLimits.whole;
  const late = AbortSignal.timeout(wholeMs);
  const signal = context.signal === undefined ? late : AbortSignal.any([context.signal, late]);
  let farewell = farewellOf(result);
  // Lines go out for whoever watches: they tell that something is done, and are no part of the result.
  let number = result.transcript.length;
  const tell = (text: string): void =>
    context.onProgress?.({
      kind: 'line',
      line: {
        number: ++number,
        at: result.durationMs,
        speaker: 'probe',
        phase: 'judge',
        text,
        ending: 'none',
        encrypted: false,
      },
    });
  const whyEnded = (): string | undefined => {
    if (context.signal?.aborted === true) return 'The tests were cancelled.';
    return late.aborted ? `The further tests were ended after ${wholeMs / 1000} s.` : undefined;
  };
  return {
    result,
    options: without(options, 'furtherTests', 'policy'),
    request,
    tools,
    signal,
    time: () => (context.clock?.date() ?? new Date()).toISOString(),
    probe: async (endpoint, changed) => {
      tell(`further test: ${changed.address ?? endpoint.host} port ${endpoint.port}`);
      const { clock, admit } = context;
      const finished = await tools.probe(endpoint, changed, {
        signal,
        ...(clock === undefined ? {} : { clock }),
        ...(admit === undefined ? {} : { admit }),
      });
      await finished.closed;
      if (endpoint.host === result.endpoint.host) farewell ??= farewellOf(finished.result);
      return finished.result;
    },
    whyEnded,
    whyStopped: () => whyEnded() ?? farewell,
  };
}

/** All tests but that of the addresses go where the probe went: another machine behind the name would be another test. */
export function sameAddress({ result, options }: Series): ProbeChanges {
  const { connection } = result.evidence;
  const address = connection.status === 'known' ? connection.value.remote.address : options.address;
  return address === undefined ? {} : { address };
}

export function leftOut({ time }: Series, test: FurtherTestKind, reason: string): FurtherTest {
  return { kind: 'left-out', at: time(), test, reason };
}

/** The probe was ended from outside: what it gives says nothing of the server. */
export function wasCutShort({ ending }: ProbeResult): boolean {
  return ending?.code === 'cancelled';
}
