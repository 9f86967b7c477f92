// What Format-List prints: names and values with colons between them, long values wrapped, long lists cut.

import { kindOf } from './exportNouns.ts';
import { exportLimits, isReadName, rawText } from './rawExport.ts';
import type { RawExport, RawObject, RawProblem, RawProperties, RawValue } from './rawExport.ts';
import type { TextPlace } from '../../model/fleet.ts';
import { lineStartsOf } from '../lineStarts.ts';

const firstLine = /^\s{0,8}([A-Za-z_]\w{0,80}) *:(?: (.*))?$/;

const linesPerStep = 500;

interface OpenProperty {
  readonly name: string;
  readonly place: TextPlace;
  readonly lines: string[];
  /** The column at which values begin: what goes on below stands there, too. */
  readonly column: number;
}

/** Written by people, in paragraphs: the only values that an empty line may stand in. */
const proseName = /^(?:Comment|Description|Notes|AdminDisplayName)$/i;

/** What stands between two empty lines: an object, or a part of one whose prose has an empty line in it. */
interface Block {
  readonly object: RawObject;
  readonly endsInProse: boolean;
}

function isNamed(properties: RawProperties): boolean {
  return ['identity', 'name', 'thumbprint', 'domainname'].some((name) => properties.has(name));
}

/** Two objects that a cmdlet gave have properties in common. */
function isOneObject(first: Block, second: RawObject): boolean {
  const { properties } = first.object;
  if (!first.endsInProse || (isNamed(properties) && isNamed(second.properties))) return false;
  const kinds = new Set([kindOf(first.object), kindOf(second)].filter((kind) => kind !== undefined));
  return kinds.size <= 1 && ![...second.properties.keys()].some((name) => properties.has(name));
}

const connectorKind = /^(?:send|receive|inbound|outbound)$/;

/** A connector without a name beside named ones may be the rest of another one. */
function findParts(objects: readonly RawObject[]): readonly RawProblem[] {
  const named = new Set(objects.filter(({ properties }) => isNamed(properties)).map(kindOf));
  return objects
    .filter((one) => !isNamed(one.properties) && named.has(kindOf(one)) && connectorKind.test(kindOf(one) ?? ''))
    .map(({ place }) => ({
      message:
        'This connector has neither Identity nor Name, which others of its kind have: it may be a part of one of them that an empty line cuts off.',
      place,
    }));
}

export function isListExport(text: string): boolean {
  let count = 0;
  for (const [line] of text.matchAll(/[^\r\n]{1,2000}/g)) {
    const name = firstLine.exec(line)?.[1];
    if (name !== undefined && isReadName(name, 0) && ++count >= 2) return true;
  }
  return false;
}

/** A line as wide as the window was cut in the middle of a word; a shorter one, or one after a comma, between two. */
function joinLines(lines: readonly string[], column: number, width: number): string {
  let text = '';
  for (const [index, line] of lines.entries()) {
    const isCut = index > 0 && (lines[index - 1] ?? '').length + column >= width && !/[,\s]$/.test(text);
    text += index === 0 || isCut ? line : ` ${line}`;
  }
  return text;
}

/** Where `{a, b}` is parted: at commas that do not stand inside a distinguished name. */
const itemEnd = /, (?!(?:[A-Z]{1,3}|OID\.[\d.]+|[\d.]+)=)/;

/** `{a, b, c...}`: what is left out is known to be there. */
function readList(text: string, place: TextPlace): RawValue {
  const inner = text.slice(1, text.endsWith('}') ? -1 : undefined).trim();
  const isComplete = text.endsWith('}') && !/(?:\.\.\.|…)$/.test(inner);
  const texts = inner === '' ? [] : inner.split(itemEnd, exportLimits.items);
  const items = texts.map((item) => rawText(item.replace(/(?:\.\.\.|…)$/, ''), place));
  // The last one may itself be cut: it counts for nothing.
  const whole = isComplete ? items : items.slice(0, -1);
  return { kind: 'list', items: whole.filter(({ kind }) => kind !== 'none'), isComplete, place };
}

export function* readListExport(text: string): Generator<void, RawExport> {
  const objects: RawObject[] = [];
  const starts = lineStartsOf(text);
  const lines = starts.map((start, index) => text.slice(start, starts[index + 1]).replace(/[\r\n]+$/, ''));
  const width = lines.reduce((most, line) => Math.max(most, line.trimEnd().length), 0);
  let properties = new Map<string, RawValue>();
  let begin: TextPlace | undefined;
  let open: OpenProperty | undefined;
  let block: Block | undefined;
  let hasGap = false;
  const closeProperty = (): void => {
    if (open === undefined) return;
    if (isReadName(open.name, 0)) {
      const joined = joinLines(open.lines, open.column, width).trim();
      const value = joined.startsWith('{') ? readList(joined, open.place) : rawText(joined, open.place);
      properties.set(open.name.toLowerCase(), value);
    }
    open = undefined;
  };
  const closeBlock = (): void => {
    if (block !== undefined && block.object.properties.size >= 2) objects.push(block.object);
    block = undefined;
  };
  const closeObject = (): void => {
    const endsInProse = open !== undefined && proseName.test(open.name);
    closeProperty();
    if (begin !== undefined) {
      let object: RawObject = { typeNames: [], properties, place: begin };
      if (block !== undefined && isOneObject(block, object)) {
        object = { ...block.object, properties: new Map([...block.object.properties, ...properties]) };
      } else closeBlock();
      block = { object, endsInProse };
    }
    properties = new Map();
    begin = undefined;
  };
  for (const [index, line] of lines.entries()) {
    if (index % linesPerStep === linesPerStep - 1) yield;
    if (objects.length >= exportLimits.objects) break;
    const trimmed = line.trim();
    const isProse = open !== undefined && proseName.test(open.name);
    // A line of blanks up to where values begin is an empty one of the value; any other may be, as what follows tells.
    const indent = line.length - line.trimStart().length;
    const isBelow = open !== undefined && indent >= open.column - 2;
    if (trimmed === '') {
      hasGap ||= !(isProse && isBelow && indent <= (open?.column ?? 0));
      continue;
    }
    const [, name, value = ''] = firstLine.exec(line) ?? [];
    if (hasGap && !(isProse && isBelow && name === undefined)) closeObject();
    hasGap = false;
    if (open !== undefined && (indent >= open.column || (isProse && isBelow && name === undefined))) {
      if (open.lines.length < 1_000) open.lines.push(trimmed);
      continue;
    }
    if (name === undefined) continue;
    closeProperty();
    const offset = (starts[index] ?? 0) + indent;
    const place = { offset, length: trimmed.length };
    // A property for the second time: another object, where nobody left a line free.
    if (properties.has(name.toLowerCase())) closeObject();
    begin ??= place;
    open = { name, place, lines: [value.trim()], column: line.indexOf(':') + 2 };
  }
  closeObject();
  closeBlock();
  return { objects, problems: findParts(objects) };
}
