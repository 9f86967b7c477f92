// The report for programs: one JSON document, or one assessment a line. Both can be read and judged again.

import type { Assessment } from '../model/assessment.ts';
import { joinPieces } from './report.ts';
import type { InputError, ReportFormat, ReportOptions, ReportPieces } from './report.ts';

/** Grows only by adding; a change of meaning raises the version. */
const formatVersion = 1;

export function formatJson(
  assessments: readonly Assessment[],
  errors: readonly InputError[],
  isRedacted = false,
): string {
  const document = {
    format: 'smtp-tls-probe',
    version: formatVersion,
    ...(isRedacted ? { redacted: true } : {}),
    assessments,
    ...(errors.length === 0 ? {} : { errors }),
  };
  return JSON.stringify(document, undefined, 2);
}

export function formatNdjson(assessment: Assessment, isRedacted = false): string {
  return JSON.stringify(isRedacted ? { redacted: true, ...assessment } : assessment);
}

function openNdjson({ redactionTokens }: ReportOptions): ReportPieces {
  return {
    head: '',
    piece: (assessment) => `${formatNdjson(assessment, redactionTokens !== undefined)}\n`,
    tail: () => '',
  };
}

export const json: ReportFormat = {
  id: 'json',
  title: 'JSON',
  description: 'For programs: one document with everything that was learnt. It can be judged again.',
  extension: 'json',
  mediaType: 'application/json',
  language: 'json',
  hasByteOrderMark: false,
  format: (assessments, { errors, redactionTokens }) =>
    `${formatJson(assessments, errors, redactionTokens !== undefined)}\n`,
};

export const ndjson: ReportFormat = {
  id: 'ndjson',
  title: 'NDJSON',
  description: 'For programs that read line by line: one result a line. It can be judged again.',
  extension: 'ndjson',
  mediaType: 'application/x-ndjson',
  language: 'plaintext',
  hasByteOrderMark: false,
  format: joinPieces(openNdjson),
  open: openNdjson,
};
