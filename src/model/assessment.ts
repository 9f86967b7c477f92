// The whole result of one probe: what was learnt, and what it means.

import type { RankedCause } from './cause.ts';
import type { Endpoint } from './endpoint.ts';
import type { Evidence } from './evidence.ts';
import type { Failure } from './failure.ts';
import type { EndpointPolicy } from './fleet.ts';
import type { Finding, UncheckedRule } from './finding.ts';
import type { FurtherTest } from './furtherTest.ts';
import type { TlsEngine } from './tls.ts';
import type { Stage, Transcript } from './transcript.ts';

export type Verdict = 'sound' | 'weak' | 'broken' | 'unreachable' | 'inconclusive';

export const verdicts: readonly Verdict[] = ['sound', 'weak', 'broken', 'unreachable', 'inconclusive'];

/** Where and with what it was probed: the vantage point is part of the result. */
export interface Vantage {
  readonly hostName: string;
  readonly platform: string;
  readonly engine: TlsEngine;
  /** Name said in EHLO. */
  readonly ehloName: string;
}

/** Facts and transcript of one probe, before any judging. */
export interface ProbeResult {
  readonly endpoint: Endpoint;
  /** ISO 8601, UTC. */
  readonly startedAt: string;
  readonly durationMs: number;
  readonly vantage: Vantage;
  readonly evidence: Evidence;
  readonly transcript: Transcript;
  readonly stages: readonly Stage[];
  /** What ended the probe before its last stage, if anything did. */
  readonly ending?: Failure;
  /** Tests beyond the probe that a person asked for, in the order in which they were made. */
  readonly furtherTests?: readonly FurtherTest[];
  /** What the endpoint's owner demanded and accepted when it was judged. */
  readonly policy?: EndpointPolicy;
}

export interface Assessment extends ProbeResult {
  readonly verdict: Verdict;
  /** The verdict in one plain sentence. */
  readonly summary: string;
  readonly findings: readonly Finding[];
  readonly unchecked: readonly UncheckedRule[];
  /** The surest first; those ruled out last. Absent in results of versions that knew none. */
  readonly causes?: readonly RankedCause[];
}
