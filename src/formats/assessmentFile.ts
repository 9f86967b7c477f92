// A file of assessments → those that can be used, and why the others cannot.

import type { Assessment } from '../model/assessment.ts';
import { parseAssessment } from './assessment.ts';
import { printableText } from './printable.ts';
import { isRecord } from './record.ts';

export interface AssessmentFile {
  readonly assessments: readonly Assessment[];
  /** One plain sentence for each entry, or the whole file, that could not be used. Bounded in number. */
  readonly problems: readonly string[];
}

export const mostAssessments = 20_000;
const mostProblems = 20;

/** Of the JSON document that this program writes. */
const formatName = 'smtp-tls-probe';
const newestFormat = 1;

/** What stands at one place of a file: an assessment, or why there is none. */
export type AssessmentEntry = { readonly assessment: Assessment } | { readonly problem: string };

type Json = { readonly value: unknown } | { readonly reason: string };

function parseJson(text: string): Json {
  try {
    return { value: JSON.parse(text) as unknown };
  } catch (error) {
    return { reason: error instanceof Error ? printableText(error.message, 200) : 'unknown reason' };
  }
}

function entryOf(place: string, value: unknown): AssessmentEntry {
  const parsed = parseAssessment(value);
  if (parsed.status === 'parsed') return { assessment: parsed.value };
  return { problem: `${place} cannot be used: ${parsed.reason}` };
}

function* entriesOfList(list: readonly unknown[]): Generator<AssessmentEntry> {
  for (const [index, value] of list.entries()) yield entryOf(`Assessment ${index + 1}`, value);
}

/** A document with its assessments, a list of them, or one alone, as it is or as a line of a history file. */
function* entriesOfDocument(document: unknown): Generator<AssessmentEntry> {
  if (Array.isArray(document)) return yield* entriesOfList(document);
  if (!isRecord(document)) return yield { problem: 'It holds no assessment.' };
  if (!Array.isArray(document['assessments'])) {
    return yield entryOf('The assessment', document['assessment'] ?? document);
  }
  const { format = formatName, version = newestFormat } = document;
  if (format !== formatName) return yield { problem: 'It is the document of another program.' };
  if (typeof version !== 'number' || version > newestFormat) {
    return yield { problem: 'It was written by a later version of this program.' };
  }
  yield* entriesOfList(document['assessments']);
}

function* entriesOfLines(lines: readonly string[]): Generator<AssessmentEntry> {
  for (const [index, line] of lines.entries()) {
    if (line.trim() === '') continue;
    const parsed = parseJson(line);
    if ('reason' in parsed) yield { problem: `Line ${index + 1} is not JSON: ${parsed.reason}` };
    else
      yield entryOf(
        `Line ${index + 1}`,
        isRecord(parsed.value) ? (parsed.value['assessment'] ?? parsed.value) : parsed.value,
      );
  }
}

function isObject(line: string): boolean {
  const parsed = parseJson(line);
  return 'value' in parsed && isRecord(parsed.value);
}

/** One after the other, so that reading a large file can be done in pieces. */
export function* assessmentEntries(content: string): Generator<AssessmentEntry> {
  const text = content.replace(/^\ufeff/, '');
  const lines = text.split('\n').filter((line) => line.trim() !== '');
  // Of lines the first is a whole value; of a document laid out in lines it is not.
  if (lines.length > 1 && 'value' in parseJson(lines[0] ?? '')) return yield* entriesOfLines(text.split('\n'));
  const whole = parseJson(text);
  if ('value' in whole) yield* entriesOfDocument(whole.value);
  else if (lines.slice(1, 50).some(isObject)) {
    yield* entriesOfLines(text.split('\n'));
  } else yield { problem: `It is not JSON: ${whole.reason}` };
}

/** Reads the JSON and the NDJSON that this program writes. What cannot be used does not spoil the rest. */
export function parseAssessmentFile(text: string): AssessmentFile {
  const assessments: Assessment[] = [];
  const problems: string[] = [];
  for (const entry of assessmentEntries(text)) {
    if ('problem' in entry) problems.push(entry.problem);
    else if (assessments.length < mostAssessments) assessments.push(entry.assessment);
    else {
      problems.push(`Only the first ${mostAssessments} assessments were read.`);
      break;
    }
  }
  if (assessments.length + problems.length === 0) problems.push('It holds no assessment.');
  return { assessments, problems: shortenProblems(problems) };
}

/** Not more than a person reads. */
export function shortenProblems(problems: readonly string[]): readonly string[] {
  const more = problems.length - mostProblems;
  return more <= 0 ? problems : [...problems.slice(0, mostProblems), `There are ${more} more such entries.`];
}
