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

const mostAssessments = 20_000;
const mostProblems = 20;

/** Of the JSON document that this program writes. */
const formatName = 'smtp-tls-probe';
const newestFormat = 1;

interface Entry {
  readonly place: string;
  readonly value: unknown;
}

interface Entries {
  readonly entries: readonly Entry[];
  readonly problems: readonly string[];
}

function parseJson(text: string): { readonly value: unknown } | { readonly reason: string } {
  try {
    return { value: JSON.parse(text) as unknown };
  } catch (error) {
    return { reason: error instanceof Error ? printableText(error.message, 200) : 'unknown reason' };
  }
}

function entriesOfList(list: readonly unknown[]): Entries {
  return { entries: list.map((value, index) => ({ place: `Assessment ${index + 1}`, value })), problems: [] };
}

/** A document with its assessments, a list of them, or one alone, as it is or as a line of a history file. */
function entriesOfDocument(document: unknown): Entries {
  if (Array.isArray(document)) return entriesOfList(document);
  if (!isRecord(document)) return { entries: [], problems: ['It holds no assessment.'] };
  if (Array.isArray(document['assessments'])) {
    const { format = formatName, version = newestFormat } = document;
    if (format !== formatName) return { entries: [], problems: ['It is the document of another program.'] };
    if (typeof version !== 'number' || version > newestFormat) {
      return { entries: [], problems: ['It was written by a later version of this program.'] };
    }
    return entriesOfList(document['assessments']);
  }
  return { entries: [{ place: 'The assessment', value: document['assessment'] ?? document }], problems: [] };
}

function entriesOfLines(lines: readonly string[]): Entries {
  const entries: Entry[] = [];
  const problems: string[] = [];
  for (const [index, line] of lines.entries()) {
    if (line.trim() === '') continue;
    const parsed = parseJson(line);
    if ('reason' in parsed) {
      problems.push(`Line ${index + 1} is not JSON: ${parsed.reason}`);
      continue;
    }
    const { value } = parsed;
    const held = isRecord(value) ? (value['assessment'] ?? value) : value;
    entries.push({ place: `Line ${index + 1}`, value: held });
  }
  return { entries, problems };
}

function entriesOf(text: string): Entries {
  const parsed = parseJson(text);
  if ('value' in parsed) return entriesOfDocument(parsed.value);
  const lines = text.split('\n');
  const byLine = lines.length > 1 ? entriesOfLines(lines) : undefined;
  return byLine === undefined || byLine.entries.length === 0
    ? { entries: [], problems: [`It is not JSON: ${parsed.reason}`] }
    : byLine;
}

/** Reads the JSON and the NDJSON that this program writes. What cannot be used does not spoil the rest. */
export function parseAssessmentFile(text: string): AssessmentFile {
  const { entries, problems: found } = entriesOf(text.replace(/^\ufeff/, ''));
  const assessments: Assessment[] = [];
  const problems = [...found];
  for (const { place, value } of entries.slice(0, mostAssessments)) {
    const parsed = parseAssessment(value);
    if (parsed.status === 'parsed') assessments.push(parsed.value);
    else problems.push(`${place} cannot be used: ${parsed.reason}`);
  }
  if (entries.length > mostAssessments) problems.push(`Only the first ${mostAssessments} assessments were read.`);
  const more = problems.length - mostProblems;
  if (more <= 0) return { assessments, problems };
  return { assessments, problems: [...problems.slice(0, mostProblems), `There are ${more} more such entries.`] };
}
