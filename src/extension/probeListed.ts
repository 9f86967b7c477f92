// The lenses of a fleet file: probes an endpoint, a group or all of it, as the file says now.

import * as vscode from 'vscode';
import type { EndpointProfile } from '../engine/store.ts';
import { endpointKey } from '../formats/targetText.ts';
import { isRecord } from '../formats/record.ts';
import type { FleetEntry } from '../model/fleet.ts';
import type { App } from './app.ts';
import { isFleetUri } from './fleetFiles.ts';
import { profileOfEntry } from './fleetStore.ts';
import { t } from './l10n.ts';
import { showInformation } from './messages.ts';

interface Wish {
  readonly uri: vscode.Uri;
  readonly key?: string;
  readonly group?: string;
}

function parseWish(value: unknown): Wish | undefined {
  if (!isRecord(value) || typeof value['uri'] !== 'string') return undefined;
  const { key, group } = value;
  try {
    const uri = vscode.Uri.parse(value['uri'], true);
    if (!isFleetUri(uri)) return undefined;
    return {
      uri,
      ...(typeof key === 'string' ? { key } : {}),
      ...(typeof group === 'string' ? { group } : {}),
    };
  } catch {
    return undefined;
  }
}

function isWanted({ key, group }: Wish, entry: FleetEntry): boolean {
  if (key !== undefined) return endpointKey(entry.endpoint) === key;
  return group === undefined || entry.group === group;
}

/** What is probed is what the file says: unsaved changes are saved first, as before a run of a program. */
export async function probeListed(app: App, argument: unknown): Promise<unknown> {
  const wish = parseWish(argument);
  if (wish === undefined) return undefined;
  const document = await vscode.workspace.openTextDocument(wish.uri);
  if (document.isDirty && !(await document.save())) return undefined;
  await app.loaded;
  await app.fleets.refresh(wish.uri);
  const { fleet } = await app.fleets.read(document);
  const entries = fleet.entries.filter((entry) => isWanted(wish, entry));
  if (entries.length === 0) {
    void showInformation(t('The file does not list this any more.'));
    return undefined;
  }
  for (const entry of entries) {
    if (app.store.get(endpointKey(entry.endpoint)) !== undefined) continue;
    // A file outside the workspace lists nothing: what it says of the endpoint goes into the extension's own list.
    const profile: { -readonly [N in keyof EndpointProfile]: EndpointProfile[N] } = profileOfEntry(wish.uri, entry);
    profile.origin = 'person';
    delete profile.file;
    app.store.apply({ kind: 'added', endpoint: entry.endpoint, profile });
  }
  const keys = entries.map(({ endpoint }) => endpointKey(endpoint));
  const [first, ...others] = keys;
  if (first !== undefined && others.length === 0) {
    app.panelRequests.fire({ key: first });
    return app.launcher.launch(first);
  }
  const title =
    wish.group === undefined ? t('Probing {0} endpoints', keys.length.toLocaleString()) : t('Probing {0}', wish.group);
  return app.launcher.launchMany(keys, title);
}
