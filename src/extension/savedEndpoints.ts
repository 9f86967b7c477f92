// Keeps the list of endpoints that a person added: each change is on disk as soon as it is made.

import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { EndpointState, Store } from '../engine/store.ts';
import { endpointKey } from '../formats/targetText.ts';
import type { History } from './history.ts';
import { appendLine, readLines, replaceLines, setAside } from './lineFile.ts';
import {
  foldSavedLines,
  formatRemovedLine,
  formatSavedLine,
  parseFormerEndpoint,
  parseSavedLine,
} from './savedEndpoint.ts';
import type { FormerEndpoint, SavedEndpoint } from './savedEndpoint.ts';
import { openGate, openSlices } from './slices.ts';
import type { StorageTrouble } from './storageTrouble.ts';

export interface SavedEndpoints {
  /** Puts what is saved into the store, oldest first, and keeps every later change. */
  readonly load: () => Promise<void>;
  /** Ends when all changes so far are on disk. */
  readonly flush: () => Promise<void>;
  /** Keeps no more changes, and ends when those so far are on disk. */
  readonly close: () => Promise<void>;
}

export interface SavedEndpointsOptions {
  readonly store: Store;
  /** Of the extension's storage. */
  readonly folder: string;
  readonly history: Pick<History, 'keep'>;
  readonly trouble: Pick<StorageTrouble, 'setAside' | 'unsaved' | 'failed' | 'isNewer'>;
}

/** Superfluous lines that are let stand, so that not every start rewrites the file. */
const slack = 200;

/** The files of version 1, which are read once and stay where they are. */
async function readFormerEndpoints(folder: string): Promise<readonly FormerEndpoint[]> {
  const names = await readdir(folder).catch(() => []);
  const gate = openGate(16);
  const pause = openSlices();
  const read = async (name: string): Promise<FormerEndpoint | undefined> => {
    const content = await readFile(join(folder, name), 'utf8').catch(() => '');
    await pause();
    return parseFormerEndpoint(content);
  };
  const files = names.filter((name) => name.endsWith('.json'));
  const former = await Promise.all(files.map((name) => gate(() => read(name))));
  return former.flatMap((one) => one ?? []).sort((a, b) => a.addedAt - b.addedAt);
}

export function openSavedEndpoints({ store, folder, history, trouble }: SavedEndpointsOptions): SavedEndpoints {
  const path = join(folder, 'endpoints.ndjson');
  /** What the file says of each endpoint. */
  const known = new Map<string, SavedEndpoint>();
  const waiting: string[] = [];
  let writing: Promise<void> | undefined;

  const write = async (): Promise<void> => {
    while (waiting.length > 0) {
      const lines = waiting.splice(0);
      try {
        await appendLine(path, lines.join('\n'));
      } catch (error) {
        trouble.unsaved(path, error);
      }
    }
    writing = undefined;
  };

  const add = (line: string): void => {
    waiting.push(line);
    writing ??= write();
  };

  const follow = (key: string, state: EndpointState | undefined): void => {
    const saved = known.get(key);
    // What a fleet file lists is the file's, even if a person added it before.
    if (state?.profile.origin !== 'person') {
      if (known.delete(key)) add(formatRemovedLine(key, Date.now()));
      return;
    }
    const { endpoint, profile } = state;
    if (saved?.profile === profile) return;
    const changedAt = Date.now();
    const next = { endpoint, profile, addedAt: saved?.addedAt ?? changedAt, changedAt };
    known.set(key, next);
    if (JSON.stringify(saved?.profile) !== JSON.stringify(profile)) add(formatSavedLine(next));
  };

  /** Reads the file; damaged lines and superfluous ones go, the former with a copy of the whole file. */
  const readFileLines = async (): Promise<{ readonly saved: readonly SavedEndpoint[]; readonly isThere: boolean }> => {
    const { lines: texts, size } = await readLines(path);
    const lines = texts.map((text) => ({ text, line: parseSavedLine(text) }));
    const saved = foldSavedLines(lines.map(({ line }) => line));
    const newer = lines.filter(({ line }) => line.kind === 'newer').map(({ text }) => text);
    const damaged = lines.filter(({ line }) => line.kind === 'damaged').length;
    if (newer.length > 0) trouble.isNewer(path);
    if (damaged > 0 || lines.length - newer.length > 2 * saved.length + slack) {
      try {
        if (damaged > 0) trouble.setAside(await setAside(path, new Date()), damaged, lines.length - damaged);
        await replaceLines(path, [...newer, ...saved.map(formatSavedLine)], size);
      } catch (error) {
        trouble.failed(path, error);
      }
    }
    return { saved, isThere: size > 0 };
  };

  const takeOver = async (): Promise<readonly SavedEndpoint[]> => {
    const former = await readFormerEndpoints(join(folder, 'endpoints'));
    const results = former.map(({ endpoint, assessment }) =>
      assessment === undefined ? undefined : history.keep(endpointKey(endpoint), assessment),
    );
    await Promise.all(results);
    const own = former.filter(({ profile }) => profile.origin === 'person');
    return own.map(({ endpoint, profile, addedAt, changedAt }) => ({ endpoint, profile, addedAt, changedAt }));
  };

  const flush = async (): Promise<void> => {
    while (writing !== undefined) await writing;
  };

  let stopListening = (): void => undefined;

  return {
    flush,
    load: async () => {
      const { saved, isThere } = await readFileLines().catch((error: unknown) => {
        trouble.failed(path, error);
        return { saved: [], isThere: true };
      });
      const former = isThere ? [] : await takeOver();
      for (const one of former) add(formatSavedLine(one));
      const all = [...saved, ...former];
      for (const one of all) known.set(endpointKey(one.endpoint), one);
      store.applyAll(all.map(({ endpoint, profile }) => ({ kind: 'added', endpoint, profile })));
      for (const state of store.all()) follow(state.key, state);
      stopListening = store.listen((keys) => {
        for (const key of keys) follow(key, store.get(key));
      });
    },
    close: async () => {
      stopListening();
      await flush();
    },
  };
}
