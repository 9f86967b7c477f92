import assert from 'node:assert/strict';
import { Store } from '../../../src/engine/store.ts';
import { EndpointCounts } from '../../../src/extension/views/groupCounts.ts';
import { endpointNode, formatTree, groupNode } from '../../../src/extension/views/treeModel.ts';
import { arrange, gravity } from '../../../src/extension/views/treeOrder.ts';
import type { Arranging, LastStatus } from '../../../src/extension/views/treeOrder.ts';
import type { Verdict } from '../../../src/model/assessment.ts';
import { judge } from '../../../src/rules/judge.ts';
import { probeTime, soundResult } from '../../support/results.ts';

const fourMinutesLater = Date.parse(probeTime) + 4 * 60_000 + 1_000;

type Row = readonly [name: string, group: string | undefined, verdict: Verdict | undefined];

function storeOf(rows: readonly Row[]): Store {
  const store = new Store();
  rows.forEach(([name, group, verdict], index) => {
    const endpoint = { host: `mx${index}.example.com`, port: 25, tlsMode: 'starttls' } as const;
    store.apply({
      kind: 'added',
      endpoint,
      profile: { origin: 'file', name, ...(group === undefined ? {} : { group }) },
      ...(verdict === undefined ? {} : { assessment: { ...judge(soundResult({ endpoint })), verdict, findings: [] } }),
    });
  });
  return store;
}

/** Groups and endpoints only: what stands below an endpoint has tests of its own. */
function outline(store: Store, arranging: Partial<Arranging> = {}): string {
  const { groups, loose } = arrange(store.states(), {
    sort: 'file',
    filter: undefined,
    ranks: new Map(),
    groups: [],
    ...arranging,
  });
  const counts = new EndpointCounts();
  for (const state of store.states()) counts.update(state.key, state);
  const nodesOf = (keys: readonly string[]): ReturnType<typeof endpointNode>[] =>
    keys.flatMap((key) => {
      const state = store.get(key);
      return state === undefined ? [] : [{ ...endpointNode(state, fourMinutesLater), children: [] }];
    });
  return formatTree([
    ...groups.map(({ name, keys }) => groupNode(name, counts.of(name), nodesOf(keys))),
    ...nodesOf(loose),
  ]);
}

const fleet: readonly Row[] = [
  ['Edge 10', 'Perimeter', 'sound'],
  ['Edge 2', 'Perimeter', 'broken'],
  ['Alone', undefined, 'weak'],
  ['Relay', 'Inside', 'unreachable'],
  ['New', 'Inside', undefined],
];

describe('groups of the tree', () => {
  it('stand in the order of their file, the endpoints of no group below them', () => {
    assert.equal(
      outline(storeOf(fleet), { groups: ['Inside', 'Perimeter', 'Empty'] }),
      [
        '[debug-disconnect] Inside - 1 unreachable · 1 not probed yet',
        '  [debug-disconnect] Relay - Unreachable · 4 min',
        '  [circle-outline] New - Not probed yet',
        '[error] Perimeter - 1 broken · 1 sound',
        '  [pass] Edge 10 - Sound · 4 min',
        '  [error] Edge 2 - Broken · 4 min',
        '[folder] Empty - no endpoints',
        '[warning] Alone - Weak · 4 min',
        '',
      ].join('\n'),
    );
  });

  it('follow the places in the files, not the time of adding', () => {
    const ranks = new Map([
      ['mx1.example.com:25', 0],
      ['mx0.example.com:25', 1],
    ]);
    const { groups } = arrange(storeOf(fleet).states(), { sort: 'file', filter: undefined, ranks, groups: [] });
    assert.deepEqual(groups[0], { name: 'Perimeter', keys: ['mx1.example.com:25', 'mx0.example.com:25'] });
  });

  it('put the gravest first when sorted by severity', () => {
    assert.equal(
      outline(storeOf(fleet), { sort: 'severity' }),
      [
        '[error] Perimeter - 1 broken · 1 sound',
        '  [error] Edge 2 - Broken · 4 min',
        '  [pass] Edge 10 - Sound · 4 min',
        '[debug-disconnect] Inside - 1 unreachable · 1 not probed yet',
        '  [debug-disconnect] Relay - Unreachable · 4 min',
        '  [circle-outline] New - Not probed yet',
        '[warning] Alone - Weak · 4 min',
        '',
      ].join('\n'),
    );
  });

  it('sort names as people count', () => {
    const { groups } = arrange(storeOf(fleet).states(), {
      sort: 'name',
      filter: undefined,
      ranks: new Map(),
      groups: [],
    });
    assert.deepEqual(groups, [
      { name: 'Inside', keys: ['mx4.example.com:25', 'mx3.example.com:25'] },
      { name: 'Perimeter', keys: ['mx1.example.com:25', 'mx0.example.com:25'] },
    ]);
  });

  it('show what the filter leaves, with the counts of the whole group', () => {
    assert.equal(
      outline(storeOf(fleet), { filter: new Set<LastStatus>(['broken', 'weak']), groups: ['Empty'] }),
      [
        '[error] Perimeter - 1 broken · 1 sound',
        '  [error] Edge 2 - Broken · 4 min',
        '[warning] Alone - Weak · 4 min',
        '',
      ].join('\n'),
    );
  });

  it('keep an endpoint in its place while it is probed again', () => {
    const store = storeOf(fleet);
    store.apply({ kind: 'started', key: 'mx1.example.com:25' });
    const stage = { phase: 'starttls', status: 'running', startedAt: 0, durationMs: 0 } as const;
    store.apply({ kind: 'progress', key: 'mx1.example.com:25', progress: { kind: 'stage', stage } });
    assert.match(
      outline(store, { filter: new Set<LastStatus>(['broken']) }),
      /^\[error\] Perimeter - 1 running · 1 broken · 1 sound\n {2}\[sync~spin\] Edge 2 - Running · STARTTLS\n$/,
    );
  });

  it('tell of every status in their order of gravity', () => {
    const verdictOf = (status: LastStatus): Verdict | undefined => (status === 'not-probed' ? undefined : status);
    const rows = gravity.map((status) => [status, 'All', verdictOf(status)] as const);
    assert.match(
      outline(storeOf([...rows].reverse())),
      /^\[error\] All - 1 broken · 1 unreachable · 1 inconclusive · 1 weak · 1 not probed yet · 1 sound\n/,
    );
  });
});

describe('counts of groups', () => {
  it('are the same kept up as counted anew, whatever happens', () => {
    const store = storeOf(fleet);
    const kept = new EndpointCounts();
    for (const state of store.states()) kept.update(state.key, state);
    store.listen((keys) => {
      for (const key of keys) kept.update(key, store.get(key));
    });
    store.apply({ kind: 'started', key: 'mx0.example.com:25' });
    store.apply({ kind: 'removed', key: 'mx1.example.com:25' });
    const moved = store.get('mx3.example.com:25');
    assert.ok(moved);
    store.apply({ kind: 'added', endpoint: moved.endpoint, profile: { origin: 'file', group: 'Perimeter' } });
    const counted = new EndpointCounts();
    for (const state of store.states()) counted.update(state.key, state);
    assert.deepEqual(kept.total, counted.total);
    for (const group of ['Perimeter', 'Inside']) assert.deepEqual(kept.of(group), counted.of(group));
    assert.equal(kept.of('Perimeter').running, 1);
    assert.deepEqual([kept.total.size, kept.total.byStatus.broken], [4, 0]);
  });

  it('say what a change means for the tree', () => {
    const store = storeOf(fleet);
    const counts = new EndpointCounts();
    const key = 'mx4.example.com:25';
    assert.deepEqual(counts.update(key, store.get(key)), { isStructural: true, isStatusChanged: true });
    store.apply({ kind: 'started', key });
    assert.deepEqual(counts.update(key, store.get(key)), { isStructural: false, isStatusChanged: false });
    store.apply({ kind: 'finished', key, assessment: judge(soundResult()) });
    assert.deepEqual(counts.update(key, store.get(key)), { isStructural: false, isStatusChanged: true });
    assert.deepEqual(counts.update(key, undefined), { isStructural: true, isStatusChanged: true });
  });
});

describe('two thousand endpoints', () => {
  it('are arranged in a small part of what building their rows with everything below costs', function () {
    this.timeout(20_000);
    const rows = Array.from({ length: 2_000 }, (_, index): Row => {
      return [`mx ${index % 7}-${index}`, `group ${index % 20}`, index % 9 === 0 ? 'broken' : 'sound'];
    });
    const store = storeOf(rows);
    const best = (work: () => void): number => {
      const times = Array.from({ length: 7 }, () => {
        const from = performance.now();
        work();
        return performance.now() - from;
      });
      return Math.min(...times);
    };
    const arranging: Arranging = { sort: 'severity', filter: undefined, ranks: new Map(), groups: [] };
    const whole = best(() => {
      for (const state of store.states()) endpointNode(state, fourMinutesLater);
    });
    const arranged = best(() => void arrange(store.states(), arranging));
    assert.ok(arranged < whole / 2, `${arranged.toFixed(1)} ms beside ${whole.toFixed(1)} ms`);
    assert.ok(arranged < 50, `${arranged.toFixed(1)} ms`);
  });
});
