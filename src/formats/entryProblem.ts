// What is wrong with a part of an entry, told by its way down from the entry: the same for a file and for an argument.

import type { FleetProblem } from '../model/fleet.ts';
import { closestWord } from './closestWord.ts';
import { printableText } from './printable.ts';

/** Names of properties and indexes in lists. */
export type JsonPath = readonly (string | number)[];

export interface EntryProblem extends Omit<FleetProblem, 'place'> {
  readonly path: JsonPath;
  /** About the name of the property that the path ends with, not about its value. */
  readonly isAboutName?: boolean;
}

export type Complain = (problem: EntryProblem) => void;

/** A value from elsewhere as it is quoted in a sentence. */
export function quoted(value: unknown): string {
  const text = typeof value === 'string' ? value : (JSON.stringify(value) ?? 'nothing');
  return `"${printableText(text, 60)}"`;
}

/** "a, b or c". */
function listWords(words: readonly string[]): string {
  return words.length < 2 ? words.join('') : `${words.slice(0, -1).join(', ')} or ${words.at(-1) ?? ''}`;
}

/** Of one object; a slip of the pen is not made more often. */
const mostStrayNames = 50;

/** Each name that is not known is told, so that a slip of the pen does not go unnoticed. */
export function checkNames(
  names: readonly string[],
  known: readonly string[],
  owner: string,
  path: JsonPath,
  complain: Complain,
): void {
  const free = known.filter((word) => !names.includes(word));
  const strays = names.filter((name) => !known.includes(name)).slice(0, mostStrayNames);
  for (const name of strays) {
    const instead = closestWord(name, free);
    const guess = instead === undefined ? `It knows ${listWords(known)}.` : `Did you mean "${instead}"?`;
    complain({
      severity: 'warning',
      message: `${owner} has no property ${quoted(name)}. ${guess}`,
      path: [...path, name],
      isAboutName: true,
      ...(instead === undefined ? {} : { instead }),
    });
  }
}

/** One of a few words; undefined, after saying so, when it is none of them. */
export function readWord<T extends string>(
  value: unknown,
  words: readonly T[],
  path: JsonPath,
  complain: Complain,
): T | undefined {
  const word = words.find((one) => one === value);
  if (word !== undefined) return word;
  const instead = typeof value === 'string' ? closestWord(value, words) : undefined;
  const guess = instead === undefined ? '' : ` Did you mean "${instead}"?`;
  complain({
    severity: 'warning',
    message: `${quoted(value)} is not one of ${listWords(words)}.${guess}`,
    path,
    ...(instead === undefined ? {} : { instead }),
  });
  return undefined;
}

/** A text with something in it, without the white space around. */
export function readText(value: unknown, maximum: number, path: JsonPath, complain: Complain): string | undefined {
  const name = path.at(-1) ?? '';
  const text = typeof value === 'string' ? value.trim() : '';
  if (text !== '' && text.length <= maximum) return text;
  const reason =
    typeof value !== 'string' ? 'is not a text' : text === '' ? 'is empty' : `is longer than ${maximum} characters`;
  const subject = typeof name === 'number' ? 'This' : `"${name}"`;
  complain({ severity: 'warning', message: `${subject} ${reason}.`, path });
  return undefined;
}

/** A whole number within bounds. */
export function readWhole(
  value: unknown,
  [least, most]: readonly [number, number],
  path: JsonPath,
  complain: Complain,
): number | undefined {
  if (typeof value === 'number' && Number.isInteger(value) && value >= least && value <= most) return value;
  const message = `"${path.at(-1) ?? ''}" is not a whole number from ${least} to ${most}.`;
  complain({ severity: 'warning', message, path });
  return undefined;
}
