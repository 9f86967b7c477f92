// "Probe" above each endpoint of a fleet file, "Probe group" above each group, "Probe all" on top.

import * as vscode from 'vscode';
import { endpointKey } from '../../formats/targetText.ts';
import type { App } from '../app.ts';
import { commandIds, fleetFileGlob } from '../contributions.ts';
import { isFleetDocument } from '../fleetFiles.ts';
import type { ReadFleet } from '../fleetFiles.ts';
import { t } from '../l10n.ts';

/** What the lens hands to its command, which reads the file again: it may have changed since. */
export interface LensArgument {
  readonly uri: string;
  /** One endpoint; neither this nor `group`: all of the file. */
  readonly key?: string;
  readonly group?: string;
}

function lensesOf({ uri, fleet, rangeOf }: ReadFleet): vscode.CodeLens[] {
  const address = uri.toString();
  const lens = (range: vscode.Range, title: string, argument: Omit<LensArgument, 'uri'>): vscode.CodeLens =>
    new vscode.CodeLens(range, {
      title,
      command: commandIds.probeListed,
      arguments: [{ uri: address, ...argument } satisfies LensArgument],
    });
  const members = new Set(fleet.entries.flatMap(({ group }) => group ?? []));
  const top = new vscode.Range(0, 0, 0, 0);
  return [
    ...(fleet.entries.length > 0 ? [lens(top, `$(run-all) ${t('Probe all')}`, {})] : []),
    ...fleet.groups
      .filter(({ name }) => members.has(name))
      .map(({ name, place }) => lens(rangeOf(place), `$(run-all) ${t('Probe group')}`, { group: name })),
    ...fleet.entries.map(({ endpoint, place }) =>
      lens(rangeOf(place), `$(play) ${t('Probe')}`, { key: endpointKey(endpoint) }),
    ),
  ];
}

export function register(app: App): void {
  const provider: vscode.CodeLensProvider = {
    provideCodeLenses: async (document) => (isFleetDocument(document) ? lensesOf(await app.fleets.read(document)) : []),
  };
  app.context.subscriptions.push(vscode.languages.registerCodeLensProvider({ pattern: fleetFileGlob }, provider));
}
