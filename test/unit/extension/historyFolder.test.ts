// The history on a real disk: what was kept is there, whatever happened to the files in between.

import assert from 'node:assert/strict';
import {
  appendFileSync,
  copyFileSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  truncateSync,
  utimesSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Assessment } from '../../../src/model/assessment.ts';
import { failure, endedAt, soundResult } from '../../support/results.ts';
import { openHistoryFolder } from '../../../src/extension/historyFolder.ts';
import type { History } from '../../../src/extension/history.ts';
import { judge } from '../../../src/rules/judge.ts';

const key = 'mx.example.com:25';

function at(minute: number): string {
  return new Date(Date.UTC(2026, 5, 1, 12, minute)).toISOString();
}

function sound(minute: number): Assessment {
  return { ...judge(soundResult()), startedAt: at(minute) };
}

function broken(minute: number): Assessment {
  return { ...judge(endedAt('connection', failure('connection-refused', 'connect'))), startedAt: at(minute) };
}

describe('the history folder', () => {
  let folder: string;
  let told: string[];
  let results: number;
  const open = (): History =>
    openHistoryFolder({
      folder: join(folder, 'history'),
      limits: () => ({ results, bytes: 1024 * 1024 }),
      trouble: {
        setAside: (aside, damaged, good) => told.push(`set aside ${damaged} ${good} ${aside}`),
        unsaved: (what, error) => told.push(`unsaved ${what}: ${String(error)}`),
        failed: (what, error) => told.push(`failed ${what}: ${String(error)}`),
      },
    });
  const files = (): readonly string[] =>
    readdirSync(join(folder, 'history')).map((name) => join(folder, 'history', name));
  const onlyFile = (): string => {
    const [file, ...others] = files();
    assert.ok(file !== undefined && others.length === 0, files().join(' '));
    return file;
  };

  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'smtp-tls-probe-history-'));
    told = [];
    results = 30;
  });

  afterEach(() => rmSync(folder, { recursive: true, force: true }));

  it('gives back what was kept, newest first, to another session too', async () => {
    await open().keep(key, sound(1));
    await open().keep(key, broken(2));
    const history = open();
    const entries = await history.list(key);
    assert.deepEqual(
      entries.map(({ startedAt, verdict, isImported }) => [startedAt, verdict, isImported]),
      [
        [at(2), 'unreachable', false],
        [at(1), 'sound', false],
      ],
    );
    assert.deepEqual(await history.read(key, entries[1]?.id ?? ''), sound(1));
    assert.equal(await history.read(key, 'nothing'), undefined);
    assert.deepEqual(await history.last(key), broken(2));
    assert.deepEqual(await history.lastSoundBefore(key, at(2)), sound(1));
    assert.equal(await history.lastSoundBefore(key, at(1)), undefined);
    assert.deepEqual(await history.list('other.example.com:25'), []);
    assert.equal(await history.last('other.example.com:25'), undefined);
    assert.deepEqual(told, []);
  });

  it('is on disk when keeping has ended, without anything more', async () => {
    await open().keep(key, sound(1));
    assert.ok(readFileSync(onlyFile(), 'utf8').includes(`"key":"${key}"`));
  });

  it('has the last of many endpoints that are kept at once', async () => {
    const history = open();
    const keys = Array.from({ length: 200 }, (_, index) => `mx${index}.example.com:25`);
    await Promise.all(keys.map((one, index) => history.keep(one, sound(index % 50))));
    const again = open();
    const last = await Promise.all(keys.map((one) => again.last(one)));
    assert.deepEqual(
      last.map((one) => one?.startedAt),
      keys.map((_, index) => at(index % 50)),
    );
  });

  it('takes an imported result neither for the last one nor for the last sound one, and takes it once', async () => {
    const history = open();
    await history.keep(key, broken(1));
    const id = await history.keepImported(key, sound(5));
    assert.equal(await history.keepImported(key, sound(5)), id);
    assert.deepEqual(await history.last(key), broken(1));
    assert.equal(await history.lastSoundBefore(key, at(9)), undefined);
    const entries = await history.list(key);
    assert.deepEqual(
      entries.map(({ isImported }) => isImported),
      [true, false],
    );
    assert.deepEqual(await history.read(key, id ?? ''), sound(5));
  });

  it('does not take a result of its own for an imported one when it comes back from a file', async () => {
    const history = open();
    await history.keep(key, sound(1));
    const [own] = await history.list(key);
    const { evidence, ...rest } = sound(1);
    assert.equal(await history.keepImported(key, { evidence, ...rest }), own?.id);
    assert.deepEqual(await history.list(key), [own]);
  });

  it('reads a line that was torn off as lost and the next one as good, and sets the file aside', async () => {
    await open().keep(key, sound(1));
    await open().keep(key, sound(2));
    const file = onlyFile();
    const whole = readFileSync(file, 'utf8');
    truncateSync(file, statSync(file).size - 500);
    const torn = readFileSync(file, 'utf8');
    await open().keep(key, sound(3));
    const history = open();
    assert.deepEqual(await history.last(key), sound(3));
    assert.deepEqual(
      (await history.list(key)).map(({ startedAt }) => startedAt),
      [at(3), at(1)],
    );
    assert.equal(told.length, 1);
    assert.match(told[0] ?? '', /^set aside 1 2 /);
    const aside = files().find((name) => name.includes('.damaged-')) ?? '';
    assert.ok(readFileSync(aside, 'utf8').startsWith(torn));
    assert.ok(whole.startsWith(torn));
    // The fresh file is in order: nothing is set aside twice.
    await open().list(key);
    assert.equal(told.length, 1);
    assert.equal(files().length, 2);
  });

  it('finds the last result behind a torn one, and sets aside what it found', async () => {
    await open().keep(key, sound(1));
    appendFileSync(onlyFile(), '\n{"version":1,"id":"x","key":"mx.exam');
    const history = open();
    assert.deepEqual(await history.last(key), sound(1));
    await history.close();
    assert.match(told.join(), /^set aside 1 1 /);
  });

  it('reads on when every line is damaged, and never overwrites a file that was set aside', async () => {
    await open().keep(key, sound(1));
    const file = onlyFile();
    for (const text of ['\nnonsense\n', '\nmore nonsense\n']) {
      appendFileSync(file, text);
      assert.equal((await open().list(key)).length, 1);
    }
    const asides = files().filter((name) => name.includes('.damaged-'));
    assert.equal(asides.length, 2);
    assert.equal(asides.filter((name) => readFileSync(name, 'utf8').includes('more nonsense')).length, 1);
  });

  it('leaves lines of a later version as they are, through damage and pruning', async () => {
    results = 2;
    const history = open();
    await history.keep(key, sound(1));
    const later = '{"version":99,"something":"else"}';
    appendFileSync(onlyFile(), `\n${later}\nnonsense\n`);
    for (let minute = 2; minute < 20; minute++) await history.keep(key, sound(minute));
    await history.close();
    assert.equal((await open().list(key)).length < 12, true);
    const file = files().find((name) => name.endsWith('.ndjson')) ?? '';
    assert.ok(readFileSync(file, 'utf8').split('\n').includes(later));
  });

  it('stays bounded in number, with the last sound result and every change', async () => {
    results = 6;
    const history = open();
    await history.keep(key, sound(0));
    for (let minute = 1; minute < 40; minute++) await history.keep(key, broken(minute));
    await history.close();
    const entries = await open().list(key);
    assert.ok(entries.length <= 14, String(entries.length));
    assert.deepEqual(await open().lastSoundBefore(key, at(59)), sound(0));
    assert.deepEqual(await open().last(key), broken(39));
    assert.ok(
      entries.some(({ startedAt }) => startedAt === at(1)),
      'the first broken one is gone',
    );
    assert.deepEqual(told, []);
  });

  it('loses nothing when two windows write and tidy at once', async function () {
    this.timeout(20_000);
    results = 500;
    const windows = [open(), open(), open()];
    const all: Promise<void>[] = [];
    for (let minute = 0; minute < 150; minute++) {
      const history = windows[minute % 3] as History;
      all.push(history.keep(key, minute % 2 === 0 ? sound(minute) : broken(minute)));
      // Reading damaged files rewrites them: the writers are raced against that.
      if (minute % 30 === 10) {
        await all.at(-1);
        appendFileSync(files().find((name) => name.endsWith('.ndjson')) ?? '', '\nnonsense\n');
        all.push(history.list(key).then(() => undefined));
      }
    }
    await Promise.all(all);
    const entries = await open().list(key);
    assert.deepEqual(
      entries.map(({ startedAt }) => startedAt).sort(),
      Array.from({ length: 150 }, (_, minute) => at(minute)).sort(),
    );
  });

  it('lets go of what is very old and no longer listed, and of nothing else', async () => {
    const history = open();
    const keys = ['a.example:25', 'b.example:25', 'c.example:25'];
    for (const one of keys) await history.keep(one, sound(1));
    const old = new Date(Date.now() - 200 * 86_400_000);
    const holder = (one: string): string =>
      files().find((name) => readFileSync(name, 'utf8').includes(`"key":"${one}"`)) ?? '';
    utimesSync(holder('a.example:25'), old, old);
    utimesSync(holder('b.example:25'), old, old);
    const aside = `${holder('b.example:25')}.damaged-20260101T000000Z`;
    copyFileSync(holder('b.example:25'), aside);
    utimesSync(aside, old, old);
    await history.dropUnlisted(['a.example:25']);
    const left = await Promise.all(keys.map(async (one) => (await history.list(one)).length));
    assert.deepEqual(left, [1, 0, 1]);
    assert.ok(files().includes(aside));
  });

  it('tells when it cannot write, and goes on', async () => {
    const history = openHistoryFolder({
      folder: join(folder, 'file-not-folder'),
      limits: () => ({ results: 30, bytes: 1_000 }),
      trouble: {
        setAside: () => undefined,
        unsaved: (what) => told.push(`unsaved ${what}`),
        failed: (what) => told.push(`failed ${what}`),
      },
    });
    appendFileSync(join(folder, 'file-not-folder'), 'in the way');
    await history.keep(key, sound(1));
    assert.deepEqual(told, [`unsaved ${key}`]);
    assert.deepEqual(await history.list(key), []);
  });
});
