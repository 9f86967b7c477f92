// A fleet file as its parts in the text: the lists of entries, whether they can be read or not. What reading and editing share.

import type { TextPlace } from '../model/fleet.ts';
import { longestName } from './fleetEntry.ts';
import { propertyOf } from './jsonTree.ts';
import type { JsonArray, JsonNode, JsonObject } from './jsonTree.ts';
import { printableText } from './printable.ts';

export interface FleetList {
  /** Of the group it belongs to; undefined for the list at the top, and for a group without a name that can be read. */
  readonly group?: string;
  /** Of the group's object. */
  readonly node?: JsonObject;
  readonly entries?: JsonArray;
}

/** The name as it is shown; undefined when there is none that can be used. */
export function groupNameOf(node: JsonNode): string | undefined {
  const value = propertyOf(node, 'name')?.value;
  const text = value?.kind === 'literal' && typeof value.value === 'string' ? value.value.trim() : '';
  return text === '' || text.length > longestName ? undefined : printableText(text, longestName);
}

function arrayOf(node: JsonNode | undefined, name: string): JsonArray | undefined {
  const value = propertyOf(node, name)?.value;
  return value?.kind === 'array' ? value : undefined;
}

/** The list at the top first, then those of the groups, in the order of the file. */
export function fleetLists(root: JsonNode | undefined): readonly FleetList[] {
  const top = arrayOf(root, 'endpoints');
  const groups = (arrayOf(root, 'groups')?.items ?? []).flatMap((node): FleetList[] => {
    if (node.kind !== 'object') return [];
    const group = groupNameOf(node);
    const entries = arrayOf(node, 'endpoints');
    return [{ node, ...(group === undefined ? {} : { group }), ...(entries === undefined ? {} : { entries }) }];
  });
  return [{ ...(top === undefined ? {} : { entries: top }) }, ...groups];
}

/** A whole object would be underlined over many lines: its brace stands for it. */
export function markOf(node: JsonNode): TextPlace {
  return node.kind === 'literal' ? { offset: node.offset, length: node.length } : { offset: node.offset, length: 1 };
}
