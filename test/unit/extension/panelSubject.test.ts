import assert from 'node:assert/strict';
import { Store } from '../../../src/engine/store.ts';
import type { App } from '../../../src/extension/app.ts';
import type { HistoryEntry } from '../../../src/extension/history.ts';
import { readPageHistory } from '../../../src/extension/views/panelHistory.ts';
import { currentState, liveSubject, pastSubject } from '../../../src/extension/views/panelSubject.ts';
import type { Assessment } from '../../../src/model/assessment.ts';
import { judge } from '../../../src/rules/judge.ts';
import { endpoint, failure, resultWith, soundResult } from '../../support/results.ts';

const key = 'mx.example.com:25';

function at(assessment: Assessment, startedAt: string): Assessment {
  return { ...assessment, startedAt };
}

const sound = at(judge(soundResult()), '2026-05-01T12:00:00.000Z');
const broken = at(
  judge(
    resultWith({
      startTls: { status: 'failed', failure: failure('starttls-not-offered', 'starttls', { detail: 'Not offered.' }) },
    }),
  ),
  '2026-05-02T12:00:00.000Z',
);

function entryOf(id: string, { startedAt, durationMs, verdict, summary, vantage }: Assessment): HistoryEntry {
  return { id, key, startedAt, durationMs, verdict, summary, vantage, isImported: id.startsWith('i') };
}

/** An app of which only the store and the history are there, the history with these results, newest first. */
function appWith(results: Readonly<Record<string, Assessment>>): App {
  const store = new Store();
  store.apply({ kind: 'added', endpoint, profile: { origin: 'file', name: 'gateway' } });
  const history = {
    list: () => Promise.resolve(Object.entries(results).map(([id, one]) => entryOf(id, one))),
    read: (_key: string, id: string) => Promise.resolve(results[id]),
    lastSoundBefore: (_key: string, before: string) =>
      Promise.resolve(Object.values(results).find((one) => one.verdict === 'sound' && one.startedAt < before)),
  };
  return { store, history } as unknown as App;
}

describe('what a panel is about', () => {
  it('is an endpoint as it is in the store', () => {
    const app = appWith({});
    assert.equal(currentState(app, liveSubject(key)), app.store.get(key));
    assert.equal(currentState(app, liveSubject('other:25')), undefined);
  });

  it('is a past result by its id, whether the endpoint is still listed or not', async () => {
    const app = appWith({ a: broken, i: sound });
    const subject = await pastSubject(app, key, { id: 'a' });
    assert.deepEqual(subject?.past?.page, { id: 'a' });
    const state = subject === undefined ? undefined : currentState(app, subject);
    assert.equal(state?.assessment, broken);
    assert.equal(state?.profile.name, 'gateway');
    assert.equal(state?.isRunning, false);
    app.store.apply({ kind: 'removed', key });
    assert.deepEqual((await pastSubject(app, key, { id: 'i' }))?.past?.page, { id: 'i', isImported: true });
    assert.equal(await pastSubject(app, key, { id: 'gone' }), undefined);
  });

  it('is a result from a file that no history has', async () => {
    const subject = await pastSubject(appWith({}), key, { assessment: sound, file: 'sound.json' });
    assert.deepEqual(subject?.past?.page, { file: 'sound.json' });
    assert.equal(subject?.past?.state.lines, sound.transcript);
  });
});

describe('the history of a page', () => {
  it('has each result with its word, and what changed since the last sound one', async () => {
    const { entries, changes } = await readPageHistory(appWith({ b: broken, a: sound }), key, broken);
    assert.deepEqual(
      entries.map(({ id, status, at: time }) => [id, status, time]),
      [
        ['b', broken.verdict, broken.startedAt],
        ['a', 'sound', sound.startedAt],
      ],
    );
    assert.equal(entries[1]?.word, 'Sound');
    assert.equal(changes?.since, sound.startedAt);
    assert.ok((changes?.rows.length ?? 0) > 0);
  });

  it('has no changes for a sound result, or where there was none before', async () => {
    assert.equal((await readPageHistory(appWith({ a: sound }), key, sound)).changes, undefined);
    assert.equal((await readPageHistory(appWith({ b: broken }), key, broken)).changes, undefined);
    assert.deepEqual(await readPageHistory(appWith({}), key, undefined), { entries: [] });
  });
});
