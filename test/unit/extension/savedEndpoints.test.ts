// The list of endpoints on a real disk, and the last results that come back with it.

import assert from 'node:assert/strict';
import {
  appendFileSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Store } from '../../../src/engine/store.ts';
import { openHistoryFolder } from '../../../src/extension/historyFolder.ts';
import { openPastResults } from '../../../src/extension/pastResults.ts';
import { openSavedEndpoints } from '../../../src/extension/savedEndpoints.ts';
import type { SavedEndpoints } from '../../../src/extension/savedEndpoints.ts';
import type { History } from '../../../src/extension/history.ts';
import { judge } from '../../../src/rules/judge.ts';
import { endpoint, soundResult } from '../../support/results.ts';

interface Session {
  readonly store: Store;
  readonly history: History;
  readonly saved: SavedEndpoints;
}

describe('the saved endpoints', () => {
  let folder: string;
  let told: string[];

  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'smtp-tls-probe-saved-'));
    told = [];
  });

  afterEach(() => rmSync(folder, { recursive: true, force: true }));

  /** What a start of the extension does. */
  async function start(): Promise<Session> {
    const store = new Store();
    const trouble = {
      setAside: (aside: string, damaged: number, good: number): void =>
        void told.push(`set aside ${damaged} ${good} ${aside}`),
      unsaved: (what: string): void => void told.push(`unsaved ${what}`),
      failed: (what: string): void => void told.push(`failed ${what}`),
      isNewer: (): void => void told.push('newer'),
    };
    const limits = (): { results: number; bytes: number } => ({ results: 30, bytes: 1_000_000 });
    const history = openHistoryFolder({ folder: join(folder, 'history'), limits, trouble });
    const pastResults = openPastResults(store, history);
    const saved = openSavedEndpoints({ store, folder, history, trouble });
    await saved.load();
    await pastResults.restored();
    return { store, history, saved };
  }

  function add(store: Store, port: number, name = `Server ${port}`): string {
    store.apply({ kind: 'added', endpoint: { ...endpoint, port }, profile: { name, origin: 'person' } });
    return `${endpoint.host}:${port}`;
  }

  const namesIn = ({ store }: Session): readonly (string | undefined)[] =>
    store.all().map(({ profile }) => profile.name);

  it('come back with their order, their profiles and their last results', async () => {
    const first = await start();
    const key = add(first.store, 25);
    add(first.store, 26);
    add(first.store, 25, 'Renamed');
    const assessment = judge(soundResult());
    await first.history.keep(key, assessment);
    await first.saved.flush();
    const second = await start();
    assert.deepEqual(namesIn(second), ['Renamed', 'Server 26']);
    assert.deepEqual(second.store.get(key)?.assessment, assessment);
    assert.deepEqual(second.store.get(key)?.lines, assessment.transcript);
    assert.deepEqual(told, []);
  });

  it('are gone when removed, and left to the file that lists them', async () => {
    const first = await start();
    const key = add(first.store, 25);
    add(first.store, 26);
    const listed = { ...endpoint, port: 26 };
    first.store.apply({ kind: 'removed', key });
    first.store.apply({ kind: 'added', endpoint: listed, profile: { origin: 'file', name: 'In the file' } });
    await first.saved.close();
    assert.deepEqual(namesIn(await start()), []);
  });

  it('are merged when two windows change the list', async () => {
    const one = await start();
    const other = await start();
    const key = add(one.store, 25);
    add(other.store, 26);
    await one.saved.flush();
    await other.saved.flush();
    one.store.apply({ kind: 'removed', key });
    await one.saved.flush();
    assert.deepEqual(namesIn(await start()), ['Server 26']);
  });

  it('are two thousand without a limit, written in few pieces', async () => {
    const first = await start();
    for (let port = 1; port <= 2_000; port++) add(first.store, port);
    await first.saved.flush();
    assert.equal((await start()).store.size, 2_000);
  });

  it('survive a torn line; the file as it was is set aside', async () => {
    const first = await start();
    add(first.store, 25);
    await first.saved.flush();
    appendFileSync(join(folder, 'endpoints.ndjson'), '{"version":2,"endp');
    const second = await start();
    add(second.store, 26);
    await second.saved.flush();
    assert.deepEqual(namesIn(await start()), ['Server 25', 'Server 26']);
    assert.equal(told.length, 1);
    assert.match(told[0] ?? '', /^set aside 1 1 /);
    assert.equal(readdirSync(folder).filter((name) => name.includes('.damaged-')).length, 1);
  });

  it('of a later version stay in the file', async () => {
    const first = await start();
    add(first.store, 25);
    await first.saved.flush();
    const file = join(folder, 'endpoints.ndjson');
    appendFileSync(file, '{"version":7,"new":"form"}\nbad\n');
    assert.deepEqual(namesIn(await start()), ['Server 25']);
    assert.ok(told.includes('newer'));
    assert.ok(readFileSync(file, 'utf8').includes('{"version":7,"new":"form"}\n'));
  });

  it('of version 1 are taken over once with their results, and stay where they are', async () => {
    mkdirSync(join(folder, 'endpoints'));
    const assessment = judge(soundResult());
    const write = (name: string, content: object): void =>
      writeFileSync(join(folder, 'endpoints', name), JSON.stringify({ version: 1, ...content }));
    write('a.json', { addedAt: 9, endpoint, profile: { name: 'Second', origin: 'person' }, assessment });
    write('b.json', { addedAt: 3, endpoint: { ...endpoint, port: 26 }, profile: { name: 'First', origin: 'person' } });
    write('c.json', { addedAt: 4, endpoint: { ...endpoint, port: 27 }, profile: { origin: 'file' }, assessment });
    writeFileSync(join(folder, 'endpoints', 'd.json'), '{');
    const first = await start();
    assert.deepEqual(namesIn(first), ['First', 'Second']);
    assert.deepEqual(first.store.get('mx.example.com:25')?.assessment, assessment);
    first.store.apply({ kind: 'removed', key: 'mx.example.com:25' });
    await first.saved.flush();
    const second = await start();
    assert.deepEqual(namesIn(second), ['First']);
    assert.ok(existsSync(join(folder, 'endpoints', 'a.json')));
    // The result of what a file lists waits for that file.
    second.store.apply({ kind: 'added', endpoint: { ...endpoint, port: 27 }, profile: { origin: 'file' } });
    await new Promise((resolve) => setTimeout(resolve, 50));
    assert.deepEqual(second.store.get('mx.example.com:27')?.assessment, assessment);
  });
});
