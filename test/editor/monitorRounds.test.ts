// A round of a monitored fleet inside VS Code: quiet, and one message with a button when verdicts have changed.

import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import { Store } from '../../src/engine/store.ts';
import type { FleetFile } from '../../src/extension/fleets.ts';
import type { MonitorParts } from '../../src/extension/monitor.ts';
import { openMonitorRounds } from '../../src/extension/monitorRounds.ts';
import { endpointKey } from '../../src/formats/targetText.ts';
import type { Verdict } from '../../src/model/assessment.ts';
import { judge } from '../../src/rules/judge.ts';
import { soundResult } from '../support/results.ts';
import { waitFor } from './support/window.ts';

const endpoints = ['mx1', 'mx2', 'mx3'].map((name) => {
  return { host: `${name}.example.com`, port: 25, tlsMode: 'starttls' } as const;
});

const fleetFile: FleetFile = {
  uri: vscode.Uri.parse('memory:/smtp-tls.json'),
  fleet: {
    entries: endpoints.map((endpoint) => ({ endpoint, tags: [], place: { offset: 0, length: 0 } })),
    groups: [],
    monitorMinutes: 5,
    problems: [],
  },
};

interface TestRound {
  readonly parts: MonitorParts;
  readonly rounds: string[][];
  readonly messages: string[];
  readonly shown: (string | undefined)[];
}

/** Every round comes to these verdicts; before, all are sound. */
function prepare(verdicts: readonly Verdict[]): TestRound {
  const store = new Store();
  const assess = (index: number, verdict: Verdict): void => {
    const endpoint = endpoints[index];
    assert.ok(endpoint);
    const assessment = { ...judge(soundResult({ endpoint })), verdict };
    store.apply({ kind: 'added', endpoint });
    store.apply({ kind: 'finished', key: endpointKey(endpoint), assessment });
  };
  endpoints.forEach((_, index) => assess(index, 'sound'));
  const kept = new Map<string, unknown>();
  const rounds: string[][] = [];
  const messages: string[] = [];
  const shown: (string | undefined)[] = [];
  const parts = {
    store,
    memory: {
      get: (key: string) => kept.get(key),
      update: async (key: string, value: unknown) => void kept.set(key, value),
    },
    log: { info: (text: string) => void messages.push(text), error: (text: string) => void messages.push(text) },
    launcher: {
      launchMany: async (keys: readonly string[], _title: string, style: string) => {
        assert.equal(style, 'quiet');
        rounds.push([...keys]);
        verdicts.forEach((verdict, index) => assess(index, verdict));
      },
    },
    show: (key: string | undefined) => void shown.push(key),
  } as unknown as MonitorParts;
  return { parts, rounds, messages, shown };
}

async function runOne(test: TestRound): Promise<void> {
  const monitor = openMonitorRounds(test.parts, () => undefined);
  monitor.follow([fleetFile]);
  const due = (monitor.nextAt() ?? 0) - Date.now();
  assert.ok(due > 5_000 && due <= 10_000, `the first round is due in ${due} ms`);
  await waitFor('The round', () => test.rounds.length > 0 && monitor.nextAt() !== undefined, 15_000);
  const next = (monitor.nextAt() ?? 0) - Date.now();
  assert.ok(next > 4.4 * 60_000 && next < 5.5 * 60_000, `the next round is due in ${next} ms`);
  monitor.follow([]);
  assert.equal(monitor.nextAt(), undefined);
}

describe('a round of a monitored fleet', function () {
  this.timeout(30_000);

  afterEach(() => vscode.commands.executeCommand('notifications.clearAll'));

  it('tells nothing while nothing has changed', async () => {
    const test = prepare(['sound', 'sound', 'sound']);
    await runOne(test);
    assert.deepEqual(test.rounds, [endpoints.map((endpoint) => endpointKey(endpoint))]);
    assert.deepEqual(test.messages, []);
  });

  it('tells several changes in one message, whose button shows them', async () => {
    const test = prepare(['broken', 'sound', 'weak']);
    await runOne(test);
    assert.deepEqual(test.messages, ['Monitoring: 2 endpoints have changed: 1 now broken, 1 now weak.']);
    await vscode.commands.executeCommand('notification.acceptPrimaryAction');
    await waitFor('The answer', () => test.shown.length > 0);
    assert.deepEqual(test.shown, [undefined]);
  });

  it('names the only one that has changed, and shows it', async () => {
    const test = prepare(['sound', 'broken', 'sound']);
    await runOne(test);
    assert.deepEqual(test.messages, ['Monitoring: mx2.example.com:25 was sound and is broken now.']);
    await vscode.commands.executeCommand('notification.acceptPrimaryAction');
    await waitFor('The answer', () => test.shown.length > 0);
    assert.deepEqual(test.shown, ['mx2.example.com:25']);
  });

  it('suspects this machine when not one server could be reached', async () => {
    const test = prepare(['unreachable', 'unreachable', 'unreachable']);
    await runOne(test);
    assert.match(test.messages[0] ?? '', /None of 3 mail servers could be reached: this machine may be offline\./);
  });
});
