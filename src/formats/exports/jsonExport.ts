// Exports made with ConvertTo-Json, of Windows PowerShell 5.1 and PowerShell 7, one or several after another.

import type { TextPlace } from '../../model/fleet.ts';
import type { JsonNode, JsonObject } from '../jsonTree.ts';
import { readJsonText } from '../jsonText.ts';
import { exportLimits, isReadName, rawText } from './rawExport.ts';
import type { RawExport, RawObject, RawProblem, RawProperties, RawValue } from './rawExport.ts';

/** More texts in one file than anybody appends. */
const mostTexts = 50;

/** Where a text of several begins in the file. */
type Shift = number;

function placeOf({ offset, length }: JsonNode, shift: Shift): TextPlace {
  return { offset: offset + shift, length };
}

function readValue(node: JsonNode, depth: number, shift: Shift): RawValue {
  const place = placeOf(node, shift);
  if (node.kind === 'array') {
    const items = node.items.slice(0, exportLimits.items).map((item) => readValue(item, depth, shift));
    return { kind: 'list', items, isComplete: items.length === node.items.length, place };
  }
  if (node.kind === 'object') return { kind: 'record', properties: readProperties(node, depth + 1, shift), place };
  if (node.value === null) return { kind: 'none', place };
  return typeof node.value === 'string' ? rawText(node.value, place) : { kind: 'scalar', value: node.value, place };
}

/** A date and an enumeration of 5.1 have their value twice, as `value` and as `Value`: the text is the telling one. */
function isBetter(one: RawValue, before: RawValue | undefined): boolean {
  if (before === undefined) return true;
  return before.kind === 'scalar' && typeof before.value !== 'string' && one.kind === 'scalar';
}

function readProperties(node: JsonObject, depth: number, shift: Shift): RawProperties {
  const properties = new Map<string, RawValue>();
  for (const { name, value } of node.properties) {
    if (value === undefined || !isReadName(name, depth)) continue;
    const read = readValue(value, depth, shift);
    const key = name.toLowerCase();
    if (isBetter(read, properties.get(key))) properties.set(key, read);
  }
  return properties;
}

/** Objects that can be told apart only by the names of their properties have at least this many of them. */
const leastNames = 2;

interface Found {
  readonly objects: RawObject[];
  readonly empty: string[];
}

/** @param hint The name of the property that holds the result of a cmdlet: the kind of what is inside. */
function collect(node: JsonNode, hint: string | undefined, depth: number, shift: Shift, found: Found): void {
  const { objects, empty } = found;
  if (objects.length >= exportLimits.objects || depth > 4) return;
  if (node.kind === 'array') {
    if (node.items.length === 0 && hint !== undefined) empty.push(hint);
    for (const item of node.items) collect(item, hint, depth + 1, shift, found);
    return;
  }
  if (node.kind !== 'object') return;
  const properties = readProperties(node, 0, shift);
  if (properties.size >= leastNames) {
    objects.push({ typeNames: hint === undefined ? [] : [hint], properties, place: placeOf(node, shift) });
    return;
  }
  // A wrapper: of ConvertTo-Json (`value` and `Count`), or of a person who put several results together.
  for (const { name, value } of node.properties) {
    if (value !== undefined) collect(value, name.toLowerCase() === 'value' ? hint : name, depth + 1, shift, found);
  }
}

const oneTooMany = 'The file should end here.';

export function* readJsonExport(text: string): Generator<void, RawExport> {
  const found: Found = { objects: [], empty: [] };
  const problems: RawProblem[] = [];
  let shift = 0;
  for (let count = 1; count <= mostTexts; count++) {
    const { root, problems: faults } = yield* readJsonText(shift === 0 ? text : text.slice(shift));
    if (root !== undefined) collect(root, undefined, 0, shift, found);
    let next: number | undefined;
    for (const { message, place } of faults) {
      const moved = { offset: place.offset + shift, length: place.length };
      // Another text follows, as when results are appended to one file.
      if (message === oneTooMany && count < mostTexts && /[[{]/.test(text.charAt(moved.offset))) next = moved.offset;
      else problems.push({ message, place: moved });
    }
    if (next === undefined) break;
    shift = next;
  }
  return { ...found, problems };
}
