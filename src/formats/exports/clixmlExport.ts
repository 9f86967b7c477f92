// Exports made with Export-Clixml: objects with the names of their types, lists, and references to what came before.

import type { TextPlace } from '../../model/fleet.ts';
import { exportLimits, isReadName, rawText } from './rawExport.ts';
import type { RawExport, RawObject, RawProblem, RawValue } from './rawExport.ts';
import { attributeOf, decodeXmlText, readXmlTokens } from './xmlTokens.ts';

/** An element that is open. What it is for follows from its name ([MS-PSRP] section 2.2.5). */
interface OpenElement {
  readonly name: string;
  readonly place: TextPlace;
  /** The name of the property that it is the value of. */
  readonly property: string | undefined;
  readonly reference: string | undefined;
  /** Nothing inside is kept: the property is not one that is read. */
  readonly isSkipped: boolean;
  /** Objects around it that are values themselves. */
  readonly objectDepth: number;
  readonly text: string[];
  /** Where its text begins. */
  textPlace: TextPlace | undefined;
  readonly properties: Map<string, RawValue>;
  readonly items: RawValue[];
  isList: boolean;
  typeNames: readonly string[];
  display: string | undefined;
}

const tokensPerStep = 500;

/** `_x000A_` stands for a character that XML cannot hold. */
function decodeEscapes(text: string): string {
  return text.replace(/_x([\dA-Fa-f]{4})_/g, (_, hex: string) => String.fromCharCode(Number.parseInt(hex, 16)));
}

const numbers: ReadonlySet<string> = new Set(['I16', 'I32', 'I64', 'U16', 'U32', 'U64', 'By', 'SB', 'D', 'Db', 'Sg']);

const texts: ReadonlySet<string> = new Set(['S', 'DT', 'G', 'URI', 'Version', 'C', 'TS', 'XD', 'SBK', 'T', 'ToString']);

const lists: ReadonlySet<string> = new Set(['LST', 'IE', 'QUE', 'STK']);

/** Undefined for what is no value: a container, or a secret (SS) and bytes (BA), which are not read at all. */
function valueOf(element: OpenElement): RawValue | undefined {
  const { name } = element;
  const place = name === 'Obj' ? element.place : (element.textPlace ?? element.place);
  const text = decodeEscapes(decodeXmlText(element.text.join('').slice(0, exportLimits.text + 1)));
  if (name === 'Nil') return { kind: 'none', place };
  if (name === 'B') return { kind: 'scalar', value: text.trim().toLowerCase() === 'true', place };
  if (numbers.has(name)) {
    const value = Number(text);
    return Number.isFinite(value) ? { kind: 'scalar', value, place } : undefined;
  }
  if (texts.has(name)) return rawText(text, place);
  if (name !== 'Obj') return undefined;
  if (element.isList) {
    const isComplete = element.items.length < exportLimits.items;
    return { kind: 'list', items: element.items, isComplete, place };
  }
  if (element.properties.size > 0 || element.display !== undefined) {
    const display = element.display === undefined ? {} : { text: element.display };
    return { kind: 'record', properties: element.properties, ...display, place };
  }
  // An enumeration without its name: the number that stands in the object.
  return element.items[0] ?? { kind: 'none', place };
}

interface Reading {
  readonly open: OpenElement[];
  readonly objects: RawObject[];
  readonly types: Map<string, readonly string[]>;
  readonly values: Map<string, RawValue>;
}

/** The object that an element inside it belongs to. */
function ownerOf({ open }: Reading): OpenElement | undefined {
  return open.findLast(({ name }) => name === 'Obj');
}

function openElement(reading: Reading, name: string, attributes: string, place: TextPlace): void {
  const parent = reading.open.at(-1);
  const property = attributeOf(attributes, 'N');
  const depth = parent?.objectDepth ?? 0;
  // Objects of a list are as deep as the list: only what is a property of another goes deeper.
  const objectDepth = depth + (name === 'Obj' && property !== undefined ? 1 : 0);
  const isStrange = property !== undefined && !isReadName(decodeEscapes(property), depth);
  const isSkipped = parent?.isSkipped === true || isStrange;
  reading.open.push({
    name,
    place,
    property: property === undefined ? undefined : decodeEscapes(property),
    reference: attributeOf(attributes, 'RefId'),
    isSkipped,
    objectDepth,
    text: [],
    textPlace: undefined,
    properties: new Map(),
    items: [],
    isList: false,
    typeNames: [],
    display: undefined,
  });
}

function giveTo(owner: OpenElement | undefined, element: OpenElement, value: RawValue): void {
  if (owner === undefined) return;
  if (element.property !== undefined) {
    const key = element.property.toLowerCase();
    if (!owner.properties.has(key)) owner.properties.set(key, value);
  } else if (owner.items.length < exportLimits.items) {
    owner.items.push(value);
  }
}

function closeElement(reading: Reading): void {
  const element = reading.open.pop();
  if (element === undefined) return;
  const owner = ownerOf(reading);
  const { name, reference } = element;
  // Names of types are referred to from anywhere, also from where nothing else is read.
  if (name === 'T')
    reading.open.at(-1)?.items.push({ kind: 'scalar', value: element.text.join('').trim(), place: element.place });
  if (name === 'TN' || name === 'TNRef') {
    const own = element.items.flatMap((item) => (item.kind === 'scalar' ? [String(item.value)] : []));
    if (name === 'TN' && reference !== undefined && own.length > 0) reading.types.set(reference, own);
    if (owner !== undefined) owner.typeNames = name === 'TN' ? own : (reading.types.get(reference ?? '') ?? []);
    return;
  }
  if (element.isSkipped || name === 'T') return;
  if (name === 'ToString') {
    if (owner !== undefined)
      owner.display = decodeEscapes(decodeXmlText(element.text.join(''))).slice(0, exportLimits.text);
    return;
  }
  if (lists.has(name)) {
    if (owner !== undefined) owner.isList = true;
    return;
  }
  if (name === 'Ref') {
    const lost: RawValue = { kind: 'lost', reason: 'it refers to a part that is not read', place: element.place };
    giveTo(owner, element, reading.values.get(reference ?? '') ?? lost);
    return;
  }
  const value = valueOf(element);
  if (value === undefined) return;
  if (name === 'Obj' && reference !== undefined) reading.values.set(reference, value);
  const isTop = name === 'Obj' && owner === undefined;
  if (isTop && value.kind === 'record') {
    reading.objects.push({ typeNames: element.typeNames, properties: element.properties, place: element.place });
  } else if (isTop && value.kind === 'list') {
    for (const item of value.items) {
      if (item.kind === 'record')
        reading.objects.push({ typeNames: [], properties: item.properties, place: item.place });
    }
  } else {
    giveTo(owner, element, value);
  }
}

export function* readClixmlExport(text: string): Generator<void, RawExport> {
  const reading: Reading = { open: [], objects: [], types: new Map(), values: new Map() };
  const problems: RawProblem[] = [];
  let count = 0;
  for (const token of readXmlTokens(text)) {
    if (++count % tokensPerStep === 0) yield;
    if (token.kind === 'text') {
      const inner = reading.open.at(-1);
      if (inner !== undefined && (!inner.isSkipped || inner.name === 'T')) {
        inner.text.push(token.text);
        inner.textPlace ??= token.place;
      }
    } else if (token.kind === 'fault') {
      problems.push({ message: token.message, place: token.place });
    } else if (token.kind === 'open') {
      if (reading.open.length >= exportLimits.depth) {
        problems.push({ message: 'This is nested too deeply to be read.', place: token.place });
        break;
      }
      openElement(reading, token.name, token.attributes, token.place);
    } else {
      if (reading.open.at(-1)?.name !== token.name) {
        problems.push({ message: 'This tag closes nothing.', place: token.place });
        break;
      }
      closeElement(reading);
      if (reading.objects.length >= exportLimits.objects) break;
    }
  }
  if (problems.length === 0 && reading.open.length > 0 && reading.objects.length < exportLimits.objects) {
    problems.push({ message: 'The file ends before its last element.', place: { offset: text.length, length: 0 } });
  }
  return { objects: reading.objects, problems };
}
