// The report for programs: one JSON document, or one assessment a line. Both can be read and judged again.

import type { Assessment } from '../model/assessment.ts';
import { inPieces, wholeAndParts } from './report.ts';
import type { InputError, ReportFormat, ReportOptions, ReportPieces } from './report.ts';

/** Grows only by adding; a change of meaning raises the version. */
const formatVersion = 1;

/** @returns With a line end at its end. */
export function formatDocument(format: string, content: object): string {
  return `${JSON.stringify({ format, version: formatVersion, ...content }, undefined, 2)}\n`;
}

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

const assessmentsMark = '"assessments": []';

/** The document around its list, and in it one assessment after the other. */
function* jsonParts(assessments: readonly Assessment[], { errors, redactionTokens }: ReportOptions): Iterable<string> {
  const frame = formatJson([], errors, redactionTokens !== undefined);
  const at = frame.indexOf(assessmentsMark) + assessmentsMark.length - 1;
  yield frame.slice(0, at);
  for (const [index, assessment] of assessments.entries()) {
    const text = JSON.stringify(assessment, undefined, 2).replaceAll('\n', '\n    ');
    yield `${index === 0 ? '' : ','}\n    ${text}`;
  }
  yield `${assessments.length === 0 ? '' : '\n  '}${frame.slice(at)}\n`;
}

export const json: ReportFormat = {
  id: 'json',
  title: 'JSON',
  extension: 'json',
  mediaType: 'application/json',
  language: 'json',
  hasByteOrderMark: false,
  ...wholeAndParts(jsonParts),
};

export const ndjson: ReportFormat = {
  id: 'ndjson',
  title: 'NDJSON',
  extension: 'ndjson',
  mediaType: 'application/x-ndjson',
  language: 'plaintext',
  hasByteOrderMark: false,
  ...inPieces(openNdjson),
};
