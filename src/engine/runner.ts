// What launches probes, as commands and the CLI see it.

import type { Assessment } from '../model/assessment.ts';
import type { Endpoint } from '../model/endpoint.ts';
import type { ProbeOptions } from '../model/options.ts';
import type { ProbeProgress } from '../probe/recorder.ts';

/** `restarted`: the process died and the probe begins again; what was told before no longer counts. */
export type RunProgress = ProbeProgress | { readonly kind: 'restarted' };

export type ProgressDetail = 'all' | 'stages';

export interface RunRequest {
  readonly endpoint: Endpoint;
  readonly options: ProbeOptions;
  readonly signal?: AbortSignal;
  /** The probe left the queue and begins: once, unless it is cancelled before. */
  readonly onStarted?: () => void;
  readonly onProgress?: (progress: RunProgress) => void;
  /** What `onProgress` is told. `stages`: no lines, and nothing that the result brings a moment later. Default: all. */
  readonly detail?: ProgressDetail;
}

export interface Runner {
  /** Always gives an assessment, exactly once; trouble is inside it. */
  readonly run: (request: RunRequest) => Promise<Assessment>;
  /** Ends every probe under way and every process. */
  readonly close: () => Promise<void>;
}
