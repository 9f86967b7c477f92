// Changes to the text of a fleet file that touch nothing else in it.

import type { Acceptance, EndpointEntry, EndpointRole, Expectations } from '../model/fleet.ts';
import { entryRecord, readEntryEndpoint, shortestEntry } from './fleetEntry.ts';
import { largestFleetText, mostEntries } from './fleetFile.ts';
import { fleetLists } from './fleetTree.ts';
import type { FleetList } from './fleetTree.ts';
import { appendItems, applyChanges, movedItem, removeMembers, removeProperty, setProperty } from './jsonEdit.ts';
import type { JsonSource, NewItem, TextChange } from './jsonEdit.ts';
import { formatOnLines, formatValue, detectStyle } from './jsonFormat.ts';
import { parseJsonText } from './jsonText.ts';
import { propertyOf, valueOf } from './jsonTree.ts';
import type { JsonArray, JsonNode, JsonObject } from './jsonTree.ts';
import { isRecord } from './record.ts';
import { endpointKey } from './targetText.ts';
import type { TlsChoice } from './targetText.ts';

/** Left out: stays as it is. `null`: taken out. */
export interface EntryChange {
  readonly name?: string | null;
  readonly host?: string;
  readonly port?: number | null;
  readonly tls?: TlsChoice | null;
  readonly role?: EndpointRole | null;
  readonly serverName?: string | null;
  readonly authorities?: string | null;
  readonly tags?: readonly string[] | null;
  readonly expect?: Expectations | null;
}

/**
 * unreadable: the text has faults of syntax, or is no fleet file. not-listed: no entry has this key. listed-already: another
 * one has it. unusable: the entry could not be read any more. too-large: the file would be.
 */
export type EditRefusal = 'unreadable' | 'not-listed' | 'listed-already' | 'unusable' | 'too-large';

export type FleetEdit =
  { readonly status: 'edited'; readonly text: string } | { readonly status: 'refused'; readonly reason: EditRefusal };

/** Thrown and caught in this file only: an edit has many steps, and each can find that it cannot be done. */
class Refusal extends Error {
  readonly reason: EditRefusal;

  constructor(reason: EditRefusal) {
    super(reason);
    this.reason = reason;
  }
}

function edit(text: string, steps: (file: OpenFile) => void): FleetEdit {
  try {
    const file = openFile(text);
    steps(file);
    if (file.source.text.length > largestFleetText) throw new Refusal('too-large');
    return { status: 'edited', text: file.source.text };
  } catch (error) {
    if (error instanceof Refusal) return { status: 'refused', reason: error.reason };
    throw error;
  }
}

/** A text under way: each step is applied to it and it is read again. */
interface OpenFile {
  source: JsonSource;
  root: JsonObject;
}

function readSource(text: string): { source: JsonSource; root: JsonObject } {
  const source = { text, ...parseJsonText(text) };
  if (source.problems.length > 0 || source.root?.kind !== 'object') throw new Refusal('unreadable');
  return { source, root: source.root };
}

function openFile(text: string): OpenFile {
  return readSource(text.trim() === '' ? '{}\n' : text);
}

function apply(file: OpenFile, changes: readonly TextChange[]): void {
  Object.assign(file, readSource(applyChanges(file.source.text, changes)));
}

interface Listed {
  readonly list: FleetList;
  readonly array: JsonArray;
  readonly index: number;
  readonly node: JsonNode;
  readonly key: string;
}

function* listedEntries(root: JsonObject): Generator<Listed, void> {
  for (const list of fleetLists(root)) {
    for (const [index, node] of (list.entries?.items ?? []).entries()) {
      const endpoint = readEntryEndpoint(valueOf(node));
      if (endpoint === undefined || list.entries === undefined) continue;
      yield { list, array: list.entries, index, node, key: endpointKey(endpoint) };
    }
  }
}

function findEntry(root: JsonObject, key: string): Listed {
  for (const listed of listedEntries(root)) if (listed.key === key) return listed;
  throw new Refusal('not-listed');
}

/** The list of a property, made when there is none. */
function listAt(file: OpenFile, find: () => JsonObject, name: string): JsonArray {
  if (propertyOf(find(), name) === undefined) apply(file, setProperty(file.source, find(), name, []));
  const list = propertyOf(find(), name)?.value;
  if (list?.kind !== 'array') throw new Refusal('unreadable');
  return list;
}

function groupNode(file: OpenFile, name: string): JsonObject | undefined {
  return fleetLists(file.root).find(({ group, node }) => node !== undefined && group === name)?.node;
}

/** The list of a group, or the one at the top; made when there is none. */
function listOf(file: OpenFile, group: string | undefined): JsonArray {
  if (group === undefined) return listAt(file, () => file.root, 'endpoints');
  if (groupNode(file, group) === undefined) {
    const groups = listAt(file, () => file.root, 'groups');
    const style = detectStyle(file.source.text);
    const value = { name: group, endpoints: [] };
    const text = formatOnLines(value, '', style);
    apply(file, appendItems(file.source, groups, [{ kind: 'moved', text, indent: '' }]));
  }
  const find = (): JsonObject => {
    const node = groupNode(file, group);
    if (node === undefined) throw new Refusal('unreadable');
    return node;
  };
  return listAt(file, find, 'endpoints');
}

function appendTo(file: OpenFile, group: string | undefined, items: readonly NewItem[]): void {
  const list = listOf(file, group);
  apply(file, appendItems(file.source, list, items));
}

/** Text entries go on as text where that says all of an endpoint. */
function newItem(list: JsonArray | undefined, entry: EndpointEntry): NewItem {
  const last = list?.items.at(-1);
  const isText = last?.kind === 'literal' && typeof last.value === 'string';
  return { kind: 'value', value: isText ? shortestEntry(entry) : entryRecord(entry) };
}

/** Adds those that are not listed yet, at the end of the group or of the list at the top. */
export function addEntries(text: string, entries: readonly EndpointEntry[], group?: string): FleetEdit {
  return edit(text, (file) => {
    const keys = new Set([...listedEntries(file.root)].map(({ key }) => key));
    const before = keys.size;
    const added = entries.filter(({ endpoint }) => {
      const key = endpointKey(endpoint);
      return !keys.has(key) && keys.add(key);
    });
    if (added.length === 0) throw new Refusal('listed-already');
    if (before + added.length > mostEntries) throw new Refusal('too-large');
    const node = group === undefined ? file.root : groupNode(file, group);
    const list = propertyOf(node, 'endpoints')?.value;
    const example = list?.kind === 'array' ? list : undefined;
    appendTo(
      file,
      group,
      added.map((entry) => newItem(example, entry)),
    );
  });
}

/** Changes of the lists that hold these entries; every entry of a key goes, also one that is listed twice. */
function removalOf(file: OpenFile, listed: readonly Listed[], takesComments: boolean): TextChange[] {
  const byList = new Map<JsonArray, Set<number>>();
  for (const { array, index } of listed) byList.set(array, (byList.get(array) ?? new Set()).add(index));
  return [...byList].flatMap(([array, indexes]) => removeMembers(file.source, array, indexes, takesComments));
}

/** The comments around an entry stay; those inside it go. */
export function removeEntries(text: string, keys: ReadonlySet<string>): FleetEdit {
  return edit(text, (file) => {
    const listed = [...listedEntries(file.root)].filter(({ key }) => keys.has(key));
    if (listed.length === 0) throw new Refusal('not-listed');
    apply(file, removalOf(file, listed, false));
  });
}

/** To the end of a group, or of the list at the top; the text of each entry goes along as it is. */
export function moveEntries(text: string, keys: ReadonlySet<string>, group: string | undefined): FleetEdit {
  return edit(text, (file) => {
    const listed = [...listedEntries(file.root)].filter(({ key }) => keys.has(key));
    if (listed.length === 0) throw new Refusal('not-listed');
    const isThere = ({ list }: Listed): boolean =>
      group === undefined ? list.node === undefined : list.node !== undefined && list.group === group;
    const moving = listed.filter((one) => !isThere(one));
    if (moving.length === 0) return;
    const items = moving.flatMap(({ array, index }) => movedItem(file.source, array, index) ?? []);
    apply(file, removalOf(file, moving, true));
    appendTo(file, group, items);
  });
}

/** An entry that is a text becomes an object that says the same. */
function expandEntry(file: OpenFile, key: string): JsonObject {
  const { node } = findEntry(file.root, key);
  if (node.kind === 'object') return node;
  const endpoint = readEntryEndpoint(valueOf(node));
  if (endpoint === undefined) throw new Refusal('unusable');
  const { offset, length } = node;
  const value = formatValue(entryRecord({ endpoint }), '', detectStyle(file.source.text));
  apply(file, [{ offset, length, text: value }]);
  return expandEntry(file, key);
}

function isEmptyValue(value: unknown): boolean {
  if (value === null || value === 'auto') return true;
  if (Array.isArray(value)) return value.length === 0;
  return isRecord(value) && Object.keys(value).length === 0;
}

/** Sets several properties at once, in the order given. */
function changeProperties(file: OpenFile, place: number, changes: Readonly<Record<string, unknown>>): void {
  for (const [name, value] of Object.entries(changes)) {
    const node = [...fleetLists(file.root)]
      .flatMap(({ entries }) => entries?.items ?? [])
      .find((one) => one.offset === place);
    if (node?.kind !== 'object') throw new Refusal('unusable');
    const { source } = file;
    apply(file, isEmptyValue(value) ? removeProperty(source, node, name) : setProperty(source, node, name, value));
  }
}

export function changeEntry(text: string, key: string, change: EntryChange): FleetEdit {
  return edit(text, (file) => {
    const before = findEntry(file.root, key).node;
    const isTarget = Object.keys(change).every((name) => name === 'host' || name === 'port' || name === 'tls');
    const changes: Record<string, unknown> = Object.fromEntries(
      Object.entries(change).filter(([, value]) => value !== undefined),
    );
    // An Endpoint of ours says tlsMode.
    const value = valueOf(before);
    if ('tls' in changes && isRecord(value) && 'tlsMode' in value) changes['tlsMode'] = null;
    const place = expandEntry(file, key).offset;
    changeProperties(file, place, changes);
    const after = [...listedEntries(file.root)].find(({ node }) => node.offset === place);
    if (after === undefined) throw new Refusal('unusable');
    const isTaken = [...listedEntries(file.root)].some((one) => one.key === after.key && one.node.offset !== place);
    if (after.key !== key && isTaken) throw new Refusal('listed-already');
    if (before.kind !== 'literal' || !isTarget) return;
    const endpoint = readEntryEndpoint(valueOf(after.node));
    if (endpoint === undefined) throw new Refusal('unusable');
    const { offset, length } = after.node;
    const style = detectStyle(file.source.text);
    apply(file, [{ offset, length, text: formatValue(shortestEntry({ endpoint }), '', style) }]);
  });
}

/** Accepts a finding of an endpoint; what was accepted of the same rule before gives way. */
export function acceptFinding(text: string, key: string, acceptance: Acceptance): FleetEdit {
  return edit(text, (file) => {
    const place = expandEntry(file, key).offset;
    const entry = (): JsonObject => {
      const { node } = findEntry(file.root, key);
      if (node.kind !== 'object' || node.offset !== place) throw new Refusal('unusable');
      return node;
    };
    const list = listAt(file, entry, 'accept');
    const same = list.items.flatMap((node, index) => {
      const rule = propertyOf(node, 'rule')?.value;
      return rule?.kind === 'literal' && rule.value === acceptance.rule ? [index] : [];
    });
    if (same.length > 0) apply(file, removeMembers(file.source, list, new Set(same)));
    const { rule, until, reason } = acceptance;
    const current = listAt(file, entry, 'accept');
    apply(file, appendItems(file.source, current, [{ kind: 'value', value: { rule, until, reason } }]));
  });
}

/** A new file that lists these, those without a group first. */
export function formatFleet(entries: readonly (EndpointEntry & { readonly group?: string })[]): string {
  const style = { unit: '  ', lineEnd: '\n' };
  const names = [...new Set(entries.flatMap(({ group }) => group ?? []))];
  const listOfGroup = (name: string | undefined): readonly unknown[] =>
    entries.filter(({ group }) => group === name).map(entryRecord);
  const groups = names.map((name) => ({ name, endpoints: listOfGroup(name) }));
  const top = listOfGroup(undefined);
  const value = {
    ...(top.length === 0 && groups.length > 0 ? {} : { endpoints: top }),
    ...(groups.length === 0 ? {} : { groups }),
  };
  return `${formatOnLines(value, '', style)}\n`;
}
