// The lab inside VS Code: a few broken servers on loopback, listed in a group of their own, gone when it is closed.

import * as vscode from 'vscode';
import type { LabProcess } from '../engine/labProcess.ts';
import type { Store } from '../engine/store.ts';
import { labContext } from './contributions.ts';
import type { Launcher } from './launcher.ts';

export interface LabServers {
  readonly isOpen: () => boolean;
  /** Starts the servers, lists and probes them; ends when they are probed. Opens nothing twice. */
  readonly open: () => Promise<void>;
  /** Ends the servers and takes them out of the list. */
  readonly close: () => Promise<void>;
  /** Takes out of the list what a window left there that was closed with its lab open. */
  readonly forget: () => void;
}

export interface LabParts {
  readonly store: Store;
  readonly launcher: Launcher;
  readonly log: vscode.LogOutputChannel;
  /** Of the window's list of endpoints. */
  readonly memory: vscode.Memento;
  readonly program: vscode.Uri;
  /** For the file with the lab's roots. */
  readonly folder: vscode.Uri;
}

const listedKey = 'lab.listed';

export function openLabServers(parts: LabParts): LabServers {
  const { store, launcher, log, memory } = parts;
  let opening: Promise<LabProcess> | undefined;
  let listed: readonly string[] = [];

  const setListed = (keys: readonly string[]): void => {
    listed = keys;
    void memory.update(listedKey, keys.length === 0 ? undefined : keys);
  };
  const remove = (keys: readonly string[]): void => {
    for (const key of keys) {
      launcher.cancel(key);
      if (store.get(key)?.profile.origin === 'person') store.apply({ kind: 'removed', key });
    }
    setListed([]);
  };
  const showOpen = (isOpen: boolean): void => {
    void vscode.commands.executeCommand('setContext', labContext, isOpen);
  };
  const start = async (): Promise<LabProcess> => {
    const { startLab } = await import('./labStart.ts');
    return startLab(parts, setListed);
  };
  const open = async (): Promise<void> => {
    if (opening !== undefined) return;
    opening = start();
    try {
      const lab = await opening;
      showOpen(true);
      log.info(`The lab is open: ${lab.endpoints.length} servers on loopback, process ${String(lab.pid)}`);
      void lab.ended.then(() => {
        log.info('The lab is closed');
        opening = undefined;
        showOpen(false);
        remove(listed);
      });
    } catch (error) {
      opening = undefined;
      remove(listed);
      throw error;
    }
    const { probeLab } = await import('./labStart.ts');
    await probeLab(launcher, listed);
  };
  return {
    isOpen: () => opening !== undefined,
    open,
    close: async () => {
      const lab = await opening?.catch(() => undefined);
      await lab?.close();
    },
    forget: () => {
      const left = memory.get<unknown>(listedKey);
      if (!Array.isArray(left) || opening !== undefined) return;
      remove(left.filter((key) => typeof key === 'string'));
    },
  };
}
