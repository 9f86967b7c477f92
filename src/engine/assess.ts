// One probe, judged. The only place where the rooms for probing and for judging meet.

import type { Assessment, ProbeResult } from '../model/assessment.ts';
import type { Endpoint } from '../model/endpoint.ts';
import type { ProbeOptions } from '../model/options.ts';
import { startProbe } from '../probe/probe.ts';
import type { ProbeContext } from '../probe/probe.ts';
import { diagnose } from './diagnose.ts';

export interface FinishedAssessment {
  readonly assessment: Assessment;
  /** Settles when the connection is closed, a moment after the assessment. */
  readonly closed: Promise<void>;
}

export async function assess(
  endpoint: Endpoint,
  options: ProbeOptions,
  context: ProbeContext = {},
): Promise<FinishedAssessment> {
  const { result, closed } = await startProbe(endpoint, options, context);
  const { policy, furtherTests: request } = options;
  const judged: ProbeResult = policy === undefined ? result : { ...result, policy };
  if (request === undefined || request.kinds.length === 0) return { assessment: diagnose(judged), closed };
  // One connection at a time: the first says goodbye before the next is made.
  await closed;
  const { runFurtherTests } = await import('./further/runFurtherTests.ts');
  const furtherTests = await runFurtherTests(result, options, request, context, { probe: startProbe });
  return { assessment: diagnose({ ...judged, furtherTests }), closed };
}
