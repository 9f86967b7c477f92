// Tests beyond the probe, one after the other, each only because a person asked for it.

import type { ProbeResult } from '../../model/assessment.ts';
import type { FurtherTest, FurtherTestKind, FurtherTestRequest } from '../../model/furtherTest.ts';
import { furtherTestKinds } from '../../model/furtherTest.ts';
import type { ProbeOptions } from '../../model/options.ts';
import { reasonOf } from '../../formats/printable.ts';
import { Interruption } from '../../probe/interruption.ts';
import { openNameServer } from '../../probe/network/nameServer.ts';
import { lookUp } from '../../probe/network/lookUp.ts';
import type { ProbeContext } from '../../probe/probe.ts';
import { testAddresses, testPorts, testServerName, testUnofferedStartTls } from './connections.ts';
import { testControlHost } from './controlHost.ts';
import { testReputation } from './reputation.ts';
import { testUnknownVerb } from './unknownVerb.ts';
import { leftOut, openSeries } from './series.ts';
import type { FurtherTools, Series } from './series.ts';

const tests: Readonly<Record<FurtherTestKind, (series: Series) => Promise<FurtherTest>>> = {
  addresses: testAddresses,
  ports: testPorts,
  'unoffered-starttls': testUnofferedStartTls,
  'unknown-verb': testUnknownVerb,
  'server-name': testServerName,
  'control-host': testControlHost,
  reputation: testReputation,
};

/** Those whose connections go to the probed host: none is made once it said 421. */
const toTheHost: ReadonlySet<FurtherTestKind> = new Set([
  'addresses',
  'ports',
  'unoffered-starttls',
  'unknown-verb',
  'server-name',
]);

/** The look-up as the probe does it. */
async function lookUpHost(
  ...[host, options, signal]: Parameters<FurtherTools['lookUp']>
): ReturnType<FurtherTools['lookUp']> {
  const interruption = new Interruption(signal, options.deadlines.whole);
  try {
    return await lookUp(host, options, interruption);
  } finally {
    interruption.close();
  }
}

async function runOne(series: Series, kind: FurtherTestKind): Promise<FurtherTest> {
  const why = toTheHost.has(kind) ? series.whyStopped() : series.whyEnded();
  if (why !== undefined) return leftOut(series, kind, why);
  try {
    return await tests[kind](series);
  } catch (error) {
    // A fault of ours in one test takes neither the probe nor the other tests along.
    return leftOut(series, kind, `It failed by a fault of its own: ${reasonOf(error)}`);
  }
}

/** In the order of the closed list, whatever the order of asking. Never rejects. */
export async function runFurtherTests(
  result: ProbeResult,
  options: ProbeOptions,
  request: FurtherTestRequest,
  context: ProbeContext,
  tools: Pick<FurtherTools, 'probe'> & Partial<FurtherTools>,
): Promise<readonly FurtherTest[]> {
  const series = openSeries(result, options, request, context, { lookUp: lookUpHost, openNameServer, ...tools });
  const done: FurtherTest[] = [];
  for (const kind of furtherTestKinds) if (request.kinds.includes(kind)) done.push(await runOne(series, kind));
  return done;
}
