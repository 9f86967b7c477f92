// What a test case of a cause is.

import type { ProbeResult } from '../../../../src/model/assessment.ts';
import type { Likelihood } from '../../../../src/model/cause.ts';

export interface CauseCase {
  /** Identifier of the cause. */
  readonly cause: string;
  readonly name?: string;
  /** The cause must come out with this likelihood. */
  readonly guilty: ProbeResult;
  readonly likelihood: Likelihood;
  /** Something that its evidence must say. */
  readonly says: RegExp;
  /** The cause must be ruled out here, or no candidate at all. */
  readonly innocent: ProbeResult;
}
