// The only mutable state: the endpoints, what runs on each and what came of it. Views read it and listen.

import type { Assessment } from '../model/assessment.ts';
import type { Endpoint } from '../model/endpoint.ts';
import type { EndpointPolicy, EndpointRole } from '../model/fleet.ts';
import type { Stage, TranscriptLine } from '../model/transcript.ts';
import { endpointKey } from '../formats/targetText.ts';
import type { RunProgress } from './runner.ts';

/** What is set for one endpoint alone. */
export interface EndpointProfile {
  /** Shown in place of host and port. */
  readonly name?: string;
  readonly serverName?: string;
  /** URI of a PEM file: the only trust store used. Read when the probe starts. */
  readonly authorities?: string;
  readonly group?: string;
  readonly role?: EndpointRole;
  readonly tags?: readonly string[];
  readonly policy?: EndpointPolicy;
  /** `file`: listed in a fleet file, and gone when it is no longer there. */
  readonly origin: 'person' | 'file';
  /** URI of the fleet file that lists it. */
  readonly file?: string;
}

export interface EndpointState {
  readonly key: string;
  readonly endpoint: Endpoint;
  readonly profile: EndpointProfile;
  readonly isRunning: boolean;
  /** Of the probe under way, or of the last one. */
  readonly stages: readonly Stage[];
  readonly lines: readonly TranscriptLine[];
  /** The last result; it stays while the next probe runs. */
  readonly assessment?: Assessment;
}

export type StoreChange =
  /** An endpoint that is there already takes the profile, when one is given. */
  | {
      readonly kind: 'added';
      readonly endpoint: Endpoint;
      readonly profile?: EndpointProfile;
      readonly assessment?: Assessment;
    }
  | { readonly kind: 'removed'; readonly key: string }
  | { readonly kind: 'started'; readonly key: string }
  | { readonly kind: 'progress'; readonly key: string; readonly progress: RunProgress }
  | { readonly kind: 'finished'; readonly key: string; readonly assessment: Assessment }
  /** A result of an earlier session, for an endpoint that has none yet. */
  | { readonly kind: 'restored'; readonly key: string; readonly assessment: Assessment }
  /** The last result judged again, under another policy, without traffic. */
  | { readonly kind: 'rejudged'; readonly key: string; readonly assessment: Assessment };

type Listener = (changedKeys: ReadonlySet<string>) => void;

export class Store {
  readonly #states = new Map<string, EndpointState>();
  readonly #listeners = new Set<Listener>();

  get(key: string): EndpointState | undefined {
    return this.#states.get(key);
  }

  /** In the order of adding. */
  all(): readonly EndpointState[] {
    return [...this.#states.values()];
  }

  /** Of endpoints. */
  get size(): number {
    return this.#states.size;
  }

  /** In the order of adding, without a copy: for reading at once. */
  states(): IterableIterator<EndpointState> {
    return this.#states.values();
  }

  /** Gives what ends the listening. */
  listen(listener: Listener): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  /** Every change goes through here. A change of an endpoint that is gone changes nothing. */
  apply(change: StoreChange): void {
    this.applyAll([change]);
  }

  /** Many changes, told of at once. */
  applyAll(changes: readonly StoreChange[]): void {
    const changedKeys = new Set<string>();
    for (const change of changes) {
      const key = change.kind === 'added' ? endpointKey(change.endpoint) : change.key;
      const state = this.#states.get(key);
      const next = applyChange(key, state, change);
      if (next === state) continue;
      if (next === undefined) this.#states.delete(key);
      else this.#states.set(key, next);
      changedKeys.add(key);
    }
    if (changedKeys.size === 0) return;
    for (const listener of [...this.#listeners]) listener(changedKeys);
  }
}

function applyChange(key: string, state: EndpointState | undefined, change: StoreChange): EndpointState | undefined {
  if (change.kind === 'added') {
    if (state === undefined) return addedState(key, change);
    return change.profile === undefined ? state : { ...state, profile: change.profile };
  }
  if (state === undefined) return undefined;
  switch (change.kind) {
    case 'removed':
      return undefined;
    case 'started':
      return { ...state, isRunning: true, stages: [], lines: [] };
    case 'progress':
      return applyProgress(state, change.progress);
    case 'restored': {
      const { assessment } = change;
      if (state.assessment !== undefined) return state;
      // What a probe under way shows is its own.
      if (state.isRunning) return { ...state, assessment };
      return { ...state, assessment, stages: assessment.stages, lines: assessment.transcript };
    }
    case 'rejudged':
      return { ...state, assessment: change.assessment };
    case 'finished': {
      const { assessment } = change;
      return { ...state, isRunning: false, assessment, stages: assessment.stages, lines: assessment.transcript };
    }
  }
}

function addedState(key: string, change: Extract<StoreChange, { kind: 'added' }>): EndpointState {
  const { endpoint, profile = { origin: 'person' }, assessment } = change;
  const base = { key, endpoint, profile, isRunning: false };
  if (assessment === undefined) return { ...base, stages: [], lines: [] };
  return { ...base, stages: assessment.stages, lines: assessment.transcript, assessment };
}

function applyProgress(state: EndpointState, progress: RunProgress): EndpointState {
  if (!state.isRunning) return state;
  switch (progress.kind) {
    case 'restarted':
      return { ...state, stages: [], lines: [] };
    case 'line':
      return { ...state, lines: [...state.lines, progress.line] };
    case 'stage': {
      const others = state.stages.filter(({ phase }) => phase !== progress.stage.phase);
      return { ...state, stages: [...others, progress.stage] };
    }
  }
}
