// Fleets that ask to be probed every so often: with a person's consent, in a trusted folder, until paused.

import * as vscode from 'vscode';
import type { Store } from '../engine/store.ts';
import { monitorContext } from './contributions.ts';
import type { FleetFile, Fleets } from './fleets.ts';
import type { Launcher } from './launcher.ts';
import type { MonitorRounds } from './monitorRounds.ts';

/** `off`: no fleet asks for it. `declined`: one does, and nobody has agreed. */
export type MonitorState = 'off' | 'declined' | 'on' | 'paused';

export interface Monitor extends vscode.Disposable {
  readonly state: MonitorState;
  /** Of the next round, in milliseconds since 1970. */
  readonly nextAt: number | undefined;
  readonly onDidChange: vscode.Event<void>;
  readonly pause: () => Promise<void>;
  /** Consents, too, where that was not done: a person who asks for it wants it. */
  readonly resume: () => Promise<void>;
}

export interface MonitorParts {
  readonly memory: vscode.Memento;
  readonly fleets: Fleets;
  readonly store: Store;
  readonly launcher: Launcher;
  readonly log: vscode.LogOutputChannel;
  /** Shows an endpoint, or all of them. */
  readonly show: (key: string | undefined) => void;
}

/** Kept for the workspace. */
const consentKey = 'monitor.consent';
const pausedKey = 'monitor.paused';

type Consent = 'given' | 'never' | undefined;

/** Files whose fleets ask to be monitored. */
function monitoredFiles(fleets: Fleets): readonly FleetFile[] {
  return fleets.files().filter(({ fleet }) => fleet.monitorMinutes !== undefined && fleet.entries.length > 0);
}

export function openMonitor(parts: MonitorParts): Monitor {
  const { memory, fleets, log } = parts;
  const changes = new vscode.EventEmitter<void>();
  let rounds: MonitorRounds | undefined;
  let state: MonitorState = 'off';
  let hasAsked = false;
  let isClosed = false;
  const consent = (): Consent => {
    const kept = memory.get<unknown>(consentKey);
    return kept === 'given' || kept === 'never' ? kept : undefined;
  };
  const setState = (next: MonitorState): void => {
    if (next !== state) log.info(`Monitoring is ${next}.`);
    state = next;
    void vscode.commands.executeCommand('setContext', monitorContext, next);
    changes.fire();
  };
  const ask = async (files: readonly FleetFile[]): Promise<void> => {
    if (hasAsked) return;
    hasAsked = true;
    const { askConsent } = await import('./monitorConsent.ts');
    const answer = await askConsent(files.map(({ fleet }) => fleet));
    if (answer === undefined) return;
    await memory.update(consentKey, answer);
    await bringInLine();
  };
  const wantedFiles = (): readonly FleetFile[] => (vscode.workspace.isTrusted ? monitoredFiles(fleets) : []);
  const isWanted = (): boolean =>
    wantedFiles().length > 0 && consent() === 'given' && memory.get<unknown>(pausedKey) !== true;
  const bringInLine = async (): Promise<void> => {
    if (rounds === undefined && isWanted()) {
      const { openMonitorRounds } = await import('./monitorRounds.ts');
      rounds ??= openMonitorRounds(parts, () => changes.fire());
    }
    if (isClosed) return;
    // Asked only now: a person may have paused while the rounds were being loaded.
    const [files, isOn] = [wantedFiles(), isWanted()];
    rounds?.follow(isOn ? files : []);
    if (files.length === 0) setState('off');
    else if (consent() === 'given') setState(isOn ? 'on' : 'paused');
    else {
      setState('declined');
      if (consent() === undefined) void ask(files);
    }
  };
  const subscriptions = vscode.Disposable.from(
    changes,
    fleets.onDidChange(() => void bringInLine()),
    vscode.workspace.onDidGrantWorkspaceTrust(() => void bringInLine()),
  );
  return {
    get state() {
      return state;
    },
    get nextAt() {
      return rounds?.nextAt();
    },
    onDidChange: changes.event,
    pause: async () => {
      await memory.update(pausedKey, true);
      await bringInLine();
    },
    resume: async () => {
      await memory.update(pausedKey, undefined);
      await memory.update(consentKey, 'given');
      await bringInLine();
    },
    dispose: () => {
      isClosed = true;
      rounds?.follow([]);
      subscriptions.dispose();
    },
  };
}
