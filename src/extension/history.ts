// The results of the past, on disk before they are shown as finished. The body is loaded with the first use.

import * as vscode from 'vscode';
import type { HistoryLimits } from '../engine/historyPruning.ts';
import type { Assessment, Vantage, Verdict } from '../model/assessment.ts';
import { settingsSection } from './contributions.ts';
import type { StorageTrouble } from './storageTrouble.ts';

/** One past result in a few words. */
export interface HistoryEntry {
  readonly id: string;
  readonly key: string;
  /** ISO 8601, UTC. */
  readonly startedAt: string;
  readonly durationMs: number;
  readonly verdict: Verdict;
  readonly summary: string;
  readonly vantage: Vantage;
  /** Came from a file, not from a probe of this VS Code. */
  readonly isImported: boolean;
}

export interface History {
  /** On disk when it resolves. Never rejects: a result that cannot be written is told of, and shown all the same. */
  readonly keep: (key: string, assessment: Assessment) => Promise<void>;
  /** Keeps a result that came from a file. Gives its id; undefined when it could not be written. */
  readonly keepImported: (key: string, assessment: Assessment) => Promise<string | undefined>;
  /** Newest first. */
  readonly list: (key: string) => Promise<readonly HistoryEntry[]>;
  readonly read: (key: string, id: string) => Promise<Assessment | undefined>;
  /** The newest result that was probed here. */
  readonly last: (key: string) => Promise<Assessment | undefined>;
  /** The newest sound result that was probed here before that time. */
  readonly lastSoundBefore: (key: string, startedAt: string) => Promise<Assessment | undefined>;
  /** Lets go of what is kept of endpoints other than these, when it is very old or very much. Never rejects. */
  readonly dropUnlisted: (keys: readonly string[]) => Promise<void>;
  /** Ends when all that was asked for is on disk. */
  readonly close: () => Promise<void>;
}

const defaultResults = 30;

/** Of one endpoint's file. A result of usual size has 20 KB. */
const mostBytes = 4 * 1024 * 1024;

function readLimits(): HistoryLimits {
  const value = vscode.workspace.getConfiguration(settingsSection).get<unknown>('historyPerEndpoint');
  const results = typeof value === 'number' && Number.isInteger(value) ? value : defaultResults;
  return { results: Math.min(500, Math.max(1, results)), bytes: mostBytes };
}

/** `folder` is made with the first result. */
export function openHistory(folder: string, trouble: StorageTrouble): History {
  let opened: Promise<History> | undefined;
  const body = (): Promise<History> =>
    (opened ??= import('./historyFolder.ts').then(({ openHistoryFolder }) =>
      openHistoryFolder({ folder, limits: readLimits, trouble }),
    ));
  return {
    keep: async (key, assessment) => (await body()).keep(key, assessment),
    keepImported: async (key, assessment) => (await body()).keepImported(key, assessment),
    list: async (key) => (await body()).list(key),
    read: async (key, id) => (await body()).read(key, id),
    last: async (key) => (await body()).last(key),
    lastSoundBefore: async (key, startedAt) => (await body()).lastSoundBefore(key, startedAt),
    dropUnlisted: async (keys) => (await body()).dropUnlisted(keys),
    close: async () => (await opened)?.close(),
  };
}
