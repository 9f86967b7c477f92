// The text of a fleet file (smtp-tls.json, *.smtp-tls.json) → Fleet: all of it that can be used, and what cannot, where.

import { longestMonitorMinutes, shortestMonitorMinutes } from '../model/fleet.ts';
import type { Fleet, FleetEntry, FleetGroup, FleetProblem, TextPlace } from '../model/fleet.ts';
import { checkNames, quoted, readWhole } from './entryProblem.ts';
import type { Complain, JsonPath } from './entryProblem.ts';
import { readEndpointEntry, readName } from './fleetEntry.ts';
import { fleetLists, groupNameOf, markOf } from './fleetTree.ts';
import type { FleetList } from './fleetTree.ts';
import { readJsonText } from './jsonText.ts';
import { propertyOf, valueOf } from './jsonTree.ts';
import type { JsonNode, JsonObject, JsonProperty } from './jsonTree.ts';
import { finishSteps } from './steps.ts';
import { endpointKey } from './targetText.ts';

/** UTF-16 code units; a file has at least as many bytes. */
export const largestFleetText = 4 * 1024 * 1024;

export const mostEntries = 10_000;

const mostProblems = 500;

export const fleetNames = ['$schema', 'monitor', 'endpoints', 'groups'] as const;

export const groupNames = ['name', 'endpoints'] as const;

export const monitorNames = ['everyMinutes'] as const;

interface Reading {
  readonly today: string;
  readonly entries: FleetEntry[];
  readonly groups: FleetGroup[];
  readonly problems: FleetProblem[];
  readonly keys: Set<string>;
  readonly groupNames: Set<string>;
  /** Of the entries that were looked at, whether they could be read or not. */
  entryCount: number;
}

function tell(reading: Reading, problem: FleetProblem): void {
  const { problems } = reading;
  if (problems.length > mostProblems) return;
  const message = problems.length < mostProblems ? problem.message : 'There are more problems than are told here.';
  problems.push({ ...problem, message });
}

/** The node that a path leads to, or the last one on the way, and the property that holds it. */
function followPath(from: JsonNode, path: JsonPath): { readonly node: JsonNode; readonly property?: JsonProperty } {
  let node = from;
  let property: JsonProperty | undefined;
  for (const step of path) {
    property = typeof step === 'string' ? propertyOf(node, step) : undefined;
    const next = typeof step === 'number' && node.kind === 'array' ? node.items[step] : property?.value;
    if (next === undefined) return { node };
    node = next;
  }
  return property === undefined ? { node } : { node, property };
}

/** Tells a problem of a value below `from` where it stands. */
function complainerAt(reading: Reading, from: JsonNode): Complain {
  return ({ severity, message, path, isAboutName, instead }) => {
    const { node, property } = followPath(from, path);
    const place = isAboutName === true && property !== undefined ? property.namePlace : markOf(node);
    tell(reading, { severity, message, place, ...(instead === undefined ? {} : { instead }) });
  };
}

/** The same name twice in one object: readers differ in which of them counts. */
function checkOwnRepetition(reading: Reading, node: JsonObject): void {
  const seen = new Set<string>();
  for (const { name, namePlace, value } of node.properties) {
    if (value === undefined) continue;
    const message = `${quoted(name)} is given twice; the first one counts.`;
    if (seen.has(name)) tell(reading, { severity: 'warning', message, place: namePlace });
    seen.add(name);
  }
}

function checkRepetition(reading: Reading, node: JsonNode): void {
  if (node.kind === 'literal') return;
  if (node.kind === 'object') checkOwnRepetition(reading, node);
  const parts = node.kind === 'array' ? node.items : node.properties.map(({ value }) => value);
  for (const part of parts) if (part !== undefined) checkRepetition(reading, part);
}

function namesOf(node: JsonObject): readonly string[] {
  return [...new Set(node.properties.filter(({ value }) => value !== undefined).map(({ name }) => name))];
}

function readEntry(reading: Reading, node: JsonNode, group: string | undefined): void {
  checkRepetition(reading, node);
  const complain = complainerAt(reading, node);
  const { entry, problems } = readEndpointEntry(valueOf(node), reading.today);
  for (const problem of problems) {
    const consequence = problem.severity === 'error' ? ' This endpoint is left out.' : '';
    complain({ ...problem, message: `${problem.message}${consequence}` });
  }
  if (entry === undefined) return;
  const key = endpointKey(entry.endpoint);
  if (reading.keys.has(key)) {
    const message = `${key} is listed above already. This endpoint is left out.`;
    complain({ severity: 'error', message, path: ['host'] });
    return;
  }
  reading.keys.add(key);
  const place = { offset: node.offset, length: node.length };
  reading.entries.push({ ...entry, ...(group === undefined ? {} : { group }), place });
}

function* readList(reading: Reading, { entries }: FleetList, group: string | undefined): Generator<void, void> {
  for (const node of entries?.items ?? []) {
    reading.entryCount++;
    if (reading.entryCount <= mostEntries) {
      readEntry(reading, node, group);
      yield;
      continue;
    }
    const message = `Only the first ${mostEntries} endpoints of a file are read.`;
    if (reading.entryCount === mostEntries + 1) tell(reading, { severity: 'error', message, place: markOf(node) });
    return;
  }
}

/** Gives the name; a group whose name cannot be used lists its endpoints all the same. */
function readGroup(reading: Reading, node: JsonObject): string | undefined {
  checkOwnRepetition(reading, node);
  const complain = complainerAt(reading, node);
  checkNames(namesOf(node), groupNames, 'A group', [], complain);
  const endpoints = propertyOf(node, 'endpoints')?.value;
  if (endpoints === undefined) {
    complain({ severity: 'warning', message: 'This group has no list "endpoints".', path: [] });
  } else if (endpoints.kind !== 'array') {
    complain({ severity: 'error', message: '"endpoints" is not a list.', path: ['endpoints'] });
  }
  const nameNode = propertyOf(node, 'name')?.value;
  const name = groupNameOf(node);
  if (nameNode === undefined) {
    const message = 'This group has no "name": its endpoints are listed without a group.';
    complain({ severity: 'warning', message, path: [] });
  } else if (name === undefined) {
    readName(valueOf(nameNode), ['name'], complain);
  } else if (reading.groupNames.has(name)) {
    const message = `There is a group ${quoted(name)} above already; these endpoints are listed with those.`;
    complain({ severity: 'warning', message, path: ['name'] });
  } else {
    reading.groupNames.add(name);
    reading.groups.push({ name, place: { offset: node.offset, length: node.length } });
  }
  return name;
}

function readMonitor(reading: Reading, node: JsonNode): number | undefined {
  checkRepetition(reading, node);
  const complain = complainerAt(reading, node);
  if (node.kind !== 'object') {
    complain({ severity: 'warning', message: '"monitor" is not an object with "everyMinutes".', path: [] });
    return undefined;
  }
  checkNames(namesOf(node), monitorNames, '"monitor"', [], complain);
  const minutes = propertyOf(node, 'everyMinutes')?.value;
  if (minutes !== undefined) {
    const least = shortestMonitorMinutes;
    const value = valueOf(minutes);
    if (typeof value !== 'number' || value <= 0 || value >= least) {
      return readWhole(value, [least, longestMonitorMinutes], ['everyMinutes'], complain);
    }
    const message = `Rounds begin at least ${least} minutes after each other: ${least} is used.`;
    complain({ severity: 'warning', message, path: ['everyMinutes'] });
    return least;
  }
  complain({ severity: 'warning', message: '"monitor" does not say "everyMinutes".', path: [] });
  return undefined;
}

/** What is not of the form that the whole file has. */
function checkForm(reading: Reading, root: JsonObject): void {
  const complain = complainerAt(reading, root);
  checkNames(namesOf(root), fleetNames, 'A fleet file', [], complain);
  checkOwnRepetition(reading, root);
  for (const name of ['endpoints', 'groups'] as const) {
    const value = propertyOf(root, name)?.value;
    if (value === undefined || value.kind === 'array') continue;
    complain({ severity: 'error', message: `"${name}" is not a list.`, path: [name] });
  }
  const groups = propertyOf(root, 'groups')?.value;
  for (const [index, node] of (groups?.kind === 'array' ? groups.items : []).entries()) {
    if (node.kind === 'object') continue;
    const message = 'A group is an object with "name" and "endpoints". This is left out.';
    complain({ severity: 'error', message, path: ['groups', index] });
  }
}

/**
 * Reads step by step. Never throws: what cannot be read is a problem at its place, and all around it is used.
 * @param today YYYY-MM-DD in UTC: acceptances are held against it.
 */
export function* readFleet(text: string, today: string): Generator<void, Fleet> {
  const reading: Reading = {
    today,
    entries: [],
    groups: [],
    problems: [],
    keys: new Set(),
    groupNames: new Set(),
    entryCount: 0,
  };
  const { entries, groups, problems } = reading;
  let fleet: Fleet = { entries, groups, problems };
  const sink = (message: string, place: TextPlace): Fleet => {
    tell(reading, { severity: 'error', message, place });
    return fleet;
  };
  if (text.length > largestFleetText) {
    return sink('This file is larger than the 4 MB that are read.', { offset: 0, length: 1 });
  }
  const json = yield* readJsonText(text);
  for (const { message, place } of json.problems) tell(reading, { severity: 'error', message, place, isSyntax: true });
  if (json.problems.length > 0) fleet = { ...fleet, isDamaged: true };
  const { root } = json;
  if (root === undefined) return fleet;
  if (root.kind !== 'object') return sink('A fleet file is an object with "endpoints" or "groups".', markOf(root));
  checkForm(reading, root);
  for (const list of fleetLists(root)) {
    yield* readList(reading, list, list.node === undefined ? undefined : readGroup(reading, list.node));
  }
  const monitor = propertyOf(root, 'monitor')?.value;
  const monitorMinutes = monitor === undefined ? undefined : readMonitor(reading, monitor);
  return { ...fleet, ...(monitorMinutes === undefined ? {} : { monitorMinutes }) };
}

/** All of it at one stretch. */
export function parseFleet(text: string, today: string): Fleet {
  return finishSteps(readFleet(text, today));
}
