// Keeps the endpoints and their last results on disk, one file each, so that they survive a reload.

import { createHash } from 'node:crypto';
import * as vscode from 'vscode';
import type { EndpointState, Store } from '../engine/store.ts';
import { coalesce } from './disposables.ts';
import type { Coalesced } from './disposables.ts';
import { formatSavedEndpoint, parseSavedEndpoint } from './savedEndpoint.ts';
import type { SavedEndpoint } from './savedEndpoint.ts';

const writeDelayMs = 300;
const maximumEndpoints = 500;

/** A larger result is kept in memory only. */
const maximumFileBytes = 2 * 1024 * 1024;

export class SavedEndpoints implements vscode.Disposable {
  readonly #store: Store;
  readonly #folder: vscode.Uri;
  readonly #log: vscode.LogOutputChannel;
  /** What is on disk of each endpoint; the state's parts are compared by identity. */
  readonly #written = new Map<string, EndpointState>();
  readonly #addedAt = new Map<string, number>();
  readonly #changed = new Set<string>();
  readonly #writing: Coalesced;
  #writes: Promise<void> = Promise.resolve();
  #stopListening: () => void = () => undefined;

  constructor(store: Store, folder: vscode.Uri, log: vscode.LogOutputChannel) {
    this.#store = store;
    this.#folder = folder;
    this.#log = log;
    this.#writing = coalesce(writeDelayMs, () => void this.flush());
  }

  /** Puts what is saved into the store, oldest first, and keeps every later change. */
  async load(): Promise<void> {
    const saved = await this.#readAll();
    for (const { addedAt, endpoint, profile, assessment } of saved.sort((a, b) => a.addedAt - b.addedAt)) {
      const before = new Set(this.#store.all().map(({ key }) => key));
      this.#store.apply({ kind: 'added', endpoint, profile, ...(assessment === undefined ? {} : { assessment }) });
      const state = this.#store.all().find(({ key }) => !before.has(key));
      if (state === undefined) continue;
      this.#addedAt.set(state.key, addedAt);
      this.#written.set(state.key, state);
    }
    for (const { key } of this.#store.all()) if (!this.#written.has(key)) this.#changed.add(key);
    this.#stopListening = this.#store.listen((keys) => {
      for (const key of keys) if (this.#isChanged(key)) this.#changed.add(key);
      if (this.#changed.size > 0) this.#writing.request();
    });
  }

  /** Ends when everything known so far is on disk. */
  async flush(): Promise<void> {
    const keys = [...this.#changed];
    this.#changed.clear();
    this.#writes = this.#writes.then(async () => {
      for (const key of keys) await this.#write(key);
    });
    await this.#writes;
  }

  dispose(): void {
    this.#stopListening();
    this.#writing.dispose();
  }

  #isChanged(key: string): boolean {
    const state = this.#store.get(key);
    const written = this.#written.get(key);
    return state?.assessment !== written?.assessment || state?.profile !== written?.profile;
  }

  async #readAll(): Promise<SavedEndpoint[]> {
    const names = await vscode.workspace.fs.readDirectory(this.#folder).then(
      (entries) => entries.map(([name]) => name).filter((name) => name.endsWith('.json')),
      () => [],
    );
    const saved = await Promise.all(names.slice(0, maximumEndpoints).map((name) => this.#read(name)));
    return saved.filter((one) => one !== undefined);
  }

  async #read(name: string): Promise<SavedEndpoint | undefined> {
    try {
      const bytes = await vscode.workspace.fs.readFile(vscode.Uri.joinPath(this.#folder, name));
      const saved = parseSavedEndpoint(new TextDecoder().decode(bytes));
      if (saved === undefined) this.#log.warn(`The saved endpoint ${name} could not be read and is left out.`);
      return saved;
    } catch (error) {
      this.#log.warn(`The saved endpoint ${name} could not be read: ${String(error)}`);
      return undefined;
    }
  }

  async #write(key: string): Promise<void> {
    const state = this.#store.get(key);
    const file = vscode.Uri.joinPath(
      this.#folder,
      `${createHash('sha256').update(key).digest('hex').slice(0, 32)}.json`,
    );
    try {
      if (state === undefined) {
        if (this.#written.delete(key)) await vscode.workspace.fs.delete(file);
        this.#addedAt.delete(key);
        return;
      }
      const addedAt = this.#addedAt.get(key) ?? Date.now();
      this.#addedAt.set(key, addedAt);
      this.#written.set(key, state);
      const { endpoint, profile, assessment } = state;
      const whole = Buffer.from(
        formatSavedEndpoint({ addedAt, endpoint, profile, ...(assessment === undefined ? {} : { assessment }) }),
      );
      const isTooLarge = whole.length > maximumFileBytes;
      if (isTooLarge) this.#log.warn(`${key}: the result is too large to be kept across a reload.`);
      const bytes = isTooLarge ? Buffer.from(formatSavedEndpoint({ addedAt, endpoint, profile })) : whole;
      await vscode.workspace.fs.writeFile(file, bytes);
    } catch (error) {
      this.#log.error(`${key}: could not be saved: ${String(error)}`);
    }
  }
}
