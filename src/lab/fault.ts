// What a row of the catalogue is: a server that does one thing wrong, and what a probe must say of it.

import type { Verdict } from '../model/assessment.ts';
import type { TlsMode } from '../model/endpoint.ts';
import type { FailureCode } from '../model/failure.ts';
import type { Deadlines } from '../model/limits.ts';
import type { ProbeOptions } from '../model/options.ts';
import type { ServerScript } from './server.ts';
import type { World } from './world.ts';

export type FaultOptions = Partial<Omit<ProbeOptions, 'deadlines'>>;

export interface Fault {
  /** Kebab case behind the subject, such as `certificate/expired`; rows of one rule add what sets them apart. */
  readonly id: string;
  /** What the server does, in one plain sentence. */
  readonly title: string;
  readonly tlsMode: TlsMode;
  readonly expectedVerdict: Verdict;
  /** Every rule that must find something, and no other may. */
  readonly expectedRules: readonly string[];
  /** The surest causes, in this order; others may follow. */
  readonly expectedCauses?: readonly string[];
  /** What ends the probe before its last stage; none when it gets there. */
  readonly expectedEnding?: FailureCode;
  /** Shorter than the defaults, where the server is silent. */
  readonly deadlines?: Partial<Deadlines>;
  /** How the probe differs from the usual: expected name `mx.lab.test`, the lab's roots as only trust store. */
  readonly options?: (world: World) => FaultOptions;
  /** Takes seconds by its nature: quick suites may leave it out. */
  readonly isSlow?: boolean;
  readonly script: (world: World) => ServerScript;
}
