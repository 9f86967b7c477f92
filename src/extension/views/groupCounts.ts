// How many endpoints of each group are in which state, kept up with every change instead of counted again.

import type { EndpointState } from '../../engine/store.ts';
import { gravity, lastStatusOf } from './treeOrder.ts';
import type { LastStatus } from './treeOrder.ts';

export interface GroupCounts {
  readonly size: number;
  readonly running: number;
  readonly byStatus: Readonly<Record<LastStatus, number>>;
}

interface MutableCounts {
  size: number;
  running: number;
  readonly byStatus: Record<LastStatus, number>;
}

interface Counted {
  readonly group: string | undefined;
  readonly status: LastStatus;
  readonly isRunning: boolean;
  readonly name: string | undefined;
}

/** What a change means for the tree. */
export interface CountChange {
  /** Endpoints came, went, changed their name or their group. */
  readonly isStructural: boolean;
  /** Another verdict: order and filter may tell otherwise. */
  readonly isStatusChanged: boolean;
}

function emptyCounts(): MutableCounts {
  const byStatus = Object.fromEntries(gravity.map((status) => [status, 0])) as Record<LastStatus, number>;
  return { size: 0, running: 0, byStatus };
}

function add(counts: MutableCounts, { status, isRunning }: Counted, sign: 1 | -1): void {
  counts.size += sign;
  counts.byStatus[status] += sign;
  if (isRunning) counts.running += sign;
}

export class EndpointCounts {
  readonly #counted = new Map<string, Counted>();
  readonly #groups = new Map<string, MutableCounts>();
  readonly total: GroupCounts = emptyCounts();

  of(group: string): GroupCounts {
    return this.#groups.get(group) ?? emptyCounts();
  }

  /** `state` is undefined for an endpoint that is gone. */
  update(key: string, state: EndpointState | undefined): CountChange {
    const before = this.#counted.get(key);
    const after: Counted | undefined = state && {
      group: state.profile.group,
      status: lastStatusOf(state),
      isRunning: state.isRunning,
      name: state.profile.name,
    };
    if (before !== undefined) this.#count(before, -1);
    if (after === undefined) this.#counted.delete(key);
    else {
      this.#counted.set(key, after);
      this.#count(after, 1);
    }
    return {
      isStructural: before?.group !== after?.group || before?.name !== after?.name || !before !== !after,
      isStatusChanged: before?.status !== after?.status,
    };
  }

  #count(counted: Counted, sign: 1 | -1): void {
    add(this.total as MutableCounts, counted, sign);
    if (counted.group === undefined) return;
    let counts = this.#groups.get(counted.group);
    if (counts === undefined) this.#groups.set(counted.group, (counts = emptyCounts()));
    add(counts, counted, sign);
  }
}
