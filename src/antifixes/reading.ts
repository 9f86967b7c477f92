// A text as its program reads it: comments blank, a logical line of Postfix on one line and the last of a name only,
// aliases of YAML in full.

import type { Language } from './antiFix.ts';
import { maskComments } from './comments.ts';

/** A place of the file. */
interface Place {
  readonly offset: number;
  readonly length: number;
}

interface Reading {
  readonly text: string;
  /** Where a place of this text stands in the file. */
  readonly sourceOf: (place: Place) => Place;
}

/** What anchors may add to a text. */
const maximumAdded = 200_000;

/** postconf(5): a line that begins with white space continues the last one, over comments and empty lines. */
function joinLines(text: string): string {
  return text.replace(/[\r\n]\s*/g, (space) => (/[ \t]$/.test(space) ? space.replace(/[\r\n]/g, ' ') : space));
}

/** postconf(5): where a parameter is set more than once, only the last is remembered. The others become blanks. */
function withoutOverruled(text: string): string {
  const assignments = /^([^\s=]{1,200})[ \t]{0,200}=[^\r\n]*/gm;
  const lastOf = new Map<string, number>();
  for (const { 1: name = '', index } of text.matchAll(assignments)) lastOf.set(name, index);
  return text.replace(assignments, (line, name: string, index: number) =>
    lastOf.get(name) === index ? line : ' '.repeat(line.length),
  );
}

/** What an anchor stands for: the rest of its line, or the lines below it that are further in. */
function nodeAt(text: string, lineStart: number, from: number): readonly Place[] {
  const inline = /[{[][^{}\r\n]*[}\]]|[^\s,{}[\]]+/y;
  inline.lastIndex = from;
  const value = inline.exec(text)?.[0];
  if (value !== undefined) return [{ offset: from, length: value.length }];
  const places: Place[] = [];
  const further = /(?:\r\n|\r|\n)([ \t]*)([^\r\n]*)/y;
  further.lastIndex = from;
  const indent = text.slice(lineStart).search(/[^ \t]/);
  for (let match = further.exec(text); match !== null && places.length < 200; match = further.exec(text)) {
    const [, space = '', rest = ''] = match;
    if (rest !== '' && space.length <= indent) break;
    places.push({ offset: further.lastIndex - rest.length - space.length, length: rest.length + space.length });
  }
  return places;
}

/** A value that an alias stands for is found at the alias; a mapping is found where it is written. */
function expandAliases(text: string): Reading {
  const pieces: { readonly at: number; readonly source: number; readonly alias?: Place }[] = [];
  const anchors = new Map<string, readonly Place[]>();
  let expanded = '';
  let kept = 0;
  const put = (source: number, end: number, alias?: Place): void => {
    pieces.push({ at: expanded.length, source, ...(alias && { alias }) });
    expanded += text.slice(source, end);
  };
  for (const { 0: mark, 1: sign, 2: name = '', index } of text.matchAll(
    /([&*])(?<=(?:[,[{][ \t]{0,8}|[:-][ \t]{1,8}).)([\w.-]{1,80})[ \t]{0,40}/g,
  )) {
    const end = index + mark.length;
    const lineStart = text.lastIndexOf('\n', index) + 1;
    const node = sign === '*' ? anchors.get(name) : [];
    if (node === undefined || expanded.length - index > maximumAdded) continue;
    put(kept, index);
    kept = end;
    if (sign === '&') anchors.set(name, nodeAt(text, lineStart, end));
    const [first] = node;
    if (first === undefined) continue;
    if (/^[ \t\r\n]/.test(text.slice(first.offset))) {
      const before = text.slice(lineStart, index);
      const merge = before.indexOf('<<');
      const indent = merge < 0 ? before.search(/[^\s-]/) + 2 : merge;
      const own = text.slice(first.offset).search(/[^ \t]/);
      for (const { offset, length } of node) {
        expanded += `\n${' '.repeat(indent)}`;
        put(offset + Math.min(own, length), offset + length);
      }
    } else {
      const isMapping = text.charAt(first.offset) === '{';
      const alias = { offset: index, length: 1 + name.length };
      put(first.offset, first.offset + first.length, isMapping ? undefined : alias);
    }
    expanded += mark.slice(1 + name.length);
  }
  put(kept, text.length);
  return {
    text: expanded,
    sourceOf({ offset, length }) {
      const index = pieces.findLastIndex(({ at }) => at <= offset);
      const { at = 0, source = 0, alias } = pieces[index] ?? {};
      return (
        alias ?? {
          offset: source + offset - at,
          length: Math.min(length, (pieces[index + 1]?.at ?? Infinity) - offset),
        }
      );
    },
  };
}

/** Whether what a pattern is to find may stand in a text only as it is read. */
export function isRewritten(text: string, language: Language): boolean {
  return language.startsWith('postfix') || (language === 'yaml' && /&\w/.test(text));
}

export function readAs(text: string, language: Language): Reading {
  const masked = maskComments(text, language);
  if (language === 'yaml' && isRewritten(text, language)) return expandAliases(masked);
  const joined = language.startsWith('postfix') ? joinLines(masked) : masked;
  return { text: language === 'postfix-main' ? withoutOverruled(joined) : joined, sourceOf: (place) => place };
}
