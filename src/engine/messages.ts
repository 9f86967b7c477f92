// What crosses the border between the host process and a probe worker. Both sides take `unknown` and parse.

import type { Assessment } from '../model/assessment.ts';
import type { Endpoint } from '../model/endpoint.ts';
import type { ProbeOptions } from '../model/options.ts';
import type { ProbeProgress } from '../probe/recorder.ts';
import type { ProgressDetail } from './runner.ts';

export type MessageToWorker =
  | {
      readonly kind: 'probe';
      readonly id: number;
      readonly endpoint: Endpoint;
      readonly options: ProbeOptions;
      /** Left out: nothing is told before the result. */
      readonly progress?: ProgressDetail;
    }
  | { readonly kind: 'cancel'; readonly id: number };

export type MessageFromWorker =
  | { readonly kind: 'progress'; readonly id: number; readonly events: readonly ProbeProgress[] }
  /** The job waits for something slow and needs no slot meanwhile. */
  | { readonly kind: 'parked'; readonly id: number }
  /** Exactly one of these two ends a job. */
  | { readonly kind: 'done'; readonly id: number; readonly assessment: Assessment }
  | { readonly kind: 'failed'; readonly id: number; readonly detail: string };

function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null;
}

/** Undefined for anything that is not a message: it is ignored. The sender is our own code of the same version. */
export function parseToWorker(value: unknown): MessageToWorker | undefined {
  if (!isRecord(value) || typeof value['id'] !== 'number') return undefined;
  if (value['kind'] === 'cancel') return { kind: 'cancel', id: value['id'] };
  if (value['kind'] !== 'probe' || !isRecord(value['endpoint']) || !isRecord(value['options'])) return undefined;
  return value as MessageToWorker;
}

export function parseFromWorker(value: unknown): MessageFromWorker | undefined {
  if (!isRecord(value) || typeof value['id'] !== 'number') return undefined;
  const { kind } = value;
  const isWhole =
    (kind === 'progress' && Array.isArray(value['events'])) ||
    kind === 'parked' ||
    (kind === 'done' && isRecord(value['assessment'])) ||
    (kind === 'failed' && typeof value['detail'] === 'string');
  return isWhole ? (value as MessageFromWorker) : undefined;
}
