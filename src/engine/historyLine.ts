// One past result as a line of its endpoint's history file.

import type { Assessment } from '../model/assessment.ts';
import { parseAssessment } from '../formats/assessment.ts';
import { parseRecord } from '../formats/record.ts';
import { isResultId } from './resultId.ts';

/** Raised when the meaning of a field changes. Lines of a higher version are carried along unread. */
const version = 1;

export interface KeptResult {
  readonly id: string;
  readonly key: string;
  /** Came from a file, not from a probe of this program. */
  readonly isImported: boolean;
  readonly assessment: Assessment;
}

export type HistoryLine =
  | { readonly kind: 'result'; readonly result: KeptResult }
  /** Written by a later version of this program. */
  | { readonly kind: 'newer' }
  | { readonly kind: 'damaged' };

const damaged: HistoryLine = { kind: 'damaged' };

/** Without the line end. */
export function formatHistoryLine({ id, key, isImported, assessment }: KeptResult): string {
  return JSON.stringify({ version, id, key, ...(isImported ? { isImported } : {}), assessment });
}

export function parseHistoryLine(text: string): HistoryLine {
  const value = parseRecord(text);
  if (value === undefined || typeof value['version'] !== 'number') return damaged;
  if (value['version'] > version) return { kind: 'newer' };
  const { id, key, isImported } = value;
  if (typeof id !== 'string' || !isResultId(id) || typeof key !== 'string') return damaged;
  const assessment = parseAssessment(value['assessment']);
  if (assessment.status === 'invalid') return damaged;
  return { kind: 'result', result: { id, key, isImported: isImported === true, assessment: assessment.value } };
}
