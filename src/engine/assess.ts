// One probe, judged. The only place where the rooms for probing and for judging meet.

import type { Assessment } from '../model/assessment.ts';
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
  const { policy } = options;
  return { assessment: diagnose(policy === undefined ? result : { ...result, policy }), closed };
}
