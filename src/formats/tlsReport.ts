// Reads a report on TLS (TLSRPT, RFC 8460 section 4.4) as senders really write it: what is missing or of another form
// is named with its place, and the rest is read all the same.

import type { ReportedTlsPolicy, TlsFailureDetail, TlsReport } from '../model/tlsReport.ts';
import { printableText } from './printable.ts';
import { isRecord } from './record.ts';
import type { Parsed } from './targetText.ts';

/** Characters of JSON; the largest senders' reports have some ten thousand. */
export const maximumTlsReport = 4_000_000;

const maximumPolicies = 200;
/** In the whole report. */
const maximumDetails = 5_000;
const maximumLines = 100;
const maximumProblems = 50;
const longestText = 500;

/** Where a sender names no type. */
export const unnamedType = 'not named';

type Value = Readonly<Record<string, unknown>>;

/** Names stand with hyphens (RFC 8460); some write underscores, as in its drafts. */
function valueOf(record: Value, name: string): unknown {
  for (const one of [name, name.replaceAll('-', '_')]) {
    const value = Object.hasOwn(record, one) ? record[one] : undefined;
    if (value !== undefined && value !== null) return value;
  }
  return undefined;
}

function textOf(record: Value, name: string): string | undefined {
  const value = valueOf(record, name);
  const text = typeof value === 'number' ? String(value) : value;
  return typeof text === 'string' && text.trim() !== '' ? printableText(text.trim(), longestText) : undefined;
}

/** A text of several lines and a list of lines are the same. */
function linesOf(record: Value, name: string): readonly string[] {
  const value = valueOf(record, name);
  const items: readonly unknown[] = Array.isArray(value) ? value.slice(0, maximumLines) : [value];
  return items
    .flatMap((item) => (typeof item === 'string' ? item.slice(0, 10_000).split(/\r\n|\n|\r|\\r\\n|\\n/) : []))
    .map((line) => printableText(line.trim(), longestText))
    .filter((line) => line !== '')
    .slice(0, maximumLines);
}

/** What stands alone where a list is due is a list of one. */
function listOf(value: unknown): readonly unknown[] | undefined {
  if (Array.isArray(value)) return value;
  return isRecord(value) ? [value] : undefined;
}

/** Keeps the first problems, and the first details: a hostile report may be wrong at a million places. */
interface Reading {
  readonly add: (problem: string) => void;
  readonly all: () => readonly string[];
  /** How many of these details may still be read. */
  readonly take: (details: number) => number;
}

function openReading(): Reading {
  const kept: string[] = [];
  let omitted = 0;
  let left = maximumDetails;
  return {
    take: (details) => {
      const taken = Math.min(details, left);
      left -= taken;
      return taken;
    },
    add: (text) => {
      if (kept.length < maximumProblems) kept.push(text);
      else omitted++;
    },
    all: () => (omitted === 0 ? kept : [...kept, `${omitted} further places could not be read.`]),
  };
}

/** Digits within a text are a number too. */
function countOf(record: Value, name: string, place: string, reading: Reading): number | undefined {
  const value = valueOf(record, name);
  if (value === undefined) return undefined;
  const isDigits = typeof value === 'string' && /^\s{0,10}\d{1,15}\s{0,10}$/.test(value);
  const count = isDigits ? Number(value) : value;
  if (typeof count === 'number' && Number.isSafeInteger(count) && count >= 0) return count;
  reading.add(`${place}.${name} is not a count of sessions.`);
  return undefined;
}

function readDetail(value: unknown, place: string, reading: Reading): TlsFailureDetail | undefined {
  if (!isRecord(value)) {
    reading.add(`${place} is not an object.`);
    return undefined;
  }
  const resultType = textOf(value, 'result-type');
  if (resultType === undefined) reading.add(`${place}.result-type is missing.`);
  return {
    resultType: resultType?.toLowerCase() ?? unnamedType,
    sessions: countOf(value, 'failed-session-count', place, reading),
    receivingHost: textOf(value, 'receiving-mx-hostname'),
    receivingAddress: textOf(value, 'receiving-ip'),
    sendingAddress: textOf(value, 'sending-mta-ip'),
    reasonCode: textOf(value, 'failure-reason-code'),
    // RFC 8460 names it so in its table, and "additional-info-uri" in its drafts.
    information: textOf(value, 'additional-information') ?? textOf(value, 'additional-info-uri'),
  };
}

function readDetails(value: Value, place: string, reading: Reading): readonly TlsFailureDetail[] {
  const raw = valueOf(value, 'failure-details');
  if (raw === undefined) return [];
  const items = listOf(raw);
  if (items === undefined) {
    reading.add(`${place}.failure-details is not a list.`);
    return [];
  }
  const count = reading.take(items.length);
  if (count < items.length) {
    reading.add(
      `${place}.failure-details has ${items.length} entries; ${count} were read, as the report is too large.`,
    );
  }
  return items
    .slice(0, count)
    .flatMap((item, index) => readDetail(item, `${place}.failure-details[${index}]`, reading) ?? []);
}

function readPolicy(value: unknown, place: string, reading: Reading): ReportedTlsPolicy | undefined {
  if (!isRecord(value)) {
    reading.add(`${place} is not an object.`);
    return undefined;
  }
  const inner = valueOf(value, 'policy');
  if (!isRecord(inner)) reading.add(`${place}.policy is ${inner === undefined ? 'missing' : 'not an object'}.`);
  // Some write what belongs into "policy" beside it.
  const policy = isRecord(inner) ? inner : value;
  const summary = valueOf(value, 'summary');
  if (!isRecord(summary)) reading.add(`${place}.summary is ${summary === undefined ? 'missing' : 'not an object'}.`);
  const counts = isRecord(summary) ? summary : value;
  const inSummary = isRecord(summary) ? `${place}.summary` : place;
  const successful = countOf(counts, 'total-successful-session-count', inSummary, reading);
  const failed = countOf(counts, 'total-failure-session-count', inSummary, reading);
  const type = textOf(policy, 'policy-type');
  if (type === undefined) reading.add(`${place}.policy.policy-type is missing.`);
  return {
    type: type?.toLowerCase() ?? unnamedType,
    domain: textOf(policy, 'policy-domain'),
    lines: linesOf(policy, 'policy-string'),
    mxHosts: linesOf(policy, 'mx-host'),
    successful,
    failed,
    details: readDetails(value, place, reading),
  };
}

function readTime(value: Value, name: string, reading: Reading): string | undefined {
  const text = textOf(value, name);
  if (text === undefined) return undefined;
  const time = /^\d{4}-\d\d-\d\d/.test(text) ? Date.parse(text) : Number.NaN;
  if (!Number.isNaN(time)) return new Date(time).toISOString();
  reading.add(`date-range.${name} is not a date.`);
  return text;
}

/** Told from other JSON by its list of policies and one more of its names. */
export function isTlsReport(value: unknown): value is Value {
  if (!isRecord(value) || valueOf(value, 'policies') === undefined) return false;
  return ['report-id', 'date-range', 'organization-name'].some((name) => valueOf(value, name) !== undefined);
}

/** @param value JSON that `isTlsReport` took for a report. */
export function readTlsReport(value: Value): Parsed<TlsReport> {
  const reading = openReading();
  const raw = valueOf(value, 'policies');
  const items = listOf(raw);
  if (items === undefined) return { status: 'invalid', reason: 'policies is not a list' };
  if (items.length === 0) reading.add('policies is empty: the report counts no session.');
  if (items.length > maximumPolicies) {
    reading.add(`policies has ${items.length} entries; the first ${maximumPolicies} were read.`);
  }
  const isList = Array.isArray(raw);
  const policies = items
    .slice(0, maximumPolicies)
    .flatMap((item, index) => readPolicy(item, isList ? `policies[${index}]` : 'policies', reading) ?? []);
  const range = valueOf(value, 'date-range');
  if (!isRecord(range)) reading.add(`date-range is ${range === undefined ? 'missing' : 'not an object'}.`);
  const dates = isRecord(range) ? range : {};
  const from = readTime(dates, 'start-datetime', reading);
  const to = readTime(dates, 'end-datetime', reading);
  return {
    status: 'parsed',
    value: {
      organization: textOf(value, 'organization-name'),
      contact: textOf(value, 'contact-info'),
      id: textOf(value, 'report-id'),
      from,
      to,
      policies,
      problems: reading.all(),
    },
  };
}

/** The line and column of a place in a text, counted from 1. */
function placeIn(text: string, offset: number): string {
  const before = text.slice(0, offset);
  const line = before.split('\n').length;
  return `line ${line}, column ${offset - before.lastIndexOf('\n')}`;
}

/** JSON, or the place where it stops being JSON. */
export function parseReportJson(text: string): Parsed<unknown> {
  try {
    return { status: 'parsed', value: JSON.parse(text) as unknown };
  } catch (error) {
    const message = error instanceof Error ? error.message : '';
    const offset = Number(/ at position (\d{1,12})/.exec(message)?.[1] ?? Number.NaN);
    const place = Number.isNaN(offset) || offset >= text.length ? 'its end is missing' : `at ${placeIn(text, offset)}`;
    return { status: 'invalid', reason: `it is not valid JSON: ${place}` };
  }
}

/** Of all counts; undefined where none was given. */
export function sumOf(counts: readonly (number | undefined)[]): number | undefined {
  const known = counts.filter((count) => count !== undefined);
  return known.length === 0 ? undefined : known.reduce((sum, count) => sum + count, 0);
}
