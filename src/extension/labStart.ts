// Starts the lab's servers and lists them, each with what it teaches as its name.

import * as vscode from 'vscode';
import { openLabProcess } from '../engine/labProcess.ts';
import type { LabProcess } from '../engine/labProcess.ts';
import { endpointKey } from '../formats/targetText.ts';
import { t } from './l10n.ts';
import type { LabParts } from './labServers.ts';
import type { Launcher } from './launcher.ts';

interface Lesson {
  /** Of the lab's catalogue. */
  readonly fault: string;
  readonly name: string;
}

/** From what is well to what is hard to see; few enough to look at each. */
function lessons(): readonly Lesson[] {
  return [
    { fault: 'sound/starttls', name: t('All is well') },
    { fault: 'starttls/not-offered', name: t('No STARTTLS') },
    { fault: 'greeting/rewritten', name: t('A firewall in between') },
    { fault: 'certificate/incomplete-chain', name: t('A missing certificate') },
    { fault: 'certificate/three-faults', name: t('A certificate with three faults') },
    { fault: 'tls/no-forward-secrecy', name: t('No forward secrecy') },
    { fault: 'pairing/tls-on-plaintext-port', name: t('TLS on the wrong port') },
  ];
}

/** `list` is told the keys before the first of them is in the store: a window that dies then leaves none behind. */
export async function startLab(parts: LabParts, list: (keys: readonly string[]) => void): Promise<LabProcess> {
  const { store, program, folder } = parts;
  const wanted = lessons();
  await vscode.workspace.fs.createDirectory(folder);
  const authorities = vscode.Uri.joinPath(folder, 'lab-root.pem');
  const lab = await openLabProcess({
    program: program.fsPath,
    only: wanted.map(({ fault }) => fault),
    authorities: authorities.fsPath,
  });
  const entries = wanted.flatMap(({ fault, name }) => {
    const found = lab.endpoints.find(({ id }) => id === fault);
    return found === undefined ? [] : [{ ...found, name }];
  });
  list(entries.map(({ endpoint }) => endpointKey(endpoint)));
  for (const { endpoint, serverName, name } of entries) {
    store.apply({
      kind: 'added',
      endpoint,
      profile: { origin: 'person', name, group: t('Lab'), serverName, authorities: authorities.toString() },
    });
  }
  return lab;
}

export async function probeLab(launcher: Launcher, keys: readonly string[]): Promise<void> {
  await launcher.launchMany(keys, t('Probing the servers of the lab'));
}
