// Readers of unknown values: each gives the noun it was asked for, or the place and the reason why it cannot.

import { printableText } from './printable.ts';
import { isRecord } from './record.ts';
import type { Parsed } from './targetText.ts';

/** Gives the value, made anew of what is known and safe to show. @throws What `readShape` catches. */
export type Reader<T> = (value: unknown) => T;

/** A property that may be left out. */
export interface Optional<T> {
  readonly optional: Reader<T>;
}

/** One reader for each property: a property that the noun gains and the reader does not know is a compile error. */
export type Shape<T> = {
  readonly [K in keyof T]-?: object extends Pick<T, K> ? Optional<Exclude<T[K], undefined>> : Reader<T[K]>;
};

class Unfit extends Error {
  /** From the innermost to the outermost step. */
  readonly path: string[] = [];
}

function refuse(reason: string): never {
  throw new Unfit(reason);
}

/** Reads a step below, and names the step if it does not fit. */
function below<T>(step: string, read: Reader<T>, value: unknown): T {
  try {
    return read(value);
  } catch (error) {
    if (error instanceof Unfit) error.path.push(step);
    throw error;
  }
}

/** The reason is one plain sentence such as `"transcript[3].text" is not a text.` */
export function readShape<T>(read: Reader<T>, value: unknown): Parsed<T> {
  try {
    return { status: 'parsed', value: read(value) };
  } catch (error) {
    if (!(error instanceof Unfit)) throw error;
    const path = error.path.reverse().join('').replace(/^\./, '');
    const place = path === '' ? 'It' : `"${path}"`;
    return { status: 'invalid', reason: `${place} ${error.message}.` };
  }
}

/** Unknown properties are left out. */
export function record<T>(shape: Shape<T>): Reader<T> {
  const properties = Object.entries<Reader<unknown> | Optional<unknown>>(shape);
  return (value) => {
    if (!isRecord(value)) return refuse('is not an object');
    const result: Record<string, unknown> = {};
    for (const [name, reader] of properties) {
      const property = Object.hasOwn(value, name) ? value[name] : undefined;
      const isOptional = typeof reader !== 'function';
      if (isOptional && property === undefined) continue;
      result[name] = below(`.${name}`, isOptional ? reader.optional : reader, property);
    }
    return result as T;
  };
}

/** One property of an object. */
export function property<T>(name: string, reader: Reader<T>): Reader<T> {
  return (value) => (isRecord(value) ? below(`.${name}`, reader, value[name]) : refuse('is not an object'));
}

export function optional<T>(reader: Reader<T>): Optional<T> {
  return { optional: reader };
}

export function list<T>(reader: Reader<T>, maximum = 1_000): Reader<readonly T[]> {
  return (value) => {
    if (!Array.isArray(value)) return refuse('is not a list');
    if (value.length > maximum) return refuse(`has more than ${maximum} entries`);
    return value.map((item: unknown, index) => below(`[${index}]`, reader, item));
  };
}

/** Escaped for display; what is longer is cut. */
export function text(maximum = 2_000): Reader<string> {
  return (value) => (typeof value === 'string' ? printableText(value, maximum) : refuse('is not a text'));
}

/** Texts with line breaks of their own. */
export function paragraphs(maximum = 20_000): Reader<string> {
  return (value) => {
    if (typeof value !== 'string') return refuse('is not a text');
    return value
      .slice(0, maximum)
      .split('\n')
      .map((line) => printableText(line, maximum))
      .join('\n');
  };
}

/** `what` is said of a text that does not match: "is not …". */
export function textLike(pattern: RegExp, what: string): Reader<string> {
  return (value) => (typeof value === 'string' && pattern.test(value) ? value : refuse(`is not ${what}`));
}

const isoTime = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(?:\.\d{1,9})?Z$/;

/** ISO 8601 in UTC. */
export const time: Reader<string> = (value) =>
  typeof value === 'string' && isoTime.test(value) && !Number.isNaN(Date.parse(value))
    ? value
    : refuse('is not a time in UTC such as 2026-06-01T12:00:00Z');

/** Finite, from 0. Minus nought, which JSON does not keep, is nought. */
export const amount: Reader<number> = (value) =>
  typeof value === 'number' && Number.isFinite(value) && value >= 0 && value <= Number.MAX_SAFE_INTEGER
    ? value + 0
    : refuse('is not a number from 0');

export function whole(minimum: number, maximum: number): Reader<number> {
  return (value) =>
    typeof value === 'number' && Number.isInteger(value) && value >= minimum && value <= maximum
      ? value + 0
      : refuse(`is not a whole number from ${minimum} to ${maximum}`);
}

export const flag: Reader<boolean> = (value) =>
  typeof value === 'boolean' ? value : refuse('is neither true nor false');

export function oneOf<T extends string | number>(values: readonly T[]): Reader<T> {
  return (value) => values.find((one) => one === value) ?? refuse(`is none of ${values.join(', ')}`);
}

/** What another parser of this room makes of a text. */
export function parsedBy<T>(parse: (value: string) => Parsed<T>): Reader<T> {
  return (value) => {
    if (typeof value !== 'string') return refuse('is not a text');
    const parsed = parse(value);
    return parsed.status === 'parsed' ? parsed.value : refuse(`cannot be used: ${parsed.reason.replace(/\.$/, '')}`);
  };
}

/** A record of one of several kinds, told apart by one of its properties. */
export function oneKindOf<T>(sign: string, kinds: Readonly<Record<string, Reader<T>>>): Reader<T> {
  return (value) => {
    const kind = isRecord(value) ? value[sign] : undefined;
    const reader = typeof kind === 'string' && Object.hasOwn(kinds, kind) ? kinds[kind] : undefined;
    return reader === undefined ? refuse(`has no known "${sign}"`) : reader(value);
  };
}
