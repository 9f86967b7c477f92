// What launches probes, as commands and the CLI see it.

import type { Assessment } from '../model/assessment.ts';
import type { Endpoint } from '../model/endpoint.ts';
import type { ProbeOptions } from '../model/options.ts';
import type { ProbeProgress } from '../probe/recorder.ts';

/** `restarted`: the process died and the probe begins again; what was told before no longer counts. */
export type RunProgress = ProbeProgress | { readonly kind: 'restarted' };

export interface RunRequest {
  readonly endpoint: Endpoint;
  readonly options: ProbeOptions;
  readonly signal?: AbortSignal;
  readonly onProgress?: (progress: RunProgress) => void;
}

export interface Runner {
  /** Always gives an assessment, exactly once; trouble is inside it. */
  readonly run: (request: RunRequest) => Promise<Assessment>;
  /** Ends every probe under way and every process. */
  readonly close: () => Promise<void>;
}
