// Which endpoints the tree shows, below which group and in which order. No VS Code in here.

import type { EndpointState } from '../../engine/store.ts';
import type { Verdict } from '../../model/assessment.ts';
import { nameOf } from '../words.ts';

/** What the last finished probe came to; a probe under way changes nothing of it. */
export type LastStatus = Verdict | 'not-probed';

/** The gravest first. What could not be checked is graver than a weakness, and what was not probed is never sound. */
export const gravity: readonly LastStatus[] = ['broken', 'unreachable', 'inconclusive', 'weak', 'not-probed', 'sound'];

export const sortOrders = ['file', 'severity', 'name'] as const;

export type SortOrder = (typeof sortOrders)[number];

export interface Arranging {
  readonly sort: SortOrder;
  /** Undefined: all. */
  readonly filter: ReadonlySet<LastStatus> | undefined;
  /** Places of endpoints in their files; one without stands behind those that have one. */
  readonly ranks: ReadonlyMap<string, number>;
  /** Groups in the order of their files, empty ones too. */
  readonly groups: readonly string[];
}

export interface ArrangedGroup {
  readonly name: string;
  readonly keys: readonly string[];
}

export interface Arrangement {
  readonly groups: readonly ArrangedGroup[];
  /** Endpoints of no group: they stand below the groups. */
  readonly loose: readonly string[];
  readonly shown: number;
}

export function lastStatusOf(state: EndpointState): LastStatus {
  return state.assessment?.verdict ?? 'not-probed';
}

let collator: Intl.Collator | undefined;

/** The first collator of a process costs 10 ms: made when names are first compared, not at activation. */
function compareNames(a: string, b: string): number {
  collator ??= new Intl.Collator(undefined, { numeric: true, sensitivity: 'base' });
  return collator.compare(a, b);
}

interface Placed {
  readonly key: string;
  readonly name: string;
  readonly rank: number;
  readonly gravity: number;
}

type Order = (a: Placed, b: Placed) => number;

const orders: Readonly<Record<SortOrder, Order>> = {
  file: (a, b) => a.rank - b.rank,
  severity: (a, b) => a.gravity - b.gravity || a.rank - b.rank,
  name: (a, b) => compareNames(a.name, b.name) || a.rank - b.rank,
};

interface FilledGroup {
  readonly name: string;
  readonly members: Placed[];
}

function sortGroups(groups: FilledGroup[], sort: SortOrder): FilledGroup[] {
  if (sort === 'file') return groups;
  if (sort === 'name') return groups.sort((a, b) => compareNames(a.name, b.name));
  const worst = ({ members }: FilledGroup): number => members[0]?.gravity ?? gravity.length;
  return groups.sort((a, b) => worst(a) - worst(b));
}

export function arrange(states: Iterable<EndpointState>, arranging: Arranging): Arrangement {
  const { sort, filter, ranks, groups: groupOrder } = arranging;
  const groups = new Map<string, FilledGroup>(groupOrder.map((name) => [name, { name, members: [] }]));
  const loose: Placed[] = [];
  let shown = 0;
  let added = 0;
  for (const state of states) {
    added++;
    const status = lastStatusOf(state);
    if (filter !== undefined && !filter.has(status)) continue;
    shown++;
    const { key, profile } = state;
    const rank = ranks.get(key) ?? ranks.size + added;
    const placed = { key, name: nameOf(state), rank, gravity: gravity.indexOf(status) };
    if (profile.group === undefined) {
      loose.push(placed);
      continue;
    }
    let group = groups.get(profile.group);
    if (group === undefined) groups.set(profile.group, (group = { name: profile.group, members: [] }));
    group.members.push(placed);
  }
  const order = orders[sort];
  for (const { members } of groups.values()) members.sort(order);
  const filled = [...groups.values()].filter(({ members }) => filter === undefined || members.length > 0);
  const keysOf = (members: readonly Placed[]): string[] => members.map(({ key }) => key);
  return {
    groups: sortGroups(filled, sort).map(({ name, members }) => ({ name, keys: keysOf(members) })),
    loose: keysOf(loose.sort(order)),
    shown,
  };
}
