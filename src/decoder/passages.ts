// Cuts a text into passages: what belongs to one event, so that the words of one error are not read with those of another.

import type { MappedText } from './mappedText.ts';

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

/** The line begins with a date, after what a container or a shell puts before it. */
const stamped =
  /^[^a-z0-9]{0,4}(?:[\w.-]{1,40} ?\| ?)?\W{0,3}(?:\d{4}[-/.]\d{1,2}[-/.]\d{1,2}[t ,]|\d{1,2}[-/.]\d{1,2}[-/.]\d{2,4}[ ,]|(?:(?:mon|tue|wed|thu|fri|sat|sun),? )?(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec) {1,2}\d{1,2}[ ,]|t=\d{4}-|[ewi]\d{4} \d\d:)/;

/** Process and number, Exim's message identifier, or the session of an Exchange protocol log. */
const threadOf =
  /\b([a-z][\w./-]{2,40}\[\d{1,8}\])|\b([0-9a-z]{6}-[0-9a-z]{6,11}-[0-9a-z]{2,4})\b|^\d{4}-\d\d-\d\dt[^,]{6,20},[^,]{0,80},([0-9a-f]{16}),/;

/** A delivery status (RFC 3464 section 2.3) speaks of one recipient after the other; so do bounces of Postfix and of Exim. */
const recipientStart =
  /(?<=^|\n)(?:(?:final|original)-recipient ?:|<[^<>@\s]{1,64}@[^<>\s]{1,255}>(?: \(expanded from [^\n]{1,300}\))?: |[^<>@\s:]{1,64}@[\w.-]{3,255}\n(?=\(|(?:host|smtp error|tls|all|retry|unrout|[rht]=|connection|remote|no|lowest)\b))/g;

const lastOfEvent = /\bstatus=(?:deferred|bounced|sent|expired)\b|^.{0,80}\bdisconnect from\b|\bcompleted$/;
const firstOfEvent = /\bconnect from\b|,\+,,?$/;

interface OpenPassage {
  readonly lines: { readonly from: number; readonly to: number }[];
  readonly thread: string | undefined;
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

interface Recipients {
  /** Where what is told of each begins. */
  readonly starts: ReadonlySet<number>;
  /** One recipient is told of in several forms. */
  readonly areSeveral: boolean;
}

function recipientsOf(text: string): Recipients {
  const starts = new Set<number>();
  const counts = new Map<string, number>();
  for (const { 0: words, index } of text.matchAll(recipientStart)) {
    starts.add(index);
    const form = /^(?:final|original)-|^</.exec(words)?.[0] ?? '';
    counts.set(form, (counts.get(form) ?? 0) + 1);
  }
  return { starts, areSeveral: [...counts.values()].some((count) => count > 1) };
}

const statusOfDelivery = /\bstatus=(?:deferred|bounced|expired)\b/g;

/** In the order of their first lines. */
export function splitPassages({ text }: MappedText): readonly Passage[] {
  const { starts, areSeveral } = recipientsOf(text);
  const isOne = text.length <= shortText && !areSeveral && (text.match(statusOfDelivery) ?? []).length <= 1;
  if (isOne) return text.trim() === '' ? [] : [close(text, { ...noLines, lines: [{ from: 0, to: text.length }] })];
  const passages: OpenPassage[] = [];
  const threads = new Map<string, OpenPassage>();
  let current: OpenPassage | undefined;
  let from = 0;
  while (from < text.length) {
    const lineEnd = text.indexOf('\n', from);
    const end = lineEnd === -1 ? text.length : lineEnd;
    // A line without an end is cut; words that stand across the cut are lost.
    const to = Math.min(end, from + maximumLength);
    const line = text.slice(from, Math.min(to, from + 1_000));
    const isStamped = stamped.test(line);
    const match = isStamped ? threadOf.exec(line) : null;
    const thread = match?.[1] ?? match?.[2] ?? match?.[3];
    if (thread !== undefined) current = threads.get(thread);
    const isNew =
      current === undefined ||
      current.isDone ||
      current.length + (to - from) > maximumLength ||
      current.lines.length >= maximumLines ||
      (isStamped && thread === undefined) ||
      starts.has(from) ||
      (thread !== undefined && firstOfEvent.test(line));
    if (isNew || current === undefined) {
      current = { lines: [], thread, length: 0, isDone: false };
      passages.push(current);
      if (thread !== undefined) threads.set(thread, current);
    }
    current.lines.push({ from, to });
    current.length += to - from + 1;
    // What follows without a date still belongs to it; the next line of the same process does not.
    if (current.thread !== undefined && lastOfEvent.test(line)) current.isDone = true;
    from = to === end ? end + 1 : to;
  }
  return passages.map((passage) => close(text, passage));
}

const noLines: Omit<OpenPassage, 'lines'> = { thread: undefined, length: 0, isDone: false };

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
