// What the fleet files list, brought into the store: only what changed, in slices.

import * as vscode from 'vscode';
import type { EndpointProfile, Store } from '../engine/store.ts';
import { endpointKey } from '../formats/targetText.ts';
import type { Endpoint } from '../model/endpoint.ts';
import type { FleetEntry } from '../model/fleet.ts';
import type { ReadFleet } from './fleetFiles.ts';
import { openSlices } from './slices.ts';

interface Listed {
  readonly endpoint: Endpoint;
  readonly profile: EndpointProfile;
}

/** A path of a fleet file, relative to its folder. */
function authoritiesUri(file: vscode.Uri, path: string): vscode.Uri {
  const isAbsolute = /^(?:[/\\]|[A-Za-z]:[/\\])/.test(path);
  return isAbsolute ? vscode.Uri.file(path) : vscode.Uri.joinPath(file, '..', path.replaceAll('\\', '/'));
}

/** In an untrusted folder a file names hosts and nothing more: no trust store, no expected name, no policy. */
export function profileOfEntry(file: vscode.Uri, entry: FleetEntry): EndpointProfile {
  const { name, group, role, tags, serverName, authorities, policy } = entry;
  const base: EndpointProfile = {
    origin: 'file',
    file: file.toString(),
    ...(name === undefined ? {} : { name }),
    ...(group === undefined ? {} : { group }),
    ...(role === undefined ? {} : { role }),
    ...(tags === undefined ? {} : { tags }),
  };
  if (!vscode.workspace.isTrusted) return base;
  return {
    ...base,
    ...(serverName === undefined ? {} : { serverName }),
    ...(authorities === undefined ? {} : { authorities: authoritiesUri(file, authorities).toString() }),
    ...(policy === undefined ? {} : { policy }),
  };
}

/** The order of properties says nothing. */
function isSame(a: unknown, b: unknown): boolean {
  if (typeof a !== 'object' || typeof b !== 'object' || a === null || b === null) return a === b;
  const names = Object.keys(a);
  if (names.length !== Object.keys(b).length) return false;
  const [left, right] = [a as Readonly<Record<string, unknown>>, b as Readonly<Record<string, unknown>>];
  return names.every((name) => isSame(left[name], right[name]));
}

export interface FleetStore extends vscode.Disposable {
  /** Gives the keys that the files list, in their order. */
  readonly sync: (files: readonly ReadFleet[]) => Promise<readonly string[]>;
}

export function openFleetStore(store: Store): FleetStore {
  /** No longer listed, but a probe of theirs is under way: they go when it ends. */
  const leaving = new Set<string>();
  let round = 0;

  const stopListening = store.listen((keys) => {
    for (const key of leaving) {
      if (!keys.has(key) || store.get(key)?.isRunning === true) continue;
      leaving.delete(key);
      // After those who hear of the same change.
      setImmediate(() => store.apply({ kind: 'removed', key }));
    }
  });
  const sync = async (files: readonly ReadFleet[]): Promise<readonly string[]> => {
    const mine = ++round;
    const pause = openSlices();
    const listed = new Map<string, Listed>();
    for (const { uri, fleet } of files) {
      for (const entry of fleet.entries) {
        const key = endpointKey(entry.endpoint);
        // Of two files the first counts; the second one's problem says so.
        if (!listed.has(key)) listed.set(key, { endpoint: entry.endpoint, profile: profileOfEntry(uri, entry) });
        await pause();
      }
    }
    // Faults of syntax hide entries: what such a file listed before is not taken away for that.
    const damaged = new Set(files.filter(({ fleet }) => fleet.isDamaged === true).map(({ uri }) => uri.toString()));
    for (const [key, { endpoint, profile }] of listed) {
      if (mine !== round) break;
      leaving.delete(key);
      const current = store.get(key)?.profile;
      if (current === undefined || !isSame(current, profile)) store.apply({ kind: 'added', endpoint, profile });
      await pause();
    }
    for (const { key, profile, isRunning } of store.all()) {
      if (mine !== round) break;
      if (profile.origin !== 'file' || listed.has(key)) continue;
      if (profile.file !== undefined && damaged.has(profile.file)) continue;
      if (isRunning) leaving.add(key);
      else store.apply({ kind: 'removed', key });
      await pause();
    }
    return [...listed.keys()];
  };
  return { sync, dispose: stopListening };
}
