// The assessment of an endpoint that could not be probed at all: inconclusive, with the reason.

import type { Assessment } from '../model/assessment.ts';
import type { Endpoint } from '../model/endpoint.ts';
import { failed } from '../model/evidence.ts';
import type { Failure } from '../model/failure.ts';
import type { ProbeOptions } from '../model/options.ts';
import { readVantage } from '../probe/vantage.ts';

export function unprobed(endpoint: Endpoint, options: ProbeOptions, startedAt: Date, failure: Failure): Assessment {
  return {
    endpoint,
    startedAt: startedAt.toISOString(),
    durationMs: 0,
    vantage: readVantage(options, undefined),
    evidence: {
      addresses: failed(failure),
      connection: failed(failure),
      greeting: failed(failure),
      capabilities: failed(failure),
      startTls: failed(failure),
      handshake: failed(failure),
      certificates: failed(failure),
      verification: failed(failure),
      capabilitiesInTls: failed(failure),
    },
    transcript: [],
    stages: [],
    ending: failure,
    verdict: 'inconclusive',
    summary: `Nothing could be learnt: ${failure.detail}`,
    findings: [],
    unchecked: [],
  };
}
