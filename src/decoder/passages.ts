// Cuts a text into passages: what belongs to one event, so that the words of one error are not read with those of another.

import type { MappedText } from './mappedText.ts';
import { startsOf } from './passageStarts.ts';
import { holdsSeveralEvents, readThread } from './threads.ts';

/** A stretch of the folded text, or several where a log mixes what belongs together with other things. */
export interface Passage {
  /** On one line, in small letters. */
  readonly text: string;
  /** Where each stretch begins in `text`, and where in the folded text. */
  readonly stretches: readonly { readonly at: number; readonly from: number }[];
}

/** A text of this length is one error with what was pasted around it, unless it tells of several itself. */
const shortText = 3_000;

const maximumLength = 6_000;
const maximumLines = 40;

const lastOfEvent = /\bstatus=(?:deferred|bounced|sent|expired)\b|^.{0,80}\bdisconnect from\b|\bcompleted$/;
const firstOfEvent = /\bconnect from\b|,\+,,?$/;

interface OpenPassage {
  readonly lines: { readonly from: number; readonly to: number }[];
  readonly thread: string | undefined;
  queueId: string | undefined;
  length: number;
  isDone: boolean;
}

function close(text: string, { lines }: OpenPassage): Passage {
  const pieces: string[] = [];
  const stretches: { at: number; from: number }[] = [];
  let at = 0;
  for (const { from, to } of lines) {
    stretches.push({ at, from });
    const piece = text.slice(from, to).replaceAll('\n', ' ');
    pieces.push(piece);
    at += piece.length + 1;
  }
  return { text: pieces.join(' '), stretches };
}

/** In the order of their first lines. */
export function splitPassages({ text }: MappedText): readonly Passage[] {
  const { starts, areSeveral } = startsOf(text);
  const isOne = text.length <= shortText && !areSeveral && !holdsSeveralEvents(text);
  if (isOne) return text.trim() === '' ? [] : [close(text, { ...noLines, lines: [{ from: 0, to: text.length }] })];
  const passages: OpenPassage[] = [];
  const threads = new Map<string, OpenPassage>();
  let nextStart = 0;
  let current: OpenPassage | undefined;
  let from = 0;
  while (from < text.length) {
    const lineEnd = text.indexOf('\n', from);
    const wholeLine = lineEnd === -1 ? text.length : lineEnd;
    const isStart = starts[nextStart] === from;
    if (isStart) nextStart++;
    // A record that begins within a line.
    const end = Math.min(wholeLine, starts[nextStart] ?? Infinity);
    // A line without an end is cut; words that stand across the cut are lost.
    const to = Math.min(end, from + maximumLength);
    const line = text.slice(from, Math.min(to, from + 1_000));
    const { isStamped, thread, queueId } = readThread(line);
    if (thread !== undefined) current = threads.get(thread);
    const isNew =
      current === undefined ||
      current.isDone ||
      current.length + (to - from) > maximumLength ||
      current.lines.length >= maximumLines ||
      (isStamped && thread === undefined) ||
      isStart ||
      (thread !== undefined && firstOfEvent.test(line)) ||
      (queueId !== undefined && current.queueId !== undefined && queueId !== current.queueId);
    if (isNew || current === undefined) {
      current = { lines: [], thread, queueId, length: 0, isDone: false };
      passages.push(current);
      if (thread !== undefined) threads.set(thread, current);
    }
    current.queueId ??= queueId;
    current.lines.push({ from, to });
    current.length += to - from + 1;
    // What follows without a date still belongs to it; the next line of the same process does not.
    if (current.thread !== undefined && lastOfEvent.test(line)) current.isDone = true;
    from = to === wholeLine ? to + 1 : to;
  }
  return passages.map((passage) => close(text, passage));
}

const noLines: Omit<OpenPassage, 'lines'> = { thread: undefined, queueId: undefined, length: 0, isDone: false };

/** The place in the folded text of a place in a passage. */
export function foldedOffset({ stretches }: Passage, index: number): number {
  let [low, high] = [0, stretches.length - 1];
  while (low < high) {
    const middle = Math.ceil((low + high) / 2);
    if ((stretches[middle]?.at ?? 0) <= index) low = middle;
    else high = middle - 1;
  }
  const stretch = stretches[low];
  return stretch === undefined ? 0 : stretch.from + index - stretch.at;
}
