// What goes between the host and the process that reads a protocol log.

import type { Assessment } from '../model/assessment.ts';
import type { LogSummary } from '../model/protocolLog.ts';
import { parseAssessment } from '../formats/assessment.ts';
import { logSummary } from '../formats/logSummary.ts';
import { printableText } from '../formats/printable.ts';
import { isRecord } from '../formats/record.ts';
import { readShape } from '../formats/shape.ts';

/** Where a session is found again: between the first byte of its first and of its last row. */
export interface SessionPlace {
  readonly id: string;
  readonly from: number;
  readonly to: number;
}

/** One job for each process. */
export type MessageToLogWorker =
  | { readonly kind: 'analyse'; readonly path: string }
  | ({ readonly kind: 'session'; readonly path: string } & SessionPlace);

export type MessageFromLogWorker =
  | { readonly kind: 'progress'; readonly bytes: number; readonly total: number; readonly sessions: number }
  | { readonly kind: 'summary'; readonly summary: LogSummary }
  /** Undefined: there is no such session in that part of the file. */
  | { readonly kind: 'session'; readonly assessment: Assessment | undefined }
  | { readonly kind: 'failed'; readonly reason: string };

export function parseToLogWorker(value: unknown): MessageToLogWorker | undefined {
  if (!isRecord(value) || typeof value['path'] !== 'string') return undefined;
  const { kind, path, id, from, to } = value;
  if (kind === 'analyse') return { kind, path };
  if (kind !== 'session' || typeof id !== 'string') return undefined;
  return typeof from === 'number' && typeof to === 'number' ? { kind, path, id, from, to } : undefined;
}

export function parseFromLogWorker(value: unknown): MessageFromLogWorker | undefined {
  if (!isRecord(value)) return undefined;
  const { kind, bytes, total, sessions, summary, assessment, reason } = value;
  if (kind === 'progress') {
    return typeof bytes === 'number' && typeof total === 'number' && typeof sessions === 'number'
      ? { kind, bytes, total, sessions }
      : undefined;
  }
  if (kind === 'failed') return { kind, reason: printableText(String(reason), 500) };
  if (kind === 'summary') {
    const read = readShape(logSummary, summary);
    return read.status === 'parsed' ? { kind, summary: read.value } : { kind: 'failed', reason: read.reason };
  }
  if (kind !== 'session') return undefined;
  if (assessment === undefined) return { kind, assessment: undefined };
  const read = parseAssessment(assessment);
  return read.status === 'parsed' ? { kind, assessment: read.value } : { kind: 'failed', reason: read.reason };
}
