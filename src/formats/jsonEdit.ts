// Changes to JSON text that a person keeps: only what changes is touched; comments, indentation and order stay.

import type { TextPlace } from '../model/fleet.ts';
import { detectStyle, formatOnLines, formatOnOneLine, formatValue } from './jsonFormat.ts';
import type { JsonText } from './jsonText.ts';
import type { JsonArray, JsonNode, JsonObject, JsonProperty } from './jsonTree.ts';

export interface TextChange extends TextPlace {
  readonly text: string;
}

/** A text and what was read of it. */
export interface JsonSource extends JsonText {
  readonly text: string;
}

type Container = JsonArray | JsonObject;

/** A new member: a value, or the text of one that stood elsewhere, with the comment that stood behind it. */
export type NewItem =
  | { readonly kind: 'value'; readonly value: unknown }
  | { readonly kind: 'moved'; readonly text: string; readonly indent: string; readonly comment?: string };

/** Changes must not overlap. */
export function applyChanges(text: string, changes: readonly TextChange[]): string {
  const sorted = [...changes].sort((a, b) => a.offset - b.offset);
  let result = '';
  let position = 0;
  for (const change of sorted) {
    result += text.slice(position, change.offset) + change.text;
    position = change.offset + change.length;
  }
  return result + text.slice(position);
}

function lineStart(text: string, offset: number): number {
  return Math.max(text.lastIndexOf('\n', offset - 1), text.lastIndexOf('\r', offset - 1)) + 1;
}

function indentAt(text: string, offset: number): string {
  return /^[ \t]*/.exec(text.slice(lineStart(text, offset), offset))?.[0] ?? '';
}

function isFirstOnLine(text: string, offset: number): boolean {
  return text.slice(lineStart(text, offset), offset).trim() === '';
}

function skipSpace(text: string, offset: number): number {
  let position = offset;
  while (text[position] === ' ' || text[position] === '\t') position++;
  return position;
}

function isLineEnd(text: string, offset: number): boolean {
  return offset >= text.length || text[offset] === '\n' || text[offset] === '\r';
}

function afterLineEnd(text: string, offset: number): number {
  if (text[offset] === '\r' && text[offset + 1] === '\n') return offset + 2;
  return Math.min(offset + 1, text.length);
}

function membersOf(container: Container): readonly (JsonNode | JsonProperty)[] {
  return container.kind === 'array' ? container.items : container.properties;
}

function endOf({ offset, length }: TextPlace): number {
  return offset + length;
}

/** The comma behind a member, if there is one before the next member. */
function commaAfter(container: Container, index: number): number | undefined {
  const members = membersOf(container);
  const member = members[index];
  if (member === undefined) return undefined;
  const next = members[index + 1]?.offset ?? endOf(container);
  return container.commas.find((comma) => comma >= endOf(member) && comma < next);
}

/** The comment behind a member and its comma that ends its line: it speaks of this member. */
function trailingComment({ text, comments }: JsonSource, container: Container, index: number): TextPlace | undefined {
  const member = membersOf(container)[index];
  if (member === undefined) return undefined;
  const comma = commaAfter(container, index);
  const end = endOf(member);
  const isCommaNear = comma !== undefined && skipSpace(text, end) === comma;
  const start = skipSpace(text, isCommaNear ? comma + 1 : end);
  const comment = comments.find(({ offset }) => offset === start);
  if (comment === undefined || !isLineEnd(text, skipSpace(text, endOf(comment)))) return undefined;
  return /[\r\n]/.test(text.slice(comment.offset, endOf(comment)).trimEnd()) ? undefined : comment;
}

/** The comment that goes along with a member that has its line for itself. */
function ownComment(source: JsonSource, container: Container, index: number): TextPlace | undefined {
  const member = membersOf(container)[index];
  const isAlone = member !== undefined && isFirstOnLine(source.text, member.offset);
  return isAlone ? trailingComment(source, container, index) : undefined;
}

/** Of one line, so that it can stand before something else on that line. */
function asBlockComment(comment: string): string {
  return comment.startsWith('//') ? `/*${comment.slice(2).replaceAll('*/', '* /').trimEnd()} */` : comment;
}

interface NewMember {
  readonly text: string;
  readonly comment?: string;
}

interface Joint {
  /** Before each member. */
  readonly before: string;
  readonly endsWithComma: boolean;
  readonly isOnLines: boolean;
  /** Nothing comes behind the last member on its line. */
  readonly isLineFree: boolean;
}

function joinMembers(members: readonly NewMember[], { before, endsWithComma, isOnLines, isLineFree }: Joint): string {
  return members
    .map(({ text, comment }, index) => {
      const isLast = index === members.length - 1;
      const comma = endsWithComma || !isLast ? ',' : '';
      const isFree = isOnLines && (isLineFree || !isLast);
      const note = comment === undefined ? '' : ` ${isFree ? comment : asBlockComment(comment)}`;
      return `${before}${text}${comma}${note}`;
    })
    .join('');
}

/** Puts new members behind the last one. `write` gives their text for the indentation of their line. */
function appendMembers(
  source: JsonSource,
  container: Container,
  write: (indent: string) => readonly NewMember[],
): TextChange[] {
  const { text } = source;
  const { unit, lineEnd } = detectStyle(text);
  const members = membersOf(container);
  const last = members.at(-1);
  if (last === undefined) {
    const close = endOf(container) - 1;
    const content = text.slice(container.offset, close).trimEnd();
    const offset = container.offset + content.length;
    const base = indentAt(text, container.offset);
    const joint = { before: lineEnd + base + unit, endsWithComma: false, isOnLines: true, isLineFree: true };
    const added = joinMembers(write(base + unit), joint);
    return [{ offset, length: close - offset, text: `${added}${lineEnd}${base}` }];
  }
  const comma = commaAfter(container, members.length - 1);
  const isOnLines = isFirstOnLine(text, last.offset);
  const indent = indentAt(text, last.offset);
  const added = write(indent);
  const before = isOnLines ? lineEnd + indent : ' ';
  const comment = isOnLines ? trailingComment(source, container, members.length - 1) : undefined;
  const offset = Math.max((comma ?? endOf(last) - 1) + 1, comment === undefined ? 0 : endOf(comment));
  const isCommaNeeded = comma === undefined;
  const isLineFree = isLineEnd(text, skipSpace(text, offset));
  const newText = joinMembers(added, { before, endsWithComma: !isCommaNeeded, isOnLines, isLineFree });
  if (!isCommaNeeded) return [{ offset, length: 0, text: newText }];
  if (offset === endOf(last)) return [{ offset, length: 0, text: `,${newText}` }];
  return [
    { offset: endOf(last), length: 0, text: ',' },
    { offset, length: 0, text: newText },
  ];
}

function reindent(text: string, from: string, to: string): string {
  return text
    .split(/(?<=\n)/)
    .map((line, index) => (index > 0 && line.startsWith(from) ? to + line.slice(from.length) : line))
    .join('');
}

/** Adds items at the end of a list, as its last object is written: on one line or on several. */
export function appendItems(source: JsonSource, array: JsonArray, items: readonly NewItem[]): TextChange[] {
  const { text } = source;
  const style = detectStyle(text);
  const example = array.items.findLast(({ kind }) => kind === 'object');
  const isOnLines = example !== undefined && /[\r\n]/.test(text.slice(example.offset, endOf(example)));
  const isOnOne = example !== undefined && !isOnLines;
  return appendMembers(source, array, (indent) =>
    items.map((item): NewMember => {
      if (item.kind === 'moved') {
        const moved = reindent(item.text, item.indent, indent);
        return item.comment === undefined ? { text: moved } : { text: moved, comment: item.comment };
      }
      if (typeof item.value !== 'object') return { text: formatOnOneLine(item.value) };
      if (isOnLines) return { text: formatOnLines(item.value, indent, style) };
      return { text: isOnOne ? formatOnOneLine(item.value) : formatValue(item.value, indent, style) };
    }),
  );
}

/** Gives a property of an object this value, behind all others when it is new. */
export function setProperty(source: JsonSource, object: JsonObject, name: string, value: unknown): TextChange[] {
  const { text } = source;
  const style = detectStyle(text);
  const existing = object.properties.find((property) => property.name === name);
  if (existing?.value !== undefined) {
    const { offset, length } = existing.value;
    return [{ offset, length, text: formatValue(value, indentAt(text, offset), style, name.length + 4) }];
  }
  return appendMembers(source, object, (indent) => [
    { text: `${JSON.stringify(name)}: ${formatValue(value, indent, style, name.length + 4)}` },
  ]);
}

/** The places of members that go, with their white space: whole lines where nothing else is on them. */
function removalOf(
  source: JsonSource,
  container: Container,
  index: number,
  isAtEnd: boolean,
  comment?: TextPlace,
): TextPlace[] {
  const { text } = source;
  const member = membersOf(container)[index];
  if (member === undefined) return [];
  const comma = commaAfter(container, index);
  const isCommaNear = comma !== undefined && text.slice(endOf(member), comma).trim() === '';
  const others = comma === undefined || isCommaNear ? [] : [{ offset: comma, length: 1 }];
  const start = member.offset;
  const end = comment === undefined ? (isCommaNear ? comma + 1 : endOf(member)) : endOf(comment);
  const next = skipSpace(text, end);
  if (isFirstOnLine(text, start)) {
    if (!isLineEnd(text, next)) return [{ offset: start, length: next - start }, ...others];
    const from = lineStart(text, start);
    return [{ offset: from, length: afterLineEnd(text, next) - from }, ...others];
  }
  if (!isAtEnd) return [{ offset: start, length: next - start }, ...others];
  const before = text.slice(0, start).trimEnd().length;
  return [{ offset: before, length: end - before }, ...others];
}

function mergePlaces(places: readonly TextPlace[]): TextChange[] {
  const merged: { offset: number; length: number; text: string }[] = [];
  for (const { offset, length } of [...places].sort((a, b) => a.offset - b.offset)) {
    const last = merged.at(-1);
    if (last === undefined || offset > endOf(last)) merged.push({ offset, length, text: '' });
    else last.length = Math.max(endOf(last), offset + length) - last.offset;
  }
  return merged;
}

/** Takes members out. Comments stay, but for those inside them, and with `takesComments` for those behind them on their line. */
export function removeMembers(
  source: JsonSource,
  container: Container,
  indexes: ReadonlySet<number>,
  takesComments = false,
): TextChange[] {
  const members = membersOf(container);
  const lastKept = members.findLastIndex((_, index) => !indexes.has(index));
  const places = [...indexes].flatMap((index) => {
    const comment = takesComments ? ownComment(source, container, index) : undefined;
    return removalOf(source, container, index, index > lastKept, comment);
  });
  const hadTrailingComma = commaAfter(container, members.length - 1) !== undefined;
  const comma = lastKept < 0 || lastKept === members.length - 1 ? undefined : commaAfter(container, lastKept);
  if (comma !== undefined && !hadTrailingComma) places.push({ offset: comma, length: 1 });
  return mergePlaces(places);
}

export function removeProperty(source: JsonSource, object: JsonObject, name: string): TextChange[] {
  const indexes = object.properties.flatMap((property, index) => (property.name === name ? [index] : []));
  return indexes.length === 0 ? [] : removeMembers(source, object, new Set(indexes));
}

/** A member as it can be put elsewhere. */
export function movedItem(source: JsonSource, array: JsonArray, index: number): NewItem | undefined {
  const item = array.items[index];
  if (item === undefined) return undefined;
  const { text } = source;
  const comment = ownComment(source, array, index);
  return {
    kind: 'moved',
    text: text.slice(item.offset, endOf(item)),
    indent: indentAt(text, item.offset),
    ...(comment === undefined ? {} : { comment: text.slice(comment.offset, endOf(comment)).trimEnd() }),
  };
}
