// The report for programs: one JSON document, or one assessment a line.

import type { Assessment } from '../model/assessment.ts';

/** Grows only by adding; a change of meaning raises the version. */
const formatVersion = 1;

/** An input that could not be probed, and why. */
export interface InputError {
  readonly input: string;
  readonly reason: string;
}

export function formatJson(assessments: readonly Assessment[], errors: readonly InputError[]): string {
  const document = {
    format: 'smtp-tls-probe',
    version: formatVersion,
    assessments,
    ...(errors.length === 0 ? {} : { errors }),
  };
  return JSON.stringify(document, undefined, 2);
}

export function formatNdjson(assessment: Assessment): string {
  return JSON.stringify(assessment);
}
