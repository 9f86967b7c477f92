// What a command is, and how it finds the endpoint that it is meant for.

import * as vscode from 'vscode';
import type { EndpointState } from '../../engine/store.ts';
import type { App } from '../app.ts';
import type { CommandId } from '../contributions.ts';
import { isRecord } from '../../formats/record.ts';
import { t } from '../l10n.ts';
import { showInformation, withoutIcons } from '../messages.ts';
import { addressOf, nameOf, statusOf, statusSigns, statusWords } from '../words.ts';

export interface Command {
  readonly id: CommandId;
  /** `argument` comes from menus, links, keybindings and other extensions: unknown until looked at. */
  readonly run: (app: App, ...argumentList: readonly unknown[]) => unknown;
}

/** The endpoint that an argument names: a tree node or `{key}`, or the key itself. */
export function findEndpoint(app: App, argument: unknown): EndpointState | undefined {
  const key = isRecord(argument) ? argument['key'] : argument;
  return typeof key === 'string' ? app.store.get(key) : undefined;
}

/**
 * The endpoints that a command is meant for: of the nodes selected in a tree, else of the argument. A group stands for
 * its endpoints; a group of the tree for those that the tree shows of it, as who filters means what is left.
 */
export function findEndpoints(app: App, argument: unknown, selected?: unknown): readonly EndpointState[] {
  const named: readonly unknown[] = Array.isArray(selected) && selected.length > 0 ? selected : [argument];
  const found = new Map<string, EndpointState>();
  for (const one of named) {
    const state = findEndpoint(app, one);
    if (state !== undefined) found.set(state.key, state);
    else if (isRecord(one) && typeof one['group'] === 'string') {
      for (const member of app.store.states()) {
        if (member.profile.group !== one['group']) continue;
        if (one['kind'] !== 'group' || app.listing.isShown(member)) found.set(member.key, member);
      }
    }
  }
  return [...found.values()];
}

/** An endpoint in a list to choose from; its address where it is not the name. */
export function endpointItem<T extends EndpointState>(state: T): vscode.QuickPickItem & { readonly state: T } {
  return {
    label: `$(${statusSigns[statusOf(state)].icon}) ${withoutIcons(nameOf(state))}`,
    description: statusWords[statusOf(state)],
    ...(state.profile.name === undefined ? {} : { detail: addressOf(state) }),
    state,
  };
}

/** The endpoint that an argument names, else the one a person picks from a list. `whenNone` is said of an empty list. */
export async function chooseEndpoint(
  app: App,
  argument: unknown,
  placeHolder: string,
  suits: (state: EndpointState) => boolean = () => true,
  whenNone = t('There is no endpoint for this. "Probe SMTP TLS" adds one.'),
): Promise<EndpointState | undefined> {
  await app.loaded;
  const named = findEndpoint(app, argument);
  if (named !== undefined || argument !== undefined) return named;
  const candidates = app.store.all().filter(suits);
  const only = candidates[0];
  if (only === undefined) {
    void showInformation(whenNone);
    return undefined;
  }
  if (candidates.length === 1) return only;
  return (await vscode.window.showQuickPick(candidates.map(endpointItem), { placeHolder, matchOnDetail: true }))?.state;
}
